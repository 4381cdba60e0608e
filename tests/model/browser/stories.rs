//! Nine stories of four users: a journalist on a deadline, a student, an analyst with twelve speeches over ten years,
//! and a person who reads a quotation each morning. Keys in, screens out.
//!
//! Each story shows the purpose of one part of the browser; the tests of that part have the details. The eighth story,
//! about the command line, is in `tests/e2e/oneshot.rs`.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_export::no_source_texts;
use kzq_search::Engine;
use kzq_shelf::ShelfFacet;
use kzq_text::Safe;
use kzq_tui::app::{Effect, Focus};
use kzq_tui::ui::{Appearance, ColourDepth, Ground, Theme, ThemeName};
use ratatui::style::{Color, Modifier};

use super::harness::{Browser, last_row, look, shelf, toast};
use super::timeline::speeches;

/// The student's collection.
const READER: &str = r#"(schema: 1, id: "reader", title: "A reader",
    speakers: {
        "quill": (name: "Nora Quill", aliases: ["N. Harrow"], role: "Minister of Works"),
        "austen": (name: "Jane Austen"),
    },
    sources: {
        "emma": (kind: Book, title: "Emma", publisher: "John Murray", date: "1815"),
        "talk": (kind: Broadcast, title: "The Works Hour", url: "https://youtu.be/abc", date: "1946-03-05"),
        "paper": (kind: Article, title: "The minister speaks", publisher: "The Paper", date: "1946-03-09", reports: "talk"),
    },
    topics: [(id: "war", label: "War"), (id: "works", label: "Public works")],
    entries: [
        Quote(id: "silly", by: "austen", source: (id: "emma"), text: "Silly things do cease to be silly if they are done by sensible people in an impudent way."),
        Quote(id: "world", by: "austen", source: (id: "emma"), text: "One half of the world cannot understand the pleasures of the other."),
        Quote(id: "bridges", by: "quill", source: (id: "talk"), time: "31:05", topics: ["works"], tags: ["bridges"],
            text: "A bridge is the shortest road between two quarrels."),
        Quote(id: "tolls", by: "quill", source: (id: "paper"), topics: ["works"], text: "No toll was ever paid with a smile."),
        Paraphrase(id: "told", of: "quill", source: (id: "paper"), topics: ["works"], rests_on: ["bridges"],
            text: "The minister promised bridges that would end the quarrels of the war."),
    ])"#;

/// Another collection, with a topic that has the same path but another meaning.
const LETTERS: &str = r#"(schema: 1, id: "letters", title: "Letters home",
    speakers: {"ida": (name: "Ida Penn")},
    topics: [(id: "war", label: "The war at sea")],
    entries: [
        Quote(id: "waves", by: "ida", topics: ["war"], date: "1941-05-02", text: "The waves do not know that there is a war."),
        Quote(id: "home", by: "ida", topics: ["war"], date: "1943", text: "Send socks, and news of the bridge."),
    ])"#;

fn reader(columns: u16, rows: u16) -> Browser {
    let parsed = [("reader.ron", READER), ("letters.ron", LETTERS)];
    let parsed = parsed.map(|(name, text)| kzq_corpus::read(name, text.as_bytes()));
    let (corpus, findings) = Corpus::merge(parsed.into());
    assert_eq!(findings, []);
    Browser::open_with(Arc::new(corpus), columns, rows)
}

#[track_caller]
fn shows(browser: &Browser, texts: &[&str]) {
    let screen = browser.screen();
    for text in texts {
        assert!(screen.contains(text), "no “{text}” on\n{screen}");
    }
}

fn filter(browser: &Browser) -> String {
    browser.model.filter().text().to_string()
}

fn found(browser: &Browser) -> usize {
    browser.model.answer().hits.len()
}

/// The ids in the list, in list order.
fn listed(browser: &Browser) -> Vec<String> {
    let corpus = browser.model.corpus();
    browser.model.answer().hits.iter().map(|hit| corpus.entry(hit.entry).id().to_string()).collect()
}

/// The lines of the sidebar.
fn sidebar(browser: &Browser) -> Vec<String> {
    let line = |line: &str| line.chars().skip(1).take_while(|c| !['┃', '│'].contains(c)).collect();
    browser.screen().lines().map(line).collect()
}

/// Moves from the top of the sidebar to the row that contains a text.
#[track_caller]
fn go_to_facet(browser: &mut Browser, text: &str) {
    browser.keys("1gg");
    for _ in 0..60 {
        if sidebar(browser).iter().any(|line| line.starts_with('▌') && line.contains(text)) {
            return;
        }
        browser.keys("j");
    }
    panic!("no row “{text}” in\n{}", browser.screen());
}

#[test]
fn story_1_the_journalist_mistypes_without_harm() {
    // Three quotations are marked for the article. A filter hides two of them, and a star must not go to the wrong one.
    let mut browser = Browser::open(120, 36);
    browser.keys("   gg");
    let first = browser.reading();
    browser.keys(&format!("/id:{first}<Enter>s"));
    shows(&browser, &["◆ 3 marked", "star:  a all 3 (2 of them hidden) · c only this one · Esc"]);
    browser.keys("c");
    assert_eq!((toast(&browser).as_str(), shelf(&browser).count(ShelfFacet::Starred)), ("starred", 1));
    browser.keys("sa");
    assert_eq!((toast(&browser).as_str(), shelf(&browser).count(ShelfFacet::Starred)), ("2 starred", 3));

    // In the whole article, letters after `/` are a search.
    browser.keys("<Esc>i/security");
    shows(&browser, &["i Article", "/ security"]);
    browser.keys("<Enter>n<Esc>");
    assert_eq!(shelf(&browser).count(ShelfFacet::Noted), 0);

    // A word typed into the list, where letters are commands, can be undone or become the filter.
    let mut browser = Browser::open(120, 36);
    browser.keys_every(80, &["s", "e", "c"]).keys_every(1000, &["<Esc>"]);
    assert_eq!(toast(&browser), "“sec” ran as commands – u undoes it, / filters by it");
    browser.keys_every(1000, &["/"]);
    assert_eq!((filter(&browser).as_str(), browser.model.focus()), ("sec", Focus::Filter));
    assert!(shelf(&browser).is_empty());

    // The old filter is selected: the first letter replaces it.
    browser.keys("<Enter>/war");
    assert_eq!(filter(&browser), "war");
    browser.keys("<Enter><F5>");
    assert_eq!(toast(&browser), "no such key – ? shows the keys");
}

#[test]
fn story_2_the_student_searches_everywhere_with_completion() {
    // She remembers another name of the minister, and the row shows which field matched.
    let mut browser = reader(120, 36);
    browser.keys("/harrow");
    assert_eq!(found(&browser), 3);
    shows(&browser, &["speaker", "NORA QUILL"]);
    // Entries with the word in their text come before those with the topic.
    browser.keys("<Ctrl-u>war");
    let first = browser.reading();
    assert!(["told", "waves"].contains(&first.as_str()), "{first}");
    shows(&browser, &["topic"]);

    // Fields and values are completed, with counts.
    browser.keys("<Ctrl-u>spe");
    shows(&browser, &["speaker:", "entries of a speaker"]);
    browser.keys("<Tab>aus");
    shows(&browser, &["Jane Austen", "Tab takes it"]);
    browser.keys("<Tab>");
    assert_eq!((filter(&browser).as_str(), found(&browser)), ("speaker:\"Jane Austen\"", 2));

    // An empty result is not a dead end.
    browser.keys("<Ctrl-u>austin silly");
    shows(&browser, &["No matching entries.", "1 by Jane Austen: Tab"]);
    browser.keys("<Tab>");
    assert_eq!((found(&browser), browser.reading().as_str()), (1, "silly"));
}

#[test]
fn story_3_the_analyst_writes_precise_queries() {
    let mut browser = reader(120, 36);
    for (query, expected) in [
        ("bridge OR waves", "bridges home told waves"),
        ("(bridge|waves) -speaker:ida", "bridges told"),
        ("(waves OR silly) speaker:austen,ida", "silly waves"),
        ("\"bridge road\"~5", "bridges"),
        ("/br.dge/", "bridges home told"),
        ("date:1941..1946 has:source", "bridges told tolls"),
        ("year:1943", "home"),
        ("since:1942 before:1946", "home"),
        ("tag:bridges", "bridges"),
        ("collection:letters", "home waves"),
        ("kind:reported", "told"),
    ] {
        browser.keys(&format!("/<Ctrl-u>{query}<Enter>"));
        let mut ids = listed(&browser);
        ids.sort_unstable();
        assert_eq!(ids.join(" "), expected, "{query}");
    }
    // An invalid query shows an error beside the filter, and one without words finds nothing.
    for (query, says) in [
        ("(war OR", "this ( is never closed"),
        ("date:20x", "a date is written 2025-05-29"),
        ("topc:war", "topic:"),
        ("—", "nothing to look for"),
    ] {
        browser.keys(&format!("/<Ctrl-u>{query}"));
        shows(&browser, &[says]);
        browser.keys("<Enter>");
    }
    assert_eq!(found(&browser), 0);
}

#[test]
fn story_4_the_analyst_narrows_and_saves_a_search() {
    let mut browser = reader(120, 50);
    // Two collections have a topic `war` with different meanings.
    shows(&browser, &["War · A reader", "The war at sea", "COLLECTION", "YEAR", "TAG"]);
    go_to_facet(&mut browser, "The war at sea");
    browser.keys("<Enter>");
    assert_eq!(found(&browser), 2);
    shows(&browser, &["● The war at sea (Letters home)"]);
    browser.keys("<Enter>");

    // Two speakers, without one source, sorted by date, saved for next week.
    go_to_facet(&mut browser, "Nora Quill");
    browser.keys("<Enter>");
    go_to_facet(&mut browser, "Ida Penn");
    browser.keys("+");
    go_to_facet(&mut browser, "The Paper");
    browser.keys("!2S");
    shows(&browser, &["by date"]);
    assert_eq!(listed(&browser), ["waves", "home", "bridges"]);
    browser.keys(":save Bridges and letters<Enter>");
    assert_eq!(toast(&browser), "saved the search “Bridges and letters”");
    browser.keys("2<Esc><Esc><Esc><Esc>");
    go_to_facet(&mut browser, "Bridges and");
    let row = sidebar(&browser).into_iter().find(|line| line.contains("Bridges and")).unwrap_or_default();
    assert!(row.trim_end().ends_with(" 3"), "{row}");
    browser.keys("<Enter>");
    assert_eq!(found(&browser), 3);

    // A book shows its title, and an article the date of the broadcast that it reports.
    browser.keys("2<Esc><Esc><Esc>/id:silly<Enter>");
    shows(&browser, &["Emma"]);
    browser.keys("/<Ctrl-u>id:tolls<Enter>");
    shows(&browser, &["5 March 1946"]);
}

#[test]
fn story_5_the_analyst_sees_ten_years_at_a_glance() {
    let mut browser = Browser::open_with(speeches(), 120, 36);
    // When was water mentioned? And which topics came up, year by year?
    browser.keys("/water<Enter>T");
    shows(&browser, &["T Timeline", "2014     2  ██", "█ verbatim  ▒ reported"]);
    browser.keys("gg]]<Enter>");
    assert_eq!(filter(&browser), "water date:2012");
    browser.keys("<Esc>C");
    shows(&browser, &["C Coverage", "BY YEAR", "█ 2", "no topic"]);
    // Everything one speaker said, when and on which topics.
    browser.keys("<Esc>A");
    shows(&browser, &["A About  Ada Byron", "25 verbatim", "WHEN", "ON WHAT"]);
    // Two marked quotations side by side.
    browser.keys("<Esc>gg  =a");
    shows(&browser, &["= Compare", "We share the water of", "Peace is work"]);
}

#[test]
fn story_6_the_user_reads_a_quotation_each_morning() {
    let mut browser = reader(80, 24);
    // A random quotation, alone on the page; one key shows the next, another goes back.
    browser.keys("Rf");
    let screen = browser.screen();
    assert!(!screen.contains('│') && !screen.contains("filter"), "{screen}");
    browser.keys("<Esc>ggf<Ctrl-n>");
    assert_eq!((browser.reading().as_str(), browser.model.is_quiet()), ("world", true));
    browser.keys("<Ctrl-p><Esc>");
    assert_eq!(browser.reading(), "silly");

    // Row 3 of the compact list; the recording opens at the quotation.
    browser.keys("c:3<Enter>");
    assert_eq!(browser.reading(), "bridges");
    browser.keys("o");
    let Some(Effect::OpenRecording { seconds, .. }) = browser.effects.last() else { panic!("{:?}", browser.effects) };
    assert_eq!(*seconds, 31 * 60 + 5);
    // The page lists the paraphrases and related entries.
    let mut again = reader(120, 36);
    again.keys("/id:bridges<Enter><Enter>");
    shows(&again, &["SAID AS", "RELATED", "TOPICS"]);
    // The help shows the keys on one screen, and can be filtered.
    again.keys("?");
    shows(&again, &["Move", "Find", "Read", "Overviews", "Copy", "Keep", "Collect"]);
    again.keys("/quiet");
    shows(&again, &["Keys · “quiet”"]);
    again.keys("<Esc><Esc>:theme pap");
    shows(&again, &["theme paper"]);
}

#[test]
fn story_7_the_journalist_files_a_report() {
    let mut browser = reader(120, 36);
    browser.keys("/speaker:quill<Enter>:write report.md by year<Enter>");
    let Some(Effect::WriteFile(request)) = browser.effects.last() else { panic!("{:?}", browser.effects) };
    let engine = Engine::new(browser.model.shared_corpus());
    let text = Safe::join(request.run(&engine, &no_source_texts).parts, "").to_string();
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings[1..], ["## 1946", "## Bibliography"], "{text}");
    assert!(text.contains("A bridge is the shortest road between two quarrels."), "{text}");
    // A paraphrase is not a quotation in the report either.
    assert!(text.contains("\nThe minister promised bridges") && !text.contains("> The minister promised"), "{text}");
}

#[test]
fn story_9_screens_are_readable_on_every_terminal() {
    // On a white terminal with sixteen colours, the accent is dark and the selected row is reversed.
    let white = Appearance { theme: Theme::ansi(Some(Ground::Light)), ..look(ThemeName::Dark) };
    let (buffer, cursor) = reader(80, 24).frame(&white);
    assert!(buffer[(cursor.x + 6, cursor.y)].modifier.contains(Modifier::REVERSED));
    assert!(!format!("{:?}", white.theme.accent).contains("Yellow"), "{:?}", white.theme.accent);
    // A theme selected by name paints its background.
    let light = Theme::builtin(ThemeName::Light).for_depth(ColourDepth::Full);
    let (buffer, _) = reader(80, 24).frame(&Appearance { theme: light, ..look(ThemeName::Dark) });
    assert!(buffer.content.iter().all(|cell| cell.bg != Color::Reset));
    // At 45 columns, the prompt for marked entries, the note editor and the help still show their keys.
    for (keys, ends) in [("  jjs", "Esc"), ("e", "Ctrl-x leave unsaved"), ("?", "/ filter")] {
        let mut browser = reader(45, 15);
        browser.keys(keys);
        assert!(last_row(&browser).ends_with(ends), "{keys}: {}", browser.screen());
    }
}
