//! Reads keys and mouse events from the console. What is pasted arrives as keys.

use std::fs::File;
use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::tty;
use crate::host::message::Message;
use crate::host::native;
use crate::host::terminal::batch::Input;
use kzq_tui::app::{MouseInput, MouseKind};
use kzq_tui::keys::chord::{Chord, Key};

/// The keyboard of the console.
pub(in crate::host) struct Keyboard {
    console: File,
    sender: Sender<Message>,
}

impl Keyboard {
    /// Opens the keyboard. A change of the console's size is among the inputs, and is sent as a message of its own.
    ///
    /// # Errors
    ///
    /// If there is no console to read from.
    pub(in crate::host) fn open(sender: &Sender<Message>) -> io::Result<Self> {
        Ok(Self { console: tty::open_keyboard()?, sender: sender.clone() })
    }

    /// Waits for input, without taking it from a program that has the console meanwhile.
    ///
    /// # Errors
    ///
    /// If the console is gone.
    pub(in crate::host) fn wait(&self) -> io::Result<bool> {
        native::wait_for_input(&self.console).map(|()| true)
    }

    /// Reads what there is, without waiting: another program may have read it.
    ///
    /// # Errors
    ///
    /// If the console is gone, or the browser.
    pub(in crate::host) fn read(&mut self) -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        while event::poll(Duration::ZERO)? {
            match event::read()? {
                Event::Key(key) if !key.is_release() => inputs.extend(chord(key).map(Input::Key)),
                Event::Mouse(mouse) => inputs.extend(mouse_input(mouse).map(Input::Mouse)),
                Event::Paste(text) => inputs.push(Input::Paste(text)),
                Event::Resize(..) => {
                    self.sender.send(Message::Resized).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
                }
                _ => {}
            }
        }
        Ok(inputs)
    }

    /// Returns nothing: keys of the console are whole.
    #[expect(clippy::unused_self, reason = "elsewhere the keyboard keeps the beginning of a sequence")]
    pub(in crate::host) fn give_up(&mut self) -> Vec<Input> {
        Vec::new()
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
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
    // AltGr, with which many keyboards type characters such as `@`, is Control and Alt.
    let types_a_sign = |c: char| !c.is_ascii_alphanumeric();
    let is_alt_gr = event.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT)
        && matches!(key, Key::Char(c) if types_a_sign(c));
    let has = |modifier| event.modifiers.contains(modifier) && !is_alt_gr;
    Some(Chord { key, ctrl: has(KeyModifiers::CONTROL), alt: has(KeyModifiers::ALT) })
}

fn mouse_input(event: MouseEvent) -> Option<MouseInput> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(MouseInput { kind, column: event.column, row: event.row })
}
