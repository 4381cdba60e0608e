//! [`Browser`]: the state machine with a synchronous search and a buffer as its terminal.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use kzq_corpus::{Corpus, EntryId, SourceId};
use kzq_export::no_source_texts;
use kzq_fidelity::VerificationTexts;
use kzq_search::{Answer, Engine, Facet, FacetCounts, FacetValue, SearchObserver, SearchOptions};
use kzq_shelf::{Change, PlacementCache, Shelf};
use kzq_text::Safe;
use kzq_tui::app::{
    CollectionOrigin, CorpusUpdate, Effect, Event, Generation, Model, MouseInput, MouseKind, Preferences, ShelfSaved,
};
use kzq_tui::keys::chord::Chord;
use kzq_tui::layout::job::LayoutJob;
use kzq_tui::layout::source_check::VerifyDone;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// A browser driven by the tests.
pub struct Browser {
    pub model: Model,
    engine: Engine,
    /// The requested effects, except those that the harness performs itself.
    pub effects: Vec<Effect>,
    /// The copied texts.
    copies: Vec<String>,
    /// How searches are answered.
    pub answers: Answers,
    held: Vec<Event>,
    /// Whether layout jobs are held back until [`Browser::lay_out`].
    pub layouts_late: bool,
    ordered: Vec<LayoutJob>,
    /// The source texts, for links.
    pub source_texts: fn(SourceId) -> Option<Arc<str>>,
    /// The shelf on disk.
    pub disk: Shelf,
    /// The error that makes every save fail.
    pub disk_fails: Option<&'static str>,
    /// Whether changes are saved only by [`Browser::keep`].
    pub keeps_late: bool,
    unkept: Vec<Change>,
    /// The saved queries.
    pub queries: Vec<String>,
    last_to_keep: u64,
    /// The source texts, for checks.
    pub texts: VerificationTexts,
    /// When entries are checked against the source texts.
    pub verifies: When,
    to_verify: Option<(EntryId, u64)>,
    clock: Duration,
}

/// How searches are answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    AtOnce,
    /// Only on [`Browser::deliver`].
    Late,
    /// Only on [`Browser::deliver`], and with the partial results of each block.
    InSteps,
}

/// When a requested effect is performed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    AtOnce,
    /// When the test asks for it.
    Late,
}

/// The embedded collection.
pub fn embedded() -> Arc<Corpus> {
    let reading = kzq_corpus::read("embedded", include_bytes!("../../../data/tokayev-al-jazeera.ron"));
    Arc::new(Corpus::merge(vec![reading]).0)
}

impl Browser {
    /// Opens the embedded collection on a screen of this size.
    pub fn open(columns: u16, rows: u16) -> Self {
        Self::open_with(embedded(), columns, rows)
    }

    /// Opens a corpus that was loaded from `origin`.
    pub fn open_from(origin: CollectionOrigin, corpus: &Arc<Corpus>, (columns, rows): (u16, u16)) -> Self {
        let preferences = Preferences { origin, ..Preferences::default() };
        let mut browser = Self::of(Model::with_preferences(preferences, (columns, rows)));
        let totals = FacetCounts::unfiltered(corpus);
        let update = CorpusUpdate { corpus: Arc::clone(corpus), totals, progress: None };
        browser.grow(Event::CorpusUpdated(Box::new(update)));
        browser
    }

    pub fn open_with(corpus: Arc<Corpus>, columns: u16, rows: u16) -> Self {
        let (model, effects) = Model::new(Arc::clone(&corpus), (columns, rows));
        let mut browser = Self::of(model);
        browser.engine = Engine::new(corpus);
        browser.perform(effects);
        browser
    }

    /// A browser with this model and an empty corpus.
    pub fn of(model: Model) -> Self {
        Self {
            model,
            engine: Engine::new(Arc::default()),
            effects: Vec::new(),
            copies: Vec::new(),
            answers: Answers::AtOnce,
            held: Vec::new(),
            layouts_late: false,
            ordered: Vec::new(),
            source_texts: no_source_texts,
            disk: Shelf::default(),
            disk_fails: None,
            keeps_late: false,
            unkept: Vec::new(),
            queries: Vec::new(),
            last_to_keep: 0,
            texts: VerificationTexts::default(),
            verifies: When::AtOnce,
            to_verify: None,
            clock: Duration::ZERO,
        }
    }

    /// Delivers a corpus update and searches the new corpus from then on.
    pub fn grow(&mut self, growth: Event) -> &mut Self {
        if let Event::CorpusUpdated(growth) = &growth {
            self.engine = Engine::new(Arc::clone(&growth.corpus));
        }
        self.event(growth)
    }

    /// Reloads the collections and searches them from then on.
    pub fn reload(&mut self, reloaded: &Event) -> &mut Self {
        if let Event::Reloaded(reloaded) = reloaded {
            self.engine = Engine::new(Arc::clone(&reloaded.update.corpus));
        }
        self.event(reloaded.clone())
    }

    /// Types keys: plain characters, and names in angle brackets (`<Enter>`, `<Ctrl-d>`, `<lt>`).
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let name = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let (key, after) = match name {
                Some(("lt", after)) => ("<".to_owned(), after),
                Some((name, after)) => (name.to_owned(), after),
                None => (c.to_string(), &rest[c.len_utf8()..]),
            };
            self.event(Event::Key(if key == " " { "Space" } else { &key }.parse::<Chord>().unwrap()));
            rest = after;
        }
        self
    }

    /// Types each key `milliseconds` after the previous one. The clock goes on between calls.
    pub fn keys_every(&mut self, milliseconds: u64, keys: &[&str]) -> &mut Self {
        for key in keys {
            self.clock += Duration::from_millis(milliseconds);
            self.event(Event::Clock(self.clock)).keys(key);
        }
        self
    }

    pub fn event(&mut self, event: Event) -> &mut Self {
        let effects = self.model.update(event);
        self.perform(effects);
        self
    }

    /// Delivers the answers that were held back.
    pub fn deliver(&mut self) {
        for event in std::mem::take(&mut self.held) {
            self.event(event);
        }
    }

    /// Delivers the next held-back answer to the latest query, and returns whether there was one.
    pub fn deliver_next(&mut self) -> bool {
        let last = self.held.iter().rev().find_map(generation_of);
        self.held.retain(|event| generation_of(event) == last);
        if self.held.is_empty() {
            return false;
        }
        let next = self.held.remove(0);
        self.event(next);
        true
    }

    /// Runs the layout jobs that were held back, including stale ones, and returns their number.
    pub fn lay_out(&mut self) -> usize {
        let orders = std::mem::take(&mut self.ordered);
        let count = orders.len();
        for order in orders {
            self.carry_out(order);
        }
        count
    }

    /// Runs the layout jobs that were held back, and returns their results to be delivered later.
    pub fn lay_out_for_later(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.ordered).into_iter().map(|order| self.laid_out(order)).collect()
    }

    fn carry_out(&mut self, order: LayoutJob) {
        let laid_out = self.laid_out(order);
        self.event(laid_out);
    }

    fn laid_out(&self, order: LayoutJob) -> Event {
        Event::LayoutDone(Box::new(order.run(&self.engine, &self.source_texts)))
    }

    /// Saves the pending changes, unless the disk fails.
    pub fn keep(&mut self) -> &mut Self {
        let before = self.disk.clone();
        let outcome = if let Some(reason) = self.disk_fails {
            Err(Safe::from(reason))
        } else {
            for change in self.unkept.drain(..) {
                change.apply(&mut self.disk);
            }
            Ok(self.disk.clone())
        };
        self.event(Event::ShelfSaved(Box::new(ShelfSaved { last_step: self.last_to_keep, before, outcome })))
    }

    /// Performs the latest requested check of an entry against its source.
    pub fn verify(&mut self) -> &mut Self {
        let Some((entry, edition)) = self.to_verify.take() else { return self };
        let outcome = self.texts.verify_with_context(self.model.corpus().entry(entry));
        let outcome = outcome.expect("only verbatim words are asked for");
        self.event(Event::VerifyDone(Box::new(VerifyDone { entry, corpus_revision: edition, outcome })))
    }

    pub fn click(&mut self, kind: MouseKind, column: u16, row: u16) -> &mut Self {
        self.event(Event::Mouse(MouseInput { kind, column, row }))
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Search(request) => {
                    let places = PlacementCache::default().locate(&request.shelf, self.engine.corpus());
                    let wanted = SearchOptions { limit: request.limit, ..SearchOptions::GROUPED };
                    let asker = Listener { is_impatient: self.answers == Answers::InSteps, heard: Mutex::default() };
                    let answer =
                        self.engine.answer_observed(&asker, &places, &request.query, &request.selection, wanted);
                    let answers = asker.heard.into_inner().unwrap().into_iter().chain(answer);
                    self.held.extend(
                        answers.map(|answer| Event::SearchDone(Box::new(request.done(self.engine.corpus(), answer)))),
                    );
                    if self.answers == Answers::AtOnce {
                        self.deliver();
                    }
                }
                Effect::SaveShelf { step: number, changes } => {
                    self.last_to_keep = number;
                    self.unkept.extend(changes);
                    if !self.keeps_late {
                        self.keep();
                    }
                }
                Effect::Verify { entry, corpus_revision: edition } => {
                    self.to_verify = Some((entry, edition));
                    if self.verifies == When::AtOnce {
                        self.verify();
                    }
                }
                Effect::SaveQuery(query) => self.queries.push(query.to_string()),
                Effect::Layout(order) if self.layouts_late => self.ordered.push(order),
                Effect::Layout(order) => self.carry_out(order),
                Effect::Copy(order) => {
                    self.copies.push(order.run(self.model.corpus(), &self.source_texts).text.to_string());
                    self.effects.push(Effect::Copy(order));
                }
                other => self.effects.push(other),
            }
        }
    }

    /// The id of the selected entry.
    pub fn reading(&self) -> String {
        self.model.entry().map(|id| self.model.corpus().entry(id).id().to_string()).unwrap_or_default()
    }

    /// The path of the selected topic, if it is the only one.
    pub fn topic(&self) -> Option<String> {
        match self.model.selection().only(Facet::Topic) {
            Some(FacetValue::Topic(id)) => Some(self.model.corpus().topic(id).path.to_string()),
            _ => None,
        }
    }

    /// The last copied text.
    pub fn copied(&self) -> Option<String> {
        self.copies.last().cloned()
    }

    /// The frame and the position of the cursor.
    pub fn frame(&self, look: &Appearance) -> (Buffer, Position) {
        let (columns, rows) = self.model.size();
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view(&self.model, look, frame)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        (buffer, terminal.get_cursor_position().unwrap())
    }

    /// The frame as text, without trailing spaces.
    pub fn screen(&self) -> String {
        self.screen_in(&look(ThemeName::Dark))
    }

    pub fn screen_in(&self, look: &Appearance) -> String {
        let (buffer, _) = self.frame(look);
        rows(&buffer).iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
    }
}

/// Collects the partial results after each block, if they are wanted.
struct Listener {
    is_impatient: bool,
    heard: Mutex<Vec<Answer>>,
}

impl SearchObserver for Listener {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn wants_partial(&self) -> bool {
        self.is_impatient
    }

    fn on_partial(&self, so_far: Answer) {
        self.heard.lock().unwrap().push(so_far);
    }
}

fn generation_of(event: &Event) -> Option<Generation> {
    if let Event::SearchDone(done) = event { Some(done.generation) } else { None }
}

/// The message in the footer, empty if there is none.
pub fn toast(browser: &Browser) -> String {
    browser.model.toast().map(|toast| toast.text.to_string()).unwrap_or_default()
}

/// The user's shelf in the browser.
pub fn shelf(browser: &Browser) -> &Shelf {
    browser.model.shelf_state().shelf()
}

/// The last row of the screen.
pub fn last_row(browser: &Browser) -> String {
    browser.screen().lines().last().unwrap_or_default().trim().to_owned()
}

/// A theme on the terminal's own background, as `auto` uses it.
pub fn look(theme: ThemeName) -> Appearance {
    Appearance { theme: Theme::builtin(theme).on_terminal_background(), glyphs: Glyphs::UNICODE }
}

/// The rows of a frame as text.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    if width == 0 {
        return Vec::new();
    }
    buffer.content.chunks(width).map(row).collect()
}

/// The text of a row of cells; the cell after a wide character is skipped.
fn row(cells: &[ratatui::buffer::Cell]) -> String {
    let mut text = String::new();
    let mut skip = 0;
    for cell in cells {
        if skip == 0 {
            text += cell.symbol();
            skip = kzq_text::width::width(cell.symbol()).max(1);
        }
        skip -= 1;
    }
    text
}
