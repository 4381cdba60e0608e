//! Worker thread that checks entries against their source texts; only the newest request is run.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::latest::Slot;
use crate::host::load::source_texts::Library;
use crate::host::message::Message;
use kzq_corpus::{Corpus, EntryId};
use kzq_fidelity::{NoText, Texts, Verification};
use kzq_tui::app::Event;
use kzq_tui::layout::source_check::Verified;

/// An entry to check.
struct Task {
    entry: EntryId,
    edition: u64,
    corpus: Arc<Corpus>,
}

/// Checks entries against their sources; a pending request is superseded by the next.
pub(crate) struct Verifier(Arc<Slot<Option<Task>>>);

impl Verifier {
    pub(crate) fn start(library: Library, sender: Sender<Message>) -> io::Result<Self> {
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

    /// Requests a check of an entry; the result arrives as a message.
    pub(crate) fn ask(&self, entry: EntryId, edition: u64, corpus: Arc<Corpus>) {
        self.0.change(|newest| *newest = Some(Task { entry, edition, corpus }));
    }
}

/// Checks an entry against its source; `None` if it has no verbatim words.
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
