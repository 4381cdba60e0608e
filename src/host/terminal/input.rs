//! Reads keys, pastes and mouse events from the terminal.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, poll};

use super::background::{Sieve, Sifted};
use crate::host::message::Message;
use kzq_tui::app::{Event, Mouse, MouseKind};
use kzq_tui::keys::chord::{Chord, Key};

/// How long to poll for more input after an event. crossterm does not poll at all with a zero timeout, and busy-waits
/// the sub-millisecond part of any other, on a core that the search could use.
const MOMENT: Duration = Duration::from_micros(50);
/// How long to poll for more after a key that may begin a terminal reply.
const DOUBT: Duration = Duration::from_millis(50);
/// Two clicks on the same cell within this time are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Spawns the thread that reads the terminal until it hangs up.
///
/// # Errors
///
/// If there is no terminal to read from.
pub(crate) fn listen(sender: Sender<Message>) -> io::Result<()> {
    let terminal = if io::stdin().is_terminal() { None } else { Some(File::open("/dev/tty")?) };
    thread::Builder::new().name("input".into()).spawn(move || {
        let (mut clicks, mut sieve) = (Clicks::default(), Sieve::default());
        while wait(terminal.as_ref()).is_ok() {
            let _reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
            if drain(&sender, &mut clicks, &mut sieve).is_err() {
                break;
            }
        }
        // The browser may have exited already.
        let _ = sender.send(Message::HungUp);
    })?;
    Ok(())
}

/// Locked while the terminal is being read.
static READING: Mutex<()> = Mutex::new(());

/// Pauses reading the terminal until the returned guard is dropped.
pub(crate) fn pause() -> MutexGuard<'static, ()> {
    READING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for input; an error means that the terminal is gone.
///
/// crossterm would busy-loop on a terminal that hung up, so the descriptor is polled here.
fn wait(terminal: Option<&File>) -> io::Result<()> {
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
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    if watched[0].revents().intersects(gone) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
}

/// Forwards all input that is available now.
fn drain(sender: &Sender<Message>, clicks: &mut Clicks, sieve: &mut Sieve) -> io::Result<()> {
    let send = |message| sender.send(message).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe));
    let pass = |sifted| match sifted {
        Sifted::Keys(keys) => keys.into_iter().try_for_each(|key| send(Message::Event(Event::Key(key)))),
        Sifted::Ground(ground) => send(Message::Ground(ground)),
    };
    while crossterm::event::poll(if sieve.is_in_doubt() { DOUBT } else { MOMENT })? {
        match crossterm::event::read()? {
            TerminalEvent::Key(key) => chord(key).map_or(Ok(()), |chord| pass(sieve.sift(chord)))?,
            other => translate(other, clicks).map_or(Ok(()), |event| send(Message::Event(event)))?,
        }
    }
    // A reply arrives in one piece: an incomplete one was typed.
    if sieve.is_in_doubt() { pass(Sifted::Keys(sieve.give_up())) } else { Ok(()) }
}

/// Translates events other than keys.
fn translate(event: TerminalEvent, clicks: &mut Clicks) -> Option<Event> {
    match event {
        TerminalEvent::Paste(text) => Some(Event::Paste(text)),
        TerminalEvent::Mouse(mouse) => clicks.translate(mouse).map(Event::Mouse),
        // The size is queried on SIGWINCH instead, since a resize does not wake this thread.
        TerminalEvent::Key(_) | TerminalEvent::Resize(..) | TerminalEvent::FocusGained | TerminalEvent::FocusLost => {
            None
        }
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
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
struct Clicks {
    last: Option<(Instant, u16, u16)>,
}

impl Clicks {
    fn translate(&mut self, event: MouseEvent) -> Option<Mouse> {
        let (column, row) = (event.column, event.row);
        let kind = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(column, row),
            MouseEventKind::ScrollUp => MouseKind::WheelUp,
            MouseEventKind::ScrollDown => MouseKind::WheelDown,
            _ => return None,
        };
        Some(Mouse { kind, column, row })
    }

    fn click(&mut self, column: u16, row: u16) -> MouseKind {
        let now = Instant::now();
        let again =
            |&(at, x, y): &(Instant, u16, u16)| (x, y) == (column, row) && now.duration_since(at) < DOUBLE_CLICK;
        if self.last.take_if(|last| again(last)).is_some() {
            return MouseKind::DoubleClick;
        }
        self.last = Some((now, column, row));
        MouseKind::Click
    }
}
