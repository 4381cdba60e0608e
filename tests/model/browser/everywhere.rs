//! Words of the filter match everywhere, and a row says where if that is not in its words.

use super::harness::Browser;

/// The rows of the list that end in a word, before the year in a compact list.
fn rows_with(browser: &Browser, word: &str) -> usize {
    let ends = ["│", "┃", " 2025 │", " 2025 ┃"].map(|edge| format!(" {word} {edge}"));
    browser.screen().lines().filter(|line| ends.iter().any(|end| line.contains(end))).count()
}

#[test]
fn a_speakers_name_finds_what_they_said_and_the_row_says_so() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/kassym");
    assert_eq!(browser.model.answer().found, 42);
    assert!(rows_with(&browser, "speaker") > 3, "{}", browser.screen());
    // Whose words have all that was typed comes first, and says nothing.
    browser.keys("<Ctrl-u>council");
    let answer = browser.model.answer();
    let first = browser.model.corpus().entry(answer.hits[0].entry);
    assert!(first.text().as_str().contains("Council"));
    assert_eq!(rows_with(&browser, "speaker"), 0, "{}", browser.screen());
    // One word is the speaker's, the other one is said.
    browser.keys("<Ctrl-u>kassym council");
    let found = browser.model.answer();
    assert!(found.found > 0 && found.found < 42);
    assert!(rows_with(&browser, "speaker") > 0, "{}", browser.screen());
}

#[test]
fn a_note_is_found_by_its_words() {
    let mut browser = Browser::open(120, 36);
    let first = browser.reading();
    browser.keys("eremember the milk<Ctrl-s>/milk");
    assert_eq!((browser.model.answer().found, browser.reading()), (1, first));
    assert_eq!(rows_with(&browser, "note"), 1, "{}", browser.screen());
}

#[test]
fn small_screens_say_where_too() {
    for (columns, rows) in [(80, 24), (60, 20), (45, 15)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("/kassym");
        assert!(rows_with(&browser, "speaker") > 0, "{}", browser.screen());
    }
}
