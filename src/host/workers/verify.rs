//! Worker thread that checks entries against their source texts; only the newest request is run.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::worker;
use super::worker::{Latest, latest};
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::Message;
use kzq_corpus::{Corpus, EntryId};
use kzq_fidelity::{TextUnavailable, Verification, VerificationTexts};
use kzq_tui::app::Event;
use kzq_tui::layout::source_check::VerifyDone;

/// An entry to check.
pub(crate) struct VerifyTask {
    pub(crate) entry: EntryId,
    pub(crate) corpus_revision: u64,
    pub(crate) corpus: Arc<Corpus>,
}

/// Checks entries against their sources; the result arrives as a message.
pub(crate) type VerifyWorker = Arc<Latest<Option<VerifyTask>>>;

/// Starts the thread.
pub(crate) fn start(source_texts: SourceTextCache, sender: Sender<Message>) -> io::Result<VerifyWorker> {
    worker::spawn("verify", latest(), move |inbox: VerifyWorker| {
        loop {
            let task = inbox.wait(Option::take);
            let Some(outcome) = verify(&source_texts, &task) else { continue };
            let verified = VerifyDone { entry: task.entry, corpus_revision: task.corpus_revision, outcome };
            if sender.send(Message::Event(Event::VerifyDone(Box::new(verified)))).is_err() {
                return;
            }
        }
    })
}

/// Checks an entry against its source; `None` if it has no verbatim words.
fn verify(library: &SourceTextCache, task: &VerifyTask) -> Option<Result<Verification, TextUnavailable>> {
    let entry = task.corpus.entry(task.entry);
    let mut texts = VerificationTexts::default();
    if let Some(source) = entry.source()
        && let Some(text) = library.searchable_text(&task.corpus, source)
    {
        texts.insert(source, text);
    }
    texts.verify_with_context(entry)
}
