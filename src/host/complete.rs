//! Answers a shell that completes a line: from the names next to the snapshot of a large collection, or from small
//! collections themselves. What fails completes nothing, and says nothing.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;

use super::cache::{self, Names};
use super::load;
use super::load::{LoadOptions, files};
use super::settings;
use super::state::shelf_store::ShelfStore;
use crate::cli;
use crate::cli::complete::{Known, REQUEST, Request, candidates, place};
use crate::settings::Settings;
use kzq_search::CompletionTable;
use kzq_shelf::Shelf;
use kzq_text::Safe;

/// Larger collections are not loaded while the user waits for a key.
const MAX_LOADED: u64 = 4 << 20;
/// The most ids that are suggested.
const MAX_IDS: usize = 200;

/// Whether kzq was started by the script of a shell.
pub(super) fn is_request(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|argument| argument == REQUEST)
}

/// Prints what completes the line.
pub(super) fn answer(arguments: &[OsString]) -> io::Result<()> {
    panic::set_hook(Box::new(|_| {}));
    let arguments: Vec<String> =
        arguments.iter().skip(2).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let Some(request) = Request::read(&arguments) else { return Ok(()) };
    let place = place(&mut cli::command(), &request.words, &request.current);
    let known = HostKnown::new(&place.options);
    let answer = request.answer(candidates(&place, &request.current, &known));
    let mut stdout = io::stdout().lock();
    stdout.write_all(answer.as_bytes()).and_then(|()| stdout.flush())
}

/// What there is to choose from, each part read when it is asked for.
struct HostKnown {
    args: Option<cli::Args>,
    settings: OnceCell<Option<Settings>>,
    collections: OnceCell<Collections>,
    table: OnceCell<Option<CompletionTable>>,
    shelf: OnceCell<Shelf>,
}

/// Where names come from.
enum Collections {
    /// The file next to the snapshot.
    Stored(Names),
    /// Loaded collections.
    Loaded(Box<CompletionTable>),
    /// They would take too long to load, or can't be.
    Nothing,
}

impl HostKnown {
    /// With the options of the line that say what to load.
    fn new(options: &[String]) -> Self {
        let line: Vec<OsString> =
            std::iter::once("kzq").chain(options.iter().map(String::as_str)).map(OsString::from).collect();
        Self {
            args: cli::parse(&line).ok(),
            settings: OnceCell::new(),
            collections: OnceCell::new(),
            table: OnceCell::new(),
            shelf: OnceCell::new(),
        }
    }

    fn settings(&self) -> Option<&Settings> {
        self.settings.get_or_init(|| Some(settings::load(self.args.as_ref()?).ok()?.settings)).as_ref()
    }

    fn collections(&self) -> &Collections {
        self.collections.get_or_init(|| self.find_collections().unwrap_or(Collections::Nothing))
    }

    fn find_collections(&self) -> Option<Collections> {
        let data = LoadOptions::of(self.settings()?.clone());
        let found = files::find(&data.paths);
        if let Some(files) = found.files() {
            // A pipe or a device may have nothing to read yet, and what is read from it is gone.
            files.iter().all(|file| file.is_file()).then_some(())?;
            if data.use_cache
                && let Some(names) = cache::user_cache()?.open_names(&files)
            {
                return Some(Collections::Stored(names));
            }
        } else if !data.paths.is_empty() {
            return None;
        }
        (load::total_bytes(&data) <= MAX_LOADED).then_some(())?;
        let loaded = load::load(&LoadOptions { refuse_broken: false, ..data }, &mut |_| {}).ok()?;
        Some(Collections::Loaded(Box::new(CompletionTable::of(loaded.corpus))))
    }

    fn shelf(&self) -> &Shelf {
        self.shelf.get_or_init(|| {
            let store = self.settings().map(|settings| ShelfStore::named(&settings.shelf.value));
            store.and_then(|store| Some(store.load().ok()?.shelf)).unwrap_or_default()
        })
    }
}

impl Known for HostKnown {
    fn ids(&self, prefix: &str) -> Vec<String> {
        match self.collections() {
            Collections::Nothing => Vec::new(),
            Collections::Stored(names) => names.ids(prefix),
            Collections::Loaded(table) => {
                let corpus = table.tables();
                let is_qualified = prefix.contains('/');
                let name = |id| if is_qualified { corpus.qualified_id(id) } else { corpus.entry(id).id() };
                let names = corpus.entry_ids().map(name).filter(|name| name.as_str().starts_with(prefix));
                names.take(MAX_IDS).map(|name| name.to_string()).collect()
            }
        }
    }

    fn table(&self) -> Option<&CompletionTable> {
        match self.collections() {
            Collections::Nothing => None,
            Collections::Stored(names) => self.table.get_or_init(|| names.table()).as_ref(),
            Collections::Loaded(table) => Some(table),
        }
    }

    fn lists(&self) -> Vec<Safe<'static>> {
        self.shelf().lists().iter().map(|list| list.name.clone()).collect()
    }

    fn saved_searches(&self) -> Vec<(Safe<'static>, Safe<'static>)> {
        self.shelf().searches().iter().map(|saved| (saved.name.clone(), saved.query.clone())).collect()
    }

    fn themes(&self) -> Vec<(Safe<'static>, Safe<'static>)> {
        let themes = self.args.as_ref().map(settings::named_themes).unwrap_or_default();
        let auto = (Safe::from("auto"), Safe::from("what suits the terminal"));
        std::iter::once(auto).chain(themes.into_iter().map(|theme| (theme.name, theme.doc))).collect()
    }
}
