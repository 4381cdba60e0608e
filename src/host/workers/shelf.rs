//! Worker thread that saves the shelf, so that drawing never waits for the disk.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::worker;
use crate::host::message::Message;
use crate::host::state::shelf_store::{ShelfStore, StoredShelf};
use kzq_shelf::{Change, Shelf};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::app;
use kzq_tui::app::Event;

/// A command to the thread.
enum ShelfCommand {
    /// Save changes; the number identifies them in the reply.
    Save(u64, Vec<Change>),
    /// Finish pending saves.
    Finish(AfterSave),
}

/// What to do once all pending saves are done.
enum AfterSave {
    /// Acknowledge, and continue.
    Continue(Sender<()>),
    /// Exit; reply with what could not be saved and other messages for the user.
    Exit(Sender<Vec<Safe<'static>>>),
}

/// Saves changes of the shelf, in order.
pub(crate) struct ShelfWriter(Sender<ShelfCommand>);

impl ShelfWriter {
    /// Starts the thread. The shelf is loaded and sent as a message, and so is the result of each save.
    pub(crate) fn start(store: ShelfStore, sender: Sender<Message>) -> io::Result<Self> {
        let worker = ShelfWorker { store, sender, last_number: 0, unsaved: Vec::new(), messages: Vec::new() };
        worker::spawn("keep", channel(), move |commands| worker.run(&commands)).map(Self)
    }

    /// Saves changes; the result arrives as a message. Those that the browser does not know of have the number 0.
    pub(crate) fn save(&self, number: u64, changes: Vec<Change>) {
        // If the thread is gone, a panic is ending the process.
        let _ = self.0.send(ShelfCommand::Save(number, changes));
    }

    /// Waits for pending saves, up to `timeout`, so that no other process waits for this one to save.
    pub(crate) fn flush(&self, timeout: Duration) {
        // If it takes longer, they are saved later.
        let _ = worker::ask(&self.0, |reply| ShelfCommand::Finish(AfterSave::Continue(reply)), timeout);
    }

    /// Finishes pending saves, retries failed ones, and returns what the user must know. `unsaved` is the number of
    /// changes not known to be saved.
    pub(crate) fn finish(self, unsaved: usize, timeout: Duration) -> Vec<Safe<'static>> {
        match worker::ask(&self.0, |reply| ShelfCommand::Finish(AfterSave::Exit(reply)), timeout) {
            Ok(messages) => messages,
            Err(RecvTimeoutError::Timeout) if unsaved > 0 => {
                let changes = if unsaved == 1 { "the last change" } else { "the last changes" };
                vec![safe!(changes, " to your shelf (", unsaved, ") may be lost: still being written")]
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Vec::new(),
        }
    }
}

struct ShelfWorker {
    store: ShelfStore,
    sender: Sender<Message>,
    /// Number of the last save command.
    last_number: u64,
    /// Changes that are not saved yet.
    unsaved: Vec<Change>,
    /// Messages already shown to the user, repeated at the end, when there is time to read them.
    messages: Vec<Safe<'static>>,
}

impl ShelfWorker {
    fn run(mut self, orders: &Receiver<ShelfCommand>) {
        self.load();
        while let Ok(order) = orders.recv() {
            let stop = self.handle(order).or_else(|| orders.try_iter().find_map(|order| self.handle(order)));
            let failure = self.save();
            // If the receiver is gone, it has waited long enough.
            match stop {
                Some(AfterSave::Continue(answer)) => drop(answer.send(())),
                Some(AfterSave::Exit(answer)) => {
                    self.messages.extend(failure.map(|failure| self.lost_message(&failure)));
                    let _ = answer.send(self.messages);
                    return;
                }
                None => {}
            }
        }
    }

    /// Takes a command; returns what to do once all pending saves are done.
    fn handle(&mut self, order: ShelfCommand) -> Option<AfterSave> {
        match order {
            ShelfCommand::Save(number, changes) => {
                self.last_number = self.last_number.max(number);
                self.unsaved.extend(changes);
                None
            }
            ShelfCommand::Finish(stop) => Some(stop),
        }
    }

    fn load(&mut self) {
        match self.store.load() {
            Ok(kept) => self.report_saved(kept),
            Err(error) => self.report_error(Safe::line(error.to_string()).into_owned()),
        }
    }

    /// Saves pending changes; returns the error, if it fails.
    fn save(&mut self) -> Option<Safe<'static>> {
        if self.unsaved.is_empty() {
            return None;
        }
        match self.store.save(&self.unsaved) {
            Ok(kept) => {
                self.unsaved.clear();
                self.report_saved(kept);
                None
            }
            Err(error) => {
                let reason = Safe::line(error.to_string()).into_owned();
                self.report_error(reason.clone());
                Some(reason)
            }
        }
    }

    fn report_saved(&mut self, StoredShelf { shelf, previous: before, message: remark }: StoredShelf) {
        self.send(before, Ok(shelf));
        if let Some(remark) = remark {
            // If the receiver is gone, it is printed at the end.
            let _ = self.sender.send(Message::Event(Event::EffectFailed(remark.clone())));
            self.messages.push(remark);
        }
    }

    fn report_error(&self, reason: Safe<'static>) {
        self.send(Shelf::default(), Err(reason));
    }

    fn send(&self, before: Shelf, outcome: Result<Shelf, Safe<'static>>) {
        let kept = app::ShelfSaved { last_step: self.last_number, before, outcome };
        // If the receiver is gone, the process is exiting.
        let _ = self.sender.send(Message::Event(Event::ShelfSaved(Box::new(kept))));
    }

    /// The message about changes that could not be saved.
    fn lost_message(&self, reason: &Safe<'static>) -> Safe<'static> {
        let count = self.unsaved.len();
        let changes = if count == 1 { "change" } else { "changes" };
        safe!(count, " ", changes, " to your shelf could not be saved: ", reason)
    }
}
