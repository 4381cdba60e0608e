//! Worker thread that saves the session, so that drawing never waits for the disk.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::host::message::Message;
use crate::host::state::session_file;
use crate::host::state::session_file::Steps;
use kzq_text::Safe;
use kzq_tui::app::{Event, Remembered, Whereabouts};

/// The session is saved after being idle for this long.
const STILL: Duration = Duration::from_secs(2);
/// While the user keeps moving, the session is saved this often.
const OFTEN: Duration = Duration::from_secs(10);

/// Where and how the session is stored.
#[derive(Clone, Debug)]
pub(crate) struct Diary {
    /// Path of the session file.
    pub(crate) file: PathBuf,
    /// Stable names of the collections, the key of the session.
    pub(crate) collections: Vec<String>,
    /// Whether the last position is restored (`--fresh` turns it off).
    pub(crate) comes_back: bool,
}

/// A command to the thread.
enum Order {
    Here(Whereabouts),
    Sought(Safe<'static>),
    End(Sender<()>),
}

/// Saves the user's position and queries. Errors are ignored: the session contains nothing the user wrote.
pub(crate) struct Scribe(Option<Sender<Order>>);

impl Scribe {
    /// Starts the thread, unless sessions are disabled. The saved session, or an empty one, is sent as a message.
    pub(crate) fn start(diary: Option<Diary>, sender: &Sender<Message>) -> io::Result<Self> {
        let Some(diary) = diary else {
            tell(sender, Event::Remembered(Box::default()));
            return Ok(Self(None));
        };
        let (orders, receiver) = channel();
        let messages = sender.clone();
        thread::Builder::new().name("place".into()).spawn(move || {
            remember(&diary, &messages);
            write(&diary, &receiver);
        })?;
        Ok(Self(Some(orders)))
    }

    /// Records the current position.
    pub(crate) fn see(&self, whereabouts: Whereabouts) {
        self.tell(Order::Here(whereabouts));
    }

    /// Records a query for the history.
    pub(crate) fn remember(&self, query: Safe<'static>) {
        self.tell(Order::Sought(query));
    }

    fn tell(&self, order: Order) {
        if let Some(orders) = &self.0 {
            // If the thread is gone, a panic is ending the process.
            let _ = orders.send(order);
        }
    }

    /// Waits until everything is written, up to `timeout`.
    pub(crate) fn finish(self, patience: Duration) {
        let (answer, answered) = channel();
        self.tell(Order::End(answer));
        let _ = answered.recv_timeout(patience);
    }
}

fn tell(sender: &Sender<Message>, event: Event) {
    // If the receiver is gone, the process is exiting.
    let _ = sender.send(Message::Event(event));
}

/// Sends the saved session.
fn remember(diary: &Diary, sender: &Sender<Message>) {
    let (trail, remark) = session_file::load(&diary.file).unwrap_or_default();
    let whereabouts = trail.place(&diary.collections).filter(|_| diary.comes_back);
    tell(sender, Event::Remembered(Box::new(Remembered { whereabouts, queries: trail.queries })));
    if let Some(remark) = remark {
        tell(sender, Event::Failed(remark));
    }
}

fn write(diary: &Diary, orders: &Receiver<Order>) {
    let mut steps = Steps::default();
    let mut due = None;
    loop {
        let order = match due {
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => {
                let left: Duration = Instant::saturating_duration_since(&due, Instant::now());
                orders.recv_timeout(left.min(STILL))
            }
        };
        let end = match order {
            Ok(Order::Here(whereabouts)) => {
                steps.place = Some(whereabouts);
                due = due.or_else(|| Some(Instant::now() + OFTEN));
                continue;
            }
            Ok(Order::Sought(query)) => {
                steps.queries.push(query);
                due = due.or_else(|| Some(Instant::now() + OFTEN));
                continue;
            }
            Ok(Order::End(answer)) => Some(answer),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if !steps.is_empty() {
            // If writing fails, it is retried with the next change.
            if session_file::save(&diary.file, &diary.collections, &steps).is_ok() {
                steps = Steps::default();
            }
        }
        due = None;
        if let Some(answer) = end {
            let _ = answer.send(());
            return;
        }
    }
}
