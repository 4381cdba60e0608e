//! Worker thread that saves the shelf, so that drawing never waits for the disk.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::host::message::Message;
use crate::host::state::shelf_store::{Kept, Store};
use kzq_shelf::{Change, Shelf};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::app;
use kzq_tui::app::Event;

/// A command to the thread.
enum Order {
    /// Save changes; the number identifies them in the reply.
    Keep(u64, Vec<Change>),
    /// Finish pending saves.
    Stop(Stop),
}

/// What to do once all pending saves are done.
enum Stop {
    /// Acknowledge, and continue.
    Rest(Sender<()>),
    /// Exit; reply with what could not be saved and other messages for the user.
    End(Sender<Vec<Safe<'static>>>),
}

/// Saves changes of the shelf, in order.
pub(crate) struct Keeper(Sender<Order>);

impl Keeper {
    /// Starts the thread. The shelf is loaded and sent as a message, and so is the result of each save.
    pub(crate) fn start(store: Store, sender: Sender<Message>) -> io::Result<Self> {
        let (orders, receiver) = channel();
        let worker = Worker { store, sender, last: 0, unkept: Vec::new(), told: Vec::new() };
        thread::Builder::new().name("keep".into()).spawn(move || worker.run(&receiver))?;
        Ok(Self(orders))
    }

    /// Saves changes; the result arrives as a message.
    pub(crate) fn keep(&self, number: u64, changes: Vec<Change>) {
        // If the thread is gone, a panic is ending the process.
        let _ = self.0.send(Order::Keep(number, changes));
    }

    /// Waits for pending saves, up to `timeout`, so that no other process waits for this one to save.
    pub(crate) fn rest(&self, patience: Duration) {
        let (answer, answered) = channel();
        let _ = self.0.send(Order::Stop(Stop::Rest(answer)));
        let _ = answered.recv_timeout(patience);
    }

    /// Finishes pending saves, retries failed ones, and returns what the user must know. `unsaved` is the number of
    /// changes not known to be saved.
    pub(crate) fn finish(self, unkept: usize, patience: Duration) -> Vec<Safe<'static>> {
        let (answer, answered) = channel();
        // If the thread is gone, the reply channel is closed as well.
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
    /// Number of the last save command.
    last: u64,
    /// Changes that are not saved yet.
    unkept: Vec<Change>,
    /// Messages already shown to the user, repeated at the end, when there is time to read them.
    told: Vec<Safe<'static>>,
}

impl Worker {
    fn run(mut self, orders: &Receiver<Order>) {
        self.load();
        while let Ok(order) = orders.recv() {
            let stop = self.take(order).or_else(|| orders.try_iter().find_map(|order| self.take(order)));
            let failure = self.save();
            // If the receiver is gone, it has waited long enough.
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

    /// Takes a command; returns what to do once all pending saves are done.
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

    /// Saves pending changes; returns the error, if it fails.
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
            // If the receiver is gone, it is printed at the end.
            let _ = self.sender.send(Message::Event(Event::Failed(remark.clone())));
            self.told.push(remark);
        }
    }

    fn failed(&self, reason: Safe<'static>) {
        self.send(Shelf::default(), Err(reason));
    }

    fn send(&self, before: Shelf, outcome: Result<Shelf, Safe<'static>>) {
        let kept = app::Kept { number: self.last, before, outcome };
        // If the receiver is gone, the process is exiting.
        let _ = self.sender.send(Message::Event(Event::Kept(Box::new(kept))));
    }

    /// The message about changes that could not be saved.
    fn lost(&self, reason: &Safe<'static>) -> Safe<'static> {
        let count = self.unkept.len();
        let changes = if count == 1 { "change" } else { "changes" };
        safe!(count, " ", changes, " of your shelf could not be kept: ", reason)
    }
}
