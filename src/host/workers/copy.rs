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
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::layout::copy_request::CopyRequest;

/// Copies; each task results in a [`Message::CopyDone`].
pub(crate) type CopyWorker = Sender<CopyTask>;

/// What to copy.
#[derive(Clone, Debug)]
pub(crate) enum CopyTask {
    /// Entries of a corpus, to be rendered first.
    Entries(CopyRequest, Arc<Corpus>),
    /// An address.
    Address(Safe<'static>),
}

/// Starts the thread.
pub(crate) fn start(
    backends: Vec<ClipboardBackend>,
    source_texts: SourceTextCache,
    sender: Sender<Message>,
) -> io::Result<CopyWorker> {
    worker::spawn("copy", channel(), move |queue: Receiver<CopyTask>| {
        for task in queue {
            let outcome = match task {
                CopyTask::Entries(request, corpus) => copy_entries(&request, &corpus, &source_texts, &backends),
                CopyTask::Address(address) => copy(address.clone(), &address, &backends),
            };
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
    let Rendered { text, skipped } = request.run(corpus, &|source| source_texts.text(corpus, source));
    if let Some((_, why)) = &skipped
        && text.is_empty()
    {
        return CopyOutcome::Done(Err(safe!("not copied: ", why.reason())));
    }
    let count = request.count() - skipped.as_ref().map_or(0, |(skipped, _)| *skipped);
    let mut description = describe(count, &text);
    if let Some((skipped, why)) = skipped {
        description = safe!(description, ", ", skipped, " left out: ", why.reason());
    }
    copy(text, &description, backends)
}

/// Says how much is copied: "2 quotations, 901 characters".
fn describe(count: usize, text: &Safe<'_>) -> Safe<'static> {
    let length = text.as_str().chars().count();
    let quotations = if count == 1 { " quotation, " } else { " quotations, " };
    safe!(count, quotations, length, if length == 1 { " character" } else { " characters" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_what_is_copied() {
        for (count, text, expected) in [
            (1, "“Yes.”", "1 quotation, 6 characters"),
            (2, "“Yes.”\n“No.”", "2 quotations, 12 characters"),
            (1, "x", "1 quotation, 1 character"),
        ] {
            assert_eq!(describe(count, &text.into()).as_str(), expected);
        }
    }
}
