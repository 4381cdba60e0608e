//! Watches collection files and the texts of their sources, and reads them again when they change.
//!
//! It polls once a second instead of subscribing to notifications: that works on every file system, networked ones too,
//! however an editor saves (in place or by renaming), sees files come and go in a directory, needs no other crate, and
//! costs one `stat` per file.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::publish;
use super::threads;
use super::threads::ThreadPool;
use crate::host::file_stamp::FileStamp;
use crate::host::load;
use crate::host::load::LoadOptions;
use crate::host::load::collections::LoadedCollections;
use crate::host::load::files;
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::{LoadEvent, Message};
use crate::host::native;
use crate::host::own_writes;
use crate::host::read_file;
use kzq_corpus::{Corpus, NotLoaded};
use kzq_search::{Engine, Index};
use kzq_text::{Safe, safe};
use kzq_tui::app::{Event, Reloaded};

/// Poll interval. A changed file is read once it is unchanged for one interval: its writer may not be done.
const WATCH_INTERVAL: Duration = Duration::from_secs(1);

/// A set of files with their stamps; `None` for a missing file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileStamps(Vec<(PathBuf, Option<FileStamp>)>);

impl FileStamps {
    /// Stats the files, and those in directories; returns `None` if nothing can change (embedded, or standard input).
    pub(crate) fn of(paths: &[PathBuf]) -> Option<Self> {
        if paths.is_empty() || paths.iter().any(|path| path == Path::new("-")) {
            return None;
        }
        let stamp = |path: PathBuf| {
            let stamp = FileStamp::of(&path);
            (path, stamp)
        };
        let found = files::find(paths);
        let unreadable = found.unreadable.iter().map(|(path, _)| path.clone());
        Some(Self(found.files().unwrap_or_default().into_iter().chain(unreadable).map(stamp).collect()))
    }

    /// Whether all that differs from `before` are files as this process has written them.
    fn differs_by_own_writes(&self, before: &Self) -> bool {
        let known: HashSet<_> = before.0.iter().collect();
        let paths: HashSet<&Path> = self.0.iter().map(|(path, _)| path.as_path()).collect();
        let is_own = |(_, stamp): &(PathBuf, Option<FileStamp>)| stamp.is_some_and(own_writes::contains);
        before.0.iter().all(|(path, _)| paths.contains(path.as_path()))
            && self.0.iter().filter(|file| !known.contains(file)).all(is_own)
    }
}

/// What was loaded last, by which changes are noticed.
pub(crate) struct Watched {
    pub(crate) corpus: Arc<Corpus>,
    /// The files that were loaded, as named in diagnostics.
    files: HashSet<Safe<'static>>,
    not_loaded: Vec<NotLoaded>,
    /// Is told the directories of the collections.
    source_texts: SourceTextCache,
}

impl Watched {
    /// Takes over loaded collections.
    pub(crate) fn new(loaded: &LoadedCollections, source_texts: SourceTextCache) -> Self {
        let files = loaded.files.iter().flatten();
        Self {
            corpus: Arc::new(loaded.corpus.clone()),
            files: files.map(|path| Safe::line(path.display().to_string()).into_owned()).collect(),
            not_loaded: loaded.not_loaded.clone(),
            source_texts,
        }
    }

    /// Returns why a file that was loaded is no longer loaded, if that is so. A file that is gone from its directory
    /// was removed by its user.
    fn find_lost<'n>(&self, not_loaded: &'n [NotLoaded]) -> Option<&'n NotLoaded> {
        not_loaded.iter().find(|file| self.files.contains(&file.file))
    }
}

/// Watches the collections on a new thread. `watched` was loaded from them when they were as in `last_read`.
pub(crate) fn spawn(
    data: LoadOptions,
    last_read: FileStamps,
    watched: Watched,
    sender: Sender<Message>,
) -> io::Result<()> {
    let watch =
        move || Watcher { data, last_read, watched, last_reload_failed: false, has_loaded: true, sender }.watch();
    threads::spawn("watch", watch)
}

struct Watcher {
    data: LoadOptions,
    /// The fingerprint of the files when they were last read.
    last_read: FileStamps,
    watched: Watched,
    /// Whether the last reload failed.
    last_reload_failed: bool,
    /// Whether collections were loaded since free memory was last returned to the system.
    has_loaded: bool,
    sender: Sender<Message>,
}

impl Watcher {
    fn watch(mut self) {
        let mut last = self.last_read.clone();
        loop {
            thread::sleep(WATCH_INTERVAL);
            // By now, the browser no longer holds what only loading needed.
            if std::mem::take(&mut self.has_loaded) {
                native::trim();
            }
            if self.watched.source_texts.forget_changed() {
                let Some(()) = self.send(Message::Event(Event::SourceTextsChanged)) else { return };
            }
            let Some(now) = FileStamps::of(&self.data.paths) else { return };
            if now == last && now != self.last_read && self.reload(now.clone()).is_none() {
                return;
            }
            last = now;
        }
    }

    /// Reloads the files; returns `None` if the receiver is gone.
    fn reload(&mut self, now: FileStamps) -> Option<()> {
        if let Some(path) = self.data.paths.iter().find(|path| read_file::is_special(path)) {
            // It can be read once, if it ends at all.
            self.last_read = now;
            self.last_reload_failed = true;
            let name = Safe::line(path.display().to_string());
            return self.send(Message::Event(Event::ReloadFailed(safe!(name, ": it is no longer a regular file"))));
        }
        self.has_loaded = true;
        let loaded = load::load(&self.data, &mut |_| {});
        if FileStamps::of(&self.data.paths).as_ref() != Some(&now) {
            // They are still being written: read them later.
            return Some(());
        }
        let is_own = now.differs_by_own_writes(&self.last_read);
        self.last_read = now;
        let usable = loaded.map_err(|failure| failure.line()).and_then(|loaded| {
            let lost = self.watched.find_lost(&loaded.not_loaded).map(NotLoaded::short);
            lost.map_or(Ok(loaded), Err)
        });
        match usable {
            Ok(loaded) => self.take_over(loaded, is_own),
            Err(reason) => {
                self.last_reload_failed = true;
                self.send(Message::Event(Event::ReloadFailed(reason)))
            }
        }
    }

    /// Sends reloaded collections, if anything has changed; returns `None` if the receiver is gone. `is_own` says whether
    /// kzq itself has changed the files.
    fn take_over(&mut self, loaded: LoadedCollections, is_own: bool) -> Option<()> {
        let mut watched = Watched::new(&loaded, self.watched.source_texts.clone());
        watched.source_texts.set_directories(loaded.directories());
        let is_new = std::mem::take(&mut self.last_reload_failed) || *watched.corpus != *self.watched.corpus;
        if !is_new {
            watched.corpus = Arc::clone(&self.watched.corpus);
        }
        let before = std::mem::replace(&mut self.watched, watched);
        let not_loaded_before = before.not_loaded;
        if is_new {
            self.send_reloaded(before.corpus, loaded, is_own)?;
        }
        if self.watched.not_loaded != not_loaded_before {
            self.send(Message::Event(Event::NotLoaded(self.watched.not_loaded.clone())))?;
        }
        Some(())
    }

    fn send_reloaded(&mut self, before: Arc<Corpus>, mut loaded: LoadedCollections, is_own: bool) -> Option<()> {
        let changes = self.watched.corpus.changes_since(&before);
        drop(before);
        let (sender, threads) = (self.sender.clone(), Arc::new(ThreadPool::new()));
        let send = |engine: Engine| {
            let reloaded = Reloaded { update: publish::corpus_update(&engine, None), changes, is_own };
            sender.send(Message::Load(LoadEvent::Reloaded(Box::new(reloaded), Arc::new(engine)))).ok()
        };
        let with_index = |corpus: &Arc<Corpus>, index: &Index| {
            let engine = Engine::with_index(Arc::clone(corpus), index.clone(), threads.clone());
            engine.prepare_facets();
            send(engine)
        };
        if let Some(index) = loaded.index {
            return with_index(&self.watched.corpus, &index);
        }
        // The index of a small collection is built on its first search.
        if loaded.bytes < load::LARGE_FILE {
            return send(Engine::with_executor(Arc::clone(&self.watched.corpus), threads.clone()));
        }
        // What is written to the snapshot is dropped from memory if nothing else has it.
        drop(std::mem::take(&mut loaded.corpus));
        let mut sent = Some(());
        load::index_and_store(&mut self.watched.corpus, &loaded.snapshot_key, &mut |corpus, index, is_complete| {
            if is_complete {
                sent = with_index(corpus, index);
            }
        });
        sent
    }

    fn send(&self, message: Message) -> Option<()> {
        self.sender.send(message).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn notices_replaced_and_added_files() {
        let home = tempfile::tempdir().unwrap();
        let (file, other) = (home.path().join("c.ron"), home.path().join("other"));
        fs::write(&file, "one").unwrap();
        fs::write(&other, "two").unwrap();
        let stamps = |path: &Path| FileStamps::of(&[path.to_path_buf()]);
        let before = (stamps(&file), stamps(home.path()));
        assert_eq!((stamps(&file), stamps(home.path())), before);
        fs::rename(&other, &file).unwrap();
        let after = (stamps(&file), stamps(home.path()));
        assert!(before.0 != after.0 && before.1 != after.1);
        fs::write(home.path().join("new.ron"), "").unwrap();
        assert!(stamps(home.path()) != after.1);
        assert_eq!((FileStamps::of(&[]), stamps(Path::new("-"))), (None, None));
    }

    #[test]
    fn own_writes_are_recognised_until_files_change_again() {
        let home = tempfile::tempdir().unwrap();
        let (file, other) = (home.path().join("c.ron"), home.path().join("other.ron"));
        let stamps = || FileStamps::of(&[home.path().to_path_buf()]).unwrap();
        fs::write(&file, "one").unwrap();
        let before = stamps();
        fs::write(&file, "another").unwrap();
        assert!(!stamps().differs_by_own_writes(&before));
        own_writes::note(&file);
        assert!(stamps().differs_by_own_writes(&before));
        fs::write(&other, "two").unwrap();
        assert!(!stamps().differs_by_own_writes(&before), "this file is not its own");
        own_writes::note(&other);
        let before = stamps();
        fs::remove_file(&other).unwrap();
        assert!(!stamps().differs_by_own_writes(&before));
    }
}
