//! The page about a speaker or a source: its counts, dates and topics.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_tui::ui::ThemeName;

use super::harness::{Browser, look};

const LETTERS: &str = r#"(schema: 1, id: "l", title: "Letters",
    speakers: {
        "ada": (name: "Ada Byron", role: "Mathematician", aliases: ["Countess of Lovelace"]),
        "bob": (name: "Bob Small"),
    },
    sources: {
        "notes": (kind: Book, title: "Notes on the Engine", publisher: "Taylor", authors: ["Ada Byron"], date: "1843"),
        "letter": (kind: Document, title: "A letter", publisher: "The Archive", date: "1851-08-12"),
    },
    topics: [(id: "engine", label: "The Engine"), (id: "horses", label: "Horses")],
    entries: [
        Quote(id: "horses", by: "ada", text: "I have lost again.", topics: ["horses"], source: (id: "letter")),
        Quote(id: "weaves", by: "ada", text: "It weaves algebraic patterns.", topics: ["engine"], source: (id: "notes")),
        Quote(id: "orders", by: "ada", text: "It can do whatever we know how to order.", topics: ["engine"], source: (id: "notes")),
        Paraphrase(id: "told", of: "ada", text: "She was sure that it would compose music.", topics: ["engine"]),
        Quote(id: "bobs", by: "bob", text: "I build engines.", topics: ["engine"], source: (id: "notes")),
        Quote(id: "nobodys", text: "Nobody signed this.", source: (id: "letter")),
        Quote(id: "bare", text: "Nor is it known where this is from."),
    ])"#;

fn letters(columns: u16, rows: u16) -> Browser {
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("l.ron", LETTERS.as_bytes())]);
    assert_eq!(findings, []);
    Browser::open_with(Arc::new(corpus), columns, rows)
}

#[test]
fn speaker_page_sorts_topics_by_count_and_entries_by_date() {
    let mut browser = letters(120, 36);
    let screen = browser.keys("A").screen();
    insta::assert_snapshot!("speaker_120x36", &screen);
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("no {text}\n{screen}"));
    // Topics are sorted by count and entries by date, undated ones last.
    assert!(at("The Engine") < at("Horses"));
    assert!(
        at("It weaves") < at("It can do") && at("It can do") < at("I have lost") && at("I have lost") < at("music")
    );
    assert!(!screen.contains("I build engines"), "that is by another\n{screen}");
    insta::assert_snapshot!("speaker_60x20", letters(60, 20).keys("A").screen());
    // Pressed again, it shows the source of the entry at the cursor.
    let screen = browser.keys("GA").screen();
    assert!(screen.contains("no speaker or source"), "the last entry has no source\n{screen}");
    let screen = browser.keys("kA").screen();
    assert!(screen.contains("A letter") && screen.contains("Nobody signed"), "{screen}");
}

#[test]
fn about_pages_open_from_the_sidebar() {
    let mut browser = letters(120, 36);
    let open = |browser: &mut Browser, name: &str| {
        browser.keys("1gg");
        for _ in 0..40 {
            let (_, cursor) = browser.frame(&look(ThemeName::Dark));
            if browser
                .screen()
                .lines()
                .nth(usize::from(cursor.y))
                .is_some_and(|line| line.chars().take(27).collect::<String>().contains(name))
            {
                return browser.keys("A").screen();
            }
            browser.keys("j");
        }
        panic!("{name} is not in the sidebar\n{}", browser.screen());
    };
    assert!(open(&mut browser, "Bob Small").contains("I build engines"));
    browser.keys("<Esc>");
    let screen = open(&mut browser, "Notes on the Engi");
    assert!(screen.contains("Notes on the Engine") && screen.contains("1843"), "{screen}");
    assert!(screen.contains("It weaves") && screen.contains("I build engines"), "{screen}");
}

#[test]
fn enter_filters_by_speaker_and_topic_or_opens_the_entry() {
    let shown = |browser: &Browser| browser.model.answer().groups;
    // Enter on the counts filters by the speaker.
    let mut browser = letters(120, 36);
    browser.keys("A<Enter>");
    assert_eq!(shown(&browser), 4, "{}", browser.screen());
    // Enter on a topic filters by the speaker and the topic, so Bob's entry on it is left out.
    let mut browser = letters(120, 60);
    let row_of = |browser: &Browser, text: &str| {
        let screen = browser.screen();
        screen.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text}\n{screen}"))
    };
    browser.keys("A");
    let topic = row_of(&browser, "The Engine");
    while usize::from(browser.frame(&look(ThemeName::Dark)).1.y) < topic {
        browser.keys("j");
    }
    browser.keys("<Enter>");
    assert_eq!(shown(&browser), 3, "{}", browser.screen());
    // The last row is the entry without a date.
    let mut browser = letters(120, 36);
    browser.keys("AG<Enter>");
    assert!(browser.screen().contains("She was sure that it would compose music"), "{}", browser.screen());
    assert_eq!(shown(&browser), 7);
}

#[test]
fn entry_without_speaker_shows_its_source_or_a_message() {
    let mut browser = letters(120, 36);
    let screen = browser.keys("/id:bare<Enter>A").screen();
    assert!(screen.contains("no speaker or source"), "{screen}");
    // An unknown speaker has no page, so the page of the source opens.
    let screen = browser.keys("/<Ctrl-u>id:nobodys<Enter>A").screen();
    assert!(screen.contains("A letter") && screen.contains("I have lost again"), "{screen}");
}

#[test]
fn about_page_fits_the_screen_width() {
    for (columns, rows) in [(200, 50), (80, 24), (60, 20), (45, 15), (30, 8)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("A").frame(&look(ThemeName::Dark));
        let screen = browser.keys("GA").screen();
        assert!(screen.lines().all(|line| kzq_text::width::width(line) <= usize::from(columns)));
    }
}
