//! Texts so long that they are laid out in the background.

use std::fmt::Write as _;
use std::sync::Arc;

use kzq_corpus::{Changes, Corpus};
use kzq_search::FacetCounts;
use kzq_tui::app::{CorpusUpdate, Effect, Event, Focus, Popup, Reloaded};
use kzq_tui::ui::ThemeName;

use super::harness::{Browser, look};

/// Numbered words, with `needle` near the beginning, in the middle and at the end.
fn prose(bytes: usize, separator: &str) -> String {
    let mut text = String::with_capacity(bytes + 64);
    let (mut number, mut has_middle) = (0, false);
    while text.len() < bytes {
        let _ = write!(text, "word{number} “marked” and on–going{separator}");
        number += 1;
        if number == 20 {
            text += "an early needle ";
        }
        if !has_middle && text.len() * 2 > bytes {
            text += "needle in the middle ";
            has_middle = true;
        }
    }
    text + "the last needle of all"
}

/// A collection with a long quotation between two short ones.
fn collection(text: &str) -> Arc<Corpus> {
    let text = text.replace('\n', "\\n");
    let ron = format!(
        r#"(schema: 1, id: "l", title: "L", speakers: {{"s": (name: "S")}}, entries: [
        Quote(id: "before", by: "s", text: "A short one, with a needle."),
        Quote(id: "long", by: "s", text: "{text}", lead: Asked("Is there a needle?"), sic: ["needle in", "last needle"]),
        Paraphrase(id: "told", of: "s", text: "{text}", rests_on: ["long"]),
        Quote(id: "after", by: "s", text: "Another short one, with a needle.")])"#
    );
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("l.ron", ron.as_bytes())]);
    assert_eq!(findings, []);
    Arc::new(corpus)
}

fn long(bytes: usize, separator: &str) -> Browser {
    let mut browser = Browser::open_with(collection(&prose(bytes, separator)), 120, 36);
    browser.layouts_late = true;
    browser
}

/// The visible rows of the page.
fn detail(browser: &Browser) -> String {
    let screen = browser.screen();
    let rows = screen.lines().map(|row| row.chars().skip(68).collect::<String>());
    rows.collect::<Vec<_>>().join("\n")
}

/// The visible rows of the page as one line.
fn detail_as_one_line(browser: &Browser) -> String {
    detail(browser).replace(['│', '┃'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn long_text_shows_its_beginning_before_layout_is_done() {
    for separator in [" ", "\n", "-", ""] {
        let mut browser = long(1_000_000, separator);
        browser.keys("j3");
        let early = browser.screen();
        assert!(early.contains("word0 “marked” and") && early.contains("still being laid out"), "{early}");
        assert!(early.contains("┄┄ more lines") && early.contains("— S, no source given"), "{early}");
        assert!(!browser.model.page().is_complete());
        browser.keys("<Ctrl-d><Ctrl-d>");
        let top = browser.model.scroll().top;
        assert!(top > 10);
        let page = detail(&browser);
        assert_eq!(browser.lay_out(), 1);
        assert!(browser.model.page().is_complete());
        assert_eq!(browser.model.scroll().top, top);
        let late = detail(&browser);
        assert!(!late.contains("still being") && late.contains(" more lines"), "{late}");
        // The visible lines do not move.
        let words = |screen: &str| screen.lines().skip(5).take(14).collect::<Vec<_>>().join("\n");
        assert_eq!(words(&late), words(&page));
    }
}

#[test]
fn jump_to_the_end_completes_after_layout() {
    let mut browser = long(1_000_000, " ");
    browser.keys("j3G");
    let as_far = browser.model.scroll().top;
    assert!(as_far > 300);
    browser.lay_out();
    let screen = browser.screen();
    assert!(browser.model.scroll().top > as_far);
    assert!(screen.contains("needle of all”") && screen.contains("ID       long"), "{screen}");
    // A user who has moved on stays there.
    let mut browser = long(1_000_000, " ");
    browser.keys("j3Ggg");
    browser.lay_out();
    assert_eq!(browser.model.scroll().top, 0);
}

#[test]
fn next_match_is_searched_to_the_end_of_the_text() {
    let mut browser = long(1_000_000, " ");
    browser.keys("/needle<Enter>");
    while browser.reading() != "long" {
        browser.keys("j");
    }
    browser.keys("3n");
    let first = browser.model.match_line();
    assert!(detail_as_one_line(&browser).contains("an early needle"));
    browser.keys("n");
    assert!(browser.screen().contains("searching the rest of the text…"));
    assert_eq!(browser.model.match_line(), first);
    browser.lay_out();
    assert!(browser.model.match_line() > first);
    assert!(!browser.screen().contains("searching the rest"));
    assert!(detail_as_one_line(&browser).contains("needle in the middle"));
    // The last match of the text; the lead has another one.
    browser.keys("n");
    assert!(detail_as_one_line(&browser).contains("needle of all”"));
    browser.keys("nn");
    assert_ne!(browser.reading(), "long");
    browser.keys("N");
    assert_eq!((browser.reading().as_str(), browser.model.match_line()), ("long", None));
    browser.lay_out();
    assert_eq!(browser.model.match_line(), browser.model.page().match_lines().last().copied());
    assert!(detail_as_one_line(&browser).contains("Is there a needle?"));
}

#[test]
fn visible_matches_are_marked_before_layout_is_done() {
    let mut browser = long(2_000_000, " ");
    browser.keys("j3G");
    browser.lay_out();
    let count = browser.model.page().line_count();
    browser.event(Event::Paste("id:long nee".to_owned()));
    assert_eq!(browser.model.focus(), Focus::Filter);
    assert_eq!((browser.reading().as_str(), browser.model.page().line_count()), ("long", count), "the lines stay");
    let marked = |browser: &Browser| {
        let page = browser.model.page();
        let rows = browser.model.scroll().top..browser.model.scroll().top + browser.model.page_height();
        let lines = page.render_lines(browser.model.corpus(), rows);
        lines.flatten().filter(|piece| piece.matched).map(|piece| piece.text.to_string()).collect::<Vec<_>>()
    };
    let early = marked(&browser);
    assert_eq!(early, ["nee", "nee"], "at the end of the text and in the lead");
    browser.lay_out();
    assert_eq!(marked(&browser), early);
    browser.keys("<Ctrl-w>last");
    assert_eq!(marked(&browser), ["last"]);
    assert!(browser.lay_out() > 1, "stale ones come, too");
    assert_eq!(marked(&browser), ["last"]);
    assert!(browser.model.page().is_complete());
}

#[test]
fn resizing_keeps_old_lines_until_layout_is_done() {
    let mut browser = long(1_000_000, " ");
    browser.keys("j3G");
    browser.lay_out();
    let (before, top) = (browser.model.page().line_count(), browser.model.scroll().top);
    browser.event(Event::Resize(110, 36));
    assert_eq!((browser.model.page().line_count(), browser.model.scroll().top), (before, top));
    assert!(browser.screen().contains("still being laid out"));
    browser.event(Event::Resize(104, 36));
    assert_eq!(browser.lay_out(), 2);
    assert!(browser.model.page().is_complete() && browser.model.page().line_count() > before);
    // The screen is the same as in a browser that had this width from the start.
    let mut other = Browser::open_with(browser.model.shared_corpus(), 104, 36);
    other.keys("j3G");
    browser.keys("G");
    assert_eq!(browser.screen(), other.screen());
    // The size changes before any layout is done.
    let mut browser = long(1_000_000, " ");
    browser.keys("j3G").event(Event::Resize(60, 20)).event(Event::Resize(20, 5)).event(Event::Resize(104, 36));
    browser.keys("G");
    browser.lay_out();
    assert_eq!(browser.screen(), other.screen());
}

#[test]
fn late_layout_does_not_disturb_another_entry() {
    let mut browser = long(1_000_000, " ");
    browser.keys("jk");
    let screen = browser.screen();
    assert_eq!(browser.lay_out(), 1);
    assert_eq!(browser.screen(), screen);
    browser.keys("jkjkj");
    browser.lay_out();
    assert!(browser.model.page().is_complete() && browser.reading() == "long");
}

#[test]
fn menu_previews_a_long_copy_before_layout_is_done() {
    for (keys, end) in
        [("", "— S, no source given"), ("k", "last needle of all"), ("j", "> — S"), ("jj", "</figure>"), ("J", "}")]
    {
        let mut browser = long(1_000_000, "\n");
        browser.keys("j");
        browser.lay_out();
        browser.keys("Y").keys(keys).keys("<PgDn>");
        let early = browser.screen();
        assert!(early.contains("still being laid out") && early.contains("marked"), "{keys}: {early}");
        browser.lay_out();
        let late = browser.screen();
        let words = |screen: &str| screen.lines().skip(5).take(24).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&late), words(&early));
        assert!(!late.contains("still being laid out"), "{keys}: {late}");
        let Some(Popup::Copy(menu)) = browser.model.popup() else { panic!("the menu is open") };
        let last: Vec<String> =
            menu.preview.lines_from(menu.preview.line_count() - 2).map(|line| line.to_string()).collect();
        assert!(last.concat().contains(end), "{keys}: {last:?}");
        browser.keys("<Enter>");
        assert!(browser.copied().is_some_and(|text| text.contains("the last needle of all")));
    }
}

#[test]
fn layouts_from_before_a_reload_are_dropped() {
    let mut browser = long(400_000, " ");
    browser.keys("j3Y");
    let stale = browser.lay_out_for_later();
    assert_eq!(stale.len(), 2, "a page and a paste");
    let corpus = collection(&prose(300_000, "\n").replace("word", "other"));
    let growth = CorpusUpdate { totals: FacetCounts::unfiltered(&corpus), corpus, progress: None };
    browser.reload(&Event::Reloaded(Box::new(Reloaded {
        update: growth,
        changes: Changes { added: 0, changed: 2, removed: 0 },
        is_own: false,
    })));
    for event in stale {
        browser.event(event);
    }
    let Some(Popup::Copy(menu)) = browser.model.popup() else { panic!("the menu is gone") };
    assert!(!menu.preview.is_complete() && !browser.model.page().is_complete());
    while browser.lay_out() > 0 {}
    let Some(Popup::Copy(menu)) = browser.model.popup() else { panic!("the menu is gone") };
    assert!(menu.preview.is_complete() && browser.model.page().is_complete());
    browser.keys("<Esc>");
    assert!(detail_as_one_line(&browser).contains("other0 “marked” and"), "{}", browser.screen());
}

#[test]
fn late_layout_gives_the_same_frames() {
    for separator in [" ", "\n"] {
        let corpus = collection(&prose(150_000, separator));
        let (mut late, mut prompt) =
            (Browser::open_with(Arc::clone(&corpus), 100, 30), Browser::open_with(corpus, 100, 30));
        late.layouts_late = true;
        for keys in [
            "j3",
            "<Ctrl-d>",
            "G",
            "k",
            "/needle",
            "<Enter>3",
            "n",
            "n",
            "n",
            "n",
            "N",
            "j",
            "/",
            " war",
            "<Esc>",
            "<Esc>jj3G",
            "gg",
            "Y",
            "j",
            "<PgDn>",
            "<Esc>",
            "/\"marked and\"<Enter>3",
            "n",
            "n",
            "G",
            "N",
            "y",
        ] {
            late.keys(keys);
            while late.lay_out() > 0 {}
            prompt.keys(keys);
            assert_eq!(late.frame(&look(ThemeName::Dark)), prompt.frame(&look(ThemeName::Dark)), "{keys}");
        }
        assert_eq!(late.copied(), prompt.copied());
    }
}

#[test]
fn partial_layout_is_a_prefix_of_the_full_layout() {
    for (separator, typed) in [(" ", "marked"), ("\n", "\"marked and on\""), ("-", "word1"), ("", "needle")] {
        let mut browser = long(400_000, separator);
        for columns in [40, 61, 80, 104, 200] {
            browser.event(Event::Resize(columns, 30)).keys("<Esc><Esc>gg/").keys(typed).keys("<Enter>jk");
            for (entry, keys) in [("long", "id:long "), ("told", "id:told ")] {
                browser.keys("/<Ctrl-u>").keys(keys).keys(typed).keys("<Enter>3");
                assert_eq!(browser.reading(), entry);
                let text = |browser: &Browser, count: usize| {
                    let model = &browser.model;
                    let owned = |line: kzq_tui::layout::span::StyledLine<'_>| {
                        let pieces = line.into_iter();
                        pieces.map(|piece| (piece.text.to_string(), piece.role, piece.matched, piece.slip)).collect()
                    };
                    model.page().render_lines(model.corpus(), 0..count).map(owned).collect::<Vec<Vec<_>>>()
                };
                let count = browser.model.page().line_count();
                let early = text(&browser, count);
                let matches = browser.model.page().match_lines().to_vec();
                assert!(count > 100 && !browser.model.page().is_complete());
                browser.lay_out();
                assert!(browser.model.page().is_complete() && browser.model.page().line_count() > count);
                assert!(text(&browser, count) == early, "{entry} at {columns} between {separator:?}");
                assert_eq!(&browser.model.page().match_lines()[..matches.len()], matches);
                browser.keys("gg/<Ctrl-u>id:after<Enter>");
            }
        }
    }
}

#[test]
fn ten_megabyte_text_can_be_read_and_copied() {
    let mut browser = long(10_000_000, " ");
    browser.keys("/id:long needle<Enter>3G");
    browser.lay_out();
    assert!(browser.model.page().line_count() > 130_000);
    assert!(browser.screen().contains("ID       long"));
    browser.keys("y");
    // The drawing thread passes on the entry, not its text.
    assert!(matches!(browser.effects.last(), Some(Effect::Copy(order)) if order.count() == 1));
    assert!(browser.copied().is_some_and(|text| text.len() > 10_000_000));
}
