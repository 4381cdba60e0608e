//! Worker thread that checks entries against their source texts; only the newest request is run.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::latest::Latest;
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::Message;
use kzq_corpus::{Corpus, EntryId};
use kzq_fidelity::{TextUnavailable, Verification, VerificationTexts};
use kzq_tui::app::Event;
use kzq_tui::layout::source_check::VerifyDone;

/// An entry to check.
struct VerifyTask {
    entry: EntryId,
    corpus_revision: u64,
    corpus: Arc<Corpus>,
}

/// Checks entries against their sources; a pending request is superseded by the next.
pub(crate) struct VerifyWorker(Arc<Latest<Option<VerifyTask>>>);

impl VerifyWorker {
    pub(crate) fn start(source_texts: SourceTextCache, sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Latest::<Option<VerifyTask>>::default());
        let inbox = Arc::clone(&slot);
        thread::Builder::new().name("verify".into()).spawn(move || {
            loop {
                let task = inbox.wait(Option::take);
                let Some(outcome) = verify(&source_texts, &task) else { continue };
                let verified = VerifyDone { entry: task.entry, corpus_revision: task.corpus_revision, outcome };
                if sender.send(Message::Event(Event::VerifyDone(Box::new(verified)))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(slot))
    }

    /// Requests a check of an entry; the result arrives as a message.
    pub(crate) fn submit(&self, entry: EntryId, corpus_revision: u64, corpus: Arc<Corpus>) {
        self.0.update(|newest| *newest = Some(VerifyTask { entry, corpus_revision, corpus }));
    }
}

/// Checks an entry against its source; `None` if it has no verbatim words.
fn verify(library: &SourceTextCache, task: &VerifyTask) -> Option<Result<Verification, TextUnavailable>> {
    let entry = task.corpus.entry(task.entry);
    let mut texts = VerificationTexts::default();
    if let Some(source) = entry.source()
        && let Some(text) = library.searchable_text(&task.corpus, source)
    {
        texts.insert_prepared(source, text);
    }
    texts.verify_with_context(entry)
}
