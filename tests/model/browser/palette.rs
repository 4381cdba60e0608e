//! The palette: finds actions by name and runs them where the user was.

use kzq_tui::app::{Effect, Event, Focus, MouseKind, Popup};

use super::harness::Browser;

#[test]
fn the_palette_at_every_width() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 10)] {
        let mut browser = Browser::open(columns, rows);
        insta::assert_snapshot!(format!("palette_{columns}x{rows}"), browser.keys(":copy").screen());
    }
    let mut browser = Browser::open(120, 36);
    insta::assert_snapshot!("palette_all_120x36", browser.keys(":").screen());
}

#[test]
fn what_is_found_is_done_where_the_reader_was() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/security council<Enter>");
    let reading = browser.reading();
    browser.keys(":copy<Enter>");
    assert!(browser.copied().is_some() && browser.model.popup().is_none());
    browser.keys(":interview<Enter>");
    assert!(browser.model.view().is_some());
    browser.keys(":next-section<Enter>");
    browser.keys(":close<Esc>:one step back<Enter>");
    assert_eq!((browser.model.view().is_none(), browser.reading()), (true, reading));
    browser.keys(":quit<Enter>");
    assert_eq!(browser.effects.last(), Some(&Effect::Quit));
}

#[test]
fn it_opens_over_the_filter_a_sheet_and_a_choice_of_words() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/cpc:<Ctrl-k>keep<Enter>");
    assert_eq!((browser.model.focus(), browser.model.filter().text().as_str()), (Focus::List, "cpc:"));
    browser.keys("<Esc>v<Ctrl-k>next-word<Enter>:toggle-anchor<Enter>:swap<Enter>");
    assert!(browser.model.phrase_select().unwrap().has_anchor());
    browser.keys("<Esc><Esc>K<Down>:clip");
    let screen = browser.screen();
    assert!(!screen.contains("select-phrase") && screen.contains("no matching command"), "{screen}");
    assert!(browser.keys("<Ctrl-w>go").screen().contains("go to the entry"), "{}", browser.screen());
    browser.keys("<Ctrl-k>");
    assert!(browser.model.popup().is_none() && browser.model.view().is_some());
}

#[test]
fn esc_closes_it_and_changes_nothing() {
    let mut browser = Browser::open(80, 24);
    let before = browser.screen();
    browser.keys(":star<Down><Esc>");
    assert_eq!((browser.screen(), browser.effects.len()), (before, 0));
    browser.keys(":zzzz<Enter>");
    assert!(browser.screen().contains("no matching command"), "{}", browser.screen());
    assert!(matches!(browser.model.popup(), Some(Popup::Palette(_))), "it can be opened again");
    browser.keys("<Ctrl-u>").event(Event::Paste("marks\n".into()));
    assert!(!browser.screen().contains("unmark-all"), "nothing is marked");
}

#[test]
fn a_click_goes_to_a_row_and_a_second_one_does_it() {
    let mut browser = Browser::open(80, 24);
    browser.keys(":copy");
    browser.click(MouseKind::WheelDown, 40, 10).click(MouseKind::WheelUp, 40, 10);
    let row = browser.screen().lines().position(|line| line.contains("copy-as")).unwrap();
    let row = u16::try_from(row).unwrap();
    browser.click(MouseKind::Click, 40, row).click(MouseKind::Click, 40, row);
    assert!(matches!(browser.model.popup(), Some(Popup::Copy(_))));
    browser.keys("<Esc>:copy").click(MouseKind::Click, 0, 0);
    assert!(browser.model.popup().is_none());
}
