//! Worker thread for copying: one text after another, so that the last one requested ends up on the clipboard.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::worker;
use crate::host::clipboard::{ClipboardBackend, CopyOutcome, copy};
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::Message;
use kzq_corpus::Corpus;
use kzq_export::Rendered;
use kzq_text::safe;
use kzq_tui::layout::copy_request::CopyRequest;

/// Renders and copies entries; each request results in a [`Message::CopyDone`].
pub(crate) type CopyWorker = Sender<(CopyRequest, Arc<Corpus>)>;

/// Starts the thread.
pub(crate) fn start(
    backends: Vec<ClipboardBackend>,
    source_texts: SourceTextCache,
    sender: Sender<Message>,
) -> io::Result<CopyWorker> {
    worker::spawn("copy", channel(), move |queue: Receiver<(CopyRequest, Arc<Corpus>)>| {
        for (request, corpus) in queue {
            let outcome = copy_entries(&request, &corpus, &source_texts, &backends);
            if sender.send(Message::CopyDone(outcome)).is_err() {
                return;
            }
        }
    })
}

/// Renders and copies entries. What could not be rendered is reported along with the result.
fn copy_entries(
    request: &CopyRequest,
    corpus: &Arc<Corpus>,
    source_texts: &SourceTextCache,
    backends: &[ClipboardBackend],
) -> CopyOutcome {
    let Rendered { text, skipped: left_out } = request.run(corpus, &|source| source_texts.text(corpus, source));
    match left_out {
        Some((_, why)) if text.is_empty() => CopyOutcome::Done(Err(safe!("not copied: ", why.reason()))),
        Some((count, why)) => copy(text, backends).with_note(&safe!(", ", count, " left out: ", why.reason())),
        None => copy(text, backends),
    }
}
