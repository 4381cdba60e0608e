//! Holding entries against the texts of their sources on a thread of its own: the newest one only.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::library::Library;
use super::message::Message;
use super::slot::Slot;
use crate::app::{Event, Verified};
use crate::corpus::{Corpus, EntryId};
use crate::verify::{NoText, Texts, Verification};

/// An entry to be held against its source.
struct Task {
    entry: EntryId,
    edition: u64,
    corpus: Arc<Corpus>,
}

/// Holds entries against their sources; one that nobody has begun is superseded by the next.
pub(super) struct Verifier(Arc<Slot<Option<Task>>>);

impl Verifier {
    /// Starts the thread.
    pub(super) fn start(library: Library, sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Slot::<Option<Task>>::default());
        let asked = Arc::clone(&slot);
        thread::Builder::new().name("verify".into()).spawn(move || {
            loop {
                let task = asked.wait(Option::take);
                let Some(outcome) = verify(&library, &task) else { continue };
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

/// Holds an entry against its source; `None` where it has no verbatim words.
fn verify(library: &Library, task: &Task) -> Option<Result<Verification, NoText>> {
    let entry = task.corpus.entry(task.entry);
    let mut texts = Texts::default();
    if let Some(source) = entry.source()
        && let Some(text) = library.prepared(&task.corpus, source)
    {
        texts.hold(source, text);
    }
    texts.verification(entry)
}
