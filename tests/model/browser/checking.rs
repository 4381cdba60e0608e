//! Checking an entry against its source text: the verdict on the page, and the passage view.

use std::sync::Arc;

use kzq_corpus::{Corpus, read};
use kzq_fidelity::SourceText;
use kzq_tui::app::{CorpusUpdate, Event};
use kzq_tui::layout::source_check::VerifyDone;

use super::harness::{Browser, When};

const COLLECTION: &str = r#"(schema: 1, id: "harbour", title: "The harbour", speakers: {"ada": (name: "Ada Miles")},
    sources: {
        "page": (title: "A page", text: "page.txt"),
        "lost": (title: "A lost page", text: "lost.txt"),
        "other": (title: "Another page"),
    },
    entries: [
        Quote(id: "exact", by: "ada", text: "We will build the harbour.", source: (id: "page")),
        Quote(id: "folded", by: "ada", text: "It's not a promise — it's a plan", source: (id: "page")),
        Quote(id: "near", by: "ada", text: "We will never open the harbour to everybody.", source: (id: "page")),
        Quote(id: "missing", by: "ada", text: "Nothing like this stands anywhere at all.", source: (id: "page")),
        Quote(id: "unread", by: "ada", text: "Somebody lost it.", source: (id: "lost")),
        Quote(id: "textless", by: "ada", text: "No text is named.", source: (id: "other")),
        Paraphrase(id: "told", of: "ada", text: "She promises a harbour.", source: (id: "page")),
    ])"#;

const PAGE: &str = "The harbour\n\nAda Miles spoke on Monday, before the council had met.\n\n“We will build the \
    harbour.” Then she was asked when.\n\n“It’s not a promise — it’s a plan,” she said. “We will open the harbour to \
    everybody.”\n\nThe council meets again in May.\n";

/// The collection with the text of one source available, and the entry with this id selected.
fn browser(id: &str, columns: u16, rows: u16) -> Browser {
    let reading = read("harbour.ron", COLLECTION.as_bytes());
    let corpus = Arc::new(Corpus::merge(vec![reading]).0);
    let sources: Vec<_> = corpus.source_ids().collect();
    let mut browser = Browser::open_with(corpus, columns, rows);
    browser.texts.insert(sources[0], Ok(Arc::new(SourceText::new(PAGE))));
    browser.texts.insert(sources[1], Err("lost.txt: there is no such file".into()));
    browser.keys(&format!("/id:{id}<Enter>"));
    browser
}

#[test]
fn page_shows_the_source_check_verdict() {
    for (id, says) in [
        ("exact", "CHECKED  ✓ exact · line 5"),
        ("folded", "CHECKED  ✓ exact but for quotation marks"),
        ("near", "CHECKED  ≠ near: "),
        ("missing", "CHECKED  ≠ not found in the source text"),
        ("unread", "CHECKED  ≠ not checked: lost.txt: there is no such"),
    ] {
        let screen = browser(id, 120, 36).screen();
        assert!(screen.contains(says), "{says}\n{screen}");
        assert!(screen.contains("p passage"), "{screen}");
    }
}

#[test]
fn uncheckable_entries_show_a_reason_instead_of_a_verdict() {
    for (id, why) in [
        ("textless", "no source text for this quotation"),
        ("told", "only verbatim quotations can be found in a source"),
    ] {
        let mut browser = browser(id, 120, 36);
        let screen = browser.screen();
        assert!(!screen.contains("CHECKED") && !screen.contains("p passage"), "{screen}");
        assert!(browser.keys("p").screen().contains(why), "{}", browser.screen());
    }
}

#[test]
fn passage_view_shows_the_surrounding_text() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
        let mut browser = browser("exact", columns, rows);
        insta::assert_snapshot!(format!("passage_{columns}x{rows}"), browser.keys("p").screen());
        // Copying here copies the entry, and Esc goes back one step.
        browser.keys("y<Esc>");
        assert!(browser.copied().unwrap().starts_with("“We will build the harbour.”"));
        assert!(browser.model.view().is_none());
    }
    for id in ["near", "missing", "unread"] {
        insta::assert_snapshot!(format!("passage_{id}"), browser(id, 80, 24).keys("p").screen());
    }
}

#[test]
fn late_verdict_is_awaited_and_stale_ones_are_ignored() {
    let mut browser = browser("textless", 120, 36);
    browser.verifies = When::Late;
    browser.keys("/<Ctrl-u>id:near<Enter>");
    assert!(browser.model.is_waiting());
    assert!(browser.screen().contains("CHECKED    comparing with the source text …"), "{}", browser.screen());
    assert!(browser.keys("p").screen().contains("loading source text…"));
    // The user moves on before the answer arrives.
    browser.keys("/<Ctrl-u>id:folded<Enter>");
    let entry = browser.model.corpus().entry_ids().next().unwrap();
    let outcome = browser.texts.verify_with_context(browser.model.corpus().entry(entry)).unwrap();
    browser.event(Event::VerifyDone(Box::new(VerifyDone { entry, corpus_revision: 1, outcome })));
    assert!(browser.model.is_waiting() && !browser.screen().contains("✓ exact"));
    assert!(browser.verify().screen().contains("✓ exact but for"));
}

#[test]
fn entry_is_checked_again_after_a_corpus_update() {
    let mut browser = browser("exact", 120, 36);
    assert!(!browser.model.is_waiting());
    browser.verifies = When::Late;
    let corpus = browser.model.shared_corpus();
    let totals = browser.model.totals().clone();
    browser.grow(Event::CorpusUpdated(Box::new(CorpusUpdate { corpus, totals, progress: None })));
    assert!(browser.model.is_waiting() && browser.screen().contains("✓ exact · line 5"), "it stands until then");
    assert!(!browser.verify().model.is_waiting());
}
