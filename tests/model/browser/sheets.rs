//! Views: opening, reading and folding them, and returning to them from an entry.

use kzq_tui::app::{Event, Focus, MouseKind};
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};

use super::harness::{Browser, look};

fn comparing(columns: u16, rows: u16) -> Browser {
    let mut browser = Browser::open(columns, rows);
    browser.keys("/id:fully-digitalized-country<Enter>=");
    browser
}

/// The entry at the cursor of the view.
fn target(browser: &Browser) -> String {
    let id = browser.model.target_entry();
    id.map(|id| browser.model.corpus().entry(id).id().to_string()).unwrap_or_default()
}

#[test]
fn esc_closes_a_view_and_q_quits() {
    let mut browser = comparing(120, 36);
    assert!(browser.model.view().is_some());
    browser.keys("?");
    assert!(matches!(browser.model.popup(), Some(kzq_tui::app::Popup::Help { .. })));
    browser.keys("<Esc>").keys("<Esc>");
    assert!(browser.model.view().is_none() && !browser.model.filter().is_empty());
    assert_eq!(browser.effects, []);
    browser.keys("=q");
    assert_eq!(browser.effects, [kzq_tui::app::Effect::Quit]);
}

#[test]
fn the_same_view_is_not_opened_twice() {
    let mut browser = comparing(120, 36);
    browser.keys("==<Esc>");
    assert!(browser.model.view().is_none());
}

#[test]
fn y_copies_the_entry_at_the_cursor() {
    let mut browser = comparing(120, 36);
    assert_eq!(target(&browser), "fully-digitalized-country");
    browser.keys("y");
    assert!(browser.copied().unwrap().contains("someday later"));
    browser.keys("]]y");
    assert_ne!(target(&browser), "fully-digitalized-country");
    assert!(!browser.copied().unwrap().contains("someday later"));
    browser.keys("Y");
    assert!(browser.model.popup().is_some());
    browser.keys("<Esc>");
    assert!(browser.model.popup().is_none() && browser.model.view().is_some());
}

#[test]
fn enter_opens_the_entry_and_ctrl_o_returns() {
    let mut browser = comparing(120, 36);
    browser.keys("]]");
    let (there, at) = (target(&browser), browser.model.view().unwrap().cursor());
    browser.keys("<Enter>");
    assert!(browser.model.view().is_none());
    assert_eq!((browser.reading(), browser.model.focus()), (there, Focus::Detail));
    assert!(browser.model.is_off_list(), "the list does not hold it");
    browser.keys("<Ctrl-o>");
    assert_eq!(browser.model.view().unwrap().cursor(), at);
    browser.keys("<Esc>");
    assert_eq!((browser.reading().as_str(), browser.model.focus()), ("fully-digitalized-country", Focus::List));
    browser.keys("<Ctrl-o>");
    assert!(browser.model.filter().is_empty(), "before the filter");
    browser.keys("<Ctrl-o>");
    assert!(browser.screen().contains("no earlier position"));
}

#[test]
fn headings_can_be_folded_and_unfolded() {
    let mut browser = comparing(120, 36);
    let whole = browser.screen();
    let count = browser.model.view().unwrap().row_count();
    for fold in ["Gz", "Gk<Space>", "Z", "]]]]]<Enter>"] {
        browser.keys("gg").keys(fold);
        let sheet = browser.model.view().unwrap();
        assert!(sheet.row_count() < count, "{fold}");
        assert!(sheet.is_folded(sheet.cursor().index) || fold == "Z", "{fold}");
        browser.keys(if fold == "Z" { "Zgg" } else { "zgg" });
        assert_eq!(browser.screen(), whole, "{fold}");
    }
}

#[test]
fn view_keeps_its_position_when_resized() {
    let mut browser = comparing(120, 36);
    browser.keys("]]j");
    let there = target(&browser);
    for (columns, rows) in [(60, 20), (40, 12), (20, 5), (200, 50), (120, 36)] {
        browser.event(Event::Resize(columns, rows));
        assert_eq!(target(&browser), there, "{columns}x{rows}");
        let (_, position) = browser.frame(&look(ThemeName::Dark));
        assert!(position.y < rows);
    }
}

#[test]
fn late_rows_show_as_loading_and_stale_ones_are_dropped() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/id:fully-digitalized-country<Enter>");
    browser.layouts_late = true;
    browser.keys("=");
    assert!(browser.model.is_waiting() && browser.screen().contains("loading…"));
    browser.event(Event::Resize(80, 24));
    assert_eq!(browser.lay_out(), 2);
    assert!(!browser.model.is_waiting() && browser.screen().contains("someday"));
    browser.keys("<Esc>=<Esc>");
    browser.lay_out();
    assert!(browser.model.view().is_none());
}

#[test]
fn mouse_scrolls_selects_and_opens() {
    let mut browser = comparing(60, 20);
    browser.click(MouseKind::WheelDown, 10, 10);
    assert_eq!(browser.model.view().unwrap().cursor().top, 3);
    let row = browser.keys("]]").frame(&look(ThemeName::Dark)).1.y;
    let there = target(&browser);
    browser.click(MouseKind::Click, 10, row);
    assert_eq!(target(&browser), there);
    browser.click(MouseKind::DoubleClick, 10, row);
    assert_eq!(browser.reading(), there);
    assert!(browser.model.view().is_none());
}

#[test]
fn view_is_drawn_at_many_screen_sizes() {
    for (columns, rows) in (0..130).step_by(13).flat_map(|columns| (0..40).step_by(3).map(move |rows| (columns, rows)))
    {
        let mut browser = comparing(columns, rows);
        browser.keys("GgGzY<Esc>");
        browser.frame(&look(ThemeName::Dark));
    }
}

#[test]
fn ascii_mode_draws_a_view_in_ascii_except_for_data() {
    let look = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
    let screen = comparing(120, 36).screen_in(&look);
    let foreign: Vec<char> = screen.chars().filter(|c| !c.is_ascii() && !"’“”—".contains(*c)).collect();
    assert_eq!(foreign, [], "only the data may be more than ASCII\n{screen}");
}
