//! Keeping the shelf on a thread of its own: whoever draws never waits for a disk.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Kept, Store};
use crate::app::{self, Event};
use crate::host::message::Message;
use crate::safe;
use crate::shelf::{Change, Shelf};
use crate::text::Safe;

/// What the thread is asked.
enum Order {
    /// To keep changes, of a number.
    Keep(u64, Vec<Change>),
    /// To see them through.
    Stop(Stop),
}

/// What follows when all is done that was asked for.
enum Stop {
    /// Saying so.
    Rest(Sender<()>),
    /// The end; what could not be kept, and what else is to be told, is said.
    End(Sender<Vec<Safe<'static>>>),
}

/// Keeps changes of the shelf in the order in which they come.
pub(in crate::host) struct Keeper(Sender<Order>);

impl Keeper {
    /// Starts the thread. The shelf as it is kept comes as a message, and so does what comes of each order.
    pub(in crate::host) fn start(store: Store, sender: Sender<Message>) -> io::Result<Self> {
        let (orders, receiver) = channel();
        let worker = Worker { store, sender, last: 0, unkept: Vec::new(), told: Vec::new() };
        thread::Builder::new().name("keep".into()).spawn(move || worker.run(&receiver))?;
        Ok(Self(orders))
    }

    /// Keeps changes; what comes of it comes as a message.
    pub(in crate::host) fn keep(&self, number: u64, changes: Vec<Change>) {
        // Where the thread is gone a panic is ending the process.
        let _ = self.0.send(Order::Keep(number, changes));
    }

    /// Sees through what was asked for, as far as there is time: then nobody waits for this process to save.
    pub(in crate::host) fn rest(&self, patience: Duration) {
        let (answer, answered) = channel();
        let _ = self.0.send(Order::Stop(Stop::Rest(answer)));
        let _ = answered.recv_timeout(patience);
    }

    /// Sees through what was asked for, and tries again what failed; gives what the reader must know. So many changes
    /// are not known to be kept.
    pub(in crate::host) fn finish(self, unkept: usize, patience: Duration) -> Vec<Safe<'static>> {
        let (answer, answered) = channel();
        // Where the thread is gone nobody answers either.
        let _ = self.0.send(Order::Stop(Stop::End(answer)));
        match answered.recv_timeout(patience) {
            Ok(told) => told,
            Err(RecvTimeoutError::Timeout) if unkept > 0 => {
                let changes = if unkept == 1 { "the last change" } else { "the last changes" };
                vec![safe!(changes, " of your shelf (", unkept, ") may be lost: still being written")]
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Vec::new(),
        }
    }
}

struct Worker {
    store: Store,
    sender: Sender<Message>,
    /// The number of the last order.
    last: u64,
    /// The changes that could not be kept so far.
    unkept: Vec<Change>,
    /// What the reader was told, and is told again at the end, when there is time to read it.
    told: Vec<Safe<'static>>,
}

impl Worker {
    fn run(mut self, orders: &Receiver<Order>) {
        self.load();
        while let Ok(order) = orders.recv() {
            let stop = self.take(order).or_else(|| orders.try_iter().find_map(|order| self.take(order)));
            let failure = self.save();
            // Whoever asked has waited long enough where nobody listens.
            match stop {
                Some(Stop::Rest(answer)) => drop(answer.send(())),
                Some(Stop::End(answer)) => {
                    self.told.extend(failure.map(|failure| self.lost(&failure)));
                    let _ = answer.send(self.told);
                    return;
                }
                None => {}
            }
        }
    }

    /// Takes in an order; gives what follows when all is done.
    fn take(&mut self, order: Order) -> Option<Stop> {
        match order {
            Order::Keep(number, changes) => {
                self.last = number;
                self.unkept.extend(changes);
                None
            }
            Order::Stop(stop) => Some(stop),
        }
    }

    fn load(&mut self) {
        match self.store.load() {
            Ok(kept) => self.kept(kept),
            Err(error) => self.failed(Safe::line(error.to_string()).into_owned()),
        }
    }

    /// Saves what is to be saved; gives why that fails.
    fn save(&mut self) -> Option<Safe<'static>> {
        if self.unkept.is_empty() {
            return None;
        }
        match self.store.save(&self.unkept) {
            Ok(kept) => {
                self.unkept.clear();
                self.kept(kept);
                None
            }
            Err(error) => {
                let reason = Safe::line(error.to_string()).into_owned();
                self.failed(reason.clone());
                Some(reason)
            }
        }
    }

    fn kept(&mut self, Kept { shelf, before, remark }: Kept) {
        self.send(before, Ok(shelf));
        if let Some(remark) = remark {
            // Where nobody listens any more it is told at the end.
            let _ = self.sender.send(Message::Event(Event::Failed(remark.clone())));
            self.told.push(remark);
        }
    }

    fn failed(&self, reason: Safe<'static>) {
        self.send(Shelf::default(), Err(reason));
    }

    fn send(&self, before: Shelf, outcome: Result<Shelf, Safe<'static>>) {
        let kept = app::Kept { number: self.last, before, outcome };
        // Where nobody listens any more the process is ending.
        let _ = self.sender.send(Message::Event(Event::Kept(Box::new(kept))));
    }

    /// What is said at the end of changes that could not be kept.
    fn lost(&self, reason: &Safe<'static>) -> Safe<'static> {
        let count = self.unkept.len();
        let changes = if count == 1 { "change" } else { "changes" };
        safe!(count, " ", changes, " of your shelf could not be kept: ", reason)
    }
}
