//! Editing text by words, and moving in the list while typing.

use kzq_tui::app::{Event, Focus, Popup, ShelfPopupMode};
use kzq_tui::keys::chord::{Chord, Key};

use super::harness::{Browser, toast};

#[test]
fn filter_supports_word_editing_keys() {
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
fn text_fields_support_word_editing_keys() {
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
fn ctrl_j_and_ctrl_k_move_in_the_list_from_the_filter() {
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
fn f2_opens_the_palette_from_the_filter() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/:");
    assert!(browser.model.popup().is_none(), "a colon belongs to fields");
    browser.keys("<F2>");
    assert!(matches!(browser.model.popup(), Some(Popup::Palette(_))));
    browser.keys("<F2>");
    assert_eq!((browser.model.popup().is_none(), browser.model.focus()), (true, Focus::Filter));
}

#[test]
fn batched_characters_act_like_separate_key_presses() {
    for (opening, text) in
        [("/", "security council"), (":", "sort"), ("e", "a note, q"), ("Ln", "Monday"), ("?/", "note")]
    {
        let (mut together, mut apart) = (Browser::open(120, 36), Browser::open(120, 36));
        together.keys(opening);
        let keys = || text.chars().map(|c| Chord::plain(Key::Char(c)));
        assert_eq!(together.model.typed_len(keys()), text.len(), "{opening}");
        together.event(Event::Typed(text.to_owned()));
        apart.keys(opening).keys(text);
        assert_eq!(together.screen(), apart.screen(), "{opening}");
    }
    // Where characters are commands, each one is a separate key.
    assert_eq!(Browser::open(120, 36).model.typed_len([Chord::plain(Key::Char('j'))]), 0);
}

#[test]
fn quit_keys_are_recognised_outside_text_fields() {
    let key = |c| Chord::plain(if c == '\n' { Key::Enter } else { Key::Char(c) });
    for (opening, keys, expected) in [
        ("", "q", true),
        ("", "й", true),
        ("", ":q\n", true),
        ("<Enter>", "q", true),
        ("=", "q", true),
        ("", "qj", false),
        ("", ":q", false),
        ("", ":x\n", false),
        ("", "j", false),
        ("", "", false),
        ("/", "q", false),
        ("e", "q", false),
        (":", "q", false),
        // It only closes the help.
        ("?", "q", false),
    ] {
        let mut browser = Browser::open(120, 36);
        browser.keys(opening);
        let keys: Vec<Chord> = keys.chars().map(key).collect();
        assert_eq!(browser.model.quits(&keys), expected, "{opening} {keys:?}");
    }
}

#[test]
fn oversized_paste_is_rejected_as_a_whole() {
    let long = "word ".repeat(300_000);
    for (opening, room) in [("/", 4096), (":", 4096), ("e", 1_048_576), ("Ln", 4096), ("?/", 4096)] {
        let mut browser = Browser::open(120, 36);
        browser.keys(opening).keys("begun");
        let before = browser.screen();
        browser.event(Event::Paste(long.clone()));
        let message = toast(&browser);
        let expected = format!("not inserted: {} bytes more than the {room} that fit here", 1_500_005 - room);
        assert!(message.starts_with(&expected), "{opening}: {message}");
        assert_eq!(message.ends_with("; Ctrl-g opens the note in your editor"), opening == "e", "{message}");
        // The next key removes the message, and nothing else has changed.
        browser.keys("x<Backspace>");
        assert_eq!(browser.screen(), before, "{opening}");
    }
}

#[test]
fn pieces_of_a_paste_are_joined() {
    let mut browser = Browser::open(120, 36);
    for piece in ["security", " council", "\n"] {
        browser.event(Event::Paste(piece.to_owned()));
    }
    assert_eq!(browser.model.filter().text().as_str(), "security council");
}
