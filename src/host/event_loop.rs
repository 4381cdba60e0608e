//! The browser's event loop: handles messages, runs effects, and draws one frame when the queue is empty.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::clipboard;
use super::clipboard::{Copied, Way};
use super::environment::has_desktop;
use super::error::{ExitCode, Failure};
use super::load::Data;
use super::load::source_texts::Library;
use super::message::{Message, Opened};
use super::state::shelf_store::Store;
use super::terminal::screen::Screen;
use super::terminal::{editor, input, screen, signals};
use super::workers::copy::Copier;
use super::workers::layout::Layouter;
use super::workers::load;
use super::workers::search::Searcher;
use super::workers::session::{Diary, Scribe};
use super::workers::shelf::Keeper;
use super::workers::verify::Verifier;
use kzq_search::Engine;
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::app::{Effect, Event, Model, Preferences, Whereabouts};
use kzq_tui::ui::{Grounds, Look, view};

/// How long a frame waits for pending search results, so that a key press and its results appear together, without
/// flicker.
const FRAME_PATIENCE: Duration = Duration::from_millis(14);

/// How long the first frame waits for the saved session, so that the user does not see another position first. It never
/// waits for a collection: a small one is loaded already, and a large one would not be in time.
const FIRST_PATIENCE: Duration = Duration::from_millis(3);

/// Shutdown timeout for the terminal's background-colour reply, counted from the query.
const ANSWER_PATIENCE: Duration = Duration::from_millis(200);

/// Shutdown timeout for saving the shelf; longer than the wait for another kzq that is saving.
const KEEP_PATIENCE: Duration = Duration::from_secs(6);

/// Shutdown timeout for writing the session.
const PLACE_PATIENCE: Duration = Duration::from_secs(1);

/// Shutdown timeout for the shelf after a signal or hang-up; the session gets half of it.
const SHORT_PATIENCE: Duration = Duration::from_millis(100);

/// How long Ctrl-Z waits for the shelf to be saved: a process stopped in mid-save would block the others.
const REST_PATIENCE: Duration = Duration::from_secs(1);

/// Options of [`browse`].
#[derive(Clone, Debug)]
pub struct Setup {
    /// Theme and glyphs of the first frame.
    pub look: Look,
    /// The themes to choose from once the terminal reports its background; `None` if the theme is fixed.
    pub grounds: Option<Grounds>,
    /// The clipboard backends to try, in order.
    pub ways: Vec<Way>,
    /// The collections to load.
    pub data: Data,
    /// The user's preferences.
    pub preferences: Preferences,
    /// Where the session is saved; `None` in private mode.
    pub(super) diary: Option<Diary>,
}

struct Browser {
    model: Model,
    screen: Screen,
    searcher: Searcher,
    layouter: Layouter,
    verifier: Verifier,
    /// The engine for the collections that the model shows.
    engine: Arc<Engine>,
    copier: Copier,
    keeper: Keeper,
    scribe: Scribe,
    /// The session state that was last sent to the writer.
    seen: Option<Whereabouts>,
    /// Whether the saved session has been loaded (or there is none).
    remembers: bool,
    /// Number of copies in progress.
    copying: usize,
    /// Shutdown timeout for pending copies.
    copy_patience: Duration,
    look: Look,
    /// The themes for a dark and a light background, until the background is known.
    grounds: Option<Grounds>,
    /// When the terminal was asked for its background colour.
    asked: Option<Instant>,
    ending: Option<ExitCode>,
}

/// Runs the browser until the user quits, a signal arrives or the terminal is gone; returns the exit code.
///
/// # Errors
///
/// If there is no terminal, it fails, or the collections can't be loaded.
pub fn browse(setup: Setup) -> Result<ExitCode, Failure> {
    match browse_in_terminal(setup) {
        // The error may be due to a hang-up that the input thread has not noticed yet.
        Err(_) if screen::has_hung_up() => Ok(gone()),
        ended => ended,
    }
}

fn browse_in_terminal(setup: Setup) -> Result<ExitCode, Failure> {
    let (sender, receiver) = channel();
    let library = Library::new(setup.data.paths.clone());
    let verifier = Verifier::start(library.clone(), sender.clone())?;
    let scribe = Scribe::start(setup.diary, &sender)?;
    load::start(setup.data, sender.clone())?;
    let searcher = Searcher::start(sender.clone())?;
    let layouter = Layouter::start(&library, sender.clone())?;
    let no_terminal = |_| Failure::NoTerminal("there is no terminal to read keys from");
    signals::listen(sender.clone())?;
    let screen = Screen::enter(setup.preferences.mouse).map_err(no_terminal)?;
    input::listen(sender.clone()).map_err(no_terminal)?;

    let model = Model::preferring(setup.preferences, Screen::size()?);
    let copy_patience = clipboard::patience(&setup.ways);
    let copier = Copier::start(setup.ways, library, sender.clone())?;
    let keeper = Keeper::start(Store::of_user(), sender)?;
    let engine = Arc::new(Engine::new(Arc::default()));
    let mut browser = Browser {
        model,
        screen,
        searcher,
        layouter,
        verifier,
        engine,
        copier,
        keeper,
        scribe,
        seen: None,
        remembers: false,
        copying: 0,
        copy_patience,
        look: setup.look,
        grounds: setup.grounds,
        asked: None,
        ending: None,
    };
    let ended = browser.run(&receiver);
    browser.finish(matches!(ended, Ok(ExitCode::Found)));
    ended
}

impl Browser {
    /// Restores the terminal, saves the shelf and the session, and prints what the user must know about it.
    fn finish(mut self, in_peace: bool) {
        for effect in self.model.end() {
            if let Effect::Keep { number, changes } = effect {
                self.keeper.keep(number, changes);
            }
        }
        let Self { model, screen, keeper, scribe, .. } = self;
        drop(screen);
        let (keeping, writing) =
            if in_peace { (KEEP_PATIENCE, PLACE_PATIENCE) } else { (SHORT_PATIENCE, SHORT_PATIENCE / 2) };
        scribe.finish(writing);
        for remark in keeper.finish(model.desk().unkept(), keeping) {
            // If stderr is closed, there is nowhere to report it.
            let _ = writeln!(io::stderr(), "kzq: {remark}");
        }
    }

    fn run(&mut self, receiver: &Receiver<Message>) -> Result<ExitCode, Failure> {
        self.take_in_all(receiver, None)?;
        loop {
            if let Some(code) = self.ending {
                self.see();
                self.finish_copying(receiver)?;
                self.finish_asking(receiver)?;
                return Ok(code);
            }
            self.draw()?;
            self.ask_for_ground()?;
            self.see();
            let Ok(message) = receiver.recv() else { return Ok(ExitCode::Failed) };
            self.take_in_all(receiver, Some(message))?;
        }
    }

    /// Waits for the copies that were requested before the user quit.
    fn finish_copying(&mut self, receiver: &Receiver<Message>) -> Result<(), Failure> {
        let until = Instant::now() + self.copy_patience;
        while self.ending == Some(ExitCode::Found) && self.copying > 0 {
            let Ok(message) = receiver.recv_timeout(until.saturating_duration_since(Instant::now())) else { break };
            if matches!(message, Message::Copied(_) | Message::Signal(_) | Message::HungUp) {
                self.take_in(message)?;
            }
        }
        Ok(())
    }

    /// Handles all queued messages, and waits briefly for results that are due.
    fn take_in_all(&mut self, receiver: &Receiver<Message>, first: Option<Message>) -> Result<(), Failure> {
        let until = Instant::now() + if self.remembers { FRAME_PATIENCE } else { FIRST_PATIENCE };
        let mut next = first;
        loop {
            if let Some(message) = next {
                self.take_in(message)?;
            }
            if self.ending.is_some() {
                return Ok(());
            }
            let rest = if !self.remembers || self.model.is_waiting() {
                until.saturating_duration_since(Instant::now())
            } else {
                Duration::ZERO
            };
            next = receiver.recv_timeout(rest).ok();
            if next.is_none() {
                return Ok(());
            }
        }
    }

    /// Sends the session state to the writer if it changed.
    fn see(&mut self) {
        if let Some(here) = self.model.whereabouts().filter(|here| self.seen.as_ref() != Some(here)) {
            self.scribe.see(here.clone());
            self.seen = Some(here);
        }
    }

    fn take_in(&mut self, message: Message) -> Result<(), Failure> {
        match message {
            Message::Event(event) => self.update(event),
            Message::Opened(opened) => self.opened(opened),
            Message::Copied(copied) => self.copied(copied),
            Message::Ground(light) => {
                self.fit_ground(light);
                Ok(())
            }
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

    fn opened(&mut self, opened: Opened) -> Result<(), Failure> {
        match opened {
            Opened::Grown(growth, engine) => {
                // Results may name new entries: the model must have them first.
                self.engine = Arc::clone(&engine);
                self.searcher.use_engine(engine);
                self.update(Event::Grown(growth))
            }
            Opened::Reloaded(reloaded, engine) => {
                self.engine = Arc::clone(&engine);
                self.searcher.use_engine(engine);
                self.update(Event::Reloaded(reloaded))
            }
            Opened::Greeting(greeting) => self.update(Event::Done(greeting)),
            Opened::Failed(failure) => Err(failure),
        }
    }

    fn update(&mut self, event: Event) -> Result<(), Failure> {
        self.remembers |= matches!(event, Event::Remembered(_));
        let effects = self.model.update(event);
        self.perform_all(effects)
    }

    fn perform_all(&mut self, effects: Vec<Effect>) -> Result<(), Failure> {
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn perform(&mut self, effect: Effect) -> Result<(), Failure> {
        match effect {
            Effect::Search { generation, query, selection, shelf, best } => {
                self.searcher.ask(generation, query, selection, shelf, best);
            }
            Effect::Verify { entry, edition } => self.verifier.ask(entry, edition, self.model.shared_corpus()),
            Effect::Keep { number, changes } => self.keeper.keep(number, changes),
            Effect::RememberQuery(query) => self.scribe.remember(query),
            Effect::Edit(text) => return self.edit(&text),
            Effect::LayOut(order) => self.layouter.order(order, Arc::clone(&self.engine)),
            Effect::Copy(order) => {
                self.copying += usize::from(self.copier.ask(order, self.model.shared_corpus()));
            }
            Effect::Open(url) => return self.open(&url),
            Effect::CaptureMouse(on) => self.screen.capture_mouse(on)?,
            Effect::Redraw => return self.resize(),
            Effect::Suspend => return self.suspend(),
            Effect::Quit => self.ending = Some(ExitCode::Found),
        }
        Ok(())
    }

    /// Asks the terminal for its background colour, once, after the first frame.
    fn ask_for_ground(&mut self) -> io::Result<()> {
        if self.grounds.is_none() || self.asked.is_some() {
            return Ok(());
        }
        self.asked = Some(Instant::now());
        self.screen.ask_for_ground()
    }

    /// Waits for the terminal's pending background reply: the shell would take it for typed input.
    fn finish_asking(&mut self, receiver: &Receiver<Message>) -> Result<(), Failure> {
        let Some(asked) = self.asked.filter(|_| self.ending == Some(ExitCode::Found)) else { return Ok(()) };
        let until = asked + ANSWER_PATIENCE;
        while self.grounds.is_some() && Instant::now() < until {
            let Ok(message) = receiver.recv_timeout(until.saturating_duration_since(Instant::now())) else { break };
            if matches!(message, Message::Ground(_) | Message::Signal(_) | Message::HungUp) {
                self.take_in(message)?;
            }
        }
        Ok(())
    }

    /// Switches to the theme for the terminal's background.
    fn fit_ground(&mut self, light: Option<bool>) {
        if let (Some(grounds), Some(light)) = (self.grounds.take(), light) {
            self.look.theme = if light { grounds.light } else { grounds.dark };
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let (model, look) = (&self.model, &self.look);
        self.screen.draw(|frame| view(model, look, frame))
    }

    fn copied(&mut self, copied: Copied) -> Result<(), Failure> {
        self.copying = self.copying.saturating_sub(1);
        match copied {
            Copied::Said(Ok(text)) => self.update(Event::Done(text)),
            Copied::Said(Err(text)) => self.update(Event::Failed(text)),
            Copied::Send(text, remark) => self.send(&text, &remark),
        }
    }

    fn send(&mut self, text: &Safe<'static>, remark: &Safe<'static>) -> Result<(), Failure> {
        self.screen.send_to_clipboard(text.as_str())?;
        let count = text.as_str().chars().count();
        self.update(Event::Done(safe!("sent to the terminal's clipboard (OSC 52), ", count, " characters", remark)))
    }

    fn open(&mut self, url: &Safe<'static>) -> Result<(), Failure> {
        // Without a desktop, `open` might start a text browser in this terminal.
        if !has_desktop() {
            return self.update(Event::Done(url.clone()));
        }
        match open::that_detached(url.as_str()) {
            Ok(()) => self.update(Event::Done(safe!("opening ", url))),
            Err(error) => self.update(Event::Failed(safe!(url, ": ", Safe::line(error.to_string())))),
        }
    }

    /// Runs the user's editor in the terminal, and waits for it.
    fn edit(&mut self, text: &Safe<'static>) -> Result<(), Failure> {
        let edited = {
            let _keys = input::pause();
            let _signals = signals::leave_to_child();
            screen::restore();
            editor::edit(text.as_str())
        };
        self.come_back()?;
        match edited {
            Ok(text) => self.update(Event::Edited(text)),
            Err(error) => self.update(Event::Failed(Safe::line(error.to_string()).into_owned())),
        }
    }

    fn resize(&mut self) -> Result<(), Failure> {
        let (columns, rows) = self.screen.fit()?;
        self.update(Event::Resize(columns, rows))
    }

    /// Suspends to the shell; for the resumption see [`Message::Continued`].
    fn suspend(&mut self) -> Result<(), Failure> {
        self.keeper.rest(REST_PATIENCE);
        screen::restore();
        if signals::stop()? {
            return Ok(());
        }
        self.come_back()?;
        self.update(Event::Failed("there is no shell to come back from".into()))
    }

    fn come_back(&mut self) -> Result<(), Failure> {
        self.screen.retake()?;
        self.resize()
    }
}

/// The exit code after a hang-up.
fn gone() -> ExitCode {
    ExitCode::Signal(signal_hook::consts::SIGHUP)
}
