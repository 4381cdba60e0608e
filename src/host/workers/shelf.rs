//! Worker thread that saves the shelf, so that drawing never waits for the disk.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::worker;
use crate::host::message::Message;
use crate::host::state::lock::REPORT_AFTER;
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
    /// Exit; reply with what became of the changes.
    Exit(Sender<SavedAtExit>),
}

/// What became of the changes that were to be saved before the browser ended.
pub(crate) struct SavedAtExit {
    /// Whether all are on disk, in the shelf or beside it, as far as it is known.
    pub(crate) is_kept: bool,
    /// What the user must know.
    pub(crate) messages: Vec<Safe<'static>>,
}

/// How long the end of the browser waits for another process, which saves within some milliseconds unless it is stuck.
const EXIT_PATIENCE: Duration = Duration::from_millis(50);

/// Saves changes of the shelf, in order.
pub(crate) struct ShelfWriter {
    commands: Sender<ShelfCommand>,
    is_exiting: Arc<AtomicBool>,
}

impl ShelfWriter {
    /// Starts the thread. The shelf is loaded and sent as a message, and so is the result of each save.
    pub(crate) fn start(store: ShelfStore, sender: Sender<Message>) -> io::Result<Self> {
        let is_exiting = Arc::new(AtomicBool::new(false));
        let worker = ShelfWorker {
            store,
            sender,
            is_exiting: Arc::clone(&is_exiting),
            last_number: 0,
            unsaved: Vec::new(),
            messages: Vec::new(),
        };
        let commands = worker::spawn("keep", channel(), move |commands| worker.run(&commands))?;
        Ok(Self { commands, is_exiting })
    }

    /// Saves changes; the result arrives as a message. Those that the browser does not know of have the number 0.
    pub(crate) fn save(&self, number: u64, changes: Vec<Change>) {
        // If the thread is gone, a panic is ending the process.
        let _ = self.commands.send(ShelfCommand::Save(number, changes));
    }

    /// Waits for pending saves, up to `timeout`, so that no other process waits for this one to save.
    pub(crate) fn flush(&self, timeout: Duration) {
        // If it takes longer, they are saved later.
        let _ = worker::ask(&self.commands, |reply| ShelfCommand::Finish(AfterSave::Continue(reply)), timeout);
    }

    /// Finishes pending saves, and retries failed ones. What another process keeps from being saved is left beside the
    /// shelf. `unsaved` is the number of changes not known to be saved.
    pub(crate) fn finish(self, unsaved: usize, timeout: Duration) -> SavedAtExit {
        self.is_exiting.store(true, Ordering::SeqCst);
        let asked = worker::ask(&self.commands, |reply| ShelfCommand::Finish(AfterSave::Exit(reply)), timeout);
        asked.unwrap_or_else(|error| {
            let is_kept = unsaved == 0;
            let may_be_lost = || {
                let changes = if unsaved == 1 { "the last change" } else { "the last changes" };
                safe!(changes, " to your shelf (", unsaved, ") may be lost: still being written")
            };
            // If the thread is gone, a panic is ending the process, and has its own message.
            let is_late = error == RecvTimeoutError::Timeout && !is_kept;
            SavedAtExit { is_kept, messages: is_late.then(may_be_lost).into_iter().collect() }
        })
    }
}

/// Why changes could not be saved.
struct Unsaved {
    /// Whether another process has the shelf.
    is_locked: bool,
    reason: Safe<'static>,
}

struct ShelfWorker {
    store: ShelfStore,
    sender: Sender<Message>,
    /// Whether the browser is ending, and must not wait for other processes.
    is_exiting: Arc<AtomicBool>,
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
                    let is_kept = failure.is_none_or(|failure| self.postpone(&failure));
                    let _ = answer.send(SavedAtExit { is_kept, messages: self.messages });
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

    /// Saves pending changes; returns the reason, if that fails.
    fn save(&mut self) -> Option<Unsaved> {
        if self.unsaved.is_empty() {
            return None;
        }
        let mut is_reported = false;
        let saved = self.store.save_while(&self.unsaved, &mut |wait| {
            if !is_reported && wait.waited >= REPORT_AFTER {
                is_reported = true;
                self.report_error(Safe::line(wait.message()).into_owned());
            }
            // It takes as long as it takes, unless the browser ends.
            !self.is_exiting.load(Ordering::SeqCst) || wait.waited < EXIT_PATIENCE
        });
        match saved {
            Ok(kept) => {
                self.unsaved.clear();
                self.report_saved(kept);
                None
            }
            Err(error) => {
                let reason = Safe::line(error.to_string()).into_owned();
                self.report_error(reason.clone());
                Some(Unsaved { is_locked: error.is_locked(), reason })
            }
        }
    }

    /// Leaves the changes that could not be saved next to the shelf, if another process has it; returns whether they
    /// are there.
    fn postpone(&mut self, unsaved: &Unsaved) -> bool {
        let is_kept = unsaved.is_locked && self.store.postpone(&self.unsaved).is_ok();
        let count = self.unsaved.len();
        let changes = if count == 1 { "change" } else { "changes" };
        self.messages.push(if is_kept {
            safe!(count, " ", changes, " to your shelf will be saved by the next kzq: ", unsaved.reason)
        } else {
            safe!(count, " ", changes, " to your shelf could not be saved: ", unsaved.reason)
        });
        is_kept
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
}
