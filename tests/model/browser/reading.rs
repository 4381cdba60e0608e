//! Reading entry by entry: the compact list, the rows of a page, the quiet page, random entries and recordings.

use std::sync::Arc;

use kzq_corpus::{Corpus, EntryId};
use kzq_search::{Facet, FacetValue};
use kzq_shelf::ShelfFacet;
use kzq_tui::app::{Effect, Event, Focus, MouseKind, SessionLoaded};
use kzq_tui::keys::action::Action;
use kzq_tui::layout::view_kind::ViewKind;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};

use super::harness::{Browser, look};

/// The screen sizes that are tested.
const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (60, 20), (45, 15)];

/// The number of screen rows on which a list entry begins.
fn rows_of_entries(screen: &str) -> usize {
    let begins = |line: &&str| {
        ["┃ ", "┃▌"].iter().any(|edge| {
            let after = line.split_once(edge).map_or("", |(_, after)| after);
            after.starts_with(['“', '⟶', '≈'])
        })
    };
    screen.lines().filter(begins).count()
}

#[test]
fn compact_list_has_one_row_per_entry() {
    for (columns, rows) in SIZES {
        let mut browser = Browser::open(columns, rows);
        if rows >= 24 {
            browser.keys("c");
        }
        browser.keys("sj ");
        insta::assert_snapshot!(format!("compact_{columns}x{rows}"), browser.screen());
    }
}

#[test]
fn short_screen_uses_a_compact_list_unless_the_user_decides() {
    let mut browser = Browser::open(60, 23);
    let compact = rows_of_entries(&browser.screen());
    assert!(compact > 10, "{}", browser.screen());
    browser.event(Event::Resize(60, 24));
    let roomy = rows_of_entries(&browser.screen());
    assert!(roomy < compact / 2, "{}", browser.screen());
    // The user's choice is kept at every size.
    browser.keys("c").event(Event::Resize(60, 40));
    assert!(rows_of_entries(&browser.screen()) > compact);
    browser.event(Event::Resize(60, 23)).keys("c");
    assert!(rows_of_entries(&browser.screen()) < compact);
    browser.event(Event::Resize(60, 40));
    assert!(rows_of_entries(&browser.screen()) < compact, "several rows an entry, here as before");
}

#[test]
fn compact_list_is_restored_with_the_session() {
    let mut yesterday = Browser::open(80, 24);
    yesterday.keys("c");
    let session = yesterday.model.session_state();
    let mut today = Browser::open(80, 24);
    let before = rows_of_entries(&today.screen());
    today.event(Event::SessionLoaded(Box::new(SessionLoaded { session, ..SessionLoaded::default() })));
    assert!(rows_of_entries(&today.screen()) > 2 * before, "{}", today.screen());
}

#[test]
fn click_in_a_compact_list_selects_the_clicked_row() {
    let mut browser = Browser::open(60, 20);
    let first = browser.reading();
    browser.click(MouseKind::Click, 10, 5 + 3);
    let clicked = browser.reading();
    assert_ne!(clicked, first);
    browser.keys("kkk");
    assert_eq!(browser.reading(), first);
    browser.click(MouseKind::DoubleClick, 10, 5 + 3);
    assert_eq!((browser.reading(), browser.model.focus()), (clicked, Focus::Detail));
}

#[test]
fn compact_list_cursor_stays_visible_among_near_matches() {
    let entry = |word: &str, n: usize| format!("Quote(id: \"{word}{n}\", by: \"s\", text: \"The {word} {n}.\"),");
    let entries: String = (0..9).flat_map(|n| [entry("harbour", n), entry("harbuor", n)]).collect();
    let ron = format!(r#"(schema: 1, id: "t", title: "T", speakers: {{"s": (name: "S")}}, entries: [{entries}])"#);
    let mut browser = Browser::open_with(collection(&ron), 45, 15);
    browser.keys("/harbour<Enter>");
    assert_eq!(browser.model.answer().hits.len(), 18);
    for key in ["j", "k"] {
        for _ in 0..17 {
            let screen = browser.keys(key).screen();
            assert!(screen.contains('▌'), "{screen}");
        }
    }
    // The divider is visible on the way.
    browser.keys("jjjjjjjjjjjjjjjj");
    assert!(browser.screen().contains("near words"), "{}", browser.screen());
}

/// The column and row of the screen where a text begins.
fn place_of(browser: &Browser, text: &str) -> (u16, u16) {
    let screen = browser.screen();
    let places = screen.lines().enumerate().filter_map(|(row, line)| {
        let (before, _) = line.split_once(text)?;
        Some((u16::try_from(kzq_text::width::width(before)).unwrap(), u16::try_from(row).unwrap()))
    });
    places.last().unwrap_or_else(|| panic!("{text} is on the screen:\n{screen}"))
}

fn collection(ron: &str) -> Arc<Corpus> {
    Arc::new(Corpus::merge(vec![kzq_corpus::read("test.ron", ron.as_bytes())]).0)
}

#[test]
fn page_rows_can_be_selected_and_opened() {
    let mut browser = Browser::open(120, 36);
    let first = browser.reading();
    // The first of three rows with paraphrases.
    browser.keys("3}");
    assert!(browser.screen().contains("SAID AS ▌≈ In this interview"), "{}", browser.screen());
    browser.keys("<Enter>");
    let paraphrase = browser.reading();
    assert_ne!(paraphrase, first);
    assert_eq!(browser.model.focus(), Focus::Detail);
    // It is a jump, so Ctrl-o goes back.
    browser.keys("<Ctrl-o>");
    assert_eq!(browser.reading(), first);
    // Below them is the topic, which filters the list.
    browser.keys("}}}}");
    assert!(browser.screen().contains("TOPICS  ▌New Kazakhstan"), "{}", browser.screen());
    browser.keys("<Enter>");
    assert_eq!(browser.model.focus(), Focus::List);
    let topic = match browser.model.selection().only(Facet::Topic) {
        Some(FacetValue::Topic(topic)) => Some(browser.model.corpus().topic(topic).label.to_string()),
        _ => None,
    };
    assert_eq!(topic.as_deref(), Some("New Kazakhstan"));
    browser.keys("<Ctrl-o>");
    assert_eq!((browser.model.selection().only(Facet::Topic), browser.reading()), (None, first));
}

#[test]
fn selected_page_row_scrolls_into_view() {
    for (columns, rows) in SIZES {
        let mut browser = Browser::open(columns, rows);
        browser.keys("3}}}}");
        let screen = browser.screen();
        assert!(screen.contains("TOPICS  ▌New Kazakhstan"), "{screen}");
        insta::assert_snapshot!(format!("rows_{columns}x{rows}"), screen);
        // Enter does not open a row that has been scrolled out of view.
        browser.keys("gg");
        let reading = browser.reading();
        if rows < 24 {
            browser.keys("<Enter>");
            assert_eq!(browser.reading(), reading);
            assert!(browser.model.selected_link().is_some(), "it selects a row");
        }
    }
}

#[test]
fn page_without_rows_to_open_shows_a_message() {
    let mut browser = Browser::open_with(
        collection(
            r#"(schema: 1, id: "t", title: "T", speakers: {"s": (name: "S")},
        entries: [Quote(id: "a", by: "s", text: "One.")])"#,
        ),
        80,
        24,
    );
    browser.keys("3}");
    assert!(browser.screen().contains("no rows to open on this page"), "{}", browser.screen());
    browser.keys("{<Enter>");
    assert_eq!(browser.reading(), "a");
}

#[test]
fn click_opens_a_page_row() {
    let mut browser = Browser::open(120, 36);
    let first = browser.reading();
    let (column, row) = place_of(&browser, "≈ President Kassym-Jomart");
    browser.click(MouseKind::Click, column + 2, row);
    let opened = browser.reading();
    assert_ne!(opened, first);
    // The second click of a double click does not open another one.
    browser.click(MouseKind::DoubleClick, column + 2, row);
    assert_eq!(browser.reading(), opened);
    browser.keys("<Ctrl-o>");
    let (column, row) = place_of(&browser, "New Kazakhstan");
    browser.click(MouseKind::Click, column, row);
    assert!(browser.model.selection().only(Facet::Topic).is_some());
}

#[test]
fn next_and_previous_entry_open_from_the_detail_pane() {
    for (columns, rows) in SIZES {
        let mut browser = Browser::open(columns, rows);
        let first = browser.reading();
        browser.keys("<Enter><Ctrl-n>");
        let second = browser.reading();
        assert_ne!(second, first);
        assert_eq!(browser.model.focus(), Focus::Detail);
        browser.keys("<Ctrl-n><Ctrl-p><Ctrl-p><Ctrl-p>");
        assert_eq!(browser.reading(), first);
        assert!(browser.screen().contains("already at the first entry"));
    }
}

#[test]
fn entry_views_move_to_the_next_entry() {
    type View = (&'static str, fn(EntryId) -> ViewKind);
    let views: [View; 4] =
        [("=", ViewKind::Compare), ("i", ViewKind::Interview), ("r", ViewKind::Related), ("f", ViewKind::Quiet)];
    for (key, kind) in views {
        let mut browser = Browser::open(120, 36);
        browser.keys(key).keys("<Ctrl-n>");
        let entry = browser.model.entry().unwrap();
        assert_eq!(browser.model.view().map(|view| view.kind().clone()), Some(kind(entry)), "{key}");
        assert_eq!(entry.index(), 1);
        browser.keys("<Esc>");
        assert!(browser.model.view().is_none());
    }
    // The keywords belong to all entries.
    let mut browser = Browser::open(120, 36);
    browser.keys("K<Ctrl-n>");
    assert!(browser.screen().contains("this view is not about a single entry"));
    assert_eq!(browser.model.entry().unwrap().index(), 0);
}

#[test]
fn quiet_page_shows_only_one_quotation() {
    for (columns, rows) in SIZES {
        let mut browser = Browser::open(columns, rows);
        let screen = browser.keys("f").screen();
        insta::assert_snapshot!(format!("quiet_{columns}x{rows}"), &screen);
        assert!(!screen.contains('│') && !screen.contains("filter"), "{screen}");
        assert_eq!(browser.screen_in(&look(ThemeName::Light)), screen, "the same in a light theme");
        // A paraphrase has no quotation marks and is labelled.
        let screen = browser.keys("<Esc>/kind:reported<Enter>f").screen();
        insta::assert_snapshot!(format!("quiet_reported_{columns}x{rows}"), &screen);
        assert!(screen.contains("not the speaker"), "{screen}");
    }
}

#[test]
fn quiet_page_moves_between_entries_with_movement_keys() {
    let mut browser = Browser::open(80, 24);
    browser.keys("f");
    for (number, key) in (1..).zip(["j", "<Down>", "<Ctrl-n>", "l", "<Right>", " ", "<PgDn>"]) {
        assert_eq!(browser.keys(key).model.entry().unwrap().index(), number, "{key}");
    }
    for (number, key) in (0..7).rev().zip(["k", "<Up>", "<Ctrl-p>", "h", "<Left>", "<PgUp>", "<Ctrl-u>"]) {
        assert_eq!(browser.keys(key).model.entry().unwrap().index(), number, "{key}");
    }
    for key in ["<Esc>", "f"] {
        browser.keys("2f").keys(key);
        assert!(browser.model.view().is_none(), "{key}");
        assert_eq!(browser.effects, [], "{key} does not quit");
    }
}

#[test]
fn quiet_page_scrolls_a_long_text_before_moving_on() {
    let text = "All work and no play. ".repeat(200);
    let ron = format!(
        r#"(schema: 1, id: "t", title: "T", speakers: {{"s": (name: "S")}},
        entries: [Quote(id: "long", by: "s", text: "{text}"), Quote(id: "short", by: "s", text: "Play.")])"#
    );
    for (columns, rows) in SIZES {
        let mut browser = Browser::open_with(collection(&ron), columns, rows);
        browser.keys("f");
        let top = browser.screen();
        assert_eq!(browser.keys("j").reading(), "long");
        assert_ne!(browser.screen(), top, "a line further");
        assert_eq!(browser.keys("G").reading(), "long");
        assert!(browser.screen().contains("— S, "), "{}", browser.screen());
        assert_eq!(browser.keys("j").reading(), "short", "and then the next");
        assert_eq!(browser.keys("k").reading(), "long");
    }
}

#[test]
fn quiet_page_supports_copy_star_search_and_help() {
    let mut browser = Browser::open(80, 24);
    browser.keys("fy");
    assert!(browser.copied().unwrap().contains("moving forward"));
    browser.keys("s");
    assert_eq!(browser.model.shelf_state().shelf().count(ShelfFacet::Starred), 1);
    browser.keys("/process<Enter>");
    assert!(browser.model.find().is_some_and(|find| !find.is_empty()));
    browser.keys("?");
    assert!(browser.screen().contains("━ Keys ━"), "{}", browser.screen());
}

#[test]
fn short_screen_folds_a_preview_that_repeats_the_page() {
    let mut browser = Browser::open(80, 24);
    let words = |browser: &Browser| browser.screen().matches("We are moving forward with").count();
    let screen = browser.screen();
    assert!(screen.contains("y will paste this with"), "{screen}");
    assert!(screen.contains("— Kassym-Jomart Tokayev, Talk to Al"), "{screen}");
    assert_eq!(words(&browser), 2, "in the list and on the page:\n{screen}");
    let folded = browser.model.page_height();
    // If the copied text differs from the page, the preview shows it.
    browser.keys("v ");
    assert!(browser.model.page_height() < folded, "{}", browser.screen());
    browser.keys("<Esc><Esc> j ");
    assert!(!browser.screen().contains("paste this"), "two entries are marked:\n{}", browser.screen());
    // A tall screen has room for the whole preview.
    browser.event(Event::Resize(120, 36)).keys("U");
    assert!(browser.screen().contains("y will paste ┄"), "{}", browser.screen());
}

#[test]
fn random_entry_is_chosen_from_the_filtered_list() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/china<Enter>");
    let found: Vec<_> = browser.model.answer().hits.iter().map(|hit| hit.entry).collect();
    let first = browser.model.entry();
    let mut read = Vec::new();
    for _ in 0..20 {
        let before = browser.model.entry();
        let entry = browser.keys("R").model.entry();
        assert_ne!(entry, before, "always another one");
        assert!(found.contains(&entry.unwrap()));
        read.push(entry);
    }
    read.sort();
    read.dedup();
    assert!(read.len() > found.len().min(20) / 2, "{} of {}", read.len(), found.len());
    // Each was a jump.
    browser.keys(&"<Ctrl-o>".repeat(20));
    assert_eq!(browser.model.entry(), first);
    browser.keys("<Esc>fR");
    assert!(browser.model.is_quiet(), "also on the quiet page");
    let mut lonely = Browser::open(120, 36);
    lonely.keys("/id:digital-within-five-years<Enter>R");
    assert!(lonely.screen().contains("no other entry in the list"), "{}", lonely.screen());
}

#[test]
fn random_entry_can_be_beyond_the_first_results() {
    let entries: String =
        (0..1200).map(|n| format!("Quote(id: \"e{n}\", by: \"s\", text: \"Word {n}.\"),")).collect::<Vec<_>>().concat();
    let ron = format!(r#"(schema: 1, id: "t", title: "T", speakers: {{"s": (name: "S")}}, entries: [{entries}])"#);
    let mut browser = Browser::open_with(collection(&ron), 80, 24);
    let mut furthest = 0;
    for _ in 0..12 {
        browser.keys("R");
        furthest = furthest.max(browser.model.list_cursor().index);
        assert_eq!(browser.model.entry().unwrap().index(), browser.model.list_cursor().index);
    }
    assert!(furthest >= 500, "{furthest}");
}

#[test]
fn recording_opens_at_the_time_of_the_quotation() {
    let ron = r#"(schema: 1, id: "t", title: "T", speakers: {"s": (name: "S")},
        sources: {"v": (kind: Broadcast, title: "Talk", url: "https://youtu.be/abc"), "p": (kind: Article, title: "P", url: "https://a.example/p")},
        entries: [
            Quote(id: "a", by: "s", text: "One.", source: (id: "v"), time: "12:34"),
            Quote(id: "b", by: "s", text: "Two.", source: (id: "v"), time: "near the end"),
            Quote(id: "c", by: "s", text: "Three.", source: (id: "p")),
        ])"#;
    let mut browser = Browser::open_with(collection(ron), 80, 24);
    browser.keys("ojojo");
    let recording = Effect::OpenRecording { url: "https://youtu.be/abc".into(), seconds: 754 };
    let pages = ["https://youtu.be/abc", "https://a.example/p"].map(|url| Effect::OpenUrl(url.into()));
    assert_eq!(browser.effects, [[recording].as_slice(), &pages].concat());
}

#[test]
fn footer_hints_are_clickable() {
    let mut browser = Browser::open(120, 36);
    let (column, row) = place_of(&browser, "s star");
    assert_eq!(row, 35);
    browser.click(MouseKind::Click, column, row);
    assert_eq!(browser.model.shelf_state().shelf().count(ShelfFacet::Starred), 1);
    // The key, the space and the label are clickable; the gap between two hints is not.
    browser.keys("2").click(MouseKind::Click, column + 5, row);
    assert_eq!(browser.model.shelf_state().shelf().count(ShelfFacet::Starred), 0);
    browser.keys("2").click(MouseKind::Click, column + 6, row);
    assert_eq!(browser.model.shelf_state().shelf().count(ShelfFacet::Starred), 0);
    browser.keys("2");
    let (column, row) = place_of(&browser, "Enter read");
    browser.click(MouseKind::Click, column, row);
    assert_eq!(browser.model.focus(), Focus::Detail);
    // Next to a message, the clickable areas match the hints as drawn.
    browser.keys("y").event(Event::EffectDone("copied".into()));
    let (column, row) = place_of(&browser, "? keys");
    browser.click(MouseKind::Click, column, row);
    assert!(browser.model.popup().is_some(), "{}", browser.screen());
    // The help has its own hints.
    let (column, row) = place_of(&browser, "close");
    browser.click(MouseKind::Click, column, row);
    assert!(browser.model.popup().is_none());
    let (column, row) = place_of(&browser, "q quit");
    browser.click(MouseKind::Click, column, row);
    assert_eq!(browser.effects.last(), Some(&Effect::Quit));
}

#[test]
fn the_mouse_or_a_paste_ends_a_sequence_of_keys() {
    let mut browser = Browser::open(120, 36);
    browser.keys("jjjg").click(MouseKind::WheelDown, 110, 20).keys("g");
    assert_eq!(browser.model.list_cursor().index, 3);
    // In a view, a paste goes nowhere.
    let mut browser = Browser::open(120, 36);
    browser.keys("ijjjg");
    let before = browser.model.view().unwrap().cursor().index;
    browser.event(Event::Paste("words".into())).keys("g");
    assert_eq!(browser.model.view().unwrap().cursor().index, before);
}

#[test]
fn both_ways_through_the_rows_of_a_page_are_offered_only_if_there_are_rows() {
    let bare = collection(r#"(schema: 1, id: "t", title: "T", entries: [Quote(id: "a", text: "One.")])"#);
    for (browser, has_rows) in [(Browser::open(120, 36), true), (Browser::open_with(bare, 120, 36), false)] {
        for action in [Action::NextLink, Action::PreviousLink] {
            assert_eq!(browser.model.is_available(action), has_rows, "{action:?}");
        }
    }
}

#[test]
fn a_compact_row_keeps_an_excerpt_apart_from_what_is_beside_it() {
    let ascii = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
    for columns in 100..=200 {
        let mut browser = Browser::open(columns, 36);
        browser.keys("c/nations<Enter>");
        let screen = browser.screen_in(&ascii);
        // A full stop may come before an ellipsis.
        let marked = |row: &str| row.replace("....", ".…").replace("...", "…");
        let rows: Vec<String> = screen.lines().filter_map(|row| row.split('#').nth(1)).map(marked).collect();
        let cut: Vec<&str> = rows.iter().filter_map(|row| Some(row.split_once('…')?.1)).collect();
        assert!(cut.len() > 3, "{screen}");
        for words in cut {
            let beside = words.split_once('…').map_or("", |(_, beside)| beside);
            assert!(!words.contains("..") && (beside.is_empty() || beside.starts_with(' ')), "{words}\n{screen}");
        }
    }
}

#[test]
fn view_of_a_whole_source_is_named_after_its_kind() {
    let kinds = [
        ("Article", "Article"),
        ("Broadcast", "Broadcast"),
        ("Book", "Book"),
        ("Speech", "Speech"),
        ("Document", "Document"),
        ("Web", "Web page"),
        ("Summary(machine: true)", "Summary"),
        ("Other", "Source"),
    ];
    for (kind, name) in kinds {
        let ron = format!(
            r#"(schema: 1, id: "c", title: "C", sources: {{"s": (kind: {kind}, title: "Nets of Lowmoor")}},
            entries: [Quote(id: "q", text: "It holds.", source: (id: "s"))])"#
        );
        let screen = Browser::open_with(collection(&ron), 80, 24).keys("i").screen();
        assert!(screen.contains(&format!("i {name}  Nets of Lowmoor")), "{kind}:\n{screen}");
    }
    let ron = r#"(schema: 1, id: "c", title: "C", entries: [Quote(id: "q", text: "It holds.")])"#;
    let screen = Browser::open_with(collection(ron), 80, 24).keys("i").screen();
    assert!(screen.contains("i No source"), "{screen}");
}
