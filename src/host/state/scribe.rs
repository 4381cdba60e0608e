//! Remembering where the reader is, on a thread of its own: whoever draws never waits for a disk.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::trail::{self, Steps};
use crate::app::{Event, Remembered, Whereabouts};
use crate::host::message::Message;
use crate::text::Safe;

/// Somebody who has been still for so long is written down.
const STILL: Duration = Duration::from_secs(2);
/// Somebody who is never still is written down this often.
const OFTEN: Duration = Duration::from_secs(10);

/// What is remembered of a reader, and where.
#[derive(Clone, Debug)]
pub(in crate::host) struct Diary {
    /// The file.
    pub(in crate::host) file: PathBuf,
    /// What the collections are known by.
    pub(in crate::host) collections: Vec<String>,
    /// Whether the reader comes back to where they were.
    pub(in crate::host) comes_back: bool,
}

/// What the thread is told.
enum Order {
    Here(Whereabouts),
    Sought(Safe<'static>),
    End(Sender<()>),
}

/// Writes down where the reader is and what they seek. What can't be written is not: nothing that the reader made
/// is in it.
pub(in crate::host) struct Scribe(Option<Sender<Order>>);

impl Scribe {
    /// Starts the thread, if there is something to write into. What is remembered comes as a message, in any case.
    pub(in crate::host) fn start(diary: Option<Diary>, sender: &Sender<Message>) -> io::Result<Self> {
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

    /// The reader is here.
    pub(in crate::host) fn see(&self, whereabouts: Whereabouts) {
        self.tell(Order::Here(whereabouts));
    }

    /// The reader sought this.
    pub(in crate::host) fn remember(&self, query: Safe<'static>) {
        self.tell(Order::Sought(query));
    }

    fn tell(&self, order: Order) {
        if let Some(orders) = &self.0 {
            // Where the thread is gone a panic is ending the process.
            let _ = orders.send(order);
        }
    }

    /// Sees everything written, as far as there is time.
    pub(in crate::host) fn finish(self, patience: Duration) {
        let (answer, answered) = channel();
        self.tell(Order::End(answer));
        let _ = answered.recv_timeout(patience);
    }
}

fn tell(sender: &Sender<Message>, event: Event) {
    // Where nobody listens any more the process is ending.
    let _ = sender.send(Message::Event(event));
}

/// Tells what is remembered.
fn remember(diary: &Diary, sender: &Sender<Message>) {
    let (trail, remark) = trail::load(&diary.file).unwrap_or_default();
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
            // Where it can't be written it is tried again with the next step.
            if trail::save(&diary.file, &diary.collections, &steps).is_ok() {
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
