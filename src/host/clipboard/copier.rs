//! Copying on a thread of its own, one text after the other, so that the last one asked for is the one that stays.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use super::{Copied, Way, copy};
use crate::app::CopyOrder;
use crate::corpus::Corpus;
use crate::export::Written;
use crate::host::library::Library;
use crate::host::message::Message;
use crate::safe;

/// Writes out and copies what it is asked to; each order comes to a [`Message::Copied`].
pub(in crate::host) struct Copier(Sender<(CopyOrder, Arc<Corpus>)>);

impl Copier {
    /// Starts the thread.
    pub(in crate::host) fn start(ways: Vec<Way>, library: Library, sender: Sender<Message>) -> io::Result<Self> {
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

    /// Asks for entries to be copied; says whether there is still somebody to do it.
    pub(in crate::host) fn ask(&self, order: CopyOrder, corpus: Arc<Corpus>) -> bool {
        self.0.send((order, corpus)).is_ok()
    }
}

/// Writes entries out and copies them. What could not be written is told with what came of the rest.
fn carry_out(order: &CopyOrder, corpus: &Arc<Corpus>, library: &Library, ways: &[Way]) -> Copied {
    let Written { text, left_out } = order.carry_out(corpus, &|source| library.text(corpus, source));
    match left_out {
        Some((_, why)) if text.is_empty() => Copied::Said(Err(safe!("not copied: ", why.reason()))),
        Some((count, why)) => copy(text, ways).with_remark(&safe!(", ", count, " left out: ", why.reason())),
        None => copy(text, ways),
    }
}
