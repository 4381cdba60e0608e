//! The browser as `kzq pick` starts it: typing filters, Enter picks entries and quits.

use std::sync::Arc;

use kzq_search::FacetCounts;
use kzq_tui::app::{
    CorpusUpdate, Effect, Event, Focus, HelpRow, Model, MouseInput, MouseKind, PickCount, Preferences, SessionLoaded,
};
use kzq_tui::keys::scope::Scope;

use super::harness::{Answers, Browser, embedded};

fn open(count: PickCount) -> Browser {
    open_at(count, (120, 36))
}

fn open_at(count: PickCount, size: (u16, u16)) -> Browser {
    let preferences = Preferences { pick: Some(count), ..Preferences::default() };
    let mut browser = Browser::of(Model::with_preferences(preferences, size));
    let corpus = embedded();
    let totals = FacetCounts::unfiltered(&corpus);
    let update = CorpusUpdate { corpus: Arc::clone(&corpus), totals, progress: None };
    browser.grow(Event::CorpusUpdated(Box::new(update)));
    browser
}

#[test]
fn enter_picks_the_entry_at_the_cursor() {
    let mut browser = open(PickCount::One);
    browser.keys("china<Down>");
    let entry = browser.model.answer().hits[1].entry;
    browser.keys("<Enter>");
    assert_eq!(browser.effects, [Effect::Pick(vec![entry])]);
}

#[test]
fn enter_waits_for_the_search_result() {
    let mut browser = open(PickCount::One);
    browser.answers = Answers::Late;
    browser.keys("china<Enter>");
    assert_eq!(browser.effects, []);
    browser.deliver();
    assert_eq!(browser.effects, [Effect::Pick(vec![browser.model.answer().hits[0].entry])]);
}

#[test]
fn any_input_withdraws_a_pick_that_waits() {
    let wheel = MouseInput { kind: MouseKind::WheelDown, column: 60, row: 10 };
    for input in [Event::Key("x".parse().unwrap()), Event::Paste("xyz".into()), Event::Mouse(wheel)] {
        let mut browser = open(PickCount::One);
        browser.answers = Answers::Late;
        browser.keys("china<Enter>").event(input.clone());
        browser.deliver();
        assert_eq!(browser.effects, [], "{input:?}");
    }
}

#[test]
fn tab_marks_only_when_several_can_be_picked() {
    let mut browser = open(PickCount::Several);
    let hits: Vec<_> = browser.model.answer().hits.iter().take(2).map(|hit| hit.entry).collect();
    browser.keys("<Tab><Tab><Enter>");
    assert_eq!(browser.effects, [Effect::Pick(hits.clone())]);

    let mut browser = open(PickCount::One);
    browser.keys("<Tab><Tab><Enter>");
    assert_eq!(browser.effects, [Effect::Pick(hits[..1].to_vec())]);
}

#[test]
fn letters_go_into_the_filter_and_esc_quits() {
    let mut browser = open(PickCount::One);
    browser.keys("quay?xqz<Enter>");
    assert_eq!(browser.model.filter().text().as_str(), "quay?xqz");
    assert_eq!((browser.model.focus(), &browser.effects[..]), (Focus::Filter, &[][..]), "there is nothing to pick");
    browser.keys("<Esc>");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn starts_with_the_given_query() {
    let mut browser = open(PickCount::One);
    let loaded = SessionLoaded { opening_query: Some("china".into()), ..SessionLoaded::default() };
    browser.event(Event::SessionLoaded(Box::new(loaded)));
    assert_eq!(browser.model.filter().text().as_str(), "china");
    browser.keys("<Enter>");
    assert_eq!(browser.effects, [Effect::Pick(vec![browser.model.answer().hits[0].entry])]);
}

#[test]
fn only_keys_that_work_when_picking_are_shown() {
    let mut browser = open(PickCount::One);
    let screen = browser.screen();
    assert!(screen.contains("Enter will print") && !screen.contains("y will paste"), "{screen}");
    assert!(!screen.contains("2 Quotes") && !screen.contains("1 Topics"), "{screen}");
    browser.keys("<F1>");
    let rows = kzq_tui::app::help_rows(Scope::Pick, browser.model.keymap());
    let titles: Vec<&str> =
        rows.iter().filter_map(|row| if let HelpRow::Heading(title) = row { Some(*title) } else { None }).collect();
    assert_eq!(titles, ["When picking", "In this help", "Where you type", "Everywhere"]);
    let help = browser.keys("G").screen();
    assert!(help.contains("In this help") && !help.contains("Browsing") && !help.contains("Commands"), "{help}");
}

#[test]
fn preview_says_that_enter_prints_at_every_size() {
    for (size, rule) in [((120, 36), "Enter will print "), ((80, 24), "Enter will print this with ")] {
        let screen = open_at(PickCount::One, size).screen();
        assert!(screen.contains(rule) && !screen.contains("will paste"), "{screen}");
    }
}
