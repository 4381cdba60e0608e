//! Worker thread for copying: one text after another, so that the last one requested ends up on the clipboard.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::host::clipboard::{Copied, Way, copy};
use crate::host::load::source_texts::Library;
use crate::host::message::Message;
use kzq_corpus::Corpus;
use kzq_export::Written;
use kzq_text::safe;
use kzq_tui::layout::job::CopyOrder;

/// Renders and copies entries; each request results in a [`Message::Copied`].
pub(crate) struct Copier(Sender<(CopyOrder, Arc<Corpus>)>);

impl Copier {
    pub(crate) fn start(ways: Vec<Way>, library: Library, sender: Sender<Message>) -> io::Result<Self> {
        let (asked, orders) = channel::<(CopyOrder, Arc<Corpus>)>();
        thread::Builder::new().name("copy".into()).spawn(move || {
            for (order, corpus) in orders {
                if sender.send(Message::Copied(carry_out(&order, &corpus, &library, &ways))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(asked))
    }

    /// Requests a copy; returns whether the thread is still running.
    pub(crate) fn ask(&self, order: CopyOrder, corpus: Arc<Corpus>) -> bool {
        self.0.send((order, corpus)).is_ok()
    }
}

/// Renders and copies entries. What could not be rendered is reported along with the result.
fn carry_out(order: &CopyOrder, corpus: &Arc<Corpus>, library: &Library, ways: &[Way]) -> Copied {
    let Written { text, left_out } = order.carry_out(corpus, &|source| library.text(corpus, source));
    match left_out {
        Some((_, why)) if text.is_empty() => Copied::Said(Err(safe!("not copied: ", why.reason()))),
        Some((count, why)) => copy(text, ways).with_remark(&safe!(", ", count, " left out: ", why.reason())),
        None => copy(text, ways),
    }
}
