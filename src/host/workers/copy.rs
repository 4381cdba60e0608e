//! Worker thread for copying: one text after another, so that the last one requested ends up on the clipboard.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::host::clipboard::{ClipboardBackend, CopyOutcome, copy};
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::Message;
use kzq_corpus::Corpus;
use kzq_export::Rendered;
use kzq_text::safe;
use kzq_tui::layout::copy_request::CopyRequest;

/// Renders and copies entries; each request results in a [`Message::Copied`].
pub(crate) struct CopyWorker(Sender<(CopyRequest, Arc<Corpus>)>);

impl CopyWorker {
    pub(crate) fn start(
        ways: Vec<ClipboardBackend>,
        library: SourceTextCache,
        sender: Sender<Message>,
    ) -> io::Result<Self> {
        let (requests, queue) = channel::<(CopyRequest, Arc<Corpus>)>();
        thread::Builder::new().name("copy".into()).spawn(move || {
            for (order, corpus) in queue {
                if sender.send(Message::CopyDone(copy_entries(&order, &corpus, &library, &ways))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(requests))
    }

    /// Requests a copy; returns whether the thread is still running.
    pub(crate) fn submit(&self, request: CopyRequest, corpus: Arc<Corpus>) -> bool {
        self.0.send((request, corpus)).is_ok()
    }
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
