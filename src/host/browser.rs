//! The browser's loop: messages in, effects performed, one frame drawn when nothing is left to take in.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::clipboard::{self, Copied, Copier, Way};
use super::environment::has_desktop;
use super::failure::{ExitCode, Failure};
use super::layouter::Layouter;
use super::library::Library;
use super::message::{Message, Opened};
use super::opening::Data;
use super::screen::Screen;
use super::searcher::Searcher;
use super::state::{Diary, Keeper, Scribe, Store};
use super::verifier::Verifier;
use super::{editor, input, opener, screen, signals};
use crate::app::{Effect, Event, Model, Preferences, Whereabouts};
use crate::safe;
use crate::search::Engine;
use crate::text::Safe;
use crate::ui::{Grounds, Look, view};

/// How long a frame waits for the answer to a search, so that a key is seen with what it found and nothing flickers.
const FRAME_PATIENCE: Duration = Duration::from_millis(14);

/// How long the first frame waits for what is remembered, so that the reader does not see another place before their
/// own. It never waits for a collection: a small one is there already, and of a large one nothing would be.
const FIRST_PATIENCE: Duration = Duration::from_millis(3);

/// How long the end waits for the terminal to tell of its ground, from when it was asked.
const ANSWER_PATIENCE: Duration = Duration::from_millis(200);

/// How long the end waits for the shelf to be kept: longer than for another kzq that is saving.
const KEEP_PATIENCE: Duration = Duration::from_secs(6);

/// How long the end waits for the place to be written down.
const PLACE_PATIENCE: Duration = Duration::from_secs(1);

/// How long it waits for the shelf after a signal or a hang-up, and half as long for the place: nobody waits long then.
const SHORT_PATIENCE: Duration = Duration::from_millis(100);

/// How long Ctrl-Z waits for the shelf to be kept: whoever is stopped in the middle of it keeps others waiting.
const REST_PATIENCE: Duration = Duration::from_secs(1);

/// How the browser is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What it looks like.
    pub look: Look,
    /// What it looks like once the terminal tells of its ground, where it is to fit.
    pub grounds: Option<Grounds>,
    /// How it copies.
    pub ways: Vec<Way>,
    /// What is browsed.
    pub data: Data,
    /// What the reader has set.
    pub preferences: Preferences,
    /// Where it is remembered where the reader is, if it is.
    pub(super) diary: Option<Diary>,
}

struct Browser {
    model: Model,
    screen: Screen,
    searcher: Searcher,
    layouter: Layouter,
    verifier: Verifier,
    /// What holds and searches the collections that the model has.
    engine: Arc<Engine>,
    copier: Copier,
    keeper: Keeper,
    scribe: Scribe,
    /// Where the reader was when that was last written down.
    seen: Option<Whereabouts>,
    /// Whether it is known what is remembered of other days.
    remembers: bool,
    /// How many copies were asked for and are not done.
    copying: usize,
    /// How long the end waits for them.
    copy_patience: Duration,
    look: Look,
    /// What it looks like on the terminal's ground, as long as that is not known.
    grounds: Option<Grounds>,
    /// When the terminal was asked for its ground.
    asked: Option<Instant>,
    ending: Option<ExitCode>,
}

/// Browses until the reader quits, a signal comes or the terminal goes; gives the exit code.
///
/// # Errors
///
/// Where there is no terminal, or it fails; where the collections can't be opened.
pub fn browse(setup: Setup) -> Result<ExitCode, Failure> {
    match browse_in_terminal(setup) {
        // What failed may have heard of it before the thread that watches the terminal.
        Err(_) if screen::has_hung_up() => Ok(gone()),
        ended => ended,
    }
}

fn browse_in_terminal(setup: Setup) -> Result<ExitCode, Failure> {
    let (sender, receiver) = channel();
    let library = Library::new(setup.data.paths.clone());
    let verifier = Verifier::start(library.clone(), sender.clone())?;
    let scribe = Scribe::start(setup.diary, &sender)?;
    opener::start(setup.data, sender.clone())?;
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
    /// Gives the terminal back, sees the shelf kept, and tells what must be told of it.
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
            // Where stderr is closed there is nobody to tell.
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

    /// Sees the copies through that were asked for before the reader quit.
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

    /// Takes in everything that has come, and waits a moment for an answer that is due.
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

    /// Has it written down where the reader is, if they are elsewhere than before.
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
                // An answer may name entries that are new: by then the model has them.
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

    /// Asks the terminal for its ground, once, when there is a frame to be seen.
    fn ask_for_ground(&mut self) -> io::Result<()> {
        if self.grounds.is_none() || self.asked.is_some() {
            return Ok(());
        }
        self.asked = Some(Instant::now());
        self.screen.ask_for_ground()
    }

    /// Takes in the answer of the terminal that was asked just before the end: the shell would take it for typed.
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

    /// Draws in the theme for the terminal's ground from now on.
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
        // Without a desktop an opener might start a browser in this very terminal.
        if !has_desktop() {
            return self.update(Event::Done(url.clone()));
        }
        match open::that_detached(url.as_str()) {
            Ok(()) => self.update(Event::Done(safe!("opening ", url))),
            Err(error) => self.update(Event::Failed(safe!(url, ": ", Safe::line(error.to_string())))),
        }
    }

    /// Gives the terminal to the reader's own editor until that is closed.
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

    /// Gives the terminal to the shell. Being continued brings it back: see [`Message::Continued`].
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

/// The exit code after the terminal went away.
fn gone() -> ExitCode {
    ExitCode::Signal(signal_hook::consts::SIGHUP)
}
