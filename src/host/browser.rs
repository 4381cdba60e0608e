//! The browser's loop: messages in, effects performed, one frame drawn when nothing is left to take in.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::clipboard::{self, Copied, Way};
use super::environment::variable;
use super::failure::{ExitCode, Failure};
use super::message::Message;
use super::screen::Screen;
use super::searcher::Searcher;
use super::{input, screen, signals};
use crate::app::{Effect, Event, Generation, Model};
use crate::corpus::Corpus;
use crate::safe;
use crate::text::Safe;
use crate::ui::{Look, view};

/// How long a frame waits for the answer to a search, so that a key is seen with what it found and nothing flickers.
const FRAME_PATIENCE: Duration = Duration::from_millis(8);

/// How the browser is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What it looks like.
    pub look: Look,
    /// How it copies.
    pub ways: Vec<Way>,
    /// What to say first.
    pub greeting: Option<Safe<'static>>,
}

struct Browser {
    model: Model,
    screen: Screen,
    searcher: Searcher,
    sender: Sender<Message>,
    setup: Setup,
    /// The last search that was answered.
    answered: Generation,
    ending: Option<ExitCode>,
}

/// Browses until the reader quits, a signal comes or the terminal goes; gives the exit code.
///
/// # Errors
///
/// Where there is no terminal, or it fails.
pub fn browse(corpus: Arc<Corpus>, setup: Setup) -> Result<ExitCode, Failure> {
    let (sender, receiver) = channel();
    let searcher = Searcher::start(Arc::clone(&corpus), sender.clone())?;
    let no_terminal = |_| Failure::NoTerminal("there is no terminal to read keys from");
    signals::listen(sender.clone())?;
    let screen = Screen::enter().map_err(no_terminal)?;
    input::listen(sender.clone()).map_err(no_terminal)?;

    let (model, effects) = Model::new(corpus, Screen::size()?);
    let mut browser = Browser { model, screen, searcher, sender, setup, answered: Generation::default(), ending: None };
    browser.perform_all(effects)?;
    if let Some(greeting) = browser.setup.greeting.take() {
        browser.update(Event::Done(greeting))?;
    }
    browser.run(&receiver)
}

impl Browser {
    fn run(mut self, receiver: &Receiver<Message>) -> Result<ExitCode, Failure> {
        self.take_in_all(receiver, None)?;
        loop {
            if let Some(code) = self.ending {
                return Ok(code);
            }
            if self.draw().is_err() {
                return Ok(gone());
            }
            let Ok(message) = receiver.recv() else { return Ok(ExitCode::Failed) };
            self.take_in_all(receiver, Some(message))?;
        }
    }

    /// Takes in everything that has come, and waits a moment for an answer that is due.
    fn take_in_all(&mut self, receiver: &Receiver<Message>, first: Option<Message>) -> Result<(), Failure> {
        let until = Instant::now() + FRAME_PATIENCE;
        let mut next = first;
        loop {
            if let Some(message) = next {
                self.take_in(message)?;
            }
            let due = self.answered != self.model.generation();
            let rest = if due { until.saturating_duration_since(Instant::now()) } else { Duration::ZERO };
            next = receiver.recv_timeout(rest).ok();
            if next.is_none() || self.ending.is_some() {
                return Ok(());
            }
        }
    }

    fn take_in(&mut self, message: Message) -> Result<(), Failure> {
        match message {
            Message::Event(event) => self.update(event),
            Message::Copied(Copied::Said(Ok(text))) => self.update(Event::Done(text)),
            Message::Copied(Copied::Said(Err(text))) => self.update(Event::Failed(text)),
            Message::Copied(Copied::Send(text)) => self.send(&text),
            Message::Resized => self.resize(),
            Message::Suspend => self.suspend(),
            Message::Continued => self.come_back(),
            Message::Signal(signal) => {
                self.ending = Some(ExitCode::Signal(signal));
                Ok(())
            }
            Message::HungUp => {
                self.ending = Some(gone());
                Ok(())
            }
        }
    }

    fn update(&mut self, event: Event) -> Result<(), Failure> {
        if let Event::Answered(generation, _) = &event {
            self.answered = self.answered.max(*generation);
        }
        let effects = self.model.update(event);
        self.perform_all(effects)
    }

    fn perform_all(&mut self, effects: Vec<Effect>) -> Result<(), Failure> {
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn perform(&mut self, effect: Effect) -> Result<(), Failure> {
        match effect {
            Effect::Search { generation, query, selection } => self.searcher.ask(generation, query, selection),
            Effect::Copy(text) => self.copy(text),
            Effect::Open(url) => return self.open(&url),
            Effect::CaptureMouse(on) => self.screen.capture_mouse(on)?,
            Effect::Redraw => self.screen.clear()?,
            Effect::Suspend => return self.suspend(),
            Effect::Quit => self.ending = Some(ExitCode::Found),
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let (model, look) = (&self.model, &self.setup.look);
        self.screen.draw(|frame| view(model, look, frame))
    }

    fn copy(&self, text: Safe<'static>) {
        let (sender, ways) = (self.sender.clone(), self.setup.ways.clone());
        thread::spawn(move || sender.send(Message::Copied(clipboard::copy(text, &ways))));
    }

    fn send(&mut self, text: &Safe<'static>) -> Result<(), Failure> {
        self.screen.send_to_clipboard(text.as_str())?;
        let count = text.as_str().chars().count();
        self.update(Event::Done(safe!("sent to the terminal's clipboard (OSC 52), ", count, " characters")))
    }

    fn open(&mut self, url: &Safe<'static>) -> Result<(), Failure> {
        // Without a desktop an opener might start a browser in this very terminal.
        let desktop =
            cfg!(target_os = "macos") || variable("DISPLAY").is_some() || variable("WAYLAND_DISPLAY").is_some();
        if !desktop {
            return self.update(Event::Done(url.clone()));
        }
        match open::that_detached(url.as_str()) {
            Ok(()) => self.update(Event::Done(safe!("opening ", url))),
            Err(error) => self.update(Event::Failed(safe!(url, ": ", Safe::line(error.to_string())))),
        }
    }

    fn resize(&mut self) -> Result<(), Failure> {
        let (columns, rows) = Screen::size()?;
        self.update(Event::Resize(columns, rows))
    }

    fn suspend(&mut self) -> Result<(), Failure> {
        screen::restore();
        let stopped = signals::stop()?;
        self.come_back()?;
        if stopped { Ok(()) } else { self.update(Event::Failed("there is no shell to come back from".into())) }
    }

    fn come_back(&mut self) -> Result<(), Failure> {
        self.screen.retake()?;
        self.resize()
    }
}

/// The exit code after the terminal went away.
fn gone() -> ExitCode {
    ExitCode::Signal(signal_hook::consts::SIGHUP)
}
