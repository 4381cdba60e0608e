//! Everyday use of the browser, key by key.

use std::sync::Arc;

use kzq_corpus::{Corpus, Wording};
use kzq_search::{Facet, FacetValue};
use kzq_tui::app::{Effect, Event, Focus, MouseKind, ToastLevel};
use kzq_tui::layout::preview::HiddenLines;

use super::harness::{Answers, Browser};

fn shown(browser: &Browser) -> usize {
    browser.model.answer().hits.len()
}

#[test]
fn list_can_be_moved_while_typing_a_filter() {
    let mut browser = Browser::open(120, 36);
    assert_eq!((shown(&browser), browser.model.focus()), (42, Focus::List));
    browser.keys("/council");
    assert_eq!(browser.model.focus(), Focus::Filter);
    let found = shown(&browser);
    assert!(found > 1 && found < 10);
    let first = browser.reading();
    browser.keys("<Down>");
    assert_ne!(browser.reading(), first);
    browser.keys("<Ctrl-p>");
    assert_eq!(browser.reading(), first);
    browser.keys("<Enter>");
    assert_eq!((shown(&browser), browser.model.focus()), (found, Focus::List));
    browser.keys("<Enter>");
    assert_eq!(browser.model.focus(), Focus::Detail);
}

#[test]
fn filter_supports_line_editing_keys() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/un reform<Ctrl-w>war<Home>x<Delete><Ctrl-e>!<Backspace>");
    assert_eq!(browser.model.filter().text().as_str(), "xn war");
    browser.keys("<Ctrl-u>");
    assert!(browser.model.filter().is_empty());
    assert_eq!(shown(&browser), 42);
}

#[test]
fn letters_are_commands_only_outside_the_filter() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/quay?");
    assert_eq!(browser.model.filter().text().as_str(), "quay?");
    assert_eq!(browser.effects, []);
    browser.keys("<Ctrl-c>");
    assert_eq!((browser.model.focus(), &browser.effects[..]), (Focus::List, &[][..]));
    browser.keys("<Ctrl-c>");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn esc_closes_one_layer_at_a_time_and_never_quits() {
    let mut browser = Browser::open(120, 36);
    browser.keys("1jjjj<Enter>/council<Enter><Enter>Y");
    let layers = |browser: &Browser| {
        (
            browser.model.popup().is_some(),
            browser.model.focus(),
            browser.model.filter().is_empty(),
            browser.model.selection().only(Facet::Topic).is_some(),
        )
    };
    assert_eq!(layers(&browser), (true, Focus::Detail, false, true));
    for after in [
        (false, Focus::Detail, false, true),
        (false, Focus::List, false, true),
        (false, Focus::List, true, true),
        (false, Focus::List, true, false),
        (false, Focus::List, true, false),
    ] {
        browser.keys("<Esc>");
        assert_eq!(layers(&browser), after);
    }
    assert_eq!(browser.effects, []);
}

#[test]
fn esc_in_the_filter_clears_it_and_then_leaves_it() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/china<Esc>");
    assert_eq!((browser.model.filter().is_empty(), browser.model.focus()), (true, Focus::Filter));
    browser.keys("<Esc>");
    assert_eq!(browser.model.focus(), Focus::List);
}

#[test]
fn list_supports_pager_keys() {
    let mut browser = Browser::open(120, 36);
    let at = |browser: &mut Browser, keys: &str| browser.keys(keys).model.list_cursor().index;
    for (keys, expected) in [
        ("j", 1),
        ("jj", 3),
        ("k", 2),
        ("G", 41),
        ("g g", 0),
        ("<Down><Down><Up>", 1),
        ("<End>", 41),
        ("<Home>", 0),
        ("<PgDn>", 7),
        ("<PgUp>", 0),
        ("<Ctrl-d>", 3),
        ("<Ctrl-u>", 0),
    ] {
        assert_eq!(at(&mut browser, &keys.replace("g g", "gg")), expected, "{keys}");
    }
}

#[test]
fn incomplete_sequence_does_not_swallow_the_next_key() {
    let mut browser = Browser::open(120, 36);
    browser.keys("jgj");
    assert_eq!(browser.model.list_cursor().index, 2);
}

#[test]
fn panes_are_focused_by_tab_letters_arrows_and_numbers() {
    let mut browser = Browser::open(120, 36);
    for (key, focus) in [
        ("<Tab>", Focus::Detail),
        ("<Tab>", Focus::Topics),
        ("<Shift-Tab>", Focus::Detail),
        ("h", Focus::List),
        ("<Left>", Focus::Topics),
        ("h", Focus::Topics),
        ("l", Focus::List),
        ("l", Focus::Detail),
        ("<Right>", Focus::Detail),
        ("1", Focus::Topics),
        ("2", Focus::List),
        ("3", Focus::Detail),
        ("/", Focus::Filter),
        ("<Tab>", Focus::List),
    ] {
        browser.keys(key);
        assert_eq!(browser.model.focus(), focus, "{key}");
    }
}

#[test]
fn topics_can_be_unfolded_and_filter_the_list() {
    let mut browser = Browser::open(120, 36);
    assert!(!browser.screen().contains("CPC & oil"));
    browser.keys("1jjj");
    browser.keys("<Space>");
    assert!(browser.screen().contains("CPC & oil"));
    browser.keys("j<Enter>");
    assert!(browser.screen().contains("● CPC & oil"));
    assert_eq!(browser.model.focus(), Focus::Topics);
    let under_cpc = shown(&browser);
    assert!(under_cpc > 0 && under_cpc < 42);
    browser.keys("/nuclear<Enter>");
    assert_eq!(shown(&browser), 0);
    assert!(browser.screen().contains("No matches with these facets."));
    // Zero counts are informative, so they are shown.
    assert!(browser.screen().contains("0/16"));
    browser.keys("<Esc>1<Enter>");
    assert_eq!(shown(&browser), 42, "choosing a set facet again lifts it");
}

#[test]
fn wordings_and_sources_are_facets() {
    let mut browser = Browser::open(120, 36);
    browser.keys("1");
    let screen = browser.screen();
    for facet in ["“ Verbatim", "⟶ Reported", "≈ Summary", "Qazinform", "summarize.ing"] {
        assert!(screen.contains(facet), "{facet}");
    }
    browser.keys("Gk<Enter>");
    assert_eq!(shown(&browser), 20);
    browser.keys("kkkk<Enter>");
    assert_eq!(
        (browser.model.selection().only(Facet::Wording), shown(&browser)),
        (Some(FacetValue::Wording(Wording::Verbatim)), 16)
    );
}

#[test]
fn y_copies_what_the_preview_shows_and_enter_never_copies() {
    let mut browser = Browser::open(200, 60);
    browser.keys("/faltering<Enter><Enter><Enter>");
    assert_eq!(browser.copied(), None);
    browser.keys("y");
    let copied = browser.copied().unwrap();
    assert_eq!(
        copied,
        "“Multilateralism is faltering. You know that the Security Council of the United Nations is in deadlock. \
         It has no power, has no might to tackle any key international issue.”\n\
         — Kassym-Jomart Tokayev, Talk to Al Jazeera, 29 May 2025 (Qazinform, n.d.)"
    );
    // A line break in the preview is a space or a line feed in the copied text.
    let preview: Vec<String> = {
        let (head, left_out, _) = browser.model.preview().unwrap().fit_to(60);
        assert_eq!(left_out, HiddenLines::None);
        head.iter().map(ToString::to_string).collect()
    };
    assert_eq!(preview.join(" "), copied.replace('\n', " "));
    for line in &preview {
        assert!(browser.screen().contains(line.as_str()), "{line}");
    }
}

#[test]
fn menu_copies_in_the_selected_format() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/faltering<Enter>Y");
    for (keys, start) in [
        ("<Enter>", "“Multilateralism"),
        ("Y<Home><Enter>", "Multilateralism"),
        ("Ym<Enter>", "> Multilateralism"),
        ("YJ<Enter>", "{\n  \"id\""),
    ] {
        browser.keys(keys);
        assert!(browser.copied().unwrap().starts_with(start), "{start}");
        assert!(browser.model.popup().is_none());
    }
    browser.keys("Y");
    assert!(browser.screen().contains("Words only") && browser.screen().contains("Copy as"));
    browser.keys("q");
    assert!(browser.model.popup().is_none());
}

#[test]
fn copy_message_disappears_with_the_next_key() {
    let mut browser = Browser::open(120, 36);
    browser.event(Event::EffectDone("copied".into()));
    assert_eq!(browser.model.toast().map(|toast| toast.level), Some(ToastLevel::Success));
    assert!(browser.screen().contains("copied"));
    browser.keys("j");
    assert_eq!(browser.model.toast(), None);
}

#[test]
fn n_and_shift_n_step_through_matches_across_entries() {
    let mut browser = Browser::open(120, 36);
    browser.keys("n");
    assert!(browser.screen().contains("type a filter first"));
    browser.keys("/cpc<Enter>");
    let first = browser.reading();
    let mut seen = vec![first.clone()];
    for _ in 0..40 {
        browser.keys("n");
        if seen.last() != Some(&browser.reading()) {
            seen.push(browser.reading());
        }
    }
    // Five entries contain the word, and two have it as their topic.
    assert_eq!(seen.len(), 7);
    assert!(browser.screen().contains("no more matches"));
    browser.keys(&"N".repeat(40));
    assert_eq!(browser.reading(), first);
}

#[test]
fn brackets_follow_source_order_outside_the_filter() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/faltering<Enter>");
    let here = browser.reading();
    browser.keys("]");
    assert_eq!(browser.reading(), "from-51-to-193-states");
    assert!(browser.screen().contains("not in the list"));
    browser.keys("[");
    assert_eq!(browser.reading(), here);
    assert!(!browser.screen().contains("not in the list"));
    browser.keys("]]<Esc>");
    assert_eq!(browser.reading(), here, "Esc comes back to the list");
    browser.keys("<Esc>gg[");
    assert!(browser.screen().contains("no more entries in this source"));
}

#[test]
fn clearing_the_filter_keeps_the_entry() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/faltering<Enter>");
    let here = browser.reading();
    browser.keys("<Esc>");
    assert_eq!((shown(&browser), browser.reading()), (42, here));
}

#[test]
fn o_opens_the_source() {
    let mut browser = Browser::open(120, 36);
    browser.keys("o");
    let Some(Effect::OpenUrl(url)) = browser.effects.last() else { panic!("nothing opened") };
    assert!(url.as_str().starts_with("https://qazinform.com/"));
}

#[test]
fn commands_work_on_a_cyrillic_layout_and_the_filter_takes_cyrillic() {
    let mut browser = Browser::open(120, 36);
    browser.keys("оо");
    assert_eq!(browser.model.list_cursor().index, 2);
    browser.keys("/йц<Enter>");
    assert_eq!(browser.model.filter().text().as_str(), "йц");
    browser.keys("<Esc>й");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn mouse_selects_opens_filters_and_scrolls() {
    let mut browser = Browser::open(120, 36);
    let list_x = 40;
    browser.click(MouseKind::Click, list_x, 9);
    assert_eq!((browser.model.list_cursor().index, browser.model.focus()), (1, Focus::List));
    browser.click(MouseKind::DoubleClick, list_x, 9);
    assert_eq!(browser.model.focus(), Focus::Detail);
    browser.click(MouseKind::WheelDown, list_x, 9);
    assert_eq!((browser.model.list_cursor().top, browser.model.focus()), (1, Focus::Detail));
    browser.click(MouseKind::Click, 60, 2);
    assert_eq!(browser.model.focus(), Focus::Filter);
    browser.click(MouseKind::Click, 10, 7);
    assert!(browser.model.selection().only(Facet::Topic).is_some());
    browser.keys("m");
    assert_eq!(browser.effects, [Effect::CaptureMouse(false)]);
    browser.keys("m");
    assert_eq!(browser.effects[1], Effect::CaptureMouse(true));
}

#[test]
fn paste_goes_into_the_filter_as_one_line() {
    let mut browser = Browser::open(120, 36);
    browser.event(Event::Paste("Security\nCouncil\x1b[31m\n".into()));
    assert_eq!(browser.model.focus(), Focus::Filter);
    assert_eq!(browser.model.filter().text().as_str(), "Security Council␛[31m");
}

#[test]
fn stale_search_result_is_dropped() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/china");
    let found = shown(&browser);
    browser.event(Event::SearchDone(Box::default()));
    assert_eq!(shown(&browser), found);
}

#[test]
fn no_result_is_shown_while_a_search_runs() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/nuclear");
    browser.answers = Answers::Late;
    browser.keys("<Ctrl-u>china");
    assert!(browser.model.is_searching());
    assert!(browser.screen().contains("Searching") && !browser.screen().contains("No matching"));
    browser.deliver();
    assert!(!browser.model.is_searching() && shown(&browser) > 0);
}

#[test]
fn bracket_jump_focuses_the_detail_in_one_pane_layout() {
    let mut browser = Browser::open(60, 20);
    browser.keys("/cpc<Enter>]");
    assert_eq!(browser.model.focus(), Focus::Detail);
}

#[test]
fn double_click_sets_a_facet_and_borders_are_ignored() {
    let mut browser = Browser::open(120, 18);
    browser.click(MouseKind::Click, 10, 7).click(MouseKind::DoubleClick, 10, 7);
    assert!(browser.model.selection().only(Facet::Topic).is_some());
    let set = browser.model.selection().clone();
    browser.click(MouseKind::Click, 10, 16).click(MouseKind::Click, 10, 4);
    assert_eq!(*browser.model.selection(), set);
}

#[test]
fn menu_stays_in_place_while_its_preview_scrolls() {
    let mut browser = Browser::open(100, 20);
    browser.keys("YJ");
    let before = browser.screen();
    browser.keys("<PgDn>");
    assert_ne!(browser.screen(), before);
    browser.keys("kk");
    assert!(
        browser.screen().lines().position(|line| line.contains("Copy as"))
            == before.lines().position(|line| line.contains("Copy as"))
    );
}

#[test]
fn empty_collection_can_be_browsed() {
    let text = r#"(schema: 1, id: "e", title: "Nothing yet", entries: [])"#;
    let corpus = Corpus::merge(vec![kzq_corpus::read("e.ron", text.as_bytes())]).0;
    let mut browser = Browser::open_with(Arc::new(corpus), 120, 36);
    assert!(browser.screen().contains("This collection has no entries yet."));
    browser.keys("jkGgg<Enter>yY[]no1j<Enter>?<Esc>");
    assert_eq!(browser.effects, []);
}
