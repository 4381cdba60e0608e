//! Runs the program: arguments in, exit code out.

use std::ffi::OsString;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::allocator;
use super::clipboard;
use super::clipboard::ClipboardEnvironment;
use super::error::{Error, ExitCode};
use super::event_loop;
use super::event_loop::BrowserOptions;
use super::load;
use super::load::LoadOptions;
use super::load::collections;
use super::load::source_texts::SourceTextCache;
use super::settings;
use super::state::shelf_store::ShelfStore;
use super::system::HostSystem;
use super::workers::session::SessionFile;
use super::workers::threads::ThreadPool;
use super::{environment, paths};
use crate::cli;
use crate::cli::{Args, Command, CommandKind, Console, Context, DataCommand, Out, Outcome, ShelfHandle, Timings};
use crate::settings::Settings;
use kzq_export::Format;
use kzq_search::Engine;
use kzq_shelf::Change;
use kzq_text::Safe;
use kzq_tui::app::CollectionOrigin;

/// Runs kzq with command-line arguments, program name first; returns the exit code.
///
/// Messages go to stderr; a closed stdout is not an error. This is the process entry point: call it before spawning
/// threads.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    allocator::map_large_blocks_separately();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let outcome = if clipboard::is_daemon(&arguments) {
        clipboard::serve().map(|()| ExitCode::Found).map_err(Error::from)
    } else {
        cli::parse(&arguments).map_or_else(|error| print_clap_error(&error), |args| dispatch(&args))
    };
    outcome.unwrap_or_else(|failure| {
        // If stderr is closed too, there is nowhere to report it.
        let _ = print_error(&failure);
        failure.exit_code()
    })
}

/// Prints the requested help, or what is wrong with the arguments.
fn print_clap_error(error: &clap::Error) -> Result<ExitCode, Error> {
    if error.use_stderr() {
        // It quotes arguments, which may contain anything.
        let _ = write!(io::stderr(), "{}", Safe::text(error.render().to_string()));
        Ok(ExitCode::Usage)
    } else {
        error.print()?;
        Ok(ExitCode::Found)
    }
}

fn print_error(error: &Error) -> io::Result<()> {
    match error {
        _ if error.exit_code() == ExitCode::Found => Ok(()),
        // The report is sanitised already, and may be coloured.
        Error::BadData { .. } | Error::BadSettings { .. } => writeln!(io::stderr(), "{error}"),
        _ => Out::new(&mut io::stderr()).error(&Safe::text(error.to_string())),
    }
}

fn dispatch(args: &Args) -> Result<ExitCode, Error> {
    match &args.command {
        None => browse(args),
        Some(command) => {
            let mut out = io::stdout().lock();
            let outcome = run_command(args, command, &mut out);
            let flushed = out.flush();
            let outcome = outcome?;
            flushed?;
            Ok(match outcome {
                Outcome::Found => ExitCode::Found,
                Outcome::Nothing => ExitCode::Nothing,
            })
        }
    }
}

fn run_command(args: &Args, command: &Command, out: &mut dyn Write) -> Result<Outcome, Error> {
    let mut stderr = io::stderr();
    let system = HostSystem::new(args);
    let out = Out::coloured(out, environment::use_colour(&io::stdout()));
    let mut console = Console { out, messages: Out::new(&mut stderr), system: &system };
    match command.kind() {
        CommandKind::Plain(command) => Ok(command.run(&mut console)?),
        CommandKind::Data(command) => run_on_data(args, &system, command, console),
    }
}

/// Loads the collections and runs a command on them.
fn run_on_data(
    args: &Args,
    system: &HostSystem<'_>,
    command: &dyn DataCommand,
    mut console: Console<'_>,
) -> Result<Outcome, Error> {
    let settings = settings::load(args)?.settings;
    if command.entry_format() == Some(Format::Template(None)) && settings.template.value.template.is_none() {
        return Err(Error::Usage(cli::NO_TEMPLATE.to_owned()));
    }
    let template = settings.template.value.template;
    let data = load_options(settings);
    let started = Instant::now();
    let loaded = load::load(&data, &mut |_| {})?;
    let load = started.elapsed();
    for line in [load::not_loaded_line(&loaded), load::warning(&loaded.diagnostics)].into_iter().flatten() {
        console.messages.line(&line)?;
    }
    let source_texts = SourceTextCache::default();
    source_texts.set_directories(loaded.directories());
    system.set_directories(loaded.directories());
    let (corpus, threads) = (Arc::new(loaded.corpus), Arc::new(ThreadPool::new()));
    let source = if loaded.index.is_some() { "snapshot" } else { "ron" };
    let text_corpus = Arc::clone(&corpus);
    let engine = match loaded.index {
        Some(index) => Engine::with_index(corpus, index, threads),
        None => Engine::with_executor(corpus, threads),
    };
    let mut context = Context::new(engine, seed(), console);
    let terminal_width = environment::terminal_width();
    context.is_terminal = terminal_width.is_some();
    context.columns = terminal_width.unwrap_or(context.columns);
    context.not_loaded = loaded.not_loaded;
    context.source_texts = Box::new(move |source| source_texts.text(&text_corpus, source));
    context.template = template;
    if command.needs_shelf() {
        context.shelf_handle = shelf_handle(&mut context.messages)?;
    }
    if command.wants_stats() {
        let started = Instant::now();
        context.engine.index();
        let index = started.elapsed();
        let clock = Box::new(move || started.elapsed());
        context.timings =
            Some(Timings { bytes: loaded.bytes, source, load, index, clock, peak_rss: allocator::peak_rss });
    }
    let outcome = command.run(&mut context)?;
    if let Some(index) = context.engine.index_if_built() {
        context.out.flush()?;
        load::store_snapshot(&loaded.snapshot_key, context.engine.corpus(), index);
    }
    Ok(outcome)
}

/// Loads the user's shelf, with the function that saves changes to it.
fn shelf_handle<'c>(messages: &mut Out<'_>) -> Result<ShelfHandle<'c>, Error> {
    let store = ShelfStore::for_user();
    let stored = store.load()?;
    if let Some(remark) = stored.message {
        messages.line(&remark)?;
    }
    let save = move |changes: &[Change]| store.save(changes).map(|kept| kept.shelf).map_err(io::Error::other);
    Ok(ShelfHandle::new(stored.shelf, Box::new(save)))
}

fn browse(args: &Args) -> Result<ExitCode, Error> {
    environment::require_terminal()?;
    let settings = settings::load(args)?.settings;
    let (appearance, theme_pair) = environment::appearance(&settings);
    let mut preferences = settings.preferences();
    let backends = clipboard::backends(settings.clipboard.value, ClipboardEnvironment::detect());
    let data = load_options(settings);
    preferences.origin = origin(&data.paths);
    let session_file = session_file(args, &data.paths);
    event_loop::browse(BrowserOptions {
        appearance,
        theme_pair,
        clipboard_backends: backends,
        load_options: data,
        preferences,
        session_file,
    })
}

/// Returns what to load, and how.
fn load_options(settings: Settings) -> LoadOptions {
    LoadOptions {
        paths: settings.data.value,
        colour: environment::use_colour(&io::stderr()),
        use_cache: settings.cache.value,
        refuse_broken: settings.refuse_broken.value,
    }
}

/// Returns where collections of these paths come from, for the browser.
fn origin(paths: &[PathBuf]) -> CollectionOrigin {
    if paths.is_empty() {
        return CollectionOrigin::Embedded;
    }
    let name = |path: &PathBuf| match path {
        path if cli::is_standard_input(path) => "standard input".into(),
        path => Safe::line(path.display().to_string()).into_owned(),
    };
    CollectionOrigin::Paths(paths.iter().map(name).collect())
}

/// Returns the session file, unless sessions are disabled.
fn session_file(args: &Args, paths: &[PathBuf]) -> Option<SessionFile> {
    let file = paths::session_file().filter(|_| !args.private)?;
    let collections = collections::stable_names(paths)?;
    Some(SessionFile { path: file, collections, restore: !args.fresh })
}

/// Returns a random seed: `RandomState` gets its keys from the system's random number generator.
fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}
