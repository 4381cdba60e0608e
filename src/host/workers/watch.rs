//! Watches collection files, and reloads them when they change.
//!
//! It polls once a second instead of subscribing to notifications: that works on every file system, networked ones too,
//! however an editor saves (in place or by renaming), sees files come and go in a directory, needs no other crate, and
//! costs one `stat` per file.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::threads::Threads;
use crate::host::allocator;
use crate::host::error::Failure;
use crate::host::load;
use crate::host::load::Data;
use crate::host::load::collections;
use crate::host::message::{Message, Opened};
use kzq_corpus::Corpus;
use kzq_search::{Counts, Engine, Index};
use kzq_shelf::fingerprint;
use kzq_text::Safe;
use kzq_tui::app::{Event, Growth, Reloaded};

/// Poll interval. A changed file is read once it is unchanged for one interval: its writer may not be done.
const OFTEN: Duration = Duration::from_secs(1);

/// Fingerprint of a set of files: path, length, inode and modification time (seconds and nanoseconds) of each; `None`
/// for a missing file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamps(Vec<(PathBuf, Option<[i64; 4]>)>);

impl Stamps {
    /// Stats the files, and those in directories; returns `None` if nothing can change (embedded, or standard input).
    pub(crate) fn of(paths: &[PathBuf]) -> Option<Self> {
        if paths.is_empty() || paths.iter().any(|path| path == Path::new("-")) {
            return None;
        }
        let inside = |path: &PathBuf| {
            if path.is_dir() { collections::ron_files(path).unwrap_or_default() } else { vec![path.clone()] }
        };
        let stamp = |path: PathBuf| {
            let file = fs::metadata(&path).ok();
            let number = |number: u64| number.cast_signed();
            let stamp = file.map(|file| [number(file.len()), number(file.ino()), file.mtime(), file.mtime_nsec()]);
            (path, stamp)
        };
        Some(Self(paths.iter().flat_map(inside).map(stamp).collect()))
    }
}

/// Watches the collections on a new thread. `corpus` was loaded from them when they were as in `last_read`.
pub(crate) fn start(data: Data, seen: Stamps, corpus: Arc<Corpus>, sender: Sender<Message>) -> io::Result<()> {
    let watch = move || Watcher { data, seen, corpus, is_broken: false, sender }.watch();
    thread::Builder::new().name("watch".into()).spawn(watch).map(drop)
}

struct Watcher {
    data: Data,
    /// The fingerprint of the files when they were last read.
    seen: Stamps,
    corpus: Arc<Corpus>,
    /// Whether the last reload failed.
    is_broken: bool,
    sender: Sender<Message>,
}

impl Watcher {
    fn watch(mut self) {
        let mut last = self.seen.clone();
        loop {
            thread::sleep(OFTEN);
            let Some(now) = Stamps::of(&self.data.paths) else { return };
            if now == last && now != self.seen && self.read(now.clone()).is_none() {
                return;
            }
            last = now;
        }
    }

    /// Reloads the files; returns `None` if the receiver is gone.
    fn read(&mut self, now: Stamps) -> Option<()> {
        let loaded = load::load(&self.data, &mut |_| {});
        if Stamps::of(&self.data.paths).as_ref() != Some(&now) {
            // They are still being written: read them later.
            return Some(());
        }
        self.seen = now;
        let loaded = match loaded {
            Ok(loaded) => loaded,
            Err(failure) => {
                self.is_broken = true;
                return self.send(Message::Event(Event::Unreadable(reason(&failure))));
            }
        };
        if loaded.corpus == *self.corpus && !std::mem::take(&mut self.is_broken) {
            return Some(());
        }
        self.is_broken = false;
        let corpus = Arc::new(loaded.corpus);
        let (added, changed, gone) = differences(&self.corpus, &corpus);
        self.corpus = Arc::clone(&corpus);
        // The index of a small collection is built on its first search.
        let index = load::is_large(&self.data).then(|| loaded.index.unwrap_or_else(|| indexed(&corpus)));
        let threads = Arc::new(Threads::new());
        let engine = match &index {
            Some(index) => Engine::over(Arc::clone(&corpus), index.clone(), threads),
            None => Engine::with(Arc::clone(&corpus), threads),
        };
        let totals = Counts::of_all(&corpus);
        let growth = Growth { corpus: Arc::clone(&corpus), totals, opening: None };
        let reloaded = Reloaded { growth, added, changed, gone };
        self.send(Message::Opened(Opened::Reloaded(Box::new(reloaded), Arc::new(engine))))?;
        if let Some(index) = index {
            load::keep(&loaded.origin, &corpus, &index);
            allocator::give_back();
        }
        Some(())
    }

    fn send(&self, message: Message) -> Option<()> {
        self.sender.send(message).ok()
    }
}

fn indexed(corpus: &Corpus) -> Index {
    let mut index = Index::default();
    index.grow(corpus, &Threads::yielding(), &mut |_| {});
    index
}

/// Why files can't be used, on one line, with the location.
fn reason(failure: &Failure) -> Safe<'static> {
    match failure {
        Failure::BadData { first, .. } => first.clone(),
        other => Safe::line(other.to_string()).into_owned(),
    }
}

/// Counts the entries that are new, changed, and removed.
fn differences(old: &Corpus, new: &Corpus) -> (usize, usize, usize) {
    let mut words: HashMap<Safe<'static>, u64> =
        old.ids().map(|id| (old.full_name(id), fingerprint(old.entry(id)))).collect();
    let (mut added, mut changed) = (0, 0);
    for id in new.ids() {
        match words.remove(&new.full_name(id)) {
            None => added += 1,
            Some(before) if before != fingerprint(new.entry(id)) => changed += 1,
            Some(_) => {}
        }
    }
    (added, changed, words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(entries: &[(&str, &str)]) -> Corpus {
        let entry = |(id, text): &(&str, &str)| format!(r#"Quote(id: "{id}", by: "a", text: "{text}"),"#);
        let entries: String = entries.iter().map(entry).collect();
        let text = format!(r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "A")}}, entries: [{entries}])"#);
        kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap()
    }

    #[test]
    fn what_is_new_changed_and_gone_is_counted() {
        let old = corpus(&[("a", "One."), ("b", "Two."), ("c", "Three.")]);
        let new = corpus(&[("d", "Four."), ("c", "Three."), ("b", "Two!"), ("e", "Five.")]);
        assert_eq!(differences(&old, &new), (2, 1, 1));
        assert_eq!(differences(&old, &old), (0, 0, 0));
    }

    #[test]
    fn another_file_in_its_place_is_noticed_and_nothing_is_watched_that_cannot_change() {
        let home = tempfile::tempdir().unwrap();
        let (file, other) = (home.path().join("c.ron"), home.path().join("other"));
        fs::write(&file, "one").unwrap();
        fs::write(&other, "two").unwrap();
        let stamps = |path: &Path| Stamps::of(&[path.to_path_buf()]);
        let before = (stamps(&file), stamps(home.path()));
        assert_eq!((stamps(&file), stamps(home.path())), before);
        fs::rename(&other, &file).unwrap();
        let after = (stamps(&file), stamps(home.path()));
        assert!(before.0 != after.0 && before.1 != after.1);
        fs::write(home.path().join("new.ron"), "").unwrap();
        assert!(stamps(home.path()) != after.1);
        assert_eq!((Stamps::of(&[]), stamps(Path::new("-"))), (None, None));
    }
}
