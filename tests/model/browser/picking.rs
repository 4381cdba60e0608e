//! Choosing words of a quotation by keys, and copying the clip.

use kzq_tui::app::{Event, Focus, MouseKind};
use kzq_tui::ui::ThemeName;
use ratatui::style::Modifier;

use super::harness::{Browser, look};

fn reading(id: &str, columns: u16, rows: u16) -> Browser {
    let mut browser = Browser::open(columns, rows);
    browser.keys(&format!("/id:{id}<Enter>"));
    browser
}

/// The first line of what `keys` copy, typed where words of the security council are chosen.
fn clip(keys: &str) -> String {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v").keys(keys).keys("y");
    let copied = browser.copied().unwrap_or_default();
    copied.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_clip_marks_what_it_leaves_out() {
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
fn what_is_previewed_is_what_is_copied() {
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
fn a_clip_of_a_paraphrase_stays_a_paraphrase() {
    let mut browser = reading("digital-within-five-years", 120, 36);
    browser.keys("v www y");
    let copied = browser.copied().unwrap();
    assert!(copied.starts_with("Tokayev envisions Kazakhstan as […]\n— on Kassym-Jomart Tokayev"), "{copied}");
    assert!(copied.ends_with("(summary, not the speaker's words)") && !copied.contains('“'), "{copied}");
}

#[test]
fn esc_gives_up_a_stretch_then_the_choice() {
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
fn a_choice_is_seen_without_colour_and_the_cursor_is_at_its_word() {
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
fn a_choice_stays_at_every_width_and_ends_with_its_text() {
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
fn a_click_goes_to_a_word() {
    let mut browser = reading("security-council-deadlock", 120, 36);
    browser.keys("v");
    let (_, first) = browser.frame(&look(ThemeName::Dark));
    browser.click(MouseKind::Click, first.x + 18, first.y).keys(" y");
    assert!(browser.copied().unwrap().starts_with("“[…] is […]”"), "{:?}", browser.copied());
}

#[test]
fn the_wheel_leaves_the_cursor_where_it_is() {
    let mut browser = reading("bold-and-firm-reforms", 60, 14);
    browser.keys("v").click(MouseKind::WheelDown, 10, 8);
    browser.keys(" y");
    assert!(browser.copied().unwrap().starts_with("“Yes […]”"), "{:?}", browser.copied());
}
