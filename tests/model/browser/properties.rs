//! Typing, pasting, clicking and resizing never break the browser's invariants.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_tui::app::{Event, MouseInput, MouseKind};
use kzq_tui::keys::chord::{Chord, Key};
use kzq_tui::ui::ThemeName;
use ratatui::buffer::Buffer;

use super::harness::{Answers, Browser, embedded, look, rows};

/// The number of events of the long random walks.
const EVENTS: usize = 20_000;

/// A small random number generator (xorshift64*), so that a walk can be repeated from its seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }

    fn size(&mut self) -> u16 {
        u16::try_from(self.below(160)).unwrap()
    }

    fn event(&mut self) -> Event {
        const KEYS: [Key; 14] = [
            Key::Enter,
            Key::Esc,
            Key::Tab,
            Key::BackTab,
            Key::Backspace,
            Key::Delete,
            Key::Up,
            Key::Down,
            Key::Left,
            Key::Right,
            Key::Home,
            Key::End,
            Key::PageUp,
            Key::PageDown,
        ];
        const LETTERS: &[char] = &[
            's', 'L', 'u', 'd', 'r', 'J', 'K', 'j', 'k', 'g', 'G', 'h', 'l', 'n', 'N', 'y', 'Y', 'o', 'm', '/', '?',
            '[', ']', '1', '2', '3', ' ', 'z', '=', 'Z', 'v', 'w', 'b', 'x', '$', 'c', 'p', 'a', 'e', 'w', 'й', 'о',
            'é', '汉', '"', '“', '!', ':', '👩', '\u{301}', '\u{202e}', '\x1b',
        ];
        const PASTES: &[&str] = &[
            "un reform",
            "kind:quote",
            "topic:",
            "\x1b]52;c;eA==\x07",
            "a\r\nb\tc",
            "“the united",
            "speaker:tok",
            "\u{e0041}",
        ];
        const MOUSE: &[MouseKind] =
            &[MouseKind::Click, MouseKind::DoubleClick, MouseKind::WheelUp, MouseKind::WheelDown];
        match self.below(20) {
            0 => Event::Resize(self.size(), self.size() / 3),
            1 => Event::Paste(self.pick(PASTES).to_owned()),
            2..=4 => Event::Mouse(MouseInput { kind: self.pick(MOUSE), column: self.size(), row: self.size() / 3 }),
            5..=9 => Event::Key(Chord::plain(self.pick(&KEYS))),
            10 => Event::Key(Chord { key: Key::Char(self.pick(LETTERS)), ctrl: true, alt: false }),
            11 => Event::EffectDone("done".into()),
            _ => Event::Key(Chord::plain(Key::Char(self.pick(LETTERS)))),
        }
    }
}

/// Asserts the invariants of the browser and of its frame in `buffer`.
fn check_invariants(browser: &Browser, buffer: &Buffer) {
    let model = &browser.model;
    let hits = model.answer().hits.len();
    assert!(model.list_cursor().index < hits.max(1), "the cursor is on a row");
    assert!(model.list_cursor().top <= model.list_cursor().index, "the cursor is not above what is in sight");
    if let Some(list) = model.panes().list.filter(|list| hits > 0 && list.height > 4) {
        assert!(model.row_of_hit(model.list_cursor().index) < usize::from(list.height - 2), "nor below");
    }
    let row = model.sidebar().row(model.sidebar().cursor().index).expect("the cursor is on a row");
    assert!(row.is_selectable(), "the cursor of the sidebar is on a row that can be chosen");
    assert!(
        model.scroll().top <= model.page().line_count().saturating_sub(model.page_height()),
        "the page ends at its end"
    );
    assert_eq!(model.page().entry, model.entry(), "the page is of the entry that is read");
    for c in rows(buffer).iter().flat_map(|row| row.chars()) {
        assert!(
            !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c) && !('\u{e0000}'..='\u{e007f}').contains(&c),
            "{c:?}"
        );
    }
}

fn walk(corpus: Arc<Corpus>, seed: u64, events: usize) {
    let look = look(ThemeName::Dark);
    let mut chance = Chance(seed);
    let mut browser = Browser::open_with(corpus, 100, 30);
    for step in 0..events {
        let event = chance.event();
        let told = format!("seed {seed}, step {step}: {event:?}");
        // Answers may be late, even later than the next query.
        browser.answers = if chance.below(3) == 0 { Answers::Late } else { Answers::AtOnce };
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            browser.event(event);
            if browser.answers == Answers::AtOnce {
                browser.deliver();
            }
            let (buffer, cursor) = browser.frame(&look);
            check_invariants(&browser, &buffer);
            // Drawing is pure: the same model gives the same frame.
            assert_eq!(browser.frame(&look), (buffer, cursor));
        }));
        if let Err(panic) = outcome {
            eprintln!("{told}");
            std::panic::resume_unwind(panic);
        }
        browser.effects.clear();
    }
}

#[test]
fn random_events_preserve_the_invariants() {
    let corpus = embedded();
    std::thread::scope(|scope| {
        for seed in [1, 29] {
            let corpus = Arc::clone(&corpus);
            scope.spawn(move || walk(corpus, seed, EVENTS / 2));
        }
    });
}

#[test]
fn random_events_on_hostile_text_preserve_the_invariants() {
    let evil = r"\u{1b}]52;c;eA==\u{7}\u{202e}\u{9b}31m\u{e0041}\r\n\t\u{200b}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}汉👩‍🚀";
    let text = format!(
        r#"(schema: 1, id: "e", title: "{evil}", speakers: {{"s": (name: "{evil}", role: "{evil}")}},
        sources: {{"p": (title: "{evil}", publisher: "{evil}", kind: Summary(machine: true))}}, topics: [(id: "t", label: "{evil}")],
        entries: [Quote(id: "a", by: "s", topics: ["t"], text: "{evil} a", lead: Asked("{evil}"), note: "{evil}", source: (id: "p", section: "{evil}")),
        Paraphrase(id: "b", of: "s", text: "{evil} b", rests_on: ["a"], differs: ["{evil}"], source: (id: "p")),
        Qa(id: "c", answers_for: "s", wording: Verbatim, question: "{evil}?", answer: "{evil} c")])"#
    );
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("e.ron", text.as_bytes())]);
    assert_eq!(findings, []);
    walk(Arc::new(corpus), 7, 1_500);
}

#[test]
fn invariants_hold_at_many_screen_sizes() {
    let mut browser = Browser::open(0, 0);
    browser.keys("/a<Enter>");
    for (columns, rows) in (0..130).step_by(7).flat_map(|columns| (0..45).map(move |rows| (columns, rows))) {
        for keys in ["", "Y", "<Esc>?", "<Esc>/", "<Enter>1", "3"] {
            browser.event(Event::Resize(columns, rows)).keys(keys);
            let (buffer, _) = browser.frame(&look(ThemeName::Dark));
            check_invariants(&browser, &buffer);
        }
    }
}
