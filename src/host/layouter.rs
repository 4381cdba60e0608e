//! Laying out what is long, on a thread of its own: the newest order of each kind only.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::message::Message;
use super::slot::Slot;
use crate::app::{Event, Order};
use crate::corpus::Corpus;

/// The newest order of each kind, with the collections that it is of.
#[derive(Default)]
struct Newest {
    page: Option<(Order, Arc<Corpus>)>,
    paste: Option<(Order, Arc<Corpus>)>,
}

/// Carries orders out, one at a time; one that nobody has begun is superseded by the next of its kind.
pub(super) struct Layouter(Arc<Slot<Newest>>);

impl Layouter {
    /// Starts the thread.
    pub(super) fn start(sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Slot::<Newest>::default());
        let ordered = Arc::clone(&slot);
        thread::Builder::new().name("layout".into()).spawn(move || {
            loop {
                // A menu lies over the page: what it shows comes first.
                let (order, corpus) = ordered.wait(|newest| newest.paste.take().or_else(|| newest.page.take()));
                let laid_out = Box::new(order.carry_out(&corpus));
                if sender.send(Message::Event(Event::LaidOut(laid_out))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(slot))
    }

    /// Orders; what comes of it comes as a message.
    pub(super) fn order(&self, order: Order, corpus: Arc<Corpus>) {
        self.0.change(|newest| match order {
            Order::Page(_) => newest.page = Some((order, corpus)),
            Order::Paste(_) => newest.paste = Some((order, corpus)),
        });
    }
}
