//! Runs the program: arguments in, exit code out.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::clipboard;
use super::clipboard::ClipboardEnvironment;
use super::collection_edit;
use super::complete;
use super::data_command::{self, require_template, seed};
use super::error::{Error, ExitCode};
use super::event_loop;
use super::event_loop::BrowserOptions;
use super::load;
use super::load::LoadOptions;
use super::load::collections;
use super::lsp::{self, MadeCollection, ProjectData};
use super::native;
use super::platform::tty;
use super::project;
use super::read_file::MaxSize;
use super::review::ReviewSession;
use super::settings;
use super::settings::LoadedSettings;
use super::state::shelf_store::ShelfStore;
use super::system::HostSystem;
use super::terminal::screen;
use super::workers::draft::DraftPlace;
use super::workers::session::SessionFile;
use super::workers::threads::ThreadPool;
use super::{environment, paths};
use crate::cli;
use crate::cli::{AgainstTexts, Args, Command, CommandKind, Console, Context, Lsp, Out, Outcome, Pick, ReviewCommand};
use crate::settings::{Origin, Settings};
use kzq_fidelity::IgnoredWords;
use kzq_search::Engine;
use kzq_text::{Safe, safe};
use kzq_tui::app::{CollectionOrigin, PickCount};

/// Runs kzq with command-line arguments, program name first; returns the exit code.
///
/// Messages go to stderr; a closed stdout is not an error. This is the process entry point: call it before spawning
/// threads.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    native::map_large_blocks_separately();
    // Without it, a crash is reported by the system alone.
    let _ = native::on_crash(screen::handle_crash);
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let outcome = if clipboard::is_daemon(&arguments) {
        clipboard::serve().map(|()| ExitCode::Found).map_err(Error::from)
    } else if complete::is_request(&arguments) {
        complete::answer(&arguments).map(|()| ExitCode::Found).map_err(Error::from)
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
        Error::BadData { .. } | Error::BadSettings { .. } | Error::BadProject { .. } => {
            writeln!(io::stderr(), "{error}")
        }
        _ => {
            let tip = error.tip().map_or_else(Safe::default, |tip| safe!("; ", tip));
            Out::new(&mut io::stderr()).error(&safe!(Safe::text(error.to_string()), tip))
        }
    }
}

fn dispatch(args: &Args) -> Result<ExitCode, Error> {
    environment::set_colour_choice(args.color);
    if let Some(command) = args.command.as_ref().and_then(Command::reviewed) {
        return review(args, command);
    }
    match args.command.as_ref().map(Command::kind) {
        None => browse(args),
        Some(CommandKind::Pick(pick)) => pick_entries(args, pick),
        Some(CommandKind::Serve(lsp)) => serve_editor(args, lsp),
        Some(CommandKind::Plain(command)) => print(args, |_, mut console| Ok(command.run(&mut console)?)),
        Some(CommandKind::Data(command)) => {
            print(args, |system, console| data_command::run(args, system, command, console))
        }
    }
}

/// Runs what prints on stdout.
fn print(
    args: &Args,
    run: impl FnOnce(&HostSystem<'_>, Console<'_>) -> Result<Outcome, Error>,
) -> Result<ExitCode, Error> {
    let (mut stdout, mut stderr) = (io::stdout().lock(), io::stderr());
    let system = HostSystem::new(args);
    let out = Out::coloured(&mut stdout, environment::use_colour(&io::stdout()));
    let out = out.wrapped_at(environment::terminal_width());
    let outcome = run(&system, Console { out, messages: Out::new(&mut stderr), system: &system });
    let flushed = stdout.flush();
    let outcome = outcome?;
    flushed?;
    Ok(match outcome {
        Outcome::Found => ExitCode::Found,
        Outcome::Nothing => ExitCode::Nothing,
    })
}

fn browse(args: &Args) -> Result<ExitCode, Error> {
    environment::require_terminal()?;
    let settings = settings::load(args)?.settings;
    let mut options = browser_options(args, settings, args.query.as_deref(), None);
    ask_about_large_files(&mut options.load_options)?;
    Ok(event_loop::browse(options)?.exit_code)
}

/// Lets the user pick entries on the terminal, even if stdout goes elsewhere, and prints them.
fn pick_entries(args: &Args, pick: &Pick) -> Result<ExitCode, Error> {
    environment::require_drawing_terminal()?;
    tty::use_controlling_terminal().map_err(|_| Error::NoTerminal("there is no terminal to pick on"))?;
    let settings = settings::load(args)?.settings;
    let template = settings.template.value.template;
    require_template(Some(pick.format()), template)?;
    pick.check()?;
    let mut options = browser_options(args, settings, pick.query(), Some(pick.count()));
    // What the preview shows is what will be printed.
    options.preferences.default_format = pick.format().with_template(template);
    ask_about_large_files(&mut options.load_options)?;
    let ended = event_loop::browse(options)?;
    let Some(picked) = ended.picked else {
        return Ok(if ended.exit_code == ExitCode::Found { ExitCode::Nothing } else { ended.exit_code });
    };
    print(args, |_, console| {
        let corpus = Arc::clone(&picked.corpus);
        let engine = Engine::with_executor(picked.corpus, Arc::new(ThreadPool::new()));
        let mut context = Context::new(engine, seed(), console);
        context.source_texts = Box::new(move |source| picked.source_texts.text(&corpus, source));
        context.template = template;
        Ok(pick.print(&mut context, &picked.entries)?)
    })
}

/// Answers an editor as a language server.
fn serve_editor(args: &Args, command: &Lsp) -> Result<ExitCode, Error> {
    if io::stdin().is_terminal() && !command.is_stdio() {
        return Err(Error::Usage("editors start `kzq lsp`; docs/editors.md says how to set it up".to_owned()));
    }
    if args.data.iter().any(|path| cli::is_standard_input(path)) {
        return Err(Error::Usage("standard input belongs to the editor; name files with `--data`".to_owned()));
    }
    let args = args.clone();
    lsp::serve(Box::new(move |root| {
        let LoadedSettings { settings, project, .. } = settings::load_for(&args, root)?;
        let project = project.unwrap_or_default();
        let data_origin = settings.data.origin;
        let mut load_options = LoadOptions::of(settings);
        if !project.against.is_empty() && !matches!(data_origin, Origin::Flag("--data") | Origin::Project) {
            load_options.paths.clear();
        }
        let (args, against) = (args.clone(), project.against.clone());
        let make_collection = Box::new(move || {
            let texts = AgainstTexts::read(&against, &HostSystem::new(&args))?;
            let made = || MadeCollection { text: texts.collection(), passages: texts.passages() };
            Ok((!texts.is_empty()).then(made))
        });
        let ignored_words = IgnoredWords::new(&project.ignore);
        let own = paths::own_collection();
        let project_file = root.and_then(project::file_for);
        let watched = std::iter::once(project.file).chain(project.against).filter(|file| file != "").collect();
        Ok(ProjectData { load_options, make_collection, own, watched, ignored_words, project: project_file })
    }))
}

/// Reviews what a command finds.
fn review(args: &Args, command: &dyn ReviewCommand) -> Result<ExitCode, Error> {
    let system = HostSystem::new(args);
    let collection = command.collection(&system)?;
    environment::require_terminal()?;
    let mut options = browser_options(args, settings::load(args)?.settings, None, None);
    let paths = &mut options.load_options.paths;
    if collection.exists() && !collection_edit::is_within(&collection, paths) {
        paths.push(collection);
    }
    ask_about_large_files(&mut options.load_options)?;
    let loaded = load::load(&options.load_options, &mut |_| {})?;
    let (session, start) = ReviewSession::begin(command.plan(&system, &loaded.corpus)?, args);
    options.preferences.review = Some(start);
    options.session_file = None;
    options.draft_place = None;
    Ok(event_loop::review(options, session)?.exit_code)
}

/// Returns the preferences with which the browser starts.
fn browser_options(args: &Args, settings: Settings, query: Option<&str>, pick: Option<PickCount>) -> BrowserOptions {
    let (appearance, theme_pair) = environment::appearance(&settings);
    let mut preferences = settings.preferences();
    let player = settings.player.value.clone();
    let backends = clipboard::backends(settings.clipboard.value, ClipboardEnvironment::detect());
    let shelf_store = ShelfStore::named(&settings.shelf.value);
    let record_use = settings.record_use.value;
    let data = LoadOptions::of(settings);
    preferences.origin = origin(&data.paths);
    preferences.themes = settings::named_themes(args).into();
    preferences.pick = pick;
    preferences.seed = seed();
    let session_file = session_file(args, &data.paths).filter(|_| pick.is_none());
    let draft_place = paths::drafts_directory().zip(shelf_store.path.as_ref()).map(|(directory, shelf)| DraftPlace {
        directory,
        shelf: shelf.display().to_string(),
        offers: pick.is_none(),
    });
    BrowserOptions {
        appearance,
        theme_pair,
        clipboard_backends: backends,
        load_options: data,
        preferences,
        player,
        shelf_store,
        record_use,
        opening_query: query.map(|query| Safe::line(query.to_owned())),
        session_file,
        draft_place,
    }
}

/// Asks the user about each file that is larger than the setting allows; fails unless they want all of them.
fn ask_about_large_files(data: &mut LoadOptions) -> Result<(), Error> {
    let large = load::too_large_files(data);
    for (path, bytes) in &large {
        let error = data.max_size.error();
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Err(Error::file(path, error));
        }
        let file = Safe::line(path.display().to_string());
        let size = Safe::line(bytes.div_ceil(1 << 20).to_string());
        let question = " MB, more than `max_size` in your settings allows. Open it anyway? [y/N] ";
        write!(io::stderr(), "{}", safe!(file, " has ", size, question))?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            return Err(Error::file(path, error));
        }
    }
    if !large.is_empty() {
        data.max_size = MaxSize::NONE;
    }
    Ok(())
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
