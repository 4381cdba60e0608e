//! Twelve speeches over ten years: what was said when, and how often?

use std::fmt::Write as _;
use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_tui::app::Focus;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};

use super::harness::Browser;

/// Speeches from 2010 to 2020, with two quotations each and a paraphrase for every third; one quotation is undated.
pub(super) fn speeches() -> Arc<Corpus> {
    let years = [2010, 2011, 2012, 2013, 2014, 2014, 2015, 2016, 2016, 2018, 2019, 2020];
    let (mut sources, mut entries) = (String::new(), String::new());
    for (at, year) in years.into_iter().enumerate() {
        let topic = if at % 2 == 0 { "water" } else { "water/rivers" };
        let _ = write!(sources, "\"s{at}\": (kind: Speech, title: \"Speech {at}\", date: \"{year}-09-21\"),");
        let _ = write!(
            entries,
            "Quote(id: \"s{at}-a\", by: \"a\", text: \"We share the water of {year}.\", topics: [\"{topic}\"], source: (id: \"s{at}\")),
             Quote(id: \"s{at}-b\", by: \"a\", text: \"Peace is work.\", topics: [\"peace\"], source: (id: \"s{at}\")),"
        );
        if at % 3 == 0 {
            let _ = write!(
                entries,
                "Paraphrase(id: \"s{at}-r\", of: \"a\", text: \"Water is to be shared.\", topics: [\"water\"], source: (id: \"s{at}\")),"
            );
        }
    }
    let text = format!(
        "(schema: 1, id: \"c\", title: \"Speeches\", speakers: {{\"a\": (name: \"Ada Byron\")}}, sources: {{{sources}}},
          topics: [(id: \"water\", label: \"Water\", topics: [(id: \"rivers\", label: \"Rivers\")]), (id: \"peace\", label: \"Peace\")],
          entries: [{entries} Quote(id: \"loose\", by: \"a\", text: \"Water, at last.\")])"
    );
    let reading = kzq_corpus::read("c.ron", text.as_bytes());
    Arc::new(Corpus::merge(vec![reading]).0)
}

/// The line of the pane that begins with a text.
#[track_caller]
fn line(screen: &str, start: &str) -> String {
    let inside = |line: &str| line.trim_matches(['┃', '│', '▌', ' ']).to_owned();
    let found = screen.lines().map(inside).find(|line| line.starts_with(start));
    found.unwrap_or_else(|| panic!("no line begins with {start}:\n{screen}"))
}

#[test]
fn timeline_counts_matches_by_year_and_enter_filters() {
    let mut browser = Browser::open_with(speeches(), 100, 30);
    browser.keys("/water<Enter>T");
    let screen = browser.screen();
    assert!(screen.contains("T Timeline") && screen.contains("█ verbatim  ▒ reported  ░ summary"), "{screen}");
    assert_eq!(line(&screen, "2010"), "2010     2  █▒");
    assert_eq!(line(&screen, "2014"), "2014     2  ██");
    // Nothing is from 2017.
    assert!(!screen.contains("2017") && screen.contains('…'), "{screen}");
    assert_eq!(line(&screen, "undated"), "undated  1  █");

    // Enter on 2012 filters by that year and keeps the words of the query.
    browser.keys("gg]]<Enter>");
    let entry = browser.model.target_entry().map(|id| browser.model.corpus().entry(id).id().to_string());
    assert_eq!(entry.as_deref(), Some("s2-a"));
    assert_eq!((browser.model.filter().text().as_str(), browser.model.focus()), ("water date:2012", Focus::List));
    // And back to the timeline.
    assert!(browser.keys("<Ctrl-o>").screen().contains("T Timeline"));
}

#[test]
fn timeline_unit_depends_on_the_filtered_entries() {
    let mut browser = Browser::open_with(speeches(), 100, 30);
    browser.keys("/2014<Enter>T");
    assert!(line(&browser.screen(), "21 September 2014").ends_with("2  ██"), "{}", browser.screen());
    let mut browser = Browser::open_with(speeches(), 100, 30);
    browser.keys("/nowhere<Enter>T");
    assert!(browser.screen().contains("Nothing found"), "{}", browser.screen());
}

#[test]
fn coverage_and_timeline_have_ascii_variants() {
    let mut browser = Browser::open_with(speeches(), 120, 36);
    browser.keys("C");
    let screen = browser.screen();
    assert!(screen.contains("BY YEAR"), "{screen}");
    let ascii = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
    for keys in ["C", "T"] {
        let screen = Browser::open_with(speeches(), 100, 30).keys(keys).screen_in(&ascii);
        assert!(screen.is_ascii(), "{screen}");
    }
}

#[test]
fn timeline_and_coverage_match_snapshots() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
        let mut browser = Browser::open_with(speeches(), columns, rows);
        insta::assert_snapshot!(format!("timeline_{columns}x{rows}"), browser.keys("T").screen());
        insta::assert_snapshot!(format!("coverage_by_year_{columns}x{rows}"), browser.keys("<Esc>C").screen());
    }
}

#[test]
fn cursor_stops_only_on_rows_with_an_action() {
    for keys in ["C", "T"] {
        let mut browser = Browser::open_with(speeches(), 100, 30);
        browser.keys(keys);
        let top = browser.screen();
        let mut seen = 0;
        loop {
            let view = browser.model.view().unwrap();
            let row = view.row(view.cursor().index).unwrap();
            let leads = row.filter().is_some() || row.target.is_some() || row.heading_level().is_some();
            assert!(leads, "{}", browser.screen());
            let at = view.cursor().index;
            browser.keys("j");
            seen += 1;
            if browser.model.view().unwrap().cursor().index == at {
                break;
            }
        }
        assert!(seen > 5, "{seen}");
        // Back on the first row, the titles above it are visible.
        assert_eq!(browser.keys("Ggg").screen(), top);
    }
}
