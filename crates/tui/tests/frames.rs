//! The cost of keys and frames on the drawing thread, in allocations: it must not grow with the collection.
//!
//! `checks/frames` counts at a million entries.

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the test reads its sizes from the environment, and prints what it counted with the time"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use allocation_counter::measure;
use kzq_corpus::Corpus;
use kzq_export::no_source_texts;
use kzq_search::{Engine, SearchOptions};
use kzq_tui::app::{Effect, Event, Model};
use kzq_tui::keys::chord::Chord;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const LOOK: fn() -> Appearance =
    || Appearance { theme: Theme::builtin(ThemeName::Dark).on_terminal_background(), glyphs: Glyphs::UNICODE };

/// The columns and rows of the screen.
const SIZE: (u16, u16) = (200, 50);

/// The size of a collection.
#[derive(Clone, Copy, Debug)]
struct Shape {
    entries: usize,
    topics: usize,
    speakers: usize,
}

/// A collection that fills the screen.
const SMALL: Shape = Shape { entries: 1_000, topics: 100, speakers: 100 };

/// Returns the number in an environment variable, or `otherwise` if it is not set.
fn number_of(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

/// The larger collections: one grows in entries, the other in the names that the sidebar lists.
fn larger() -> [Shape; 2] {
    let names = number_of("KZQ_FRAME_NAMES", 20_000);
    let entries = number_of("KZQ_FRAME_ENTRIES", 20_000);
    [Shape { entries, ..SMALL }, Shape { entries: names, topics: names, speakers: names }]
}

/// Returns a collection in which the entry at a position has a similar text whatever the size.
fn corpus(shape: Shape) -> Arc<Corpus> {
    const TEXTS: [&str; 4] = [
        "The harbour was there before the town, and it will be there after it.",
        "Nobody asked the river where it wanted to go, and yet everybody built a bridge.",
        "A lighthouse is a promise that somebody keeps every night, for people whom they will never meet.",
        "What the sea takes it keeps for a while, and then it gives back something else.",
    ];
    let mut ron = "(schema: 1, id: \"c\", title: \"Generated\", speakers: {".to_owned();
    for at in 0..shape.speakers {
        write!(ron, "\"s{at}\": (name: \"Ada Speaker {at:06}\"),").unwrap();
    }
    ron += "}, sources: {";
    for at in 0..SMALL.speakers {
        // Too long for the sidebar, however short the counts beside it are.
        let title = format!("{at:03}: A paper on the harbour, and on what lies beyond it");
        write!(ron, "\"w{at}\": (title: \"{title}\", date: \"{}-05-29\"),", 1900 + at).unwrap();
    }
    ron += "}, topics: [";
    for at in 0..shape.topics {
        write!(ron, "(id: \"t{at}\", label: \"Topic {at:06}\"),").unwrap();
    }
    ron += "], entries: [";
    for at in 0..shape.entries {
        let words = if at == 0 { TEXTS.join("\\n").repeat(30) } else { TEXTS[at % TEXTS.len()].to_owned() };
        let (by, topic, source) = (at % shape.speakers, at % shape.topics, at % SMALL.speakers);
        let rest = format!("topics: [\"t{topic}\"], source: (id: \"w{source}\"), text: \"{words} {at:07}\"");
        writeln!(ron, "Quote(id: \"e{at:07}\", by: \"s{by}\", {rest}),").unwrap();
    }
    ron += "])";
    let corpus = kzq_corpus::read("c.ron", ron.as_bytes()).corpus.expect("the collection is in order");
    Arc::new(corpus)
}

/// The highest cost of a step: a key with its effects, and the frame after it.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    allocations: u64,
    bytes: u64,
    time: Duration,
}

impl Cost {
    /// Adds the cost of a piece of work on this thread.
    fn add<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let mut result = None;
        let counted = measure(|| result = Some(work()));
        self.time += begun.elapsed();
        self.allocations += counted.count_total;
        self.bytes += counted.bytes_total;
        result.expect("the work was done")
    }

    /// Returns the maximum of each cost.
    fn max(self, other: Self) -> Self {
        Self {
            allocations: self.allocations.max(other.allocations),
            bytes: self.bytes.max(other.bytes),
            time: self.time.max(other.time),
        }
    }
}

/// A browser in which only the work of the drawing thread is counted.
struct Browser {
    model: Model,
    engine: Engine,
    terminal: Terminal<TestBackend>,
}

impl Browser {
    fn open(shape: Shape) -> Self {
        let corpus = corpus(shape);
        let (model, effects) = Model::new(Arc::clone(&corpus), SIZE);
        let engine = Engine::new(corpus);
        let terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
        let mut browser = Self { model, engine, terminal };
        browser.perform(effects, &mut Cost::default());
        browser.frame();
        browser
    }

    /// Draws a frame.
    fn frame(&mut self) -> Cost {
        let (model, look, mut cost) = (&self.model, LOOK(), Cost::default());
        cost.add(|| self.terminal.draw(|frame| view(model, &look, frame)).map(drop)).unwrap();
        cost
    }

    /// Types keys, and draws a frame after each.
    fn type_keys(&mut self, keys: &[&str]) -> Cost {
        let mut most = Cost::default();
        for key in keys {
            let mut cost = Cost::default();
            let event = Event::Key(key.parse::<Chord>().unwrap());
            let effects = cost.add(|| self.model.update(event));
            self.perform(effects, &mut cost);
            let frame = self.frame();
            let sum = Cost {
                allocations: cost.allocations + frame.allocations,
                bytes: cost.bytes + frame.bytes,
                time: cost.time + frame.time,
            };
            most = most.max(sum);
        }
        most
    }

    /// Performs effects as other threads would; only processing their results counts as work of the drawing thread.
    fn perform(&mut self, effects: Vec<Effect>, cost: &mut Cost) {
        for effect in effects {
            let event = match effect {
                Effect::Search(request) => {
                    let options = SearchOptions { limit: request.limit, ..SearchOptions::GROUPED };
                    let answer = self.engine.answer(&request.query, &request.selection, options);
                    Event::SearchDone(Box::new(request.done(self.engine.corpus(), answer)))
                }
                Effect::Layout(job) => Event::LayoutDone(Box::new(job.run(&self.engine, &no_source_texts))),
                _ => continue,
            };
            let effects = cost.add(|| self.model.update(event));
            self.perform(effects, cost);
        }
    }
}

/// The actions of a user, each with its keys.
const STEPS: [(&str, &[&str]); 9] = [
    ("move", &["j", "j", "k", "Ctrl-d", "Ctrl-d", "g", "g"]),
    ("read", &["3", "j", "Ctrl-d", "G", "g", "g", "2"]),
    ("type", &["/", "h", "a", "r", "b", "o", "u", "r", "Enter"]),
    ("clear", &["/", "Backspace", "Esc"]),
    ("sidebar", &["1", "j", "j", "Ctrl-d", "k", "G", "k", "g", "g", "2"]),
    ("facet", &["1", "j", "Enter", "1", "Enter", "2"]),
    ("complete", &["/", "s", "p", "e", "a", "k", "e", "r", ":", "a", "d", "Esc", "Esc"]),
    ("palette", &[":", "t", "o", "p", "i", "c", "Space", "0", "0", "Esc"]),
    ("mark", &["v", "v", "s", "s"]),
];

#[test]
fn excerpts_are_created_once() {
    let mut browser = Browser::open(SMALL);
    browser.type_keys(&["/", "h", "a", "r", "b", "o", "u", "r", "Enter"]);
    let made = browser.model.excerpts_made();
    browser.frame();
    browser.type_keys(&["j", "k", "1", "j", "2", "3", "2"]);
    assert_eq!(browser.model.excerpts_made(), made, "the same rows are in sight");
    let rows = browser.model.list_cursor().top;
    while browser.model.list_cursor().top == rows {
        browser.type_keys(&["j"]);
    }
    let (scrolled, new) = (browser.model.list_cursor().top - rows, browser.model.excerpts_made() - made);
    assert!(new <= 2 * scrolled, "{new} excerpts for {scrolled} new rows");
    browser.type_keys(&["k"]);
    let made = browser.model.excerpts_made();
    browser.type_keys(&["/", "s", "e", "a"]);
    assert!(browser.model.excerpts_made() > made, "other words are marked");
    assert!(browser.terminal.backend().to_string().contains("What the sea takes"));
}

#[test]
fn cost_of_drawing_does_not_grow_with_the_collection() {
    let mut costs: Vec<(Shape, Vec<(&str, Cost)>)> = Vec::new();
    for shape in std::iter::once(SMALL).chain(larger()) {
        let mut browser = Browser::open(shape);
        let mut of_shape = vec![("frame", browser.frame())];
        of_shape.extend(STEPS.map(|(name, keys)| (name, browser.type_keys(keys))));
        costs.push((shape, of_shape));
    }
    let mut table = String::new();
    for (shape, of_shape) in &costs {
        let Shape { entries, topics, speakers } = shape;
        writeln!(table, "frames: {entries} entries, {topics} topics, {speakers} speakers").unwrap();
        for (name, Cost { allocations, bytes, time }) in of_shape {
            writeln!(table, "  {name:<9} {allocations:>8} allocations {bytes:>10} bytes {:>9} µs", time.as_micros())
                .unwrap();
        }
    }
    eprint!("{table}");
    let (_, small) = &costs[0];
    for (shape, of_shape) in &costs[1..] {
        for ((name, cost), (_, usual)) in of_shape.iter().zip(small) {
            // Longer numbers and names cost slightly more.
            let is_same = cost.allocations <= usual.allocations + usual.allocations / 2
                && cost.bytes <= usual.bytes + usual.bytes / 2;
            assert!(is_same, "{name} of {shape:?}: {cost:?}, of a small collection {usual:?}\n{table}");
        }
    }
}
