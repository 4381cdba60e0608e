//! Restoring a session: the position and the query.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_search::{Facet, FacetCounts};
use kzq_shelf::Shelf;
use kzq_tui::app::{CorpusUpdate, Event, Focus, LoadStage, Model, Progress, SessionLoaded, SessionState, ShelfSaved};

use super::harness::{Browser, embedded};

fn remembered(whereabouts: Option<SessionState>, queries: &[&'static str]) -> Event {
    let queries = queries.iter().map(|&query| query.into()).collect();
    Event::SessionLoaded(Box::new(SessionLoaded { session: whereabouts, queries, opening_query: None }))
}

/// A new browser with the session of another one, which is serialised and parsed.
fn restored_browser(browser: &Browser, columns: u16, rows: u16) -> Browser {
    let written = serde_json::to_string(&browser.model.session_state().unwrap()).unwrap();
    let there = serde_json::from_str(&written).unwrap();
    let mut other = Browser::open(columns, rows);
    other.event(remembered(Some(there), &[]));
    other
}

#[test]
fn session_restores_filter_facets_entry_scroll_and_focus() {
    let mut browser = Browser::open(100, 16);
    browser.keys("1jjj<Enter>/kazakhstan<Enter>jj<Enter><Ctrl-d>");
    let mut other = restored_browser(&browser, 100, 16);
    let screen = other.screen();
    assert!(screen.contains("welcome back – Esc clears the filter"), "{screen}");
    assert_eq!(other.model.session_state(), browser.model.session_state());
    assert_eq!((other.reading(), other.model.focus()), (browser.reading(), Focus::Detail));
    assert!(other.model.scroll().top > 0);
    other.keys("<Esc><Esc>");
    assert!(other.model.filter().is_empty() && other.model.selection().only(Facet::Topic).is_some());
}

#[test]
fn session_restores_an_off_list_entry_at_another_size() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/id:security-council-deadlock<Enter>]");
    assert!(browser.model.is_off_list());
    for (columns, rows) in [(60, 20), (80, 24), (30, 8)] {
        let other = restored_browser(&browser, columns, rows);
        assert_eq!(other.reading(), browser.reading(), "{columns}x{rows}");
        assert!(other.model.is_off_list());
        other.screen();
    }
}

#[test]
fn session_saved_while_typing_restores_to_the_list() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/peace");
    let mut other = restored_browser(&browser, 120, 36);
    assert_eq!((other.model.focus(), other.model.filter().text().as_str()), (Focus::List, "peace"));
    other.keys("<Esc>");
    assert!(other.model.filter().is_empty(), "one key takes it away");
}

#[test]
fn session_ignores_what_no_longer_exists() {
    let there = r#"{"filter": "peace", "topic": "no/such", "speaker": "nobody", "source": "x/y", "shelf": "list:none",
        "entry": "tokayev-al-jazeera/no-such", "number": 9999, "focus": "detail", "line": 7, "columns": 3}"#;
    let mut browser = Browser::open(120, 36);
    browser.event(remembered(Some(serde_json::from_str(there).unwrap()), &[]));
    assert_eq!(browser.model.filter().text().as_str(), "peace");
    assert!(browser.model.selection().is_empty() && browser.model.entry().is_some());
    browser.event(Event::ShelfSaved(Box::new(ShelfSaved {
        last_step: 0,
        before: Shelf::default(),
        outcome: Ok(Shelf::default()),
    })));
    assert!(browser.model.session_state().is_some(), "the way back is at its end");
}

#[test]
fn list_facet_is_restored_once_the_shelf_is_loaded() {
    let mut browser = Browser::open(120, 36);
    browser.keys("jjLnmonday<Enter><Esc>1G<Enter>2");
    assert!(browser.model.selection().only(Facet::Shelf).is_some(), "{}", browser.screen());
    let mut other = restored_browser(&browser, 120, 36);
    assert!(other.model.session_state().is_none(), "the shelf is not there yet");
    other.event(Event::ShelfSaved(Box::new(ShelfSaved {
        last_step: 0,
        before: Shelf::default(),
        outcome: Ok(browser.disk.clone()),
    })));
    assert_eq!(other.model.session_state(), browser.model.session_state());
    assert_eq!(other.model.answer().found, 1);
}

/// Reports that a corpus has been loaded so far.
fn corpus_update(corpus: &Arc<Corpus>, opening: Option<Progress>) -> Event {
    let totals = FacetCounts::unfiltered(corpus);
    Event::CorpusUpdated(Box::new(CorpusUpdate { corpus: Arc::clone(corpus), totals, progress: opening }))
}

/// The beginning of the embedded collection.
fn beginning() -> Arc<Corpus> {
    let ron = include_str!("../../../data/tokayev-al-jazeera.ron");
    let (head, entries) = ron.split_once("    entries: [").unwrap();
    let end = entries.match_indices("\n        Quote(").nth(2).unwrap().0;
    let text = format!("{head}    entries: [{}\n    ],\n)", &entries[..end]);
    let reading = kzq_corpus::read("beginning", text.as_bytes());
    let (corpus, findings) = Corpus::merge(vec![reading]);
    assert!(corpus.len() >= 2, "{findings:?}");
    Arc::new(corpus)
}

#[test]
fn position_is_restored_after_loading_unless_the_user_moves() {
    let mut browser = Browser::open(120, 36);
    browser.keys("GG");
    let there = browser.model.session_state().unwrap();
    for (keys, comes_back) in [("", true), ("?<Esc>", true), ("j", false), ("/", false)] {
        let mut other = Browser::of(Model::loading((120, 36)));
        other.event(remembered(Some(there.clone()), &[]));
        other.grow(corpus_update(&beginning(), Some(Progress::new(LoadStage::Reading, 1, 2))));
        assert!(other.model.entry().is_some() && other.model.session_state().is_none());
        other.keys(keys).grow(corpus_update(&embedded(), None));
        assert_eq!(other.reading() == browser.reading(), comes_back, "{keys}");
        assert!(other.model.session_state().is_some());
    }
}

#[test]
fn up_recalls_earlier_queries() {
    let mut browser = Browser::open(120, 36);
    browser.event(remembered(None, &["war", "peace"]));
    assert!(browser.keys("/").screen().contains("Up: earlier ones"), "{}", browser.screen());
    let mut typed = |keys: &str| browser.keys(keys).model.filter().text().to_string();
    for (keys, expected) in [
        ("<Up>", "peace"),
        ("<Up>", "war"),
        ("<Up>", "war"),
        ("<Down>", "peace"),
        ("<Down>", ""),
        ("<Down>", ""),
        ("<Up><Up>", "war"),
        // Typing cancels the restore; the arrows move the list again.
        ("s", "wars"),
        ("<Up><Down>", "wars"),
        ("<Backspace><Enter>", "war"),
        ("<Esc>/<Up>", "war"),
        ("<Up>", "peace"),
    ] {
        assert_eq!(typed(keys), expected, "{keys}");
    }
    assert_eq!(browser.queries, ["war"]);
}

#[test]
fn only_used_queries_are_remembered() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/pea<Esc><Esc>/nothing like it at all<Ctrl-u><Esc>");
    assert_eq!(browser.queries, Vec::<String>::new());
    browser.keys("/peace<Enter>y<Enter><Esc><Esc>/war<Tab>y/<Ctrl-u>cpc<Enter><Enter>");
    assert_eq!(browser.queries, ["peace", "war", "cpc"]);
}
