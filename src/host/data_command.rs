//! Runs a command on collections: loads them, and gives the command what it needs.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::collection_edit;
use super::error::Error;
use super::load::source_texts::SourceTextCache;
use super::load::{self, LoadOptions};
use super::native;
use super::project::Project;
use super::reload::Reloader;
use super::settings::{self, LoadedSettings};
use super::state::shelf_store::ShelfStore;
use super::system::HostSystem;
use crate::cli::{self, AgainstTexts, Args, Console, Context, DataCommand, Out, Outcome, ShelfHandle, Timings};
use crate::settings::{Origin, Settings};
use kzq_export::{Format, Template};
use kzq_fidelity::IgnoredWords;
use kzq_shelf::Change;
use kzq_text::{Safe, safe};

/// Loads the collections and runs a command on them.
pub(super) fn run(
    args: &Args,
    system: &HostSystem<'_>,
    command: &dyn DataCommand,
    mut console: Console<'_>,
) -> Result<Outcome, Error> {
    let LoadedSettings { settings, project, .. } = settings::load(args)?;
    let template = settings.template.value.template;
    require_template(command.entry_format(), template)?;
    let store = ShelfStore::named(&settings.shelf.value);
    let project = project.filter(|_| command.against().is_some()).unwrap_or_default();
    let (data, against) = data_and_texts(settings, &project, command, system)?;
    let started = Instant::now();
    let mut reloader = Reloader::new(&data);
    let loaded = load::load(&data, &mut |_| {})?;
    reloader.set_not_loaded(loaded.not_loaded.len());
    let load = started.elapsed();
    for line in [load::not_loaded_line(&loaded), load::warning(&loaded.diagnostics)].into_iter().flatten() {
        console.messages.line(&line)?;
    }
    let source_texts = SourceTextCache::new(data.max_size);
    source_texts.set_directories(loaded.directories());
    system.set_directories(loaded.directories());
    let corpus = Arc::new(loaded.corpus);
    let read_from = if loaded.index.is_some() { "snapshot" } else { "ron" };
    let (text_corpus, first_corpus) = (Arc::clone(&corpus), Arc::clone(&corpus));
    let engine = load::engine(corpus, loaded.index);
    let mut context = Context::new(engine, seed(), console);
    context.against = against;
    context.ignored_words = IgnoredWords::new(&project.ignore);
    context.collection_files = loaded.files;
    context.not_loaded = loaded.not_loaded;
    context.source_texts = Box::new(move |source| source_texts.text(&text_corpus, source));
    context.template = template;
    let directories = system.directories();
    context.reloaded = Box::new(move || {
        let (engine, changed) = reloader.reload()?;
        directories.replace(changed);
        Some(engine)
    });
    load_shelf(command, store, &mut context)?;
    if command.wants_stats() {
        context.timings = Some(index_timed(&context, load, loaded.bytes, read_from));
    }
    let outcome = command.run(&mut context)?;
    // Collections that were loaded again since are of other files than those that were hashed.
    let index = context.engine.index_if_built().filter(|_| Arc::ptr_eq(context.engine.corpus(), &first_corpus));
    if let Some(index) = index {
        context.out.flush()?;
        load::store_snapshot(&loaded.snapshot_key, context.engine.corpus(), index);
    }
    Ok(outcome)
}

/// Returns what to load, and the texts that the drafts of the command are checked against.
fn data_and_texts(
    settings: Settings,
    project: &Project,
    command: &dyn DataCommand,
    system: &HostSystem<'_>,
) -> Result<(LoadOptions, AgainstTexts), Error> {
    let data_origin = settings.data.origin;
    let mut data = LoadOptions::of(settings);
    let named = command.against().unwrap_or_default();
    let against = AgainstTexts::read(if named.is_empty() { &project.against } else { named }, system)?;
    if !against.is_empty() {
        // Collections that were named for this draft or this project are used as well as the texts.
        let is_named = data_origin == Origin::Flag("--data") || (named.is_empty() && data_origin == Origin::Project);
        if !is_named {
            data.paths.clear();
        }
        data.made = Some(against.collection());
    }
    let further = command.further_collection().filter(|file| file.exists());
    data.paths.extend(further.filter(|file| !collection_edit::is_within(file, &data.paths)).map(Path::to_owned));
    Ok((data, against))
}

/// Loads the shelf, if the command needs it or searches its notes.
fn load_shelf(command: &dyn DataCommand, store: ShelfStore, context: &mut Context<'_>) -> Result<(), Error> {
    if command.needs_shelf() {
        context.shelf_handle = shelf_handle(store, &mut context.messages)?;
        context.carry_over()?;
    } else if command.searches_notes() {
        match shelf_handle(store, &mut context.messages) {
            Ok(handle) => context.shelf_handle = handle,
            Err(error) => {
                context.messages.line(&safe!("your notes are not searched: ", Safe::line(error.to_string())))?;
            }
        }
    }
    Ok(())
}

/// Loads the user's shelf, with the function that saves changes to it.
fn shelf_handle<'c>(store: ShelfStore, messages: &mut Out<'_>) -> Result<ShelfHandle<'c>, Error> {
    let stored = store.load()?;
    if let Some(remark) = stored.message {
        messages.line(&remark)?;
    }
    let save = move |changes: &[Change]| store.save_aloud(changes).map(|kept| kept.shelf).map_err(io::Error::other);
    Ok(ShelfHandle::new(stored.shelf, Box::new(save)))
}

/// Builds the index, for a command that prints how long that takes.
fn index_timed(context: &Context<'_>, load: Duration, bytes: u64, source: &'static str) -> Timings {
    let started = Instant::now();
    context.engine.index();
    context.engine.prepare();
    let index = started.elapsed();
    let clock = Box::new(move || started.elapsed());
    Timings { bytes, source, load, index, clock, peak_rss: native::peak_rss }
}

/// Fails if entries are to be printed with the user's template, but none is set.
pub(super) fn require_template(format: Option<Format>, template: Option<&'static Template>) -> Result<(), Error> {
    match (format, template) {
        (Some(Format::Template(None)), None) => Err(Error::Usage(cli::NO_TEMPLATE.to_owned())),
        _ => Ok(()),
    }
}

/// Returns a random seed: `RandomState` gets its keys from the system's random number generator.
pub(super) fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}
