//! Collections that change while they are browsed.

use std::sync::Arc;

use kzq_corpus::{Changes, Corpus};
use kzq_search::FacetCounts;
use kzq_shelf::EntryName;
use kzq_tui::app::{CorpusUpdate, Event, FileEdited, FileSteps, Focus, Popup, Reloaded};

use super::harness::{Browser, embedded, toast};

/// A collection of these entries, each with its own topic.
fn corpus(ids: &[&str]) -> Arc<Corpus> {
    let topic = |id: &&str| format!(r#"(id: "t-{id}", label: "About {id}"),"#);
    let entry = |id: &&str| {
        format!(r#"Quote(id: "{id}", by: "a", topics: ["t-{id}"], text: "Peace, said the {id}.", source: (id: "s")),"#)
    };
    let (topics, entries): (String, String) = (ids.iter().map(topic).collect(), ids.iter().map(entry).collect());
    let text = format!(
        r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada")}}, sources: {{"s": (title: "S")}},
        topics: [{topics}], entries: [{entries}])"#
    );
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("c.ron", text.as_bytes())]);
    assert_eq!(findings, []);
    Arc::new(corpus)
}

fn reloaded(corpus: &Arc<Corpus>) -> Event {
    let growth = CorpusUpdate { corpus: Arc::clone(corpus), totals: FacetCounts::unfiltered(corpus), progress: None };
    let changes = Changes { added: 3, changed: 1, removed: 0 };
    Event::Reloaded(Box::new(Reloaded { update: growth, changes, is_own: false }))
}

fn open(columns: u16, rows: u16) -> Browser {
    Browser::open_with(corpus(&["owl", "fox", "bee", "elk"]), columns, rows)
}

/// The same entries without the fox, in another order and with new ones.
fn other() -> Arc<Corpus> {
    corpus(&["ant", "elk", "gnu", "bee", "owl"])
}

#[test]
fn reload_keeps_position_filter_and_marks() {
    let mut browser = open(120, 36);
    browser.keys(" j 1jjj<Enter><Esc>/peace<Enter><Enter>");
    assert_eq!((browser.reading().as_str(), browser.model.marked().len()), ("bee", 2));
    let there = browser.model.session_state().unwrap();
    browser.reload(&reloaded(&other()));
    assert!(browser.screen().contains("reloaded: 3 new, 1 changed, 0 removed"), "{}", browser.screen());
    assert_eq!((browser.reading().as_str(), browser.model.focus()), ("bee", Focus::Detail));
    let now = browser.model.session_state().unwrap();
    assert_eq!(now.filter, there.filter);
    assert_eq!(browser.topic().as_deref(), Some("t-bee"));
    let marked: Vec<String> =
        browser.model.marked().entries().iter().map(|&id| browser.model.corpus().entry(id).id().to_string()).collect();
    assert_eq!(marked, ["bee", "owl"]);
}

#[test]
fn reload_keeps_jumps_to_entries_that_still_exist() {
    /// The positions that Ctrl-o returns to, each as the entry and the selected topic.
    fn way_back(browser: &mut Browser) -> Vec<(String, Option<String>)> {
        let place = |browser: &Browser| (browser.reading(), browser.topic());
        let back = |_| place(browser.keys("<Ctrl-o>"));
        let mut way: Vec<_> = (0..8).map(back).collect();
        way.dedup();
        way
    }
    // Jumps from the owl, from the fox, from the bee within its topic, and from the bee among all.
    let jumping = "GggjGgg1jjj<Enter>1gg<Enter>2jjG";
    let mut way = way_back(open(120, 36).keys(jumping));
    let bee_in_topic = ("bee".to_owned(), Some("t-bee".to_owned()));
    assert!(way.contains(&bee_in_topic) && way.iter().any(|(entry, _)| entry == "fox"), "{way:?}");
    let mut browser = open(120, 36);
    browser.keys(jumping).reload(&reloaded(&other()));
    way.retain(|(entry, _)| entry != "fox");
    way.dedup();
    assert_eq!(way_back(&mut browser), way);
}

#[test]
fn reload_drops_removed_entries_but_keeps_an_open_note() {
    let mut browser = open(120, 36);
    browser.keys("j 3ecto be ");
    browser.reload(&reloaded(&corpus(&["owl"])));
    assert!(browser.model.marked().is_empty());
    assert_eq!(browser.reading(), "owl");
    browser.keys("kept<Esc>");
    let notes: Vec<String> =
        browser.disk.entries().filter_map(|(_, held)| held.note.as_ref().map(ToString::to_string)).collect();
    assert_eq!(notes, ["to be kept"], "an open note stays open");
    let held: Vec<String> = browser.disk.entries().map(|(name, _)| name.to_string()).collect();
    assert_eq!(held.len(), 1, "the note is kept with what the entry was");
    browser.reload(&reloaded(&corpus(&[])));
    assert_eq!(browser.reading(), "");
    browser.reload(&reloaded(&other()));
    assert_eq!(browser.reading(), "ant");
}

#[test]
fn reload_keeps_the_row_when_the_entry_is_removed() {
    let mut browser = open(120, 36);
    browser.keys("jj");
    assert_eq!(browser.reading(), "bee");
    browser.reload(&reloaded(&corpus(&["owl", "fox", "elk", "ant"])));
    assert_eq!(browser.reading(), "elk");
}

#[test]
fn reload_keeps_the_sidebar_cursor_on_its_topic() {
    let mut browser = open(120, 36);
    browser.keys("1jjj");
    browser.reload(&reloaded(&other()));
    browser.keys("<Enter>");
    assert_eq!(browser.topic().as_deref(), Some("t-bee"));
}

#[test]
fn reload_does_not_interrupt_typing() {
    let mut browser = open(80, 24);
    browser.keys("/peac");
    browser.reload(&reloaded(&other()));
    browser.keys("e<Left><Left>");
    browser.reload(&reloaded(&other()));
    browser.keys("!");
    assert_eq!((browser.model.focus(), browser.model.filter().text().as_str()), (Focus::Filter, "pea!ce"));
    let mut browser = open(80, 24);
    browser.keys("jejust a moment");
    browser.reload(&reloaded(&corpus(&["elk", "fox"])));
    browser.keys("!<Esc>");
    let (name, held) = browser.disk.entries().next().unwrap();
    assert_eq!((name.text().as_str(), held.note.as_ref().unwrap().as_str()), ("c/fox", "just a moment!"));
}

#[test]
fn no_screen_panics_when_the_collection_shrinks_and_grows() {
    for keys in [
        "",
        "/peace",
        "Y",
        "L",
        "LnX<Enter>l",
        "?",
        ":",
        "K",
        "C",
        "i",
        "r",
        "r<Enter>",
        "=",
        "vw ",
        "1jj",
        "e",
        "G3",
        "]]",
    ] {
        for (columns, rows) in [(120, 36), (60, 20), (30, 8)] {
            let mut browser = open(columns, rows);
            browser.keys("jjj").keys(keys);
            for ids in [&["elk", "owl"][..], &[], &["owl", "fox", "bee", "elk", "ant"]] {
                browser.reload(&reloaded(&corpus(ids)));
                browser.screen();
                browser.keys("<Down>").screen();
            }
            browser.keys("<Esc><Esc><Esc><Ctrl-o><Alt-o>").screen();
        }
    }
}

#[test]
fn reload_keeps_views_and_the_palette_open() {
    let mut browser = Browser::open(120, 36);
    browser.keys("jji");
    browser.reload(&reloaded(&embedded()));
    assert!(browser.model.view().is_some_and(|sheet| sheet.row_count() > 0));
    browser.keys(":");
    browser.reload(&reloaded(&embedded()));
    assert!(matches!(browser.model.popup(), Some(Popup::Palette(_))));
}

#[test]
fn failed_reload_is_shown_until_the_next_successful_one() {
    let mut browser = open(120, 36);
    browser.event(Event::ReloadFailed("c.ron:4:12: this is no text".into()));
    browser.keys("jj");
    let screen = browser.screen();
    assert!(screen.lines().next().unwrap().contains("not reloaded: c.ron:4:12: this is no text"), "{screen}");
    assert_eq!(browser.reading(), "bee", "what was read before is browsed");
    browser.reload(&reloaded(&other()));
    assert!(!browser.screen().contains("not reloaded"));
}

#[test]
fn own_changes_are_reloaded_without_a_message() {
    let reload = |changes, is_own| {
        let mut browser = open(80, 24);
        browser.event(Event::EffectDone("changed 1 entry".into()));
        let corpus = other();
        let update =
            CorpusUpdate { totals: FacetCounts::unfiltered(&corpus), corpus: Arc::clone(&corpus), progress: None };
        browser.reload(&Event::Reloaded(Box::new(Reloaded { update, changes, is_own })));
        assert!(*browser.model.corpus() == *corpus);
        toast(&browser)
    };
    let one_changed = Changes { changed: 1, ..Changes::default() };
    assert_eq!(reload(one_changed, true), "changed 1 entry");
    assert_eq!(reload(one_changed, false), "reloaded: 0 new, 1 changed, 0 removed");
    assert_eq!(reload(Changes::default(), false), "reloaded: no entry has changed");
}

#[test]
fn an_added_entry_is_selected_although_another_change_comes_before_the_reload() {
    let mut browser = open(120, 36);
    let edited = |entry| FileEdited { message: "done".into(), entry, steps: FileSteps::Made(1), has_mistakes: false };
    browser.event(Event::FileEdited(Ok(edited(Some(EntryName::from_text("c/gnu"))))));
    browser.event(Event::FileEdited(Ok(edited(None))));
    browser.reload(&reloaded(&other()));
    assert_eq!(browser.reading(), "gnu");
}
