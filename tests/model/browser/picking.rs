//! Selecting words of a quotation with keys, and copying the excerpt.

use kzq_tui::app::{Event, Focus, MouseKind};
use kzq_tui::ui::ThemeName;
use ratatui::style::Modifier;

use super::harness::{Browser, look};

fn reading(id: &str, columns: u16, rows: u16) -> Browser {
    let mut browser = Browser::open(columns, rows);
    browser.keys(&format!("/id:{id}<Enter>"));
    browser
}

/// The first line that is copied after typing `keys` in phrase selection.
fn clip(keys: &str) -> String {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v").keys(keys).keys("y");
    let copied = browser.copied().unwrap_or_default();
    copied.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn excerpts_mark_omitted_words() {
    for (keys, expected) in [
        (" ww ", "“Multilateralism is faltering.”"),
        ("v", "“Multilateralism […]”"),
        ("wvwv", "“[…] is faltering.”"),
        ("wwwvwwwwwwwwwwwwv", "“You know that the Security Council of the United Nations is in deadlock.”"),
        (" ww wwwww w ", "“Multilateralism is faltering. […] Security Council […]”"),
        (" w w ", "“Multilateralism is faltering.”"),
        ("$ 0o ", "“Multilateralism is faltering. You know that the […]”"),
    ] {
        assert_eq!(clip(keys), expected, "{keys:?}");
    }
}

#[test]
fn excerpt_preview_matches_the_copied_text() {
    let mut browser = reading("security-council-deadlock", 120, 36);
    assert!(browser.keys("v").screen().contains("nothing selected yet"));
    browser.keys("y");
    assert_eq!(browser.copied(), None);
    assert!(browser.model.phrase_select().is_some());
    browser.keys(" w");
    let preview: Vec<String> = browser.model.preview().unwrap().fit_to(60).0.iter().map(ToString::to_string).collect();
    browser.keys("y");
    let copied = browser.copied().unwrap();
    assert_eq!(preview.join(" "), copied.replace('\n', " "));
    assert!(copied.contains("“Multilateralism is […]”\n— Kassym-Jomart Tokayev, Talk to Al Jazeera"), "{copied}");
    assert!(browser.model.phrase_select().is_none(), "what was copied needs no choosing any more");
}

#[test]
fn excerpt_of_a_paraphrase_is_labelled_and_unquoted() {
    let mut browser = reading("digital-within-five-years", 120, 36);
    browser.keys("v www y");
    let copied = browser.copied().unwrap();
    assert!(copied.starts_with("Tokayev envisions Kazakhstan as […]\n— on Kassym-Jomart Tokayev"), "{copied}");
    assert!(copied.ends_with("(summary, not the speaker's words)") && !copied.contains('“'), "{copied}");
}

#[test]
fn esc_clears_the_anchor_then_leaves_phrase_selection() {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v w");
    assert!(browser.model.phrase_select().unwrap().has_anchor());
    browser.keys("<Esc>");
    assert!(!browser.model.phrase_select().unwrap().has_anchor());
    browser.keys("<Esc>");
    assert_eq!(
        (browser.model.phrase_select().is_none(), browser.model.focus()),
        (true, Focus::List),
        "back where it began"
    );
}

#[test]
fn phrase_selection_and_cursor_are_visible_without_colour() {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v wwww w");
    insta::assert_snapshot!("choosing_120x36", browser.screen());
    let (buffer, cursor) = browser.frame(&look(ThemeName::Mono));
    let reversed: String = buffer
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(reversed.replace(' ', ""), "Multilateralismisfaltering.Youknow");
    let row: String = (cursor.x..cursor.x + 4).map(|x| buffer[(x, cursor.y)].symbol()).collect();
    assert_eq!(row, "that");
}

#[test]
fn phrase_selection_survives_resizing_and_ends_on_focus_change() {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v wwwww");
    for (columns, rows) in [(60, 20), (30, 8), (200, 50), (120, 36)] {
        browser.event(Event::Resize(columns, rows)).frame(&look(ThemeName::Dark));
        assert!(browser.model.phrase_select().is_some(), "{columns}x{rows}");
    }
    browser.keys("y");
    assert!(browser.copied().unwrap().starts_with("“Multilateralism is faltering. You know that […]”"));
    browser.keys("vv").click(MouseKind::Click, 30, 6);
    assert!(browser.model.phrase_select().is_none(), "the list has the focus");
}

#[test]
fn click_moves_the_cursor_to_a_word() {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v");
    let (_, first) = browser.frame(&look(ThemeName::Dark));
    browser.click(MouseKind::Click, first.x + 18, first.y).keys(" y");
    assert!(browser.copied().unwrap().starts_with("“[…] is […]”"), "{:?}", browser.copied());
}

#[test]
fn wheel_does_not_move_the_word_cursor() {
    let mut browser = reading("bold-and-firm-reforms", 60, 14);
    browser.keys("v").click(MouseKind::WheelDown, 10, 8);
    browser.keys(" y");
    assert!(browser.copied().unwrap().starts_with("“Yes […]”"), "{:?}", browser.copied());
}

#[test]
fn answer_and_excerpt_stay_visible_on_small_screens() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (45, 15)] {
        let mut browser = reading("cpc-position", columns, rows);
        let screen = browser.keys("v").screen();
        for words in ["Kazakhstan views Russia", "export options.", "nothing selected yet"] {
            assert!(screen.contains(words), "{columns}x{rows}: {words}\n{screen}");
        }
        let mut browser = reading("security-council-deadlock", columns, rows);
        let screen = browser.keys("v w ").screen();
        assert!(screen.contains("“Multilateralism is […]”"), "{columns}x{rows}\n{screen}");
    }
}
