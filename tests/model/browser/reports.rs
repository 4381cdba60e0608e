//! Exporting entries to files, recording their use, and following them to new ids.

use std::sync::Arc;

use kzq_corpus::{Changes, Corpus, EntryId};
use kzq_export::no_source_texts;
use kzq_search::{Engine, FacetCounts};
use kzq_shelf::{EntryName, EntrySnapshot};
use kzq_text::Safe;
use kzq_tui::app::{Copied, CorpusUpdate, Effect, Event, Reloaded};
use kzq_tui::layout::write_request::{WriteRequest, Written};

use super::harness::Browser;

/// A collection of entries, given as ids and texts.
fn corpus(entries: &[(&str, &str)]) -> Arc<Corpus> {
    let entry = |(id, text): &(&str, &str)| {
        format!(r#"Quote(id: "{id}", by: "a", topics: ["{}"], text: "{text}", source: (id: "s")),"#, &text[..1])
    };
    let entries: String = entries.iter().map(entry).collect();
    let text = format!(
        r#"(schema: 1, id: "c", title: "Animals", speakers: {{"a": (name: "Ada")}}, sources: {{"s": (title: "Fables")}},
        topics: [(id: "A"), (id: "B"), (id: "C")], entries: [{entries}])"#
    );
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("c.ron", text.as_bytes())]);
    assert_eq!(findings, []);
    Arc::new(corpus)
}

fn open() -> Browser {
    let mut browser =
        Browser::open_with(corpus(&[("bee", "Bees hum."), ("ant", "Ants walk."), ("cat", "Cats nap.")]), 120, 36);
    browser.keep();
    browser
}

fn reloaded(corpus: &Arc<Corpus>) -> Event {
    let update = CorpusUpdate { corpus: Arc::clone(corpus), totals: FacetCounts::unfiltered(corpus), progress: None };
    Event::Reloaded(Box::new(Reloaded { update, changes: Changes { added: 1, changed: 0, removed: 1 }, is_own: false }))
}

/// The last request to write a file, and the text it writes.
fn written(browser: &Browser) -> (WriteRequest, String) {
    let Some(Effect::WriteFile(request)) = browser.effects.last() else { panic!("{:?}", browser.effects) };
    let engine = Engine::new(browser.model.shared_corpus());
    let Written { parts, .. } = request.run(&engine, &no_source_texts);
    ((**request).clone(), Safe::join(parts, "").to_string())
}

#[test]
fn write_exports_marked_entries_or_else_the_list() {
    let mut browser = open();
    browser.keys("/bees<Enter>:write out.txt<Enter>");
    let (request, text) = written(&browser);
    assert_eq!((request.path.as_str(), request.overwrite), ("out.txt", false));
    assert!(text.starts_with("Animals\n=======\n\n“Bees hum.”\n"), "{text}");
    assert!(text.contains("Bibliography\n") && !text.contains("Ants"), "{text}");

    browser.keys("<Esc>:write! all.md by topic<Enter>");
    let (request, text) = written(&browser);
    assert!(request.overwrite);
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Animals", "## A", "## B", "## C", "## Bibliography"]);

    browser.keys("/sort:source !bees<Enter>:write out.csv<Enter>");
    assert_eq!(written(&browser).1.lines().count(), 3, "a heading and two rows");

    // The file has the order of the list.
    browser.keys("<Esc>SSSS:write out.csv<Enter>");
    let listed: Vec<String> = browser.model.answer().hits.iter().map(|hit| id_of(&browser, hit.entry)).collect();
    let (_, text) = written(&browser);
    let places: Vec<usize> = listed.iter().map(|id| text.find(&format!("\n{id},")).unwrap()).collect();
    assert!(places.is_sorted(), "{listed:?} {text}");
    browser.keys("S");

    browser.keys("<Esc>gg  :write some.json<Enter>");
    let (_, text) = written(&browser);
    assert!(text.contains("Bees") && text.contains("Ants") && !text.contains("Cats"), "{text}");
}

fn id_of(browser: &Browser, entry: EntryId) -> String {
    browser.model.corpus().entry(entry).id().to_string()
}

#[test]
fn invalid_write_commands_show_what_is_missing() {
    let mut browser = open();
    for (typed, message) in [
        ("write! ", "which file?"),
        ("write out.docx", "the extension sets the format: .txt .md .html"),
        ("write out.bib by year", "has no headings"),
    ] {
        browser.keys(&format!(":{typed}<Enter>"));
        assert!(browser.screen().contains(message), "{typed}: {}", browser.screen());
        assert!(!browser.effects.iter().any(|effect| matches!(effect, Effect::WriteFile(_))));
        browser.keys("<Esc>");
    }
}

#[test]
fn star_and_note_follow_an_entry_to_its_new_id() {
    let mut browser = open();
    browser.keys("seMind the sting.<Esc>");
    let now = corpus(&[("bumblebee", "Bees hum."), ("ant", "Ants walk."), ("cat", "Cats nap.")]);
    browser.reload(&reloaded(&now));
    assert!(browser.screen().contains("“c/bee” is now “c/bumblebee”; your shelf follows"), "{}", browser.screen());
    let [old, new] = ["c/bee", "c/bumblebee"].map(EntryName::from_text);
    assert!(!browser.disk.is_starred(&old) && browser.disk.is_starred(&new));
    assert_eq!(browser.disk.note(&new).map(Safe::as_str), Some("Mind the sting."));

    let twins = corpus(&[("one", "Bees hum."), ("two", "Bees hum."), ("cat", "Cats nap.")]);
    browser.reload(&reloaded(&twins));
    assert!(browser.disk.is_starred(&new), "of two it could be either");
}

#[test]
fn recorded_use_is_shown_found_and_undone() {
    let mut browser = open();
    let corpus = browser.model.shared_corpus();
    let id = corpus.look_up("ant").found().unwrap();
    let entries = vec![(EntryName::new(&corpus, id), Arc::new(EntrySnapshot::new(&corpus, id)))];
    let copied = Copied { entries, format: "apa", date: "2026-11-29".parse().unwrap() };
    browser.event(Event::Copied(Box::new(copied)));
    browser.keys("/is:used<Enter>");
    assert_eq!(browser.reading(), "ant");
    let screen = browser.screen();
    assert!(screen.contains("USED") && screen.contains("2026-11-29 (apa)"), "{screen}");
    browser.keys("u");
    assert!(browser.screen().contains("undone: use recorded"), "{}", browser.screen());
    assert!(browser.disk.is_empty());
}

#[test]
fn starring_again_stores_the_new_text() {
    let mut browser = open();
    browser.keys("s");
    browser.reload(&reloaded(&corpus(&[("bee", "Bees buzz."), ("ant", "Ants walk."), ("cat", "Cats nap.")])));
    browser.keys("gg");
    assert!(browser.screen().contains("since it was put on your shelf"), "{}", browser.screen());
    browser.keys("ss");
    assert!(!browser.screen().contains("since it was put on your shelf"), "{}", browser.screen());
}
