//! Runs the program: arguments in, exit code out.

use std::ffi::OsString;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::Parser;

use super::allocator;
use super::clipboard;
use super::clipboard::Surroundings;
use super::error::{ExitCode, Failure};
use super::event_loop;
use super::event_loop::Setup;
use super::load;
use super::load::Data;
use super::load::source_texts::Library;
use super::load::{collections, given_texts};
use super::settings;
use super::settings::Configured;
use super::state::shelf_store::Store;
use super::workers::session::Diary;
use super::workers::threads::Threads;
use super::{cache, environment, paths};
use crate::cli;
pub(crate) use crate::cli::formats::EntryFormat;
use crate::cli::{Args, Command, Context, Desk, Measured, Out, Outcome};
use crate::settings::sample;
use kzq_ron::Finding;
use kzq_search::Engine;
use kzq_shelf::Change;
use kzq_text::Safe;
use kzq_text::safe;

/// Runs kzq with command-line arguments, program name first; returns the exit code.
///
/// Messages go to stderr; a closed stdout is not an error. This is the process entry point: call it before spawning
/// threads.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    allocator::keep_large_pieces_apart();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let outcome = if clipboard::is_holder(&arguments) {
        clipboard::hold().map(|()| ExitCode::Found).map_err(Failure::from)
    } else {
        Args::try_parse_from(&arguments).map_or_else(|error| explain(&error), |args| answer(&args))
    };
    outcome.unwrap_or_else(|failure| {
        // If stderr is closed too, there is nowhere to report it.
        let _ = report(&failure);
        failure.code()
    })
}

/// Prints the requested help, or what is wrong with the arguments.
fn explain(error: &clap::Error) -> Result<ExitCode, Failure> {
    if error.use_stderr() {
        // It quotes arguments, which may contain anything.
        let _ = write!(io::stderr(), "{}", Safe::text(error.render().to_string()));
        Ok(ExitCode::Usage)
    } else {
        error.print()?;
        Ok(ExitCode::Found)
    }
}

fn report(failure: &Failure) -> io::Result<()> {
    match failure {
        _ if failure.code() == ExitCode::Found => Ok(()),
        // The report is sanitised already, and may be coloured.
        Failure::BadData { .. } | Failure::BadSettings { .. } => writeln!(io::stderr(), "{failure}"),
        _ => writeln!(io::stderr(), "kzq: {}", Safe::text(failure.to_string())),
    }
}

fn answer(args: &Args) -> Result<ExitCode, Failure> {
    match &args.command {
        None => browse(args),
        Some(command) => {
            let mut out = io::stdout().lock();
            let outcome = command_outcome(args, command, &mut out);
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

fn command_outcome(args: &Args, command: &Command, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let mut messages = io::stderr();
    match command {
        Command::Completions { shell } => Ok(cli::print_completions(out, *shell)?),
        Command::Man => Ok(cli::print_man(out)?),
        Command::Keys { markdown } => {
            let keymap = settings::load(args)?.settings.keys.value;
            Ok(cli::print_keys(&mut Out::new(out), &keymap, *markdown)?)
        }
        Command::Paths => Ok(cli::print_paths(&mut Out::new(out), &used_paths(args)?)?),
        Command::Config { sample: true, .. } => {
            Out::new(out).line(&sample())?;
            Ok(Outcome::Found)
        }
        Command::Config { show_theme: Some(name), .. } => settings::show_theme(args, name, &mut Out::new(out)),
        Command::Config { themes: true, json, .. } => settings::list_themes(args, *json, &mut Out::new(out)),
        Command::Config { json, .. } => settings::show(args, *json, &mut Out::new(out)),
        Command::Cache { what, json } => cache::command(*what, *json, &mut Out::new(out), &mut Out::new(&mut messages)),
        Command::Check { files, json } => {
            let files = if files.is_empty() { settings::load(args)?.settings.data.value } else { files.clone() };
            let files = collections::files(&files)?;
            let colour = environment::colour_on(&io::stdout());
            Ok(cli::check(&files, *json, colour, out, &mut messages)?)
        }
        _ => {
            let colour = environment::colour_on(&io::stderr());
            let settings = settings::load(args)?.settings;
            if command.entry_format() == Some(EntryFormat::Template) && settings.template.value.template.is_none() {
                return Err(Failure::Usage(cli::NO_TEMPLATE.to_owned()));
            }
            let data = Data { paths: settings.data.value, colour, cache: settings.cache.value };
            let started = Instant::now();
            let loaded = load::load(&data, &mut |_| {})?;
            let load = started.elapsed();
            let mut messages = Out::new(&mut messages);
            if let Some(warning) = warning(&loaded.findings) {
                messages.line(&warning)?;
            }
            let (corpus, threads) = (Arc::new(loaded.corpus), Arc::new(Threads::new()));
            let source = if loaded.index.is_some() { "snapshot" } else { "ron" };
            let named = Arc::clone(&corpus);
            let engine = match loaded.index {
                Some(index) => Engine::over(corpus, index, threads),
                None => Engine::with(corpus, threads),
            };
            let out = Out::coloured(out, environment::colour_on(&io::stdout()));
            let mut context = Context::new(engine, seed(), out, messages);
            context.columns = environment::columns().unwrap_or(context.columns);
            let library = Library::new(data.paths.clone());
            context.texts = Box::new(move |source| library.text(&named, source));
            context.template = settings.template.value.template;
            if command.needs_shelf() {
                context.desk = desk(&mut context.messages)?;
            }
            if command.wants_stats() {
                let started = Instant::now();
                context.engine.index();
                let index = started.elapsed();
                let clock = Box::new(move || started.elapsed());
                context.measured =
                    Some(Measured { bytes: loaded.bytes, source, load, index, clock, peak: allocator::peak });
            }
            let outcome = match command {
                Command::Note { id, text: Some(text) } if text == "-" => {
                    let text = Some(io::read_to_string(io::stdin())?);
                    cli::run(&Command::Note { id: id.clone(), text }, &mut context)?
                }
                Command::Verify(asked) => given_texts::verify(asked, &data.paths, &mut context)?,
                Command::Proofread(asked) => given_texts::proofread(asked, &mut context)?,
                command => cli::run(command, &mut context)?,
            };
            if let Some(index) = context.engine.built_index() {
                context.out.flush()?;
                load::keep(&loaded.origin, context.engine.corpus(), index);
            }
            Ok(outcome)
        }
    }
}

/// Loads the user's shelf, with the function that saves changes to it.
fn desk<'c>(messages: &mut Out<'_>) -> Result<Desk<'c>, Failure> {
    let store = Store::of_user();
    let kept = store.load()?;
    if let Some(remark) = kept.remark {
        messages.line(&remark)?;
    }
    let keep = move |changes: &[Change]| store.save(changes).map(|kept| kept.shelf).map_err(io::Error::other);
    Ok(Desk::new(kept.shelf, Box::new(keep)))
}

fn browse(args: &Args) -> Result<ExitCode, Failure> {
    environment::require_terminal()?;
    let settings = settings::load(args)?.settings;
    let (look, grounds) = environment::look(&settings);
    let preferences = settings.preferences();
    let ways = clipboard::ways(settings.clipboard.value, Surroundings::look());
    let colour = environment::colour_on(&io::stderr());
    let data = Data { paths: settings.data.value, colour, cache: settings.cache.value };
    let diary = diary(args, &data.paths);
    event_loop::browse(Setup { look, grounds, ways, data, preferences, diary })
}

/// Returns the session file, unless sessions are disabled.
fn diary(args: &Args, paths: &[PathBuf]) -> Option<Diary> {
    let file = paths::place_file().filter(|_| !args.private)?;
    let collections = collections::known_as(paths)?;
    Some(Diary { file, collections, comes_back: !args.fresh })
}

/// Returns a warning about collections with diagnostics, quoting the first.
pub(super) fn warning(findings: &[Finding]) -> Option<Safe<'static>> {
    let first = findings.first()?;
    Some(safe!(
        first.file,
        ":",
        first.place.line,
        ": ",
        first.message,
        if findings.len() > 1 { "; and more" } else { "" },
        " (`kzq check` shows all)"
    ))
}

/// Returns a random seed: `RandomState` gets its keys from the system's random number generator.
fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

fn used_paths(args: &Args) -> Result<Vec<(&'static str, String)>, Failure> {
    let configured = settings::load(args)?;
    let themes = configured.themes_directory().map(|path| ("themes", path.display().to_string()));
    let Configured { settings, file, .. } = configured;
    let mut used: Vec<(&'static str, String)> =
        settings.data.value.iter().map(|path| ("collection", path.display().to_string())).collect();
    if used.is_empty() {
        used.push(("collection", collections::EMBEDDED_NAME.to_owned()));
    }
    used.extend(file.map(|(path, _)| ("config", path.display().to_string())));
    used.extend(themes);
    used.extend(paths::shelf_file().map(|path| ("shelf", path.display().to_string())));
    used.extend(paths::place_file().map(|path| ("place", path.display().to_string())));
    used.extend(paths::cache_directory().map(|path| ("cache", path.display().to_string())));
    used.extend(paths::clipboard_file().map(|path| ("clipboard", path.display().to_string())));
    Ok(used)
}
