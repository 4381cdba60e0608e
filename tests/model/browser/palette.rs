//! The palette: finds every command by name and runs it where the user was.

use kzq_export::Format;
use kzq_search::Facet;
use kzq_tui::app::{Effect, Event, Focus, MouseKind, Popup};
use kzq_tui::ui::{Theme, ThemeName};

use super::harness::Browser;

#[test]
fn palette_matches_snapshots_at_every_width() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 10)] {
        let mut browser = Browser::open(columns, rows);
        insta::assert_snapshot!(format!("palette_{columns}x{rows}"), browser.keys(":copy").screen());
    }
    let mut browser = Browser::open(120, 36);
    insta::assert_snapshot!("palette_all_120x36", browser.keys(":").screen());
    for (columns, rows) in [(120, 36), (80, 24), (60, 20)] {
        let mut browser = Browser::open(columns, rows);
        insta::assert_snapshot!(format!("palette_names_{columns}x{rows}"), browser.keys(":to").screen());
    }
}

/// The message in the footer.
fn toast(browser: &Browser) -> &str {
    browser.model.toast().map_or("", |toast| toast.text.as_str())
}

#[test]
fn number_jumps_to_that_row() {
    let mut browser = Browser::open(120, 36);
    let row = |browser: &Browser| browser.model.list_cursor().index + 1;
    browser.keys(":12<Enter>");
    assert_eq!((row(&browser), toast(&browser)), (12, ""));
    // It also works from a view and from the filter; `Ctrl-o` goes back.
    browser.keys("i:3<Enter>");
    assert_eq!((row(&browser), browser.model.view().is_none()), (3, true));
    browser.keys("/<F2>7<Enter>");
    assert_eq!((row(&browser), browser.model.focus()), (7, Focus::List));
    browser.keys("<Ctrl-o>");
    assert_eq!(row(&browser), 3);
    for beyond in ["43", "99999999999999999999999"] {
        browser.keys("gg:").keys(beyond).keys("<Enter>");
        assert_eq!((row(&browser), toast(&browser)), (42, "the list has only 42 rows: this is the last"));
    }
    browser.keys(":0<Enter>");
    assert_eq!(row(&browser), 1);
    browser.keys("/zzzzzz<Enter>:1<Enter>");
    assert_eq!(toast(&browser), "the list is empty");
}

#[test]
fn number_jumps_to_a_row_beyond_the_first_results() {
    let entries: String = (1..=900)
        .map(|number| format!("Quote(id: \"e{number}\", by: \"a\", text: \"Word {number}.\"),"))
        .collect::<Vec<_>>()
        .concat();
    let text = format!(r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada")}}, entries: [{entries}])"#);
    let corpus = kzq_corpus::read("c", text.as_bytes()).corpus.unwrap();
    let mut browser = Browser::open_with(corpus.into(), 120, 36);
    browser.keys(":731<Enter>");
    assert_eq!(browser.model.list_cursor().index, 730);
}

#[test]
fn commands_are_completed_and_take_arguments() {
    let mut browser = Browser::open(120, 36);
    let palette = |browser: &Browser| match browser.model.popup() {
        Some(Popup::Palette(palette)) => palette.edit.text().to_string(),
        _ => String::new(),
    };
    browser.keys(":so<Tab>");
    assert_eq!(palette(&browser), "sort ");
    browser.keys("<Down><Tab>");
    assert_eq!(palette(&browser), "sort speaker");
    browser.keys("<Enter>");
    assert_eq!(browser.model.filter().text().as_str(), "sort:speaker");
    // The new order replaces the old one, and the rest of the filter is kept.
    browser.keys("/<End> council<Enter>:sort<Enter>date<Enter>");
    assert_eq!(browser.model.filter().text().as_str(), "council sort:date");
    browser.keys(":sort size<Enter>");
    assert_eq!(toast(&browser), "no order “size”");
    assert!(browser.screen().contains("no order “size”"), "{}", browser.screen());
    browser.keys("<Ctrl-u>wibble<Enter>");
    assert_eq!(toast(&browser), "no command “wibble”");
    browser.keys("<Ctrl-u>q<Enter>");
    assert_eq!(browser.effects.last(), Some(&Effect::Quit));
}

#[test]
fn open_accepts_only_loaded_collections() {
    let mut browser = Browser::open(120, 36);
    let id = browser.model.corpus().collections()[0].id.to_string();
    browser.keys(":open ").keys(&id[..3]).keys("<Enter>");
    assert_eq!(browser.model.filter().text().as_str(), format!("collection:{id}"));
    browser.keys(":open more.ron<Enter>");
    assert_eq!(toast(&browser), "“more.ron” is not loaded: start kzq with it, as in `kzq -d more.ron`");
}

#[test]
fn topics_speakers_and_lists_set_their_facet() {
    let mut browser = Browser::open(120, 36);
    browser.keys("Lnto quote<Enter><Esc>");
    browser.keys(":energy<Enter>");
    assert!(browser.model.selection().only(Facet::Topic).is_some());
    browser.keys(":speaker tokayev<Enter>");
    assert!(browser.model.selection().only(Facet::Speaker).is_some());
    browser.keys(":speaker tokayev<Enter>");
    assert!(browser.model.selection().only(Facet::Speaker).is_some(), "it is never taken away");
    browser.keys(":to quote<Enter>");
    assert!(browser.model.selection().only(Facet::Shelf).is_some(), "{}", browser.screen());
}

#[test]
fn saved_search_can_be_found_and_run() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/council sort:date<Enter>:save Monday talk<Enter><Esc>1jj<Enter>2i:monday");
    let screen = browser.screen();
    let row = screen.lines().find(|line| line.contains("saved search")).unwrap_or_default();
    assert!(row.contains("Monday talk") && row.contains("council sort:date"), "{screen}");
    for keys in ["<Enter>", ":search mon<Enter>"] {
        browser.keys(keys);
        // It replaces the filter and the facets; running it again changes nothing.
        assert_eq!(browser.model.filter().text().as_str(), "council sort:date");
        assert!(browser.model.selection().is_empty() && browser.model.view().is_none());
    }
    browser.keys(":search tuesday<Enter>");
    assert_eq!(toast(&browser), "no saved search “tuesday”");
}

#[test]
fn format_name_copies_in_that_format() {
    let mut browser = Browser::open(120, 36);
    browser.keys(":markdown<Enter>");
    assert!(browser.copied().unwrap().starts_with("> "), "{:?}", browser.copied());
    browser.keys("Y");
    let Some(Popup::Copy(menu)) = browser.model.popup() else { panic!("the menu is open") };
    assert_eq!(menu.format(), Format::Markdown, "it is the format used last");
    // Selected words are copied as an excerpt, which has no choice of format.
    browser.keys("<Esc>v:copy as m");
    assert!(!browser.screen().contains("copy as Markdown"), "{}", browser.screen());
}

#[test]
fn selected_theme_is_previewed() {
    let mut browser = Browser::open(120, 36);
    let theme = |name| Some(Theme::builtin(name));
    let shown = |browser: &Browser| browser.model.theme().copied();
    browser.keys(":theme ");
    assert_eq!(shown(&browser), theme(ThemeName::Dark));
    browser.keys("<Down><Down><Down>");
    assert_eq!(shown(&browser), theme(ThemeName::Paper));
    browser.keys("<Esc>");
    assert_eq!(shown(&browser), None);
    browser.keys(":paper<Enter>");
    assert_eq!(shown(&browser), theme(ThemeName::Paper));
    assert_eq!(toast(&browser), "theme paper until you quit; `theme` in the settings keeps it");
    browser.keys(":theme night<Esc>");
    assert_eq!(shown(&browser), theme(ThemeName::Paper));
}

#[test]
fn commands_run_where_the_palette_was_opened() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/security council<Enter>");
    let reading = browser.reading();
    browser.keys(":copy<Enter>");
    assert!(browser.copied().is_some() && browser.model.popup().is_none());
    browser.keys(":interview<Enter>");
    assert!(browser.model.view().is_some());
    browser.keys(":next-section<Enter>");
    browser.keys(":close<Esc>:one step back<Enter>");
    assert_eq!((browser.model.view().is_none(), browser.reading()), (true, reading));
    browser.keys(":quit<Enter>");
    assert_eq!(browser.effects.last(), Some(&Effect::Quit));
}

#[test]
fn palette_opens_over_filter_view_and_phrase_selection() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/cpc:<F2>keep<Enter>");
    assert_eq!((browser.model.focus(), browser.model.filter().text().as_str()), (Focus::List, "cpc:"));
    browser.keys("<Esc>v<F2>next-word<Enter>:toggle-anchor<Enter>:swap<Enter>");
    assert!(browser.model.phrase_select().unwrap().has_anchor());
    browser.keys("<Esc><Esc>K<Down>:clip");
    let screen = browser.screen();
    assert!(!screen.contains("select-phrase") && screen.contains("no command “"), "{screen}");
    assert!(browser.keys("<Ctrl-w>go").screen().contains("go to the entry"), "{}", browser.screen());
    browser.keys("<F2>");
    assert!(browser.model.popup().is_none() && browser.model.view().is_some());
}

#[test]
fn esc_closes_the_palette_without_changes() {
    let mut browser = Browser::open(80, 24);
    let before = browser.screen();
    browser.keys(":star<Down><Esc>");
    assert_eq!((browser.screen(), browser.effects.len()), (before, 0));
    browser.keys(":zzzz<Enter>");
    assert!(browser.screen().contains("no command “"), "{}", browser.screen());
    assert!(matches!(browser.model.popup(), Some(Popup::Palette(_))), "it can be opened again");
    browser.keys("<Ctrl-u>").event(Event::Paste("marks\n".into()));
    assert!(!browser.screen().contains("unmark-all"), "nothing is marked");
}

#[test]
fn click_selects_a_row_and_second_click_runs_it() {
    let mut browser = Browser::open(80, 24);
    browser.keys(":copy");
    browser.click(MouseKind::WheelDown, 40, 10).click(MouseKind::WheelUp, 40, 10);
    let row = browser.screen().lines().position(|line| line.contains("copy-as")).unwrap();
    let row = u16::try_from(row).unwrap();
    browser.click(MouseKind::Click, 40, row).click(MouseKind::Click, 40, row);
    assert!(matches!(browser.model.popup(), Some(Popup::Copy(_))));
    browser.keys("<Esc>:copy").click(MouseKind::Click, 0, 0);
    assert!(browser.model.popup().is_none());
}
