//! The interview, related entries, keywords and coverage: opening them, following their rows, and returning.

use std::sync::Arc;

use kzq_corpus::{Corpus, Wording};
use kzq_search::{Facet, FacetValue};
use kzq_tui::app::Focus;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};

use super::harness::{Browser, look};

fn opened(keys: &str, columns: u16, rows: u16) -> Browser {
    let mut browser = Browser::open(columns, rows);
    browser.keys(keys);
    browser
}

/// The entry at the cursor of the view.
fn target(browser: &Browser) -> String {
    let id = browser.model.target_entry();
    id.map(|id| browser.model.corpus().entry(id).id().to_string()).unwrap_or_default()
}

/// Moves down to the first row that contains a text.
#[track_caller]
fn down_to(browser: &mut Browser, text: &str) {
    browser.keys("gg");
    for _ in 0..400 {
        let row = browser.frame(&look(ThemeName::Dark)).1.y;
        if browser.screen().lines().nth(usize::from(row)).is_some_and(|line| line.contains(text)) {
            return;
        }
        browser.keys("j");
    }
    panic!("no row holds {text}:\n{}", browser.screen());
}

#[test]
fn views_match_snapshots_and_have_ascii_variants() {
    for (name, keys) in [
        ("interview", "/id:trans-caspian-route<Enter>i"),
        ("related", "/id:fully-digitalized-country<Enter>r"),
        ("keywords", "K"),
        ("coverage", "C"),
    ] {
        for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), opened(keys, columns, rows).screen());
        }
        let ascii = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
        let screen = opened(keys, 100, 30).screen_in(&ascii);
        assert!(!screen.contains(['⟶', '≈', '▌', '…', '▾']), "{screen}");
    }
}

#[test]
fn interview_opens_at_the_entry_and_follows_source_order() {
    let mut browser = opened("/id:counting-on-cpc<Enter>i", 120, 36);
    assert_eq!(target(&browser), "counting-on-cpc");
    browser.keys("]");
    assert_eq!(target(&browser), "alternatives-to-cpc");
    browser.keys("]");
    assert_eq!(target(&browser), "not-only-one-route");
    browser.keys("]]");
    assert_eq!(target(&browser), "middle-powers-bigger-role");
    browser.keys("<Enter>");
    assert_eq!((browser.reading().as_str(), browser.model.focus()), ("middle-powers-bigger-role", Focus::Detail));
    browser.keys("<Ctrl-o>");
    assert_eq!(target(&browser), "middle-powers-bigger-role");
    browser.keys("<Esc>");
    assert_eq!(browser.reading(), "counting-on-cpc");
}

#[test]
fn folded_interview_shows_only_headings() {
    let mut browser = opened("i", 120, 36);
    browser.keys("Z");
    let screen = browser.screen();
    for heading in ["National interests as a priority", "Middle powers and UN reform", "Carbon neutrality and digital"]
    {
        assert!(screen.contains(heading), "{screen}");
    }
    assert!(!screen.contains("We are moving forward"), "{screen}");
    down_to(&mut browser, "Middle powers and UN reform");
    browser.keys("<Space>]");
    assert_eq!(target(&browser), "middle-powers-bigger-role");
}

#[test]
fn interview_shows_each_lead_once_with_its_kind() {
    let mut browser = opened("/id:from-51<Enter>i", 120, 60);
    let screen = browser.screen();
    assert_eq!(screen.matches("He emphasized Kazakhstan’s commitment to UN reform").count(), 1, "{screen}");
    assert!(screen.contains("TURN 7 · LEAD-IN") && screen.contains("“ verbatim · Kassym-Jomart Tokayev"), "{screen}");
    browser.keys("<Esc><Esc>/id:cpc-position<Enter>i");
    let screen = browser.screen();
    assert!(screen.contains("Q What is Kazakhstan's position") && screen.contains("≈ summary"), "{screen}");
}

#[test]
fn enter_opens_a_related_entry_and_ctrl_o_returns() {
    let mut browser = opened("/id:fully-digitalized-country<Enter>r", 120, 36);
    assert_eq!(target(&browser), "astana-hub-and-it-exports");
    browser.keys("<Enter>");
    assert_eq!(browser.reading(), "astana-hub-and-it-exports");
    assert!(browser.model.is_off_list());
    browser.keys("<Ctrl-o><Esc>");
    assert_eq!(browser.reading(), "fully-digitalized-country");
}

#[test]
fn page_lists_related_entries_with_reasons() {
    let mut browser = opened("/id:counting-on-cpc<Enter><Enter>G", 120, 36);
    let screen = browser.screen();
    assert!(screen.contains("RELATED  same answer  “ But that doesn’t mean"), "{screen}");
    // Entries that are already shown under another label are not repeated.
    browser.keys("<Esc><Esc>/id:cpc-position<Enter><Enter>G");
    let screen = browser.screen();
    assert!(screen.contains("RELATED  rests on the same words  ⟶ "), "{screen}");
}

#[test]
fn enter_on_a_keyword_filters_by_it() {
    let mut browser = opened("/china<Enter>jK", 120, 36);
    let before = browser.reading();
    down_to(&mut browser, "Security Council");
    browser.keys("<Enter>");
    assert_eq!(browser.model.filter().text().as_str(), "\"Security Council\"");
    assert_eq!((browser.model.answer().found, browser.model.focus()), (2, Focus::List));
    browser.keys("<Ctrl-o>");
    assert_eq!(browser.model.filter().text().as_str(), "china");
    browser.keys("<Esc>");
    assert_eq!((browser.reading(), browser.model.view().is_some()), (before, false));

    browser.keys("K");
    down_to(&mut browser, "Foreign policy");
    browser.keys("<Enter>");
    assert!(browser.model.filter().is_empty() && browser.model.selection().only(Facet::Topic).is_some());
    assert_eq!(browser.model.answer().found, 13);
}

#[test]
fn coverage_shows_zeros_and_filters_by_its_topics() {
    let mut browser = opened("C", 120, 40);
    let screen = browser.screen();
    let line = screen.lines().find(|line| line.contains("Inequality")).expect("it is a topic").to_owned();
    let numbers: Vec<&str> = line.split_whitespace().filter(|word| word.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers, ["0", "0", "3"], "{line}");
    down_to(&mut browser, "Inequality");
    browser.keys("<Enter>");
    assert_eq!(browser.topic().as_deref(), Some("economy/inequality"));
    assert_eq!(browser.model.answer().counts.of(FacetValue::Wording(Wording::Summary)), 3);
    browser.keys("<Ctrl-o>");
    assert!(browser.screen().contains("Coverage") && browser.model.selection().is_empty());
}

#[test]
fn entries_without_source_are_shown_in_file_order() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        entries: [Quote(id: "one", by: "a", text: "First."), Quote(id: "two", by: "a", text: "Second.")])"#;
    let reading = kzq_corpus::read("c.ron", text.as_bytes());
    let mut browser = Browser::open_with(Arc::new(Corpus::merge(vec![reading]).0), 100, 30);
    let screen = browser.keys("i").screen();
    assert!(
        screen.contains("name no source") && screen.contains("“First.”") && screen.contains("“Second.”"),
        "{screen}"
    );
    assert_eq!(target(&browser), "one");
    let screen = browser.keys("<Esc>r").screen();
    assert!(screen.contains("No related entries in this collection."), "{screen}");
    let screen = browser.keys("<Esc>C").screen();
    assert!(screen.contains("This collection has no topics."), "{screen}");
}

#[test]
fn interview_of_a_long_source_shows_only_nearby_entries() {
    let entry = |at| format!("Quote(id: \"q{at}\", by: \"a\", text: \"Words {at}.\", source: (id: \"s\")),");
    let entries: Vec<String> = (0..5000).map(entry).collect();
    let entries = entries.concat();
    let text = format!(
        "(schema: 1, id: \"c\", title: \"C\", speakers: {{\"a\": (name: \"Ada\")}}, sources: {{\"s\": (title: \"S\")}},
         entries: [{entries}])"
    );
    let reading = kzq_corpus::read("c.ron", text.as_bytes());
    let mut browser = Browser::open_with(Arc::new(Corpus::merge(vec![reading]).0), 100, 30);
    browser.keys("/id:q2500<Enter>i");
    assert_eq!(target(&browser), "q2500");
    assert!(browser.screen().contains("“Words 2501.”"));
    assert!(browser.keys("gg").screen().contains("500 more entries of this source before these"));
    assert!(browser.keys("G").screen().contains("500 more entries of this source after these"));
}
