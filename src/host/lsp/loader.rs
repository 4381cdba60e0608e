//! Loads the collections of a project, and loads them again when they change.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::Duration;

use super::event::{Event, FindData, LoadedProject, ProjectData};
use crate::host::error::Error;
use crate::host::load;
use crate::host::native;
use crate::host::read_file;
use crate::host::workers::watch::FileStamps;
use kzq_lsp::CollectionFiles;
use kzq_text::{Safe, safe};

/// How often the files are looked at. A changed file is read once it is unchanged for one interval: its writer may not be
/// done.
const INTERVAL: Duration = Duration::from_secs(1);

/// The collections of a project, and their stamps and those of the other files; `None` if nothing can change.
type Seen = (Vec<PathBuf>, [Option<FileStamps>; 2]);

fn seen(data: &ProjectData) -> Seen {
    let paths = &data.load_options.paths;
    (paths.clone(), [paths, &data.watched].map(|paths| FileStamps::of(paths)))
}

/// Loads the collections of a project.
pub(super) struct Loader {
    find_data: Box<FindData>,
    root: Option<PathBuf>,
    events: SyncSender<Event>,
    loads: u64,
    /// The last message, which is not repeated.
    said: Option<Safe<'static>>,
}

impl Loader {
    /// Creates the loader of the project in a directory; `None` if the editor has opened none.
    pub(super) fn new(find_data: Box<FindData>, root: Option<PathBuf>, events: SyncSender<Event>) -> Self {
        Self { find_data, root, events, loads: 0, said: None }
    }

    /// Loads the collections now, and whenever they have changed; looks at once when it is woken. Returns when nobody
    /// listens any more.
    pub(super) fn run(mut self, woken: &Receiver<()>) {
        let mut last_read: Option<Seen> = None;
        let mut last: Option<Seen> = None;
        loop {
            let found = (self.find_data)(self.root.as_deref());
            let wanted = match found {
                Ok(data) => {
                    let now = Some(seen(&data));
                    let is_settled = last_read.is_none() || now == last;
                    let is_new = now != last_read && is_settled;
                    last.clone_from(&now);
                    if is_new {
                        last_read = now;
                    }
                    is_new.then_some(data)
                }
                Err(error) => {
                    self.say(&error);
                    None
                }
            };
            let goes_on = wanted.is_none_or(|data| self.load(data));
            if !goes_on || woken.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    }

    /// Loads collections; returns whether anybody listens.
    fn load(&mut self, data: ProjectData) -> bool {
        let ProjectData { mut load_options, make_collection, own, ignored_words, project, .. } = data;
        if let Some(path) = load_options.paths.iter().find(|path| read_file::is_special(path)) {
            let name = Safe::line(path.display().to_string()).into_owned();
            return self.warn(safe!(name, ": only files and directories are read here"));
        }
        let loaded = make_collection().and_then(|made| {
            let (text, passages) = made.map_or((None, HashMap::new()), |made| (Some(made.text), made.passages));
            load_options.made = text;
            Ok((load::load(&load_options, &mut |_| {})?, passages))
        });
        let (loaded, passages) = match loaded {
            Ok(loaded) => loaded,
            Err(error) => return self.say(&error),
        };
        for line in [load::not_loaded_line(&loaded), load::warning(&loaded.diagnostics)].into_iter().flatten() {
            self.warn(line);
        }
        self.loads += 1;
        let directories = loaded.directories();
        let engine = load::engine(Arc::new(loaded.corpus), loaded.index);
        let is_indexed = engine.index_if_built().is_some();
        let index = engine.index();
        engine.prepare();
        if !is_indexed {
            load::store_snapshot(&loaded.snapshot_key, engine.corpus(), index);
        }
        native::trim();
        let files = CollectionFiles { files: loaded.files, own, ignored_words, project, passages };
        let max_size = load_options.max_size;
        let project = LoadedProject { number: self.loads, engine, files, directories, max_size };
        self.said = None;
        self.events.send(Event::Loaded(Box::new(project))).is_ok()
    }

    /// Tells the user why collections can't be loaded; returns whether anybody listens.
    fn say(&mut self, error: &Error) -> bool {
        self.warn(match error {
            Error::BadData { first_error, .. } => first_error.clone(),
            other => Safe::text(other.to_string()),
        })
    }

    /// Tells the user something, once; returns whether anybody listens.
    fn warn(&mut self, text: Safe<'static>) -> bool {
        if self.said.as_ref() == Some(&text) {
            return true;
        }
        self.said = Some(text.clone());
        self.events.send(Event::Warning(text)).is_ok()
    }
}
