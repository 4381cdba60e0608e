//! `kzq count`: entries counted by topic, date, speaker and source.

use snapbox::{assert_data_eq, str};

use crate::support::command::{Run, kzq};
use crate::support::file_in;
use crate::support::terminal::{Exit, Launch};

/// Speeches of several years, an article about one of them, and two old texts.
const SPEECHES: &str = r#"(schema: 1, id: "speeches", title: "Speeches",
    speakers: {"ada": (name: "Ada Byron"), "bo": (name: "Bo Chen")},
    sources: {
        "first": (kind: Speech, title: "The first speech", date: "1939-05-02"),
        "second": (kind: Speech, title: "The second, at last", date: "1941"),
        "paper": (title: "What she said", publisher: "The Paper", date: "1942-01-07", reports: "second"),
        "dialogue": (title: "A dialogue", date: "c. -380"),
    },
    topics: [(id: "war", label: "War", topics: [(id: "sea", label: "At sea")]), (id: "peace", label: "Peace")],
    entries: [
        Quote(id: "one", by: "ada", topics: ["war/sea"], source: (id: "first"), text: "Ships cross the sea."),
        Quote(id: "two", by: "ada", topics: ["war"], source: (id: "second"), text: "Ships return."),
        Paraphrase(id: "three", of: "ada", topics: ["war/sea", "peace"], source: (id: "paper"),
            text: "She says that ships return."),
        Quote(id: "four", by: "bo", topics: ["peace"], source: (id: "first"), date: "1940-02?", text: "Let us rest."),
        Quote(id: "five", topics: ["peace"], source: (id: "dialogue"), text: "Rest is a ship in harbour."),
        Quote(id: "six", by: "bo", text: "A loose leaf."),
    ])"#;

/// A run on [`SPEECHES`] with a command line whose arguments contain no spaces.
fn on_speeches(line: &str) -> Run {
    let run = kzq(line.split(' '));
    let collection = file_in(run.home(), "speeches.ron", SPEECHES);
    run.arg("--data").arg(collection)
}

/// The stdout of a run that succeeds without messages.
#[track_caller]
fn printed(line: &str) -> String {
    let done = on_speeches(line).run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
    done.stdout
}

#[test]
fn piped_output_is_a_plain_table() {
    assert_data_eq!(
        printed("count"),
        str![[r"
     verbatim  reported  summary
all         5         1        0

"]]
    );
    assert_data_eq!(
        printed("count --by year"),
        str![[r"
year     verbatim  reported  summary
380 BC          1         0        0
1939            1         0        0
1940            1         0        0
1941            1         1        0
undated         1         0        0

"]]
    );
    assert_data_eq!(
        printed("count --by month ships"),
        str![[r"
month     verbatim  reported  summary
May 1939         1         0        0
1941             1         1        0

"]]
    );
    assert_data_eq!(
        printed("count --by topic speaker:ada"),
        str![[r"
topic     verbatim  reported  summary  id
War              2         1        0  war
  At sea         1         1        0  war/sea
Peace            0         1        0  peace

"]]
    );
    assert_data_eq!(
        printed("count --by speaker"),
        str![[r"
speaker          verbatim  reported  summary
Ada Byron               2         1        0
Bo Chen                 2         0        0
unknown speaker         1         0        0

"]]
    );
    assert_data_eq!(
        printed("count --by source"),
        str![[r"
source     verbatim  reported  summary  title
first             2         0        0  The first speech
second            1         0        0  The second, at last
paper             0         1        0  What she said
dialogue          1         0        0  A dialogue
no source         1         0        0

"]]
    );
}

#[test]
fn two_groupings_print_a_grid_and_three_a_list() {
    assert_data_eq!(
        printed("count --by topic,year"),
        str![[r"
topic × year  380 BC  1939  1940  1941  undated
War                ·     1     ·     2        ·
  At sea           ·     1     ·     1        ·
Peace              1     ·     1     1        ·
no topic           ·     ·     ·     ·        1

"]]
    );
    assert_data_eq!(
        printed("count --by speaker,year,source speaker:ada"),
        str![[r"
speaker · year · source    verbatim  reported  summary
Ada Byron · 1939 · first          1         0        0
Ada Byron · 1941 · second         1         0        0
Ada Byron · 1941 · paper          0         1        0

"]]
    );
    // Topics are shown by label, as in a grid, in rows and in columns.
    assert_data_eq!(
        printed("count --by speaker,topic,year speaker:ada date:1941"),
        str![[r"
speaker · topic · year     verbatim  reported  summary
Ada Byron · War · 1941            1         1        0
Ada Byron · At sea · 1941         0         1        0
Ada Byron · Peace · 1941          0         1        0

"]]
    );
    assert_data_eq!(
        printed("count --by year,topic speaker:ada"),
        str![[r"
year × topic  War  At sea  Peace
1939            1       1      ·
1941            2       1      1

"]]
    );
}

#[test]
fn topics_with_the_same_label_show_their_parent() {
    let run = kzq(["count", "--by", "topic,year,speaker"]);
    let text = SPEECHES.replace("label: \"At sea\"", "label: \"Peace\"");
    let collection = file_in(run.home(), "speeches.ron", &text);
    let printed = run.arg("--data").arg(collection).run().stdout;
    assert!(
        printed.contains("\nWar: Peace · 1939 · Ada Byron ") && printed.contains("\nPeace · 1940 · Bo Chen "),
        "{printed}"
    );
}

#[test]
fn csv_has_a_row_for_each_combination() {
    assert_data_eq!(
        printed("count --by source,year --csv kind:quote"),
        str![[r#"
source,source_title,year,verbatim,reported,summary
first,The first speech,1939,1,0,0
first,The first speech,1940,1,0,0
second,"The second, at last",1941,1,0,0
dialogue,A dialogue,-380,1,0,0
,,,1,0,0

"#]]
    );
}

#[test]
fn json_has_an_object_for_each_combination() {
    let rows: serde_json::Value = serde_json::from_str(&printed("count --by topic,year --json speaker:bo")).unwrap();
    assert_eq!(
        rows,
        serde_json::json!([
            {"topic": "peace", "topic_label": "Peace", "year": "1940", "verbatim": 1, "reported": 0, "summary": 0},
            {"topic": null, "topic_label": null, "year": null, "verbatim": 1, "reported": 0, "summary": 0},
        ])
    );
}

#[test]
fn close_matches_are_reported_and_no_match_exits_with_1() {
    let done = on_speeches("count harbuor").run();
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), "0 exact matches; 1 close match\n"));
    for (line, stdout) in [
        ("count --by year zeppelin", ""),
        ("count --by topic,year zeppelin", ""),
        ("count --by year --json zeppelin", "[]\n"),
        ("count --by year --csv zeppelin", "year,verbatim,reported,summary\n"),
    ] {
        let done = on_speeches(line).run();
        assert_eq!((done.code, done.stdout.as_str()), (Some(1), stdout), "{line}");
        assert_eq!(done.stderr, "nothing found\n", "{line}");
    }
    assert_eq!(on_speeches("count --by decade").run().code, Some(2));
    let done = on_speeches("count --by year,year").run();
    assert_eq!((done.code, done.stderr.contains("`--by` has `year` twice")), (Some(2), true), "{done:?}");
}

#[test]
fn terminal_output_has_bars_and_shades() {
    let shown = |line: &str, columns| {
        let launch = Launch::kzq().size(columns, 20);
        let collection = file_in(launch.home(), "speeches.ron", SPEECHES);
        let launch = line.split(' ').fold(launch, Launch::arg).arg("--data").arg(collection);
        let mut session = launch.start();
        assert_eq!(session.wait_for_exit(), Exit::Code(0));
        session.screen()
    };
    let years = shown("count --by year", 80);
    assert!(years.contains("█ verbatim  ▒ reported  ░ summary"), "{years}");
    assert!(years.lines().any(|line| line.starts_with("1941") && line.trim_end().ends_with("  █▒")), "{years}");
    let grid = shown("count --by topic,year", 80);
    assert!(grid.lines().any(|line| line.starts_with("War") && line.contains("▒ 1") && line.contains("█ 2")), "{grid}");
    // Columns that do not fit side by side follow below.
    let narrow = shown("count --by topic,year", 30);
    assert_eq!(narrow.lines().filter(|line| line.starts_with("topic × year")).count(), 3, "{narrow}");
}

/// Another collection, with a topic that has the same path but another meaning.
const TRADE: &str = r#"(schema: 1, id: "trade", title: "Trade",
    topics: [(id: "war", label: "Tariff war")],
    entries: [Quote(id: "tariff", date: "1941-03", topics: ["war"], text: "A tariff is a wall."),])"#;

#[test]
fn topics_with_the_same_path_show_their_collection() {
    let printed = |line: &str| {
        let run = on_speeches(line);
        let trade = file_in(run.home(), "trade.ron", TRADE);
        let done = run.arg("--data").arg(trade).run();
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{done:?}");
        done.stdout
    };
    assert_data_eq!(
        printed("topics"),
        str![[r"
topic               verbatim  reported  summary  id
War (Speeches)             2         1        0  war@speeches
  At sea                   1         1        0  war/sea
Peace                      2         1        0  peace
Tariff war (Trade)         1         0        0  war@trade

"]]
    );
    assert_data_eq!(
        printed("count --by topic,year year:1941"),
        str![[r"
topic × year        1941
War (Speeches)         2
  At sea               1
Peace                  1
Tariff war (Trade)     1

"]]
    );
    let csv = printed("count --by topic --csv");
    assert!(csv.contains("\nwar@speeches,War,") && csv.contains("\nwar@trade,Tariff war,"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&printed("topics --json")).unwrap();
    let ids: Vec<&str> = json.as_array().unwrap().iter().filter_map(|topic| topic["id"].as_str()).collect();
    assert_eq!(ids, ["war@speeches", "war/sea", "peace", "war@trade"]);
    // The printed id is a value for `topic:`; in an entry, the collection tells which topic it is.
    let found = printed("search topic:war@trade -f ids");
    assert!(found.trim_end().ends_with("tariff") && found.lines().count() == 1, "{found}");
    let json: serde_json::Value =
        serde_json::from_str(&printed("search topic:war kind:verbatim date:1941 --json")).unwrap();
    let found: Vec<(&str, &str)> = json
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["collection"].as_str().unwrap(), entry["topics"][0].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("speeches", "war"), ("trade", "war")]);
}
