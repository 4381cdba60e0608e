//! The browser's event loop: handles messages, runs effects, and draws one frame when the queue is empty.

mod background;
mod copies;
mod effects;
mod ending;
mod failures;
mod input_queue;
mod inputs;
mod suspending;

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use self::input_queue::InputQueue;
use super::clipboard;
use super::clipboard::ClipboardBackend;
use super::error::{Error, ExitCode};
use super::load::LoadOptions;
use super::load::source_texts::SourceTextCache;
use super::message::{LoadEvent, Message};
use super::platform::signals;
use super::platform::tty;
use super::review::ReviewSession;
use super::state::shelf_store::ShelfStore;
use super::terminal::editor::RunningEditor;
use super::terminal::input;
use super::terminal::screen::Screen;
use super::workers::copy::{CopyTask, CopyWorker};
use super::workers::draft::{DraftKeeper, DraftPlace};
use super::workers::edit::EditWorker;
use super::workers::layout::LayoutWorker;
use super::workers::search::SearchWorker;
use super::workers::session::{SessionFile, SessionWriter};
use super::workers::shelf::ShelfWriter;
use super::workers::verify::VerifyWorker;
use super::workers::{copy, edit, load, search, verify};
use kzq_corpus::{Corpus, EntryId};
use kzq_search::Engine;
use kzq_text::Safe;
use kzq_tui::app::{Event, Model, NoteDraft, Preferences, SessionState};
use kzq_tui::keys::chord::Chord;
use kzq_tui::ui::{Appearance, ThemePair, view};

/// How long a frame waits for pending search results, so that a key press and its results appear together, without
/// flicker.
const FRAME_TIMEOUT: Duration = Duration::from_millis(14);

/// How often a frame is drawn at least while more comes in than can be handled.
const FRAME_INTERVAL: Duration = Duration::from_millis(50);

/// How long the first frame waits for the saved session, so that the user does not see another position first. It never
/// waits for a collection: a small one is loaded already, and a large one would not be in time.
const FIRST_FRAME_TIMEOUT: Duration = Duration::from_millis(3);

/// Options of [`browse`].
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    /// Theme and glyphs of the first frame.
    pub appearance: Appearance,
    /// The themes to choose from once the terminal reports its background; `None` if the theme is fixed.
    pub theme_pair: Option<ThemePair>,
    /// The clipboard backends to try, in order.
    pub clipboard_backends: Vec<ClipboardBackend>,
    /// The collections to load.
    pub load_options: LoadOptions,
    /// The user's preferences.
    pub preferences: Preferences,
    /// The command that plays recordings; empty for the web browser.
    pub player: String,
    /// Where the shelf is kept.
    pub shelf_store: ShelfStore,
    /// Whether copying records that entries were used.
    pub record_use: bool,
    /// The query to start with, instead of the session.
    pub opening_query: Option<Safe<'static>>,
    /// Where the session is saved; `None` in private mode.
    pub(super) session_file: Option<SessionFile>,
    /// Where notes are kept while they are written.
    pub(super) draft_place: Option<DraftPlace>,
}

struct Browser {
    model: Model,
    /// Sends messages to this thread.
    sender: Sender<Message>,
    /// What was read from the terminal and is not handled yet.
    input_queue: InputQueue,
    /// The user's editor, while it has the terminal.
    editor: Option<RunningEditor>,
    draft_keeper: DraftKeeper,
    /// The note that the draft keeper has.
    kept_draft: Option<NoteDraft>,
    screen: Screen,
    search_worker: SearchWorker,
    layout_worker: LayoutWorker,
    verify_worker: VerifyWorker,
    /// The engine for the collections that the model shows.
    engine: Arc<Engine>,
    copy_worker: CopyWorker,
    edit_worker: EditWorker,
    /// The paths of the collections that are browsed.
    paths: Vec<PathBuf>,
    shelf_writer: ShelfWriter,
    shelf_store: ShelfStore,
    record_use: bool,
    session_writer: SessionWriter,
    source_texts: SourceTextCache,
    /// The session state that was last sent to the writer.
    last_session: Option<SessionState>,
    /// Whether the saved session has been loaded (or there is none).
    session_loaded: bool,
    /// The copies in progress, each with the collections that its entries are of.
    pending_copies: VecDeque<CopyTask>,
    /// Shutdown timeout for pending copies.
    copy_timeout: Duration,
    appearance: Appearance,
    /// The command that plays recordings; empty for the web browser.
    player: String,
    /// The themes for a dark and a light background, until the background is known.
    theme_pair: Option<ThemePair>,
    /// When the terminal was asked for its background colour.
    background_queried_at: Option<Instant>,
    exit_code: Option<ExitCode>,
    /// Failures reported since the last frame, which the user has not seen.
    unseen: Vec<Safe<'static>>,
    /// The entries that the user picked.
    picked: Option<Vec<EntryId>>,
    /// The review, if the findings of a command are reviewed.
    review: Option<ReviewSession>,
    /// When the browser was started.
    started_at: Instant,
}

/// How the browser ended.
pub struct BrowserEnd {
    /// The exit code.
    pub exit_code: ExitCode,
    /// What the user picked, if the browser was started for that.
    pub(super) picked: Option<Picked>,
}

/// The entries that the user picked, and what is needed to print them.
pub(super) struct Picked {
    pub(super) corpus: Arc<Corpus>,
    pub(super) entries: Vec<EntryId>,
    pub(super) source_texts: SourceTextCache,
}

/// Runs the browser until the user quits, a signal arrives or the terminal is gone; returns how it ended.
///
/// # Errors
///
/// If there is no terminal, it fails, or the collections can't be loaded.
pub fn browse(options: BrowserOptions) -> Result<BrowserEnd, Error> {
    end_of(run_in_terminal(options, None))
}

/// Reviews in the browser what was found in a text.
///
/// # Errors
///
/// As [`browse`].
pub(super) fn review(options: BrowserOptions, session: ReviewSession) -> Result<BrowserEnd, Error> {
    end_of(run_in_terminal(options, Some(session)))
}

fn end_of(ended: Result<BrowserEnd, Error>) -> Result<BrowserEnd, Error> {
    match ended {
        // The error may be due to a hang-up that the input thread has not noticed yet.
        Err(_) if tty::has_hung_up() => Ok(BrowserEnd { exit_code: ExitCode::Signal(signals::HANG_UP), picked: None }),
        ended => ended,
    }
}

fn run_in_terminal(options: BrowserOptions, review: Option<ReviewSession>) -> Result<BrowserEnd, Error> {
    let (sender, receiver) = channel();
    let source_texts = SourceTextCache::new(options.load_options.max_size);
    let paths = options.load_options.paths.clone();
    let edit_worker = edit::start(paths.clone(), sender.clone())?;
    let verify_worker = verify::start(source_texts.clone(), sender.clone())?;
    let session_writer = SessionWriter::start(options.session_file, options.opening_query, sender.clone())?;
    load::spawn(options.load_options, source_texts.clone(), sender.clone())?;
    let search_worker = search::start(sender.clone())?;
    let layout_worker = LayoutWorker::start(&source_texts, sender.clone())?;
    let no_terminal = |error: io::Error| match Error::from(error) {
        shortage if shortage.tip().is_some() => shortage,
        _ => Error::NoTerminal("there is no terminal to read keys from"),
    };
    signals::spawn_listener(sender.clone())?;
    let screen = Screen::enter(options.preferences.mouse_capture).map_err(no_terminal)?;
    input::spawn_reader(sender.clone()).map_err(no_terminal)?;

    let model = Model::with_preferences(options.preferences, Screen::size()?);
    let copy_timeout = clipboard::total_timeout(&options.clipboard_backends);
    let copy_worker = copy::start(options.clipboard_backends, source_texts.clone(), sender.clone())?;
    let shelf_writer = ShelfWriter::start(options.shelf_store.clone(), sender.clone())?;
    let draft_keeper = DraftKeeper::start(options.draft_place, sender.clone());
    let engine = Arc::new(Engine::new(Arc::default()));
    let mut browser = Browser {
        model,
        sender,
        input_queue: InputQueue::default(),
        editor: None,
        draft_keeper,
        kept_draft: None,
        screen,
        search_worker,
        layout_worker,
        verify_worker,
        engine,
        copy_worker,
        edit_worker,
        paths,
        shelf_writer,
        shelf_store: options.shelf_store,
        record_use: options.record_use,
        session_writer,
        source_texts: source_texts.clone(),
        last_session: None,
        session_loaded: false,
        pending_copies: VecDeque::new(),
        copy_timeout,
        appearance: options.appearance,
        player: options.player,
        theme_pair: options.theme_pair,
        background_queried_at: None,
        exit_code: None,
        unseen: Vec::new(),
        picked: None,
        review,
        started_at: Instant::now(),
    };
    let result = browser.run(&receiver);
    let entries = browser.picked.take();
    let picked = entries.map(|entries| Picked { corpus: browser.model.shared_corpus(), entries, source_texts });
    let is_kept = browser.shut_down(matches!(result, Ok(ExitCode::Found)), &receiver);
    let exit_code = match result? {
        ExitCode::Found | ExitCode::Nothing if !is_kept => ExitCode::Failed,
        code => code,
    };
    Ok(BrowserEnd { exit_code, picked })
}

impl Browser {
    fn run(&mut self, receiver: &Receiver<Message>) -> Result<ExitCode, Error> {
        self.drain_messages(receiver, None)?;
        loop {
            if let Some(code) = self.exit_code {
                self.note_position();
                self.wait_for_copies(receiver)?;
                self.drain_background_reply(receiver)?;
                return Ok(code);
            }
            if self.editor.is_none() {
                self.draw()?;
                self.query_background()?;
            }
            self.note_position();
            self.keep_draft();
            let message = if self.input_queue.is_empty() || self.editor.is_some() {
                let Ok(message) = receiver.recv() else { return Ok(ExitCode::Failed) };
                Some(message)
            } else {
                receiver.try_recv().ok()
            };
            self.drain_messages(receiver, message)?;
        }
    }

    /// Handles all queued messages, and waits briefly for results that are due. Returns early if a frame is due.
    fn drain_messages(&mut self, receiver: &Receiver<Message>, first: Option<Message>) -> Result<(), Error> {
        let begun = Instant::now();
        let deadline = begun + if self.session_loaded { FRAME_TIMEOUT } else { FIRST_FRAME_TIMEOUT };
        let is_frame_due = || begun.elapsed() >= FRAME_INTERVAL;
        let mut next = first;
        loop {
            if let Some(message) = next {
                self.handle_message(message)?;
            }
            // What interrupts a flood of input is among the messages.
            while self.exit_code.is_none()
                && !is_frame_due()
                && let Ok(message) = receiver.try_recv()
            {
                self.handle_message(message)?;
            }
            while self.exit_code.is_none() && self.editor.is_none() && !self.input_queue.is_empty() && !is_frame_due() {
                self.handle_input()?;
            }
            if self.exit_code.is_some() || is_frame_due() {
                return Ok(());
            }
            let timeout = if !self.session_loaded || self.model.is_waiting() {
                deadline.saturating_duration_since(Instant::now())
            } else {
                Duration::ZERO
            };
            next = receiver.recv_timeout(timeout).ok();
            if next.is_none() {
                return Ok(());
            }
        }
    }

    /// Sends the session state to the writer if it changed.
    fn note_position(&mut self) {
        if let (Some(session), Some(state)) = (&mut self.review, self.model.review()) {
            session.save_now_and_then(state.review());
        }
        if let Some(here) = self.model.session_state().filter(|here| self.last_session.as_ref() != Some(here)) {
            self.session_writer.set_position(here.clone());
            self.last_session = Some(here);
        }
    }

    fn handle_message(&mut self, message: Message) -> Result<(), Error> {
        match message {
            Message::Event(event) => self.update_model(event),
            Message::Load(opened) => self.handle_load_event(opened),
            Message::CopyDone(copied) => self.handle_copy_outcome(copied),
            Message::Input(batch) => {
                let quits = |keys: &[Chord]| self.model.quits(keys);
                self.input_queue.push(batch, (!self.model.is_typing()).then_some(&quits));
                Ok(())
            }
            Message::EditorExited(status) => self.on_editor_exited(status),
            // The editor has the terminal, and the browser will adopt its size afterwards.
            Message::Resized | Message::Resumed if self.editor.is_some() => Ok(()),
            Message::Resized => self.resize(),
            Message::Suspend => self.suspend(),
            Message::Resumed => self.resume(),
            Message::Signal(signal) => {
                self.exit_code = Some(ExitCode::Signal(signal));
                Ok(())
            }
            Message::HungUp => self.handle_message(Message::Signal(signals::HANG_UP)),
        }
    }

    fn handle_load_event(&mut self, opened: LoadEvent) -> Result<(), Error> {
        match opened {
            LoadEvent::Loaded(growth, engine) => {
                // Results may name new entries: the model must have them first.
                self.engine = Arc::clone(&engine);
                self.search_worker.update(|inbox| inbox.engine = Some(engine));
                self.update_model(Event::CorpusUpdated(growth))
            }
            LoadEvent::Reloaded(reloaded, engine) => {
                self.engine = Arc::clone(&engine);
                self.search_worker.update(|inbox| inbox.engine = Some(engine));
                self.update_model(Event::Reloaded(reloaded))
            }
            LoadEvent::Warning(greeting) => self.update_model(Event::EffectDone(greeting)),
            LoadEvent::Failed(failure) => Err(failure),
        }
    }

    fn update_model(&mut self, event: Event) -> Result<(), Error> {
        self.session_loaded |= matches!(event, Event::SessionLoaded(_));
        if let Event::NoteRecovered(draft) = &event {
            self.kept_draft = Some((**draft).clone());
        }
        if matches!(event, Event::Key(_) | Event::Typed(_)) {
            // Not a message of its own, so that no frame is drawn between the two.
            let effects = self.model.update(Event::Clock(self.started_at.elapsed()));
            self.run_effects(effects)?;
        }
        self.unseen.extend(failures::failure(&event));
        let effects = self.model.update(event);
        self.run_effects(effects)
    }

    fn draw(&mut self) -> io::Result<()> {
        self.unseen.clear();
        let (model, look) = (&self.model, &self.appearance);
        self.screen.draw(|frame| view(model, look, frame))
    }
}
