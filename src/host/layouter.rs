//! Laying out what is long, on a thread of its own: the newest order of each kind only.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use super::message::Message;
use crate::app::{Event, Order};
use crate::corpus::Corpus;

/// The places for the newest order of each kind, with the collections that it is of.
#[derive(Default)]
struct Slots {
    newest: Mutex<Newest>,
    ordered: Condvar,
}

#[derive(Default)]
struct Newest {
    page: Option<(Order, Arc<Corpus>)>,
    paste: Option<(Order, Arc<Corpus>)>,
}

/// Carries orders out, one at a time; one that nobody has begun is superseded by the next of its kind.
pub(super) struct Layouter(Arc<Slots>);

impl Layouter {
    /// Starts the thread.
    pub(super) fn start(sender: Sender<Message>) -> io::Result<Self> {
        let slots = Arc::new(Slots::default());
        let ordered = Arc::clone(&slots);
        thread::Builder::new().name("layout".into()).spawn(move || {
            loop {
                let (order, corpus) = ordered.take();
                let laid_out = Box::new(order.carry_out(&corpus));
                if sender.send(Message::Event(Event::LaidOut(laid_out))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(slots))
    }

    /// Orders; what comes of it comes as a message.
    pub(super) fn order(&self, order: Order, corpus: Arc<Corpus>) {
        let mut newest = self.0.newest.lock().unwrap_or_else(PoisonError::into_inner);
        match order {
            Order::Page(_) => newest.page = Some((order, corpus)),
            Order::Paste(_) => newest.paste = Some((order, corpus)),
        }
        self.0.ordered.notify_one();
    }
}

impl Slots {
    /// Waits for an order.
    fn take(&self) -> (Order, Arc<Corpus>) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            // A menu lies over the page: what it shows comes first.
            if let Some(order) = newest.paste.take().or_else(|| newest.page.take()) {
                return order;
            }
            newest = self.ordered.wait(newest).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
