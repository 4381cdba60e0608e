//! What the screen shows if the user has no entries yet, or not all files could be loaded.

use std::sync::Arc;

use kzq_corpus::{Changes, Corpus, NotLoaded};
use kzq_search::FacetCounts;
use kzq_tui::app::{CollectionOrigin, CorpusUpdate, Event, Reloaded};

use super::harness::{Browser, embedded};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (60, 20), (45, 15)];

fn paths(paths: &[&'static str]) -> CollectionOrigin {
    CollectionOrigin::Paths(paths.iter().map(|&path| path.into()).collect())
}

fn update(corpus: &Arc<Corpus>) -> CorpusUpdate {
    CorpusUpdate { corpus: Arc::clone(corpus), totals: FacetCounts::unfiltered(corpus), progress: None }
}

/// Collections without entries.
fn empty(count: usize) -> Arc<Corpus> {
    let text = |number| format!("(schema: 1, id: \"c{number}\", title: \"Mine {number}\", entries: [])");
    let read = |number| kzq_corpus::read("c.ron", text(number).as_bytes());
    let (corpus, findings) = Corpus::merge((0..count).map(read).collect());
    assert_eq!(findings, []);
    Arc::new(corpus)
}

fn austen() -> NotLoaded {
    NotLoaded {
        file: "quotes/austen.ron".into(), place: Some((12, 5)), message: "there is no speaker “jane”".into()
    }
}

#[test]
fn empty_collection_shows_next_steps() {
    for size in SIZES.into_iter().chain([(30, 8)]) {
        let browser = Browser::open_from(paths(&["/home/ada/quotes.ron"]), &empty(1), size);
        insta::assert_snapshot!(format!("empty_{}x{}", size.0, size.1), browser.screen());
    }
    let screen = Browser::open_from(paths(&["quotes", "more.ron"]), &empty(3), (80, 24)).screen();
    for words in ["These 3 collections", "--into COLLECTION.ron", "more.ron"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn empty_collection_shows_entries_after_a_reload() {
    let mut browser = Browser::open_from(paths(&["mine.ron"]), &empty(1), (80, 24));
    browser.keys("/words");
    assert!(browser.screen().contains("words") && browser.screen().contains("has no entries yet"));
    browser.keys("<Esc>jjG 123<Tab>yn");
    assert!(browser.screen().contains("has no entries yet"));
    let mut browser = Browser::open_from(paths(&["mine.ron"]), &empty(1), (80, 24));
    let filled =
        Reloaded { update: update(&embedded()), changes: Changes { added: 42, changed: 0, removed: 0 }, is_own: false };
    browser.reload(&Event::Reloaded(Box::new(filled)));
    assert!(browser.screen().contains("1 of 42"), "{}", browser.screen());
}

#[test]
fn sample_collection_shows_how_to_begin() {
    for size in SIZES {
        let mut browser = Browser::open_from(CollectionOrigin::Embedded, &embedded(), size);
        let screen = browser.screen();
        insta::assert_snapshot!(format!("sample_{}x{}", size.0, size.1), &screen);
        assert!(screen.contains("kzq add, kzq import"), "{screen}");
        let palette = browser.keys(":import").screen();
        assert!(palette.contains("kzq import FILE") || size.1 < 20, "{palette}");
    }
    // It is not shown for the user's own collections.
    assert!(!Browser::open_from(paths(&["mine.ron"]), &embedded(), (120, 36)).screen().contains("kzq add"));
}

#[test]
fn files_that_failed_to_load_are_shown_until_fixed() {
    for size in SIZES {
        let mut browser = Browser::open_from(paths(&["quotes"]), &embedded(), size);
        browser.event(Event::NotLoaded(vec![austen()]));
        // The error is shown until a key is pressed, the file until it is loaded.
        assert!(browser.screen().contains("not loaded: austen.ron"), "{}", browser.screen());
        let screen = browser.keys("j").screen();
        insta::assert_snapshot!(format!("not_loaded_{}x{}", size.0, size.1), &screen);
        assert!(screen.contains("1 file not loaded"), "{screen}");
        browser.event(Event::NotLoaded(Vec::new()));
        assert!(!browser.screen().contains("not loaded"));
    }
}

#[test]
fn palette_lists_files_that_failed_to_load() {
    let file = |number: usize| NotLoaded { place: Some((number, 1)), ..austen() };
    let mut browser = Browser::open_from(paths(&["quotes"]), &embedded(), (80, 24));
    browser.event(Event::NotLoaded((1..=5).map(file).collect()));
    assert!(browser.screen().contains("5 files not loaded: austen.ron line 1 and more"), "{}", browser.screen());
    insta::assert_snapshot!("not_loaded_palette_80x24", browser.keys(":").screen());
    // All commands can be reached above the messages.
    let Some(kzq_tui::app::Popup::Palette(palette)) = browser.model.popup() else { panic!("it is open") };
    let last = palette.rows_from(palette.match_count() - 1).next().unwrap().name.to_string();
    assert!(browser.keys(&"<PgDn>".repeat(8)).screen().contains(&last));
}
