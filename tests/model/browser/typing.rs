//! Editing what is typed by words, and moving in the list while typing.

use kzq_tui::app::{Event, Focus, Popup, ShelfPopupMode};

use super::harness::Browser;

#[test]
fn a_long_query_is_mended_by_words() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/").event(Event::Paste("speaker:tokayev security council deadlock".into()));
    for (keys, expected) in [
        ("<Alt-Backspace>", "speaker:tokayev security council "),
        ("<Ctrl-Left>X", "speaker:tokayev security Xcouncil "),
        ("<Alt-b><Alt-b>new-", "speaker:tokayev new-security Xcouncil "),
        ("<Alt-f> <Alt-d>", "speaker:tokayev new-security  "),
        ("<Ctrl-Left><Ctrl-w>", "speaker:tokayev security  "),
        ("<Home><Ctrl-Right><Delete><Alt-d>", "speaker security  "),
        ("<Ctrl-u>x", "x security  "),
    ] {
        assert_eq!(browser.keys(keys).model.filter().text().as_str(), expected, "{keys}");
    }
}

#[test]
fn words_are_edited_wherever_one_types() {
    let story = "one two<Ctrl-Left><Alt-d><Alt-b>X<Alt-f><Alt-Backspace>three";
    for (opening, expected) in
        [("/", "three "), (":", "three "), ("i/", "three "), ("?/", "three "), ("e", "three "), ("Ln", "three ")]
    {
        let mut browser = Browser::open(120, 36);
        browser.keys(opening).keys(story);
        let typed = match browser.model.popup() {
            Some(Popup::Palette(palette)) => palette.edit.text(),
            Some(Popup::Note(note)) => note.text.text(),
            Some(Popup::Lists(lists)) => match &lists.mode {
                ShelfPopupMode::Naming { edit, .. } => edit.text(),
                other => panic!("a list is named: {other:?}"),
            },
            _ => browser.model.find().map_or(browser.model.filter(), |find| &find.edit).text(),
        };
        assert_eq!(typed.as_str(), expected, "{opening}");
    }
}

#[test]
fn in_the_filter_the_list_is_walked_as_in_fzf() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/reform<Enter>/");
    let row = |browser: &Browser| browser.model.list_cursor().index;
    browser.keys("<Ctrl-j><Ctrl-j>");
    assert_eq!((row(&browser), browser.model.focus()), (2, Focus::Filter));
    browser.keys("<Ctrl-k>");
    assert_eq!((row(&browser), browser.model.filter().text().as_str()), (1, "reform"));
    // Unlike an arrow, the key never recalls an earlier query.
    let at = row(browser.keys("<Ctrl-u>"));
    browser.keys("<Ctrl-j><Ctrl-k>");
    assert_eq!((row(&browser), browser.model.filter().text().as_str()), (at, ""));
    browser.keys("<Up>");
    assert_eq!(browser.model.filter().text().as_str(), "reform");
}

#[test]
fn the_palette_opens_where_one_types() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/:");
    assert!(browser.model.popup().is_none(), "a colon belongs to fields");
    browser.keys("<F2>");
    assert!(matches!(browser.model.popup(), Some(Popup::Palette(_))));
    browser.keys("<F2>");
    assert_eq!((browser.model.popup().is_none(), browser.model.focus()), (true, Focus::Filter));
}
