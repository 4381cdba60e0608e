//! An analyst narrows two collections step by step: by speakers, without one source, by year, tag and collection, in
//! another order; and saves the search for next week.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_search::{Choice, Facet};
use kzq_tui::app::{Focus, SessionLoaded};

use super::harness::{Browser, toast};

const COUNCIL: &str = r#"(schema: 1, id: "council", title: "Council",
    speakers: {"ada": (name: "Ada Byron"), "ben": (name: "Ben Okri"), "cleo": (name: "Cleo Page")},
    sources: {
        "hour": (title: "The Hour", kind: Broadcast, date: "2019-03-01"),
        "paper": (title: "The Paper", kind: Article, date: "2020-05-02"),
    },
    topics: [(id: "reform", label: "Reform")],
    entries: [
        Quote(id: "a1", by: "ada", text: "The veto must go.", topics: ["reform"], source: (id: "hour"), tags: ["veto"]),
        Quote(id: "a2", by: "ada", text: "A veto is no argument.", source: (id: "paper"), tags: ["veto", "short"]),
        Quote(id: "b1", by: "ben", text: "Keep the veto.", topics: ["reform"], source: (id: "paper")),
        Quote(id: "c1", by: "cleo", text: "The veto is a tool.", source: (id: "paper"), date: "2021-01-01", tags: ["short"]),
    ])"#;

const MARKETS: &str = r#"(schema: 1, id: "markets", title: "Markets",
    speakers: {"ada": (name: "Ada Byron")},
    topics: [(id: "market-reform", label: "Reform")],
    entries: [
        Quote(id: "m1", by: "ada", text: "Markets have no veto.", topics: ["market-reform"]),
    ])"#;

fn two_collections() -> Arc<Corpus> {
    let readings = [("council.ron", COUNCIL), ("markets.ron", MARKETS)];
    let readings = readings.map(|(name, text)| kzq_corpus::read(name, text.as_bytes()));
    Arc::new(Corpus::merge(readings.into()).0)
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

/// Moves from the top of the sidebar to the row with a label.
#[track_caller]
fn go_to(browser: &mut Browser, label: &str) {
    browser.keys("1gg");
    for _ in 0..60 {
        if sidebar(browser).iter().any(|line| line.starts_with('▌') && line.contains(label)) {
            return;
        }
        browser.keys("j");
    }
    panic!("no row {label}:\n{}", browser.screen());
}

/// The row of the sidebar with a label.
#[track_caller]
fn row(browser: &Browser, label: &str) -> String {
    let found = sidebar(browser).into_iter().find(|line| line.contains(label));
    found.unwrap_or_else(|| panic!("no row {label}:\n{}", browser.screen()))
}

#[test]
fn speakers_can_be_added_and_a_source_excluded() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    browser.keys("/veto<Enter>");
    go_to(&mut browser, "Ada Byron");
    browser.keys("<Enter>");
    assert_eq!(listed(&browser).len(), 3, "{}", browser.screen());
    // The counts of the other speakers ignore that Ada is selected. Ben is added.
    assert!(row(&browser, "Ben Okri").contains("1/1"), "{}", browser.screen());
    go_to(&mut browser, "Ben Okri");
    browser.keys("+");
    assert_eq!(listed(&browser).len(), 4);
    assert_eq!(browser.model.focus(), Focus::Topics, "there may be more to add");
    assert!(row(&browser, "Ada Byron").contains('+') && row(&browser, "Ben Okri").contains('+'));
    assert!(browser.screen().contains("● Ada Byron + Ben Okri"), "{}", browser.screen());

    go_to(&mut browser, "The Paper");
    browser.keys("!");
    assert_eq!(listed(&browser), ["a1", "m1"]);
    assert!(row(&browser, "The Paper").contains('!'), "{}", row(&browser, "The Paper"));
    assert!(browser.screen().contains("! The Paper"), "{}", browser.screen());
    // `!` again includes the source, and Enter leaves only one of several selected speakers.
    browser.keys("!");
    go_to(&mut browser, "Ben Okri");
    browser.keys("<Enter>");
    assert_eq!(listed(&browser), ["b1"]);

    // Esc clears the query first and then facet by facet; Ctrl-o restores the previous state.
    browser.keys("2<Esc><Esc>");
    assert!(browser.model.selection().is_empty() && listed(&browser).len() == 5, "{}", browser.screen());
    browser.keys("<Ctrl-o>");
    assert_eq!(browser.model.selection().choices().len(), 1);
}

#[test]
fn years_tags_and_collections_are_facets() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    let lines = sidebar(&browser);
    // The newest year comes first; a1 has the year of its broadcast. Tags with equal counts are in file order.
    let shown: Vec<&str> = lines.iter().map(|line| line.trim()).skip_while(|line| *line != "COLLECTION").collect();
    let names: Vec<&str> = shown.iter().filter_map(|line| line.split_whitespace().next()).collect();
    let expected = ["COLLECTION", "Council", "Markets", "YEAR", "2021", "2020", "2019", "TAG", "veto", "short"];
    assert_eq!(names[..expected.len()], expected, "{}", browser.screen());
    go_to(&mut browser, "2020");
    browser.keys("<Enter>");
    assert_eq!(listed(&browser), ["a2", "b1"]);
    go_to(&mut browser, "short");
    browser.keys("!");
    assert_eq!(listed(&browser), ["b1"]);
    browser.keys("2<Esc><Esc>");
    go_to(&mut browser, "▌ Markets");
    browser.keys("<Enter>");
    assert_eq!(listed(&browser), ["m1"]);
}

#[test]
fn facets_without_values_are_hidden() {
    let one = kzq_corpus::read("markets.ron", MARKETS.as_bytes());
    let lines = sidebar(&Browser::open_with(Arc::new(Corpus::merge(vec![one]).0), 120, 60));
    let is_new = |line: &String| ["COLLECTION", "YEAR", "TAG"].contains(&line.trim());
    assert!(!lines.iter().any(is_new), "{lines:?}");
}

#[test]
fn topics_with_the_same_name_show_their_collection() {
    let browser = Browser::open_with(two_collections(), 120, 60);
    let screen = browser.screen();
    assert!(screen.contains("Reform · Council") && screen.contains("Reform · Markets"), "{screen}");
}

#[test]
fn sources_with_the_same_title_show_their_dates() {
    let source = |(id, date): (&str, &str)| {
        format!("\"{id}\": (title: \"Address to both houses of Parliament\", date: \"{date}\"),")
    };
    let dates = [("s1", "2010-09-21"), ("s2", "2012-09-21"), ("s3", "2012-12-01")];
    let sources: String = dates.into_iter().map(source).collect();
    let quote = |(id, _): (&str, &str)| format!("Quote(id: \"{id}-1\", text: \"Of {id}.\", source: (id: \"{id}\")),");
    let quotes: String = dates.into_iter().map(quote).collect();
    let text = format!("(schema: 1, id: \"c\", title: \"C\", sources: {{{sources}}}, entries: [{quotes}])");
    let corpus = kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap();
    let browser = Browser::open_with(Arc::new(corpus), 120, 40);
    for end in ["… 2010 1/1", "… 2012-09-21 1/1", "… 2012-12-01 1/1"] {
        assert!(sidebar(&browser).iter().any(|line| line.trim_end().ends_with(end)), "{}", browser.screen());
    }
}

const TRADE: &str = r#"(schema: 1, id: "trade", title: "Trade",
    topics: [(id: "reform", label: "Tax reform", topics: [(id: "vat", label: "VAT")])],
    entries: [
        Quote(id: "t1", text: "A tax is a price.", topics: ["reform/vat"]),
        Quote(id: "t2", text: "Prices are no tax.", topics: ["reform"]),
    ])"#;

fn council_and_trade() -> Arc<Corpus> {
    let readings = [("council.ron", COUNCIL), ("trade.ron", TRADE)];
    let readings = readings.map(|(name, text)| kzq_corpus::read(name, text.as_bytes()));
    Arc::new(Corpus::merge(readings.into()).0)
}

#[test]
fn invalid_filter_is_not_saved() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    for (filter, message) in [("(veto", "not saved: this ( is never closed"), ("/(x/", "not saved: ")] {
        browser.keys("/<Ctrl-u>").keys(filter).keys("<Enter>:save bad<Enter>");
        assert!(toast(&browser).starts_with(message), "{}", toast(&browser));
        assert!(browser.model.shelf_state().shelf().searches().is_empty());
    }
    browser.keys("/<Ctrl-u>(veto)<Enter>:save good<Enter>");
    assert_eq!(toast(&browser), "saved the search “good”");
}

#[test]
fn qualified_topic_is_found_in_a_single_collection() {
    let trade = kzq_corpus::read("trade.ron", TRADE.as_bytes()).corpus.unwrap();
    let mut browser = Browser::open_with(Arc::new(trade), 120, 60);
    browser.keys("/topic:\"/reform@trade\"<Enter>");
    assert_eq!(listed(&browser), ["t1", "t2"]);
}

#[test]
fn topics_with_the_same_path_but_other_labels_are_separate() {
    let mut browser = Browser::open_with(council_and_trade(), 120, 60);
    assert_eq!(row(&browser, "Reform").split_whitespace().collect::<Vec<_>>().join(" "), "Reform · Council 2");
    go_to(&mut browser, "Tax reform");
    assert!(row(&browser, "Tax reform").contains("· Trade"), "{}", browser.screen());
    // Its subtopics do not repeat the collection.
    if !sidebar(&browser).iter().any(|line| line.contains("VAT")) {
        browser.keys("<Space>");
    }
    assert!(!row(&browser, "VAT").contains("Trade"), "{}", browser.screen());
    go_to(&mut browser, "Tax reform");
    browser.keys("<Enter>");
    assert_eq!(listed(&browser), ["t1", "t2"]);
    assert!(browser.screen().contains("● Tax reform (Trade)"), "{}", browser.screen());
    // The page and the coverage view show the collection of a topic.
    browser.keys("2j");
    let screen = browser.screen();
    assert!(screen.lines().any(|line| line.contains("TOPICS   Tax reform (Trade)")), "{screen}");
    assert!(browser.keys("C").screen().contains("Tax reform (Trade)"), "{}", browser.screen());
    browser.keys("<Esc>");

    // A saved search, the next session and the palette command find the same topic.
    browser.keys(":save Taxes<Enter>");
    assert_eq!(browser.disk.search("Taxes").unwrap().query.as_str(), "topic:\"/reform@trade\"");
    let session = Some(browser.model.session_state().unwrap());
    let mut other = Browser::open_with(council_and_trade(), 120, 60);
    other.event(kzq_tui::app::Event::SessionLoaded(Box::new(SessionLoaded { session, ..SessionLoaded::default() })));
    assert_eq!((listed(&other), other.topic().as_deref()), (listed(&browser), Some("reform")));
    browser.keys("<Esc><Esc>");
    go_to(&mut browser, "Taxes");
    browser.keys("<Enter>");
    assert_eq!(listed(&browser), ["t1", "t2"]);
    browser.keys("2<Esc><Esc>:topic tax<Enter>");
    assert_eq!(listed(&browser), ["t1", "t2"]);
    browser.keys("<Esc>");

    // In a query, the path matches both, `collection:` distinguishes them, and completion shows the collections.
    for (query, expected) in [
        ("topic:reform", "a1 b1 t1 t2"),
        ("topic:reform collection:trade", "t1 t2"),
        ("topic:reform@council", "a1 b1"),
        ("topic:reform/vat", "t1"),
    ] {
        browser.keys(&format!("/<Ctrl-u>{query}<Enter>"));
        assert_eq!(listed(&browser).join(" "), expected, "{query}");
    }
    browser.keys("/<Ctrl-u>topic:ref");
    let screen = browser.screen();
    assert!(screen.contains("Reform") && screen.contains("Council") && screen.contains("Trade"), "{screen}");
    browser.keys("<Tab>");
    let typed = browser.model.filter().text().to_string();
    assert!(["topic:\"reform@council\"", "topic:\"reform@trade\""].contains(&typed.as_str()), "{typed}");
    assert_eq!(listed(&browser).len(), 2);
}

#[test]
fn sort_order_cycles_and_a_query_overrides_it() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    browser.keys("/veto<Enter>");
    let mut orders = Vec::new();
    for _ in 0..5 {
        let title = browser.keys("S").screen().lines().find(|line| line.contains("2 Quotes")).unwrap().to_owned();
        let name = title.split("  by ").nth(1).and_then(|rest| rest.split_whitespace().next()).map(str::to_owned);
        orders.push((name.unwrap_or_default(), listed(&browser)));
    }
    let names: Vec<&str> = orders.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["date", "source", "speaker", "random", ""]);
    assert_eq!(orders[0].1, ["a1", "a2", "b1", "c1", "m1"], "by date, undated ones last");
    assert_eq!(orders[2].1.last().map(String::as_str), Some("c1"), "by speaker");

    browser.keys("/<Right> sort:speaker<Enter>");
    assert!(browser.screen().contains("by speaker (sort:)"), "{}", browser.screen());
    browser.keys("S");
    assert!(browser.screen().contains("by speaker (sort:)"), "{}", browser.screen());
}

#[test]
fn facets_and_order_are_restored_with_the_session() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    go_to(&mut browser, "Ada Byron");
    browser.keys("<Enter>");
    go_to(&mut browser, "The Paper");
    browser.keys("!2S");
    let session = browser.model.session_state().unwrap();
    let text = serde_json::to_string(&session).unwrap();
    let session = serde_json::from_str(&text).unwrap();

    let mut other = Browser::open_with(two_collections(), 120, 60);
    other.event(kzq_tui::app::Event::SessionLoaded(Box::new(SessionLoaded {
        session: Some(session),
        ..SessionLoaded::default()
    })));
    assert_eq!(listed(&other), listed(&browser));
    assert_eq!(other.model.selection().choices_of(Facet::Source)[0].1, Choice::Excluded);
    assert_eq!(other.model.order(), browser.model.order());
    assert!(other.screen().contains("by date"), "{}", other.screen());
}

#[test]
fn search_can_be_saved_applied_renamed_and_deleted() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    browser.keys("/veto<Enter>");
    go_to(&mut browser, "Ada Byron");
    browser.keys("<Enter>");
    go_to(&mut browser, "short");
    browser.keys("!2S:save Ada on the veto<Enter>");
    assert_eq!(toast(&browser), "saved the search “Ada on the veto”");
    let saved = browser.disk.search("Ada on the veto").unwrap().query.to_string();
    assert_eq!(saved, "veto speaker:ada !tag:short sort:date");
    let ada = listed(&browser);

    // Next week: everything has been cleared, and one key restores the search and its order.
    browser.keys("S2<Esc><Esc><Esc><Esc>");
    assert_eq!(listed(&browser).len(), 5, "{}", browser.screen());
    assert!(row(&browser, "Ada on the veto").trim_end().ends_with(" 2"), "{}", browser.screen());
    go_to(&mut browser, "Ada on the veto");
    browser.keys("<Enter>");
    assert_eq!((browser.model.filter().text().as_str(), listed(&browser)), (saved.as_str(), ada));
    assert!(row(&browser, "Ada on the veto").contains('●'), "{}", browser.screen());

    browser.keys(":rename Veto<Enter>");
    assert!(browser.disk.search("Veto").is_some() && browser.disk.search("Ada on the veto").is_none());
    go_to(&mut browser, "Veto");
    browser.keys("d");
    assert!(browser.disk.searches().is_empty());
    browser.keys("uu");
    assert_eq!(browser.disk.searches()[0].name.as_str(), "Ada on the veto", "undone step by step");
}

#[test]
fn saving_a_search_requires_a_filter_and_a_name() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    browser.keys(":save All<Enter>");
    assert_eq!(toast(&browser), "nothing to save: filter the list first");
    browser.keys("/veto<Enter>:save  <Enter><Esc>");
    assert!(browser.disk.searches().is_empty());
    browser.keys(":save Veto<Enter>/ reform<Enter>:save Veto<Enter>");
    assert_eq!(browser.disk.searches().len(), 1, "the later one replaces it");
}

#[test]
fn footer_shows_actions_for_the_sidebar_row() {
    let mut browser = Browser::open_with(two_collections(), 120, 60);
    browser.keys("/veto<Enter>:save Veto<Enter>1gg");
    let offered = |browser: &Browser| {
        let labels: Vec<&str> = browser.model.footer_hints().iter().map(|hint| hint.label).collect();
        ["add", "exclude", "fold", "delete"].map(|label| labels.contains(&label))
    };
    assert_eq!(offered(&browser), [false, false, false, false], "all topics");
    browser.keys("j");
    assert_eq!(offered(&browser)[..2], [true, true], "a topic");
    browser.keys("G");
    assert_eq!(offered(&browser), [false, false, false, true], "a saved search");
}
