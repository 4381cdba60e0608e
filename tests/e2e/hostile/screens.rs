//! Every screen of the browser, and the texts copied from it.

use std::sync::Arc;

use kzq_corpus::{EntryId, read};
use kzq_export::{Format, export, export_excerpt, export_prefix};
use kzq_tui::app::{Effect, Event};
use kzq_tui::ui::ThemeName;

use super::collection::{ENTRIES, collection_with_one_long_line, corpus};
use super::payload;
use super::rule::{assert_clean, assert_clean_data, without_tabs};
use crate::harness::{Browser, look, rows};

fn browser(columns: u16, rows: u16) -> Browser {
    Browser::open_with(corpus(), columns, rows)
}

/// Checks the screen, the copied text and the address to open against the rule.
#[track_caller]
fn check(browser: &Browser, what: &str) {
    let (buffer, _) = browser.frame(&look(ThemeName::Dark));
    for row in rows(&buffer) {
        assert_clean(&row, || format!("{what}, at {}", browser.reading()));
    }
    for cell in &buffer.content {
        assert!(!cell.symbol().contains('\n'), "{what}: a line feed in a cell");
    }
    if let Some(copied) = browser.copied() {
        // Some copied texts are data: RON and JSON.
        assert_clean_data(&copied, || format!("what was copied from {what}"));
    }
    if let Some(Effect::OpenUrl(address) | Effect::OpenRecording { url: address, .. }) = browser.effects.last() {
        assert_clean(address.as_str(), || format!("the address opened from {what}"));
    }
}

/// Types keys, and checks the screen after each.
#[track_caller]
fn walk(browser: &mut Browser, keys: &[&str], what: &str) {
    for key in keys {
        browser.keys(key);
        check(browser, &format!("{what} {key}"));
    }
}

#[test]
fn list_and_pages_are_clean() {
    for (columns, rows) in [(120, 36), (60, 20)] {
        let mut browser = browser(columns, rows);
        for at in 0..ENTRIES {
            browser.keys("j");
            check(&browser, &format!("page {at}"));
            if at % 8 == 0 {
                walk(&mut browser, &["<Enter>", "<Ctrl-d>", "G", "y", "o", "<Esc>"], "the pane");
            }
        }
    }
}

#[test]
fn sheets_of_every_kind_of_entry_are_clean() {
    let mut browser = browser(120, 36);
    for at in 0..ENTRIES / 4 {
        browser.keys("jjj");
        for sheet in ["=", "i", "r"] {
            // An interview is the same for all of its entries.
            if sheet == "i" && at % 3 != 0 {
                continue;
            }
            walk(&mut browser, &[sheet, "<Ctrl-d>", "]", "y", "G"], "the sheet");
            browser.keys("<Esc>");
        }
    }
    for sheet in ["K", "C", "?"] {
        browser.keys(sheet);
        for _ in 0..30 {
            walk(&mut browser, &["<Ctrl-d>"], sheet);
        }
        browser.keys("<Esc>");
    }
}

#[test]
fn format_menu_and_word_selection_are_clean() {
    let mut browser = browser(100, 30);
    for at in 0..60 {
        browser.keys("jjjjjjj");
        if at % 3 == 0 {
            browser.keys("Y");
            for _ in Format::copied() {
                walk(&mut browser, &["j"], "the menu");
            }
            walk(&mut browser, &["<Enter>"], "the menu");
        }
        walk(&mut browser, &["v", "ww", "<Space>", "www", "<Space>", "y", "<Esc>"], "the choice of words");
        browser.keys("<Esc><Esc><Esc>2");
    }
    walk(&mut browser, &["<Space>", "j", "<Space>", "j", "<Space>", "Y", "j", "<Enter>"], "several");
}

#[test]
fn sidebar_is_clean() {
    let mut browser = browser(120, 36);
    browser.keys("1");
    for at in 0..300 {
        walk(&mut browser, &["j"], "the sidebar");
        if at % 20 == 0 {
            walk(&mut browser, &["<Space>", "<Enter>", "<Enter>"], "the sidebar");
        }
    }
}

#[test]
fn hostile_filter_input_is_shown_cleanly() {
    let mut browser = browser(80, 24);
    browser.keys("/");
    for payload in payload::all() {
        for text in [payload.clone(), format!("speaker:{payload}"), format!("\"{payload}"), format!("word7 {payload}")]
        {
            browser.event(Event::Paste(text.clone()));
            check(&browser, &format!("the filter with {text:?}"));
            browser.keys("<Ctrl-u>");
        }
    }
    for c in payload::all().concat().chars().filter(|c| !c.is_ascii_graphic() && *c != ' ').take(400) {
        use kzq_tui::keys::chord::{Chord, Key};
        browser.event(Event::Key(Chord::plain(Key::Char(c))));
    }
    check(&browser, "the filter as it was typed");
}

#[test]
fn every_export_format_is_clean_for_every_entry() {
    let corpus = corpus();
    let ids: Vec<EntryId> = corpus.entry_ids().collect();
    for format in Format::ALL {
        let clean = |text: &str, what: &str| {
            let row = format.row();
            let what = || format!("{format:?} of {what}");
            let text = without_tabs(row.name, text);
            if row.is_data { assert_clean_data(&text, what) } else { assert_clean(&text, what) }
        };
        clean(export(&corpus, &ids, format).text.as_str(), "all");
        for &id in &ids {
            clean(export(&corpus, &[id], format).text.as_str(), &id.index().to_string());
        }
        clean(export_prefix(&corpus, &ids, format, 2000).unwrap_or_default().as_str(), "the beginning");
    }
    for &id in &ids {
        let length = corpus.entry(id).text().as_str().len();
        let ends =
            [0, length / 3, length / 2, length].map(|at| corpus.entry(id).text().as_str().floor_char_boundary(at));
        let clip = export_excerpt(&corpus, id, &[ends[0]..ends[1], ends[2]..ends[3]]);
        assert_clean(clip.as_str(), || format!("a clip of {}", id.index()));
    }
}

#[test]
fn line_of_ten_megabytes_is_shown_cleanly() {
    let text = collection_with_one_long_line();
    assert!(text.len() > 10 << 20);
    let corpus = read("long.ron", text.as_bytes()).corpus.expect("it is in order");
    let mut browser = Browser::open_with(Arc::new(corpus), 120, 36);
    walk(&mut browser, &["<Enter>", "<Ctrl-d>", "G", "Y"], "long");
}
