//! Worker thread that saves the session, so that drawing never waits for the disk.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::worker;
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
    /// Save and exit; reply with a message for the user, if there is one.
    Exit(Sender<Option<Safe<'static>>>),
}

/// Saves the user's position and queries. Errors are ignored: the session contains nothing the user wrote.
pub(crate) struct SessionWriter(Option<Sender<SessionCommand>>);

impl SessionWriter {
    /// Starts the thread, unless sessions are disabled. The saved session, or an empty one, is sent as a message
    /// with the query that the user gave to start with.
    pub(crate) fn start(
        session_file: Option<SessionFile>,
        opening_query: Option<Safe<'static>>,
        sender: Sender<Message>,
    ) -> io::Result<Self> {
        let Some(session_file) = session_file else {
            let loaded = SessionLoaded { opening_query, ..SessionLoaded::default() };
            send_event(&sender, Event::SessionLoaded(Box::new(loaded)));
            return Ok(Self(None));
        };
        let commands = worker::spawn("place", channel(), move |commands| {
            send_saved_session(&session_file, opening_query, &sender);
            run(&session_file, &commands, &sender);
        })?;
        Ok(Self(Some(commands)))
    }

    /// Records the current position.
    pub(crate) fn set_position(&self, position: SessionState) {
        self.send(SessionCommand::Position(position));
    }

    /// Records a query for the history.
    pub(crate) fn add_query(&self, query: Safe<'static>) {
        self.send(SessionCommand::Query(query));
    }

    fn send(&self, command: SessionCommand) {
        // If the thread is gone, a panic is ending the process.
        if let Some(commands) = &self.0 {
            let _ = commands.send(command);
        }
    }

    /// Waits until everything is written, up to `timeout`; returns what the user must know.
    pub(crate) fn finish(self, timeout: Duration) -> Option<Safe<'static>> {
        worker::ask(&self.0?, SessionCommand::Exit, timeout).ok().flatten()
    }
}

fn send_event(sender: &Sender<Message>, event: Event) {
    // If the receiver is gone, the process is exiting.
    let _ = sender.send(Message::Event(event));
}

/// Sends the saved session.
fn send_saved_session(session_file: &SessionFile, opening_query: Option<Safe<'static>>, sender: &Sender<Message>) {
    let (trail, remark) = session_file::load(&session_file.path).unwrap_or_default();
    let whereabouts = trail.find(&session_file.collections).filter(|_| session_file.restore);
    let loaded = SessionLoaded { session: whereabouts, queries: trail.queries, opening_query };
    send_event(sender, Event::SessionLoaded(Box::new(loaded)));
    if let Some(remark) = remark {
        send_event(sender, Event::EffectFailed(remark));
    }
}

fn run(session_file: &SessionFile, commands: &Receiver<SessionCommand>, sender: &Sender<Message>) {
    let mut delta = SessionDelta::default();
    let mut due: Option<Instant> = None;
    loop {
        let command = match due {
            None => commands.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => commands.recv_timeout(due.saturating_duration_since(Instant::now()).min(IDLE_DELAY)),
        };
        let exit = match command {
            Ok(SessionCommand::Position(position)) => {
                delta.position = Some(position);
                due.get_or_insert_with(|| Instant::now() + SAVE_INTERVAL);
                continue;
            }
            Ok(SessionCommand::Query(query)) => {
                delta.queries.push(query);
                due.get_or_insert_with(|| Instant::now() + SAVE_INTERVAL);
                continue;
            }
            Ok(SessionCommand::Exit(reply)) => Some(reply),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        let mut message = None;
        if !delta.is_empty()
            && let Ok(saved) = session_file::save(&session_file.path, &session_file.collections, &delta)
        {
            message = saved;
            delta = SessionDelta::default();
        }
        // If writing fails, it is retried with the next change.
        due = None;
        if let Some(reply) = exit {
            // If the receiver is gone, it has waited long enough.
            let _ = reply.send(message);
            return;
        }
        if let Some(message) = message {
            send_event(sender, Event::EffectFailed(message));
        }
    }
}
