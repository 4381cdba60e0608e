//! Holding entries against the texts of their sources on a thread of its own: the newest one only.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Weak};
use std::thread;

use super::collections;
use super::message::Message;
use super::slot::Slot;
use super::texts::read_own;
use crate::app::{Event, Verified};
use crate::corpus::{Corpus, EntryId, SourceId};
use crate::verify::{NoText, Texts, Verification};

/// So many bytes of texts are held, so that the next entry of a source does not read it again.
const HELD: usize = 64 << 20;

/// An entry to be held against its source.
struct Task {
    entry: EntryId,
    edition: u64,
    corpus: Arc<Corpus>,
}

/// Holds entries against their sources; one that nobody has begun is superseded by the next.
pub(super) struct Verifier(Arc<Slot<Option<Task>>>);

impl Verifier {
    /// Starts the thread for the collections of `paths`.
    pub(super) fn start(paths: Vec<PathBuf>, sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Slot::<Option<Task>>::default());
        let asked = Arc::clone(&slot);
        thread::Builder::new().name("verify".into()).spawn(move || {
            let mut sources = Sources { paths, ..Sources::default() };
            loop {
                let task = asked.wait(Option::take);
                let Some(outcome) = sources.verify(&task) else { continue };
                let verified = Verified { entry: task.entry, edition: task.edition, outcome };
                if sender.send(Message::Event(Event::Verified(Box::new(verified)))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(slot))
    }

    /// Asks for an entry of a corpus; what is found comes as a message.
    pub(super) fn ask(&self, entry: EntryId, edition: u64, corpus: Arc<Corpus>) {
        self.0.change(|newest| *newest = Some(Task { entry, edition, corpus }));
    }
}

/// The texts that were read.
#[derive(Default)]
struct Sources {
    /// The files and directories of the collections.
    paths: Vec<PathBuf>,
    /// The directory of each collection.
    directories: Vec<Option<PathBuf>>,
    /// The corpus whose sources these are, which is not kept alive by them.
    corpus: Weak<Corpus>,
    texts: Texts,
    /// How many bytes they have.
    bytes: usize,
}

impl Sources {
    /// Holds an entry against its source; `None` where it has no verbatim words.
    fn verify(&mut self, task: &Task) -> Option<Result<Verification, NoText>> {
        if !self.corpus.ptr_eq(&Arc::downgrade(&task.corpus)) {
            self.corpus = Arc::downgrade(&task.corpus);
            self.directories = collections::directories(&self.paths);
            self.forget();
        }
        let entry = task.corpus.entry(task.entry);
        if let Some(source) = entry.source() {
            self.read(&task.corpus, source);
        }
        self.texts.verification(entry)
    }

    /// Reads the text of a source, unless it was read.
    fn read(&mut self, corpus: &Corpus, source: SourceId) {
        if !matches!(self.texts.get(Some(source)), Err(NoText::NotGiven)) {
            return;
        }
        let Some(text) = read_own(corpus, source, &self.directories) else { return };
        let length = text.as_ref().map_or(0, String::len);
        if self.bytes + length > HELD {
            self.forget();
        }
        self.bytes += length;
        self.texts.add(source, text);
    }

    fn forget(&mut self) {
        self.texts = Texts::default();
        self.bytes = 0;
    }
}
