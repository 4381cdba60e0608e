//! Help for users who do not know the fields: `Tab` completes fields and values, errors are marked in place, and an
//! empty result suggests another query.

use std::fmt::Write as _;
use std::sync::Arc;

use kzq_tui::app::Focus;
use kzq_tui::ui::ThemeName;
use ratatui::style::Modifier;

use super::harness::{Answers, Browser, look};

const READER: &str = r#"(
    schema: 1, id: "reader", title: "A reader",
    speakers: {
        "austen": (name: "Jane Austen"), "churchill": (name: "Winston Churchill"), "chaplin": (name: "Charlie Chaplin"),
        "orwell": (name: "George Orwell", aliases: ["Eric Blair"]),
    },
    sources: { "emma": (kind: Book, title: "Emma", date: "1815"), "hansard": (kind: Speech, title: "Hansard", date: "1940") },
    topics: [(id: "war", label: "War", topics: [(id: "cold-war", label: "Cold War")]), (id: "love", label: "Love")],
    entries: [
        Quote(id: "emma", by: "austen", source: (id: "emma"), topics: ["love"], text: "I always deserve the best treatment."),
        Quote(id: "hand", by: "austen", source: (id: "emma"), topics: ["love"], text: "Silly things do cease to be silly."),
        Quote(id: "beaches", by: "churchill", source: (id: "hansard"), topics: ["war"], text: "We shall fight on the beaches."),
        Quote(id: "hour", by: "churchill", source: (id: "hansard"), topics: ["war"], text: "This was their finest hour."),
        Quote(id: "curtain", by: "churchill", topics: ["war/cold-war"], text: "An iron curtain has descended."),
        Quote(id: "rainbow", by: "chaplin", text: "You'll never find a rainbow if you're looking down."),
        Quote(id: "nose", by: "orwell", text: "To see what is in front of one's nose needs a constant struggle."),
    ],
)"#;

fn open(columns: u16, rows: u16) -> Browser {
    let corpus = kzq_corpus::read("reader.ron", READER.as_bytes()).corpus.unwrap();
    Browser::open_with(Arc::new(corpus), columns, rows)
}

fn filter(browser: &Browser) -> String {
    browser.model.filter().text().to_string()
}

fn found(browser: &Browser) -> usize {
    browser.model.answer().found
}

/// The displayed candidates with their counts, the selected one in brackets.
fn candidates(browser: &Browser) -> Vec<String> {
    let Some((completion, selected)) = browser.model.completion() else { return Vec::new() };
    let label = |(at, candidate): (usize, &kzq_search::Candidate)| {
        let count = candidate.count.map(|count| format!(" {count}")).unwrap_or_default();
        let label = format!("{}{count}", candidate.label);
        if at == selected { format!("[{label}]") } else { label }
    };
    completion.candidates.iter().enumerate().map(label).collect()
}

#[test]
fn tab_completes_fields_and_values() {
    let mut browser = open(120, 36);
    browser.keys("/sp");
    assert_eq!(candidates(&browser), [""; 0]);
    browser.keys("e");
    assert_eq!(candidates(&browser), ["[speaker:]"]);
    browser.keys("<Tab>");
    assert_eq!(filter(&browser), "speaker:");
    let all = ["[Winston Churchill 3]", "Jane Austen 2", "Charlie Chaplin 1", "George Orwell 1"];
    assert_eq!(candidates(&browser), all);
    browser.keys("ch");
    assert_eq!(candidates(&browser), ["[Winston Churchill 3]", "Charlie Chaplin 1"]);
    browser.keys("u<Tab>");
    assert_eq!((filter(&browser).as_str(), found(&browser)), ("speaker:\"Winston Churchill\"", 3));
    assert_eq!(candidates(&browser), [""; 0]);
    // A second value after a comma, and another field after a minus.
    browser.keys(",blair<Tab>");
    assert_eq!((filter(&browser).as_str(), found(&browser)), ("speaker:\"Winston Churchill\",\"George Orwell\"", 4));
    browser.keys(" -top<Tab>cold<Tab>");
    assert!(filter(&browser).ends_with(" -topic:war/cold-war"), "{}", filter(&browser));
    assert_eq!(found(&browser), 3);
    // Nothing is left to complete.
    browser.keys("<Tab>");
    assert_eq!(browser.model.focus(), Focus::List);
}

#[test]
fn candidates_can_be_selected_and_closed() {
    let mut browser = open(120, 36);
    browser.keys("/speaker:<Ctrl-n><Ctrl-n><Ctrl-p>");
    assert_eq!(candidates(&browser)[1], "[Jane Austen 2]");
    browser.keys("<Ctrl-p><Ctrl-p>");
    assert_eq!(candidates(&browser)[3], "[George Orwell 1]");
    browser.keys("<Tab>");
    assert_eq!((filter(&browser).as_str(), found(&browser)), ("speaker:\"George Orwell\"", 1));

    browser.keys("<Ctrl-u>topic:");
    assert!(!candidates(&browser).is_empty());
    browser.keys("<Esc>");
    assert_eq!((candidates(&browser), filter(&browser).as_str()), (vec![], "topic:"));
    browser.keys("<Tab>");
    assert_eq!((filter(&browser).as_str(), browser.model.focus()), ("topic:", Focus::List));
    browser.keys("/<Right>");
    assert!(!candidates(&browser).is_empty());
    browser.keys("<Esc><Esc>");
    assert_eq!((filter(&browser).as_str(), browser.model.focus()), ("", Focus::Filter));
}

#[test]
fn completion_does_not_change_arrows_and_enter() {
    let mut browser = open(120, 36);
    browser.keys("/love OR sou<Down>");
    assert_eq!(candidates(&browser), ["[source:]"]);
    browser.keys("<Enter>");
    assert_eq!((filter(&browser).as_str(), browser.model.focus()), ("love OR sou", Focus::List));
    assert_eq!(candidates(&browser), [""; 0]);
    // Without candidates, these keys move the list.
    browser.keys("/<Ctrl-u>the<Ctrl-n>");
    assert_eq!(browser.model.list_cursor().index, 1);
    browser.keys("<Ctrl-p>");
    assert_eq!(browser.model.list_cursor().index, 0);
}

#[test]
fn misspelt_name_is_completed_or_suggested() {
    let mut browser = open(120, 36);
    browser.keys("/speaker:chruchill<Tab>");
    assert_eq!(filter(&browser), "speaker:\"Winston Churchill\"");

    browser.keys("<Ctrl-u>austin silly");
    assert_eq!(found(&browser), 0);
    assert!(browser.screen().contains("by Jane Austen: Tab"), "{}", browser.screen());
    browser.keys("<Enter>");
    assert!(browser.screen().contains("by Jane Austen: /, Tab"), "{}", browser.screen());
    browser.keys("/<Tab>");
    assert!(filter(&browser).starts_with("speaker:\"Jane Austen\""), "{}", filter(&browser));
    assert!(found(&browser) > 0);
}

#[test]
fn empty_result_suggests_a_relaxed_query() {
    let mut browser = open(120, 36);
    browser.keys("/iron curtain zebra");
    assert!(browser.screen().contains("1 without zebra: Tab"), "{}", browser.screen());
    browser.keys("<Tab>");
    assert_eq!((filter(&browser).as_str(), found(&browser), browser.model.focus()), ("iron curtain", 1, Focus::Filter));

    browser.keys("<Enter><Esc>1jj<Enter>");
    let facets = format!("{:?}", browser.model.selection());
    assert!(!browser.model.selection().is_empty());
    browser.keys("/rainbow");
    assert!(browser.screen().contains("1 without the facets: Tab"), "{}", browser.screen());
    browser.keys("<Tab>");
    assert_eq!((browser.model.selection().is_empty(), found(&browser)), (true, 1));
    browser.keys("<Enter><Ctrl-o>");
    assert_eq!(format!("{:?}", browser.model.selection()), facets);
}

#[test]
fn suggestion_waits_for_the_search_result() {
    let mut browser = open(120, 36);
    browser.keys("/iron zebra");
    browser.answers = Answers::Late;
    browser.keys("s");
    assert_eq!(browser.model.relaxation(), None);
    browser.deliver();
    assert!(browser.model.relaxation().is_some());
}

#[test]
fn query_error_is_underlined_at_its_position() {
    let underlined = |browser: &Browser, theme| {
        let (buffer, _) = browser.frame(&look(theme));
        let bottom = browser.model.panes().filter.unwrap().bottom();
        let row = &buffer.content[..usize::from(buffer.area.width * bottom)];
        let cells = row.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
        cells.map(|cell| cell.symbol().to_owned()).collect::<String>()
    };
    for (typed, place) in [
        ("war (peace", "("),
        ("love |", "|"),
        ("date:19x war", "19x"),
        ("/a(b/ war", "("),
        ("sort:size", "size"),
        ("war peace", ""),
    ] {
        for (columns, rows) in [(120, 36), (80, 24), (45, 15)] {
            let mut browser = open(columns, rows);
            browser.keys("/").keys(typed);
            for theme in [ThemeName::Dark, ThemeName::Ansi, ThemeName::Mono] {
                assert_eq!(underlined(&browser, theme), place, "{typed} {columns}x{rows} {theme:?}");
            }
        }
    }
}

#[test]
fn query_without_words_finds_nothing_and_shows_a_message() {
    for typed in ["—", "\"\"", "()"] {
        let mut browser = open(120, 36);
        browser.keys("/").keys(typed);
        assert_eq!(found(&browser), 0, "{typed}");
        assert!(browser.screen().contains("nothing to look for"), "{}", browser.screen());
    }
    // An opening quotation mark alone is not an error.
    assert_eq!(found(open(120, 36).keys("/\"")), 7);
}

#[test]
fn misspelt_fields_and_values_show_a_suggestion() {
    for (typed, message) in [
        ("speker:austen", "did you mean speaker:?"),
        ("kind:qute", "did you mean “quote”?"),
        ("topic:lvoe", "did you mean “Love”?"),
    ] {
        let mut browser = open(120, 36);
        browser.keys("/").keys(typed);
        assert!(browser.screen().contains(message), "{}", browser.screen());
    }
}

#[test]
fn completion_matches_snapshots_at_all_screen_sizes() {
    for (columns, rows) in [(120, 36), (80, 24), (45, 15)] {
        let mut browser = open(columns, rows);
        insta::assert_snapshot!(format!("completing_fields_{columns}x{rows}"), browser.keys("/war sou").screen());
        browser.keys("<Ctrl-u>-speaker:<Ctrl-n>");
        insta::assert_snapshot!(format!("completing_values_{columns}x{rows}"), browser.screen());
        browser.keys("<Ctrl-u>iron curtain zebra");
        insta::assert_snapshot!(format!("nothing_found_{columns}x{rows}"), browser.screen());
    }
}

#[test]
fn tab_accepts_the_suggested_field() {
    let mut browser = open(120, 36);
    browser.keys("/speker:austen emma");
    assert!(browser.screen().contains("did you mean speaker:?  Tab takes it"), "{}", browser.screen());
    browser.keys("<Tab>");
    assert_eq!((filter(&browser).as_str(), found(&browser)), ("speaker:austen emma", 2));
    assert_eq!(browser.model.focus(), Focus::Filter);
}

#[test]
fn truncated_filter_text_is_marked_with_an_ellipsis() {
    let long = "curtain OR rainbow OR struggle OR beaches OR treatment";
    let mut browser = open(45, 15);
    browser.keys("/").keys(long);
    let line = |browser: &Browser| browser.screen().lines().nth(1).unwrap().to_owned();
    assert!(line(&browser).contains("/ …") && line(&browser).contains("treatment"), "{}", line(&browser));
    browser.keys("<Home>");
    assert!(line(&browser).contains("/ curtain OR") && line(&browser).contains('…'), "{}", line(&browser));
    browser.keys("<Ctrl-Right><Ctrl-Right><Ctrl-Right><Ctrl-Right><Ctrl-Right><Ctrl-Right>");
    assert_eq!(line(&browser).matches('…').count(), 2, "{}", line(&browser));
}

/// A browser with more names than are searched synchronously.
fn open_with_many_names() -> Browser {
    let mut speakers = String::new();
    for at in 0..20_001 {
        write!(speakers, "\"s{at}\": (name: \"Ada {at}\"),").unwrap();
    }
    let entries = "Quote(id: \"q\", by: \"s1\", text: \"One word.\"), Quote(id: \"r\", by: \"s20000\", text: \"Two.\")";
    let text = format!("(schema: 1, id: \"c\", title: \"C\", speakers: {{{speakers}}}, entries: [{entries}])");
    let corpus = kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap();
    Browser::open_with(Arc::new(corpus), 120, 36)
}

#[test]
fn many_names_are_completed_in_the_background() {
    let mut browser = open_with_many_names();
    browser.layouts_late = true;
    browser.keys("/speaker:ada");
    assert_eq!(candidates(&browser), [""; 0]);
    assert!(browser.model.is_waiting(), "a frame waits a little for them");
    browser.lay_out();
    assert_eq!(candidates(&browser), ["[Ada 1 1]", "Ada 20000 1"]);
    assert!(!browser.model.is_waiting());
    // A key that depends on the candidates does not overtake them, and late results are dropped.
    browser.keys("<Backspace><Backspace>");
    browser.keys("<Tab>");
    assert_eq!(filter(&browser), "speaker:\"Ada 1\"");
    browser.lay_out();
    assert_eq!((candidates(&browser).len(), filter(&browser).as_str()), (0, "speaker:\"Ada 1\""));
}

#[test]
fn palette_finds_the_same_names_when_layout_is_late() {
    let names = |is_late: bool| {
        let mut browser = open_with_many_names();
        browser.layouts_late = is_late;
        browser.keys(":ada 200");
        browser.lay_out();
        browser.screen()
    };
    assert!(names(true).contains("Ada 20000"), "{}", names(true));
    assert_eq!(names(true), names(false));
}
