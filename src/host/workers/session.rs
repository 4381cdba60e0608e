//! Worker thread that saves the session, so that drawing never waits for the disk.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::host::message::Message;
use crate::host::state::session_file;
use crate::host::state::session_file::SessionDelta;
use kzq_text::Safe;
use kzq_tui::app::{Event, SessionLoaded, SessionState};

/// The session is saved after being idle for this long.
const IDLE_DELAY: Duration = Duration::from_secs(2);
/// While the user keeps moving, the session is saved this often.
const SAVE_INTERVAL: Duration = Duration::from_secs(10);

/// Where and how the session is stored.
#[derive(Clone, Debug)]
pub(crate) struct SessionFile {
    /// Path of the session file.
    pub(crate) path: PathBuf,
    /// Stable names of the collections, the key of the session.
    pub(crate) collections: Vec<String>,
    /// Whether the last position is restored (`--fresh` turns it off).
    pub(crate) restore: bool,
}

/// A command to the thread.
enum SessionCommand {
    Position(SessionState),
    Query(Safe<'static>),
    Exit(Sender<()>),
}

/// Saves the user's position and queries. Errors are ignored: the session contains nothing the user wrote.
pub(crate) struct SessionWriter(Option<Sender<SessionCommand>>);

impl SessionWriter {
    /// Starts the thread, unless sessions are disabled. The saved session, or an empty one, is sent as a message.
    pub(crate) fn start(session_file: Option<SessionFile>, sender: &Sender<Message>) -> io::Result<Self> {
        let Some(diary) = session_file else {
            send_event(sender, Event::SessionLoaded(Box::default()));
            return Ok(Self(None));
        };
        let (orders, receiver) = channel();
        let messages = sender.clone();
        thread::Builder::new().name("place".into()).spawn(move || {
            send_saved_session(&diary, &messages);
            run(&diary, &receiver);
        })?;
        Ok(Self(Some(orders)))
    }

    /// Records the current position.
    pub(crate) fn set_position(&self, whereabouts: SessionState) {
        self.send(SessionCommand::Position(whereabouts));
    }

    /// Records a query for the history.
    pub(crate) fn add_query(&self, query: Safe<'static>) {
        self.send(SessionCommand::Query(query));
    }

    fn send(&self, order: SessionCommand) {
        if let Some(orders) = &self.0 {
            // If the thread is gone, a panic is ending the process.
            let _ = orders.send(order);
        }
    }

    /// Waits until everything is written, up to `timeout`.
    pub(crate) fn finish(self, timeout: Duration) {
        let (answer, answered) = channel();
        self.send(SessionCommand::Exit(answer));
        let _ = answered.recv_timeout(timeout);
    }
}

fn send_event(sender: &Sender<Message>, event: Event) {
    // If the receiver is gone, the process is exiting.
    let _ = sender.send(Message::Event(event));
}

/// Sends the saved session.
fn send_saved_session(session_file: &SessionFile, sender: &Sender<Message>) {
    let (trail, remark) = session_file::load(&session_file.path).unwrap_or_default();
    let whereabouts = trail.find(&session_file.collections).filter(|_| session_file.restore);
    send_event(sender, Event::SessionLoaded(Box::new(SessionLoaded { session: whereabouts, queries: trail.queries })));
    if let Some(remark) = remark {
        send_event(sender, Event::EffectFailed(remark));
    }
}

fn run(session_file: &SessionFile, orders: &Receiver<SessionCommand>) {
    let mut delta = SessionDelta::default();
    let mut due = None;
    loop {
        let order = match due {
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => {
                let left: Duration = Instant::saturating_duration_since(&due, Instant::now());
                orders.recv_timeout(left.min(IDLE_DELAY))
            }
        };
        let end = match order {
            Ok(SessionCommand::Position(whereabouts)) => {
                delta.position = Some(whereabouts);
                due = due.or_else(|| Some(Instant::now() + SAVE_INTERVAL));
                continue;
            }
            Ok(SessionCommand::Query(query)) => {
                delta.queries.push(query);
                due = due.or_else(|| Some(Instant::now() + SAVE_INTERVAL));
                continue;
            }
            Ok(SessionCommand::Exit(answer)) => Some(answer),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if !delta.is_empty() {
            // If writing fails, it is retried with the next change.
            if session_file::save(&session_file.path, &session_file.collections, &delta).is_ok() {
                delta = SessionDelta::default();
            }
        }
        due = None;
        if let Some(answer) = end {
            let _ = answer.send(());
            return;
        }
    }
}
