//! Collections that are still loading, and search results that arrive in parts.

use std::sync::Arc;

use kzq_corpus::{Assembler, Corpus, Header};
use kzq_search::FacetCounts;
use kzq_tui::app::{CorpusUpdate, Effect, Event, LoadStage, Model, MouseKind, Progress};

use super::harness::{Answers, Browser};

/// A collection as it loads: the corpus after each part, given the number of entries of each.
fn parts(counts: &[usize]) -> Vec<Arc<Corpus>> {
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"Ada\")}, entries: [";
    let head = Header::parse("c.ron", head.as_bytes()).unwrap();
    let mut gathering = Assembler::new(&head);
    let mut number = 0;
    let mut corpora = Vec::new();
    for (index, &count) in counts.iter().enumerate() {
        let entry = |number: usize| format!("Quote(id: \"e{number}\", by: \"a\", text: \"Peace number {number}.\"),\n");
        let entries: String = (number..number + count).map(entry).collect();
        number += count;
        let end = if index + 1 == counts.len() { "])" } else { "" };
        gathering.push(head.parse_chunk(format!("{entries}{end}").as_bytes()).unwrap()).unwrap();
        corpora.push(Arc::new(gathering.partial()));
    }
    corpora
}

fn corpus_update(corpus: &Arc<Corpus>, opening: Option<Progress>) -> Event {
    let totals = FacetCounts::unfiltered(corpus);
    Event::CorpusUpdated(Box::new(CorpusUpdate { corpus: Arc::clone(corpus), totals, progress: opening }))
}

/// A browser whose collections are still loading, with no entry yet.
fn opening() -> Browser {
    Browser::of(Model::loading((100, 24)))
}

#[test]
fn first_frame_is_drawn_without_entries_and_q_quits() {
    let mut browser = opening();
    assert!(browser.screen().contains("reading ────────"), "{}", browser.screen());
    browser.keys("q");
    assert_eq!(browser.effects, [Effect::Quit]);
}

#[test]
fn loaded_entries_can_be_filtered_while_more_load() {
    let corpora = parts(&[30, 30]);
    let mut browser = opening();
    let halfway = Progress { rate: Some(200_000_000), ..Progress::new(LoadStage::Reading, 50, 100) };
    browser.grow(corpus_update(&corpora[0], Some(halfway)));
    let screen = browser.screen();
    assert!(screen.contains("reading ━━━━━━━━━━────────── 50%  30 entries, 200 MB/s"), "{screen}");
    browser.keys("/number 29<Enter>");
    assert_eq!(browser.reading(), "e29");
    browser.keys("<Esc>/number 59");
    assert_eq!(browser.reading(), "", "it has not come yet");
    browser.grow(corpus_update(&corpora[1], None));
    assert_eq!(browser.reading(), "e59");
    assert!(browser.screen().contains("60 verbatim"), "{}", browser.screen());
}

#[test]
fn selected_topic_is_kept_when_topics_are_added_before_it() {
    let head = Header::parse("c.ron", b"(schema: 1, id: \"c\", title: \"C\", open_topics: true, entries: [").unwrap();
    let mut gathering = Assembler::new(&head);
    let mut part = |chunk: &str| {
        gathering.push(head.parse_chunk(chunk.as_bytes()).unwrap()).unwrap();
        Arc::new(gathering.partial())
    };
    let quote = |id: &str, topic: &str| format!("Quote(id: \"{id}\", text: \"Peace.\", topics: [\"{topic}\"]),\n");
    let first = part(&(quote("one", "b") + &quote("two", "c")));
    let second = part(&(quote("three", "b/x") + &quote("four", "c") + "])"));
    let mut browser = opening();
    browser.grow(corpus_update(&first, Some(Progress::new(LoadStage::Reading, 1, 2))));
    browser.keys("1jj<Enter>2");
    assert_eq!(browser.reading(), "two");
    browser.grow(corpus_update(&second, None));
    assert_eq!(browser.reading(), "two");
    let screen = browser.screen();
    assert!(screen.contains("● c") && screen.contains("2 of 4"), "{screen}");
}

#[test]
fn position_is_kept_while_more_entries_load() {
    let corpora = parts(&[30, 30, 30]);
    let mut browser = opening();
    browser.grow(corpus_update(&corpora[0], Some(Progress::new(LoadStage::Reading, 1, 3))));
    browser.keys("jjjjj");
    assert_eq!(browser.reading(), "e5");
    browser.grow(corpus_update(&corpora[1], Some(Progress::new(LoadStage::Indexing, 2, 3))));
    assert_eq!(browser.reading(), "e5");
    assert!(browser.screen().contains("indexing ━━━━━━"), "{}", browser.screen());
    browser.keys("/peace<Enter>jj");
    let read = browser.reading();
    browser.grow(corpus_update(&corpora[2], None));
    assert_eq!(browser.reading(), read);
}

#[test]
fn results_are_limited_until_the_last_row_is_requested() {
    let corpora = parts(&[1200]);
    let mut browser = opening();
    browser.grow(corpus_update(&corpora[0], None));
    assert_eq!((browser.model.answer().hits.len(), browser.model.answer().groups), (200, 1200));
    browser.keys("G");
    assert_eq!(browser.model.answer().hits.len(), 1200);
    assert_eq!(browser.reading(), "e1199");
    browser.keys("gg");
    assert_eq!(browser.reading(), "e0");
}

#[test]
fn a_later_move_cancels_the_jump_to_the_last_row() {
    let wheel: fn(&mut Browser) = |browser| {
        browser.click(MouseKind::WheelUp, 40, 10);
    };
    let list_entry: fn(&mut Browser) = |browser| {
        browser.keys("Ll<Enter>2");
    };
    for (name, later_move, expected) in [("wheel", wheel, "e198"), ("entry of a list", list_entry, "e3")] {
        let mut browser = opening();
        browser.grow(corpus_update(&parts(&[1200])[0], None));
        browser.keys("jjjLnone<Enter><Esc>gg");
        browser.answers = Answers::Late;
        browser.keys("G");
        assert_eq!(browser.reading(), "e199");
        later_move(&mut browser);
        assert_eq!(browser.reading(), expected, "{name}");
        browser.deliver();
        assert_eq!(browser.model.answer().hits.len(), 1200);
        assert_eq!(browser.reading(), expected, "{name}");
    }
}

#[test]
fn wheel_scrolls_from_the_kept_entry_while_more_load() {
    let corpora = parts(&[30, 30]);
    let mut browser = opening();
    browser.grow(corpus_update(&corpora[0], Some(Progress::new(LoadStage::Reading, 1, 2))));
    browser.keys("G");
    browser.answers = Answers::Late;
    browser.grow(corpus_update(&corpora[1], None));
    browser.click(MouseKind::WheelUp, 40, 10);
    assert_eq!(browser.reading(), "e28");
    browser.deliver();
    assert_eq!(browser.reading(), "e28");
}

#[test]
fn paging_down_continues_past_the_first_results() {
    let corpora = parts(&[1200]);
    let mut browser = opening();
    browser.grow(corpus_update(&corpora[0], None));
    browser.keys(&"<PgDn>".repeat(300));
    assert_eq!(browser.reading(), "e1199");
}

#[test]
fn repeated_quotations_are_grouped_in_one_row() {
    let ron = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"Ada\"), \"b\": (name: \"Bob\")}, entries: [
        Quote(id: \"one\", by: \"a\", text: \"We want peace.\"), Quote(id: \"two\", by: \"b\", text: \"We want peace.\"),
        Paraphrase(id: \"three\", of: \"a\", text: \"We want peace.\"), Quote(id: \"four\", by: \"a\", text: \"No.\")])";
    let corpus = kzq_corpus::read("c.ron", ron.as_bytes()).corpus.unwrap();
    let mut browser = Browser::open_with(Arc::new(corpus), 100, 24);
    assert!(browser.screen().contains("×2 verbatim"), "{}", browser.screen());
    browser.keys("/peace<Enter>");
    assert!(browser.screen().contains("3 of 4"), "entries are counted");
    assert!(browser.screen().contains("1 of 2"), "rows are walked: what was reported is no repetition");
}

/// A browser that delivers search results block by block.
fn browser_with_partial_results(corpora: &[Arc<Corpus>]) -> Browser {
    let mut browser = opening();
    browser.grow(corpus_update(corpora.last().unwrap(), None));
    browser.answers = Answers::InSteps;
    browser
}

#[test]
fn partial_results_are_shown_before_the_rest() {
    let corpora = parts(&[30, 30, 30]);
    let mut browser = browser_with_partial_results(&corpora);
    browser.keys("/number 59");
    for expected in ["Searching", "1 of 1+ ", "1 of 1 "] {
        assert!(browser.deliver_next());
        assert!(browser.screen().contains(expected), "{expected}: {}", browser.screen());
    }
    assert_eq!(browser.reading(), "e59");
    browser.keys("<Ctrl-u>peace<Enter>");
    browser.deliver_next();
    let screen = browser.screen();
    assert!(screen.contains("1 of 30+ ") && screen.contains("30+ of 90"), "{screen}");
    while browser.deliver_next() {}
    let screen = browser.screen();
    assert!(screen.contains("1 of 90 ") && screen.contains("90 of 90"), "{screen}");
}

#[test]
fn position_is_kept_when_partial_results_are_completed() {
    let corpora = parts(&[30, 30, 30]);
    for (keys, at_once, at_last) in [("jj", "e2", "e2"), ("G", "e29", "e89"), ("", "e0", "e0"), ("ljj", "e0", "e0")] {
        let mut browser = browser_with_partial_results(&corpora);
        browser.keys("/peace<Enter>");
        browser.deliver_next();
        browser.keys(keys);
        assert_eq!(browser.reading(), at_once, "{keys}");
        while browser.deliver_next() {}
        assert_eq!(browser.reading(), at_last, "{keys}");
    }
}

#[test]
fn best_match_is_selected_unless_the_user_has_moved() {
    let entry = |id: &str, text: &str| format!("Quote(id: \"{id}\", by: \"a\", text: \"{text}\"),\n");
    let head = "(schema: 1, id: \"c\", title: \"C\", speakers: {\"a\": (name: \"Ada\")}, entries: [";
    let head = Header::parse("c.ron", head.as_bytes()).unwrap();
    let mut gathering = Assembler::new(&head);
    gathering.push(head.parse_chunk(entry("far", "We all want peace.").as_bytes()).unwrap()).unwrap();
    let first = gathering.partial();
    gathering.push(head.parse_chunk((entry("near", "Peace.") + "])").as_bytes()).unwrap()).unwrap();
    let corpora = [Arc::new(first), Arc::new(gathering.partial())];
    for (keys, expected) in [("", "near"), ("<Enter>l", "far")] {
        let mut browser = browser_with_partial_results(&corpora);
        browser.keys("/peace");
        browser.deliver_next();
        browser.keys(keys);
        assert_eq!(browser.reading(), "far");
        while browser.deliver_next() {}
        assert_eq!(browser.reading(), expected, "{keys}");
    }
}
