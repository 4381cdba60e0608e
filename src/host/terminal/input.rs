//! Reads keys, pastes and mouse events from the terminal.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{
    Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, poll};

use super::background::{Filtered, OscFilter};
use crate::host::message::Message;
use crate::host::workers::threads;
use kzq_tui::app::{Event, MouseInput, MouseKind};
use kzq_tui::keys::chord::{Chord, Key};

/// How long to poll for more input after an event, each after the one before found nothing. crossterm looks at what it
/// has read already only while the timeout lasts: on a busy machine a short one may pass before it looks, and the key
/// would wait for the next. It does not poll at all with a zero timeout, and busy-waits the sub-millisecond part of any
/// other, on a core that the search could use.
const POLL_TIMEOUTS: [Duration; 3] = [Duration::from_micros(50), Duration::from_millis(2), Duration::from_millis(20)];
/// How long to poll for more after a key that may begin a terminal reply.
const ESCAPE_TIMEOUT: Duration = Duration::from_millis(50);
/// Two clicks on the same cell within this time are a double click.
const DOUBLE_CLICK_INTERVAL: Duration = Duration::from_millis(400);

/// Spawns the thread that reads the terminal until it hangs up.
///
/// # Errors
///
/// If there is no terminal to read from.
pub(crate) fn spawn_reader(sender: Sender<Message>) -> io::Result<()> {
    let terminal = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
    threads::spawn("input", move || {
        let (mut clicks, mut sieve) = (ClickTracker::default(), OscFilter::default());
        while wait_readable(terminal.as_ref()).is_ok() {
            let _reading = READ_LOCK.lock().unwrap_or_else(PoisonError::into_inner);
            if forward_input(&sender, &mut clicks, &mut sieve).is_err() {
                break;
            }
        }
        // The browser may have exited already.
        let _ = sender.send(Message::HungUp);
    })
}

/// Locked while the terminal is being read.
static READ_LOCK: Mutex<()> = Mutex::new(());

/// Pauses reading the terminal until the returned guard is dropped.
pub(crate) fn pause() -> MutexGuard<'static, ()> {
    READ_LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for input; an error means that the terminal is gone.
///
/// crossterm would busy-loop on a terminal that hung up, so the descriptor is polled here.
fn wait_readable(terminal: Option<&File>) -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let descriptor = terminal.map_or(stdin, AsFd::as_fd);
    let mut watched = [PollFd::new(&descriptor, PollFlags::IN)];
    loop {
        match poll(&mut watched, None) {
            Ok(_) => break,
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let hangup_flags = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    if watched[0].revents().intersects(hangup_flags) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
}

/// Forwards all input that is available now.
fn forward_input(sender: &Sender<Message>, clicks: &mut ClickTracker, osc_filter: &mut OscFilter) -> io::Result<()> {
    let send = |message| sender.send(message).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe));
    let forward = |sifted| match sifted {
        Filtered::Keys(keys) => keys.into_iter().try_for_each(|key| send(Message::Event(Event::Key(key)))),
        Filtered::Background(ground) => send(Message::Background(ground)),
    };
    while has_more(osc_filter.is_pending())? {
        match crossterm::event::read()? {
            TerminalEvent::Key(key) => to_chord(key).map_or(Ok(()), |chord| forward(osc_filter.filter(chord)))?,
            other => translate(other, clicks).map_or(Ok(()), |event| send(Message::Event(event)))?,
        }
    }
    // A reply arrives in one piece: an incomplete one was typed.
    if osc_filter.is_pending() { forward(Filtered::Keys(osc_filter.flush())) } else { Ok(()) }
}

/// Returns whether there is more input now, or soon if a terminal reply may have begun.
fn has_more(in_reply: bool) -> io::Result<bool> {
    if in_reply {
        return crossterm::event::poll(ESCAPE_TIMEOUT);
    }
    for timeout in POLL_TIMEOUTS {
        if crossterm::event::poll(timeout)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Translates events other than keys.
fn translate(event: TerminalEvent, clicks: &mut ClickTracker) -> Option<Event> {
    match event {
        TerminalEvent::Paste(text) => Some(Event::Paste(text)),
        TerminalEvent::Mouse(mouse) => clicks.translate(mouse).map(Event::Mouse),
        // The size is queried on SIGWINCH instead, since a resize does not wake this thread.
        TerminalEvent::Key(_) | TerminalEvent::Resize(..) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => {
            None
        }
    }
}

fn to_chord(event: KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    Some(Chord {
        key,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
}

/// The last click, to detect double clicks.
#[derive(Default)]
struct ClickTracker {
    last_click: Option<(Instant, u16, u16)>,
}

impl ClickTracker {
    fn translate(&mut self, event: MouseEvent) -> Option<MouseInput> {
        let (column, row) = (event.column, event.row);
        let kind = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(column, row),
            MouseEventKind::ScrollUp => MouseKind::WheelUp,
            MouseEventKind::ScrollDown => MouseKind::WheelDown,
            _ => return None,
        };
        Some(MouseInput { kind, column, row })
    }

    fn click(&mut self, column: u16, row: u16) -> MouseKind {
        let now = Instant::now();
        let is_double_click = |&(at, x, y): &(Instant, u16, u16)| {
            (x, y) == (column, row) && now.duration_since(at) < DOUBLE_CLICK_INTERVAL
        };
        if self.last_click.take_if(|last| is_double_click(last)).is_some() {
            return MouseKind::DoubleClick;
        }
        self.last_click = Some((now, column, row));
        MouseKind::Click
    }
}
