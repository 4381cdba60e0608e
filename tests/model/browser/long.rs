//! Texts so long that they are laid out elsewhere, and later.

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

/// The rows of the page that are in sight.
fn detail(browser: &Browser) -> String {
    let screen = browser.screen();
    let rows = screen.lines().map(|row| row.chars().skip(68).collect::<String>());
    rows.collect::<Vec<_>>().join("\n")
}

/// The same as one line.
fn quote_for_message(browser: &Browser) -> String {
    detail(browser).replace(['│', '┃'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_beginning_of_a_long_text_is_there_at_once_and_the_rest_follows() {
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
        // What was in sight stays in sight; but for what was not known yet.
        let words = |screen: &str| screen.lines().skip(5).take(14).collect::<Vec<_>>().join("\n");
        assert_eq!(words(&late), words(&page));
    }
}

#[test]
fn the_end_is_reached_when_it_is_there() {
    let mut browser = long(1_000_000, " ");
    browser.keys("j3G");
    let as_far = browser.model.scroll().top;
    assert!(as_far > 300);
    browser.lay_out();
    let screen = browser.screen();
    assert!(browser.model.scroll().top > as_far);
    assert!(screen.contains("needle of all”") && screen.contains("ID       long"), "{screen}");
    // A user who has moved on is not pulled back.
    let mut browser = long(1_000_000, " ");
    browser.keys("j3Ggg");
    browser.lay_out();
    assert_eq!(browser.model.scroll().top, 0);
}

#[test]
fn the_next_match_is_looked_for_to_the_end() {
    let mut browser = long(1_000_000, " ");
    browser.keys("/needle<Enter>");
    while browser.reading() != "long" {
        browser.keys("j");
    }
    browser.keys("3n");
    let first = browser.model.match_line();
    assert!(quote_for_message(&browser).contains("an early needle"));
    browser.keys("n");
    assert!(browser.screen().contains("searching the rest of the text…"));
    assert_eq!(browser.model.match_line(), first);
    browser.lay_out();
    assert!(browser.model.match_line() > first);
    assert!(!browser.screen().contains("searching the rest"));
    assert!(quote_for_message(&browser).contains("needle in the middle"));
    // The last match of all stands above the lead, which has one, too.
    browser.keys("n");
    assert!(quote_for_message(&browser).contains("needle of all”"));
    browser.keys("nn");
    assert_ne!(browser.reading(), "long");
    browser.keys("N");
    assert_eq!((browser.reading().as_str(), browser.model.match_line()), ("long", None));
    browser.lay_out();
    assert_eq!(browser.model.match_line(), browser.model.page().match_lines().last().copied());
    assert!(quote_for_message(&browser).contains("Is there a needle?"));
}

#[test]
fn what_is_typed_meanwhile_is_marked_at_once_where_it_is_in_sight() {
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
fn a_new_width_keeps_the_old_lines_until_the_new_ones_are_there() {
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
    // The same as if it had never been otherwise.
    let mut other = Browser::open_with(browser.model.shared_corpus(), 104, 36);
    other.keys("j3G");
    browser.keys("G");
    assert_eq!(browser.screen(), other.screen());
    // The size changes before anything has come.
    let mut browser = long(1_000_000, " ");
    browser.keys("j3G").event(Event::Resize(60, 20)).event(Event::Resize(20, 5)).event(Event::Resize(104, 36));
    browser.keys("G");
    browser.lay_out();
    assert_eq!(browser.screen(), other.screen());
}

#[test]
fn who_moves_on_is_not_bothered_by_what_comes_late() {
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
fn the_menu_shows_a_long_paste_as_far_as_it_is_there() {
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
fn what_was_laid_out_before_the_words_changed_is_let_go() {
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
    assert!(quote_for_message(&browser).contains("other0 “marked” and"), "{}", browser.screen());
}

#[test]
fn late_or_not_it_is_the_same_browser() {
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
fn what_is_laid_out_first_is_line_for_line_what_is_laid_out_whole() {
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
fn ten_megabytes_are_read_like_any_other_text() {
    let mut browser = long(10_000_000, " ");
    browser.keys("/id:long needle<Enter>3G");
    browser.lay_out();
    assert!(browser.model.page().line_count() > 130_000);
    assert!(browser.screen().contains("ID       long"));
    browser.keys("y");
    // The drawing thread hands on which entry it is, not its text.
    assert!(matches!(browser.effects.last(), Some(Effect::Copy(order)) if order.count() == 1));
    assert!(browser.copied().is_some_and(|text| text.len() > 10_000_000));
}
