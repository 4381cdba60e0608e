//! The filter searches all fields, and a row shows which one matched if it was not the text.

use super::harness::Browser;

/// The number of list rows that end with a word, or have it before the year in a compact list.
fn rows_with(browser: &Browser, word: &str) -> usize {
    let ends = ["│", "┃", " 2025 │", " 2025 ┃"].map(|edge| format!(" {word} {edge}"));
    browser.screen().lines().filter(|line| ends.iter().any(|end| line.contains(end))).count()
}

#[test]
fn speaker_matches_are_found_and_labelled_in_the_row() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/kassym");
    assert_eq!(browser.model.answer().found, 42);
    assert!(rows_with(&browser, "speaker") > 3, "{}", browser.screen());
    // Entries whose text matches come first, without a label.
    browser.keys("<Ctrl-u>council");
    let answer = browser.model.answer();
    let first = browser.model.corpus().entry(answer.hits[0].entry);
    assert!(first.text().as_str().contains("Council"));
    assert_eq!(rows_with(&browser, "speaker"), 0, "{}", browser.screen());
    // One word matches the speaker, the other one the text.
    browser.keys("<Ctrl-u>kassym council");
    let found = browser.model.answer();
    assert!(found.found > 0 && found.found < 42);
    assert!(rows_with(&browser, "speaker") > 0, "{}", browser.screen());
}

#[test]
fn note_matches_are_found_and_labelled_in_the_row() {
    let mut browser = Browser::open(120, 36);
    let first = browser.reading();
    browser.keys("eremember the milk<Ctrl-s>/milk");
    assert_eq!((browser.model.answer().found, browser.reading()), (1, first));
    assert_eq!(rows_with(&browser, "note"), 1, "{}", browser.screen());
}

#[test]
fn small_screens_label_speaker_matches() {
    for (columns, rows) in [(80, 24), (60, 20), (45, 15)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("/kassym");
        assert!(rows_with(&browser, "speaker") > 0, "{}", browser.screen());
    }
}
