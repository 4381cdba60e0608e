//! Marked entries: actions on them ask first.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_shelf::{EntryName, ShelfFacet};
use kzq_tui::app::{Event, Popup};
use kzq_tui::layout::view_kind::ViewKind;

use super::harness::{Browser, last_row, shelf, toast};

/// A browser in which the first three entries are marked, and a filter hides two of them.
fn three_marked(columns: u16, rows: u16) -> Browser {
    let mut browser = Browser::open(columns, rows);
    browser.keys("   gg");
    let first = browser.reading();
    browser.keys(&format!("/id:{first}<Enter>"));
    browser
}

#[test]
fn with_marks_actions_ask_whether_to_apply_to_all() {
    for (key, what) in [("s", "star"), ("e", "note"), ("L", "lists"), ("t", "topics, tags"), ("=", "compare")] {
        let mut browser = three_marked(120, 36);
        browser.keys(key);
        let expected = format!("{what}:  a all 3 (2 of them hidden) · c only this one · Esc");
        assert_eq!(last_row(&browser), expected, "{key}");
        assert!(browser.model.popup().is_none() && browser.model.view().is_none() && shelf(&browser).is_empty());
        // Nothing happens until the question is answered.
        browser.keys("jx<Enter>");
        assert_eq!(last_row(&browser), expected, "{key}");
        browser.keys("<Esc>");
        assert!(last_row(&browser).contains("q quit"), "{}", browser.screen());
        assert!(browser.model.popup().is_none() && browser.model.view().is_none() && shelf(&browser).is_empty());
    }
}

#[test]
fn without_other_marks_actions_apply_to_the_selected_entry() {
    let mut browser = Browser::open(120, 36);
    browser.keys("s");
    assert_eq!((shelf(&browser).count(ShelfFacet::Starred), toast(&browser).as_str()), (1, "starred"));
    // Only the entry itself is marked, so there is nothing to ask.
    browser.keys(" ks");
    assert_eq!(toast(&browser), "star removed");
}

#[test]
fn starring_applies_to_all_or_one_and_reports_the_count() {
    let mut browser = three_marked(120, 36);
    browser.keys("sc");
    assert_eq!((shelf(&browser).count(ShelfFacet::Starred), toast(&browser).as_str()), (1, "starred"));
    // Two of the three are newly starred; one already was.
    browser.keys("sa");
    assert_eq!((shelf(&browser).count(ShelfFacet::Starred), toast(&browser).as_str()), (3, "2 starred"));
    browser.keys("sa");
    assert_eq!((shelf(&browser).count(ShelfFacet::Starred), toast(&browser).as_str()), (0, "3 stars removed"));
    browser.keys("u");
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 3);
}

#[test]
fn note_for_all_is_appended_to_existing_notes() {
    let mut browser = Browser::open(120, 36);
    browser.keys("eold<Ctrl-s>   gg");
    let first = EntryName::new(browser.model.corpus(), browser.model.entry().unwrap());
    browser.keys("ea");
    assert!(browser.screen().contains("3 marked entries"), "{}", browser.screen());
    browser.keys("for Monday<Ctrl-s>");
    assert_eq!((shelf(&browser).count(ShelfFacet::Noted), toast(&browser).as_str()), (3, "3 notes saved"));
    assert_eq!(shelf(&browser).note(&first).unwrap().as_str(), "old\n\nfor Monday");
    browser.keys("u");
    assert_eq!(shelf(&browser).note(&first).unwrap().as_str(), "old");
    // An empty note changes nothing.
    browser.keys("ea<Ctrl-s>");
    assert_eq!((shelf(&browser).count(ShelfFacet::Noted), browser.model.popup().is_none()), (1, true));
}

#[test]
fn lists_topics_and_comparisons_apply_to_all_or_one() {
    let mut browser = three_marked(120, 36);
    browser.keys("LcnMonday<Enter><Esc>");
    assert_eq!(shelf(&browser).list("Monday").unwrap().entries.len(), 1);
    browser.keys("La<Enter>");
    assert_eq!(toast(&browser), "2 added to “Monday”");
    browser.keys("<Esc>ta");
    assert!(matches!(browser.model.popup(), Some(Popup::Form(form)) if form.target_count() == Some(3)));
    browser.keys("<Esc>=a");
    assert_eq!(browser.model.view().unwrap().kind(), &ViewKind::CompareChosen(browser.model.marked().entries().into()));
    browser.keys("<Esc>=c");
    assert_eq!(browser.model.view().unwrap().kind(), &ViewKind::Compare(browser.model.entry().unwrap()));
    // A view shows no marks, so actions apply to the entry at its cursor.
    browser.keys("s");
    assert_eq!((shelf(&browser).count(ShelfFacet::Starred), toast(&browser).as_str()), (1, "starred"));
}

#[test]
fn the_header_counts_marks_at_every_size() {
    for (columns, rows) in [(120, 36), (100, 30), (80, 24), (60, 20), (45, 15)] {
        let mut browser = Browser::open(columns, rows);
        assert!(!browser.screen().contains("marked"));
        browser.keys("  ");
        let screen = browser.screen();
        let top = screen.lines().next().unwrap_or_default();
        assert!(rows < 16 && columns >= 80 || top.contains("◆ 2 marked"), "{columns}x{rows}: {screen}");
    }
}

#[test]
fn marked_entries_prompt_fits_small_screens() {
    for (columns, rows, expected) in [
        (60, 20, "star:  a all 3 (2 of them hidden) · c only this one · Esc"),
        (56, 20, "a all 3 (2 of them hidden) · c only this one · Esc"),
        (45, 15, "a all 3 (2 hidden) · c only this one · Esc"),
    ] {
        let mut browser = three_marked(columns, rows);
        assert_eq!(last_row(browser.keys("s")), expected);
    }
    for (columns, rows) in [(60, 20), (45, 15), (60, 8)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("   s");
        assert!(last_row(&browser).contains("c only this one · Esc"), "{columns}x{rows}: {}", browser.screen());
        browser.event(Event::Resize(30, 8)).screen();
        browser.keys("a");
        assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 3);
    }
}

#[test]
fn hits_that_are_not_fetched_yet_do_not_count_as_hidden() {
    let entries = (0..500).fold(String::new(), |all, n| all + &format!("Quote(id: \"e{n}\", text: \"Word {n}.\"),"));
    let text = format!(r#"(schema: 1, id: "t", title: "T", entries: [{entries}])"#);
    let corpus = Corpus::merge(vec![kzq_corpus::read("t.ron", text.as_bytes())]).0;
    let mut browser = Browser::open_with(Arc::new(corpus), 80, 24);
    browser.keys("Gk  /word<Enter>");
    assert!(!browser.model.answer().is_complete(), "the marked entries are among the hits, but not fetched");
    browser.keys("s");
    assert_eq!(last_row(&browser), "star:  a all 2 · c only this one · Esc");
}
