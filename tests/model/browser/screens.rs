//! Snapshots of the screens at every width. They are reviewed before they are accepted.

use kzq_tui::app::Popup;
use kzq_tui::ui::{Appearance, ColourDepth, Glyphs, Ground, Theme, ThemeName};
use ratatui::style::{Color, Modifier};

use super::harness::{Browser, look};

#[test]
fn opening_screen_matches_snapshots() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 10)] {
        insta::assert_snapshot!(format!("opens_{columns}x{rows}"), Browser::open(columns, rows).screen());
    }
}

#[test]
fn open_quotation_with_a_filter_matches_snapshots() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 10), (30, 8)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("/multilatralism<Enter><Enter>");
        insta::assert_snapshot!(format!("reading_{columns}x{rows}"), browser.screen());
    }
}

#[test]
fn paraphrase_is_not_in_quotation_marks() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/id:digital-within-five-years<Enter>");
    let screen = browser.screen();
    insta::assert_snapshot!("paraphrase_120x36", &screen);
    assert!(screen.contains("not the speaker's words"));
    assert!(!screen.contains("“Tokayev envisions") && !screen.contains("modernization.”"));
    assert!(screen.contains("“within five years”") && screen.contains("“someday later”"));
}

#[test]
fn topics_open_as_a_drawer_at_80_columns() {
    let mut browser = Browser::open(80, 24);
    browser.keys("1jj<Space>");
    insta::assert_snapshot!("drawer_80x24", browser.screen());
}

#[test]
fn help_matches_snapshots() {
    for (columns, rows) in [(120, 36), (100, 30), (80, 24), (60, 20)] {
        let mut browser = Browser::open(columns, rows);
        insta::assert_snapshot!(format!("help_{columns}x{rows}"), browser.keys("?").screen());
    }
    let mut browser = Browser::open(120, 36);
    insta::assert_snapshot!("help_filtered_120x36", browser.keys("?/copy").screen());
}

#[test]
fn filter_error_is_readable_at_every_width() {
    let filter = "kind:rumour council reform";
    for (columns, rows) in [(80, 24), (60, 20), (45, 15), (39, 9)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("/").keys(filter).keys(" ");
        let screen = browser.screen();
        let words: String = screen.chars().filter(|c| !"│┃╭╮╰╯━┏┓┗┛".contains(*c)).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("try quote, paraphrase, qa, verbatim, reported or summary"), "{screen}");
        insta::assert_snapshot!(format!("mistake_{columns}x{rows}"), screen);
        // Esc removes the message and gives its rows back to the list.
        assert_eq!(browser.keys("<Esc>").screen(), Browser::open(columns, rows).keys("/").screen());
    }
}

#[test]
fn format_menu_matches_snapshots() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
        let mut browser = Browser::open(columns, rows);
        insta::assert_snapshot!(format!("menu_{columns}x{rows}"), browser.keys("Yj").screen());
    }
}

#[test]
fn marked_entries_match_snapshots() {
    for (columns, rows) in [(120, 36), (80, 24)] {
        let mut browser = Browser::open(columns, rows);
        insta::assert_snapshot!(format!("marked_{columns}x{rows}"), browser.keys("  j ").screen());
    }
}

#[test]
fn ascii_mode_draws_only_ascii_except_for_data() {
    let look = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
    let mut browser = Browser::open(120, 36);
    browser.keys("/kind:summary rotating zzz<Ctrl-w><Ctrl-w><Enter>");
    let screen = browser.screen_in(&look);
    insta::assert_snapshot!("ascii_120x36", &screen);
    let foreign: Vec<char> = screen.chars().filter(|c| !c.is_ascii() && !"’“”—😀".contains(*c)).collect();
    assert_eq!(foreign, [], "only the data may be more than ASCII");
}

#[test]
fn invalid_fields_show_an_error() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/colour:blue");
    assert!(browser.screen().contains("unknown field “colour:”"));
    browser.keys("<Ctrl-u>topic:");
    assert!(browser.screen().contains("topic: needs a value"));
}

#[test]
fn footer_shows_keys_and_quit_at_every_width() {
    for columns in 40..200 {
        for keys in ["", "1", "3"] {
            let mut browser = Browser::open(columns, 24);
            let screen = browser.keys(keys).screen();
            let last = screen.lines().last().unwrap_or_default();
            assert!(last.contains("? keys") && last.contains("q quit"), "{columns} {keys:?}: {last}");
        }
    }
}

#[test]
fn footer_hides_unavailable_actions() {
    let mut browser = Browser::open(120, 36);
    assert!(browser.screen().contains("y copy"));
    let screen = browser.keys("/nuclear<Enter>").screen();
    let footer = screen.lines().last().unwrap_or_default();
    assert!(!footer.contains("copy") && !footer.contains("read") && footer.contains("q quit"), "{footer}");
}

#[test]
fn terminal_cursor_follows_the_focus() {
    let mut browser = Browser::open(120, 36);
    let at = |browser: &Browser| {
        let (_, position) = browser.frame(&look(ThemeName::Dark));
        (position.x, position.y)
    };
    browser.keys("/cpc");
    assert_eq!(at(&browser), (5, 2));
    browser.keys("<Enter>");
    let (x, y) = at(&browser);
    assert!((27..32).contains(&x) && y == 5, "in the list: {x},{y}");
    browser.keys("j");
    assert_eq!(at(&browser).1, 9);
    browser.keys("1");
    assert_eq!(at(&browser), (1, 5));
    browser.keys("Y");
    let Some(Popup::Copy(menu)) = browser.model.popup() else { panic!("the menu is open") };
    let formats = menu.areas((120, 36)).formats;
    assert_eq!(at(&browser), (formats.x, formats.y + 1), "in the menu");
}

/// The themes with every background and colour depth.
fn looks() -> Vec<(String, Appearance)> {
    let mut themes = Vec::new();
    for name in ThemeName::ALL {
        for depth in [ColourDepth::Full, ColourDepth::Indexed, ColourDepth::Sixteen] {
            let theme = Theme::builtin(name);
            themes.push((format!("{} {depth:?}", name.name()), theme.for_depth(depth)));
            themes
                .push((format!("{} {depth:?} of auto", name.name()), theme.on_terminal_background().for_depth(depth)));
        }
    }
    for ground in [None, Some(Ground::Dark), Some(Ground::Light)] {
        themes.push((format!("ansi {ground:?}"), Theme::ansi(ground)));
    }
    themes.into_iter().map(|(name, theme)| (name, Appearance { theme, glyphs: Glyphs::UNICODE })).collect()
}

#[test]
fn selected_row_is_highlighted_in_every_theme() {
    for keys in ["j", "1j", "Yj", ":", "L", "C", "r"] {
        let mut browser = Browser::open(120, 36);
        browser.keys(keys);
        for (name, look) in looks() {
            let (buffer, cursor) = browser.frame(&look);
            let y = if keys == ":" { cursor.y + 2 } else { cursor.y };
            // The row, beginning with the cell after the bar.
            let is_marked = |x: u16| {
                let cell = &buffer[(x, y)];
                let ground = look.theme.background.bg.unwrap_or_default();
                cell.bg != ground || cell.modifier.contains(Modifier::REVERSED)
            };
            let bar = (0..=cursor.x).rev().find(|&x| buffer[(x, y)].symbol() == "▌");
            let bar = bar.unwrap_or_else(|| panic!("{name}, {keys:?}: no bar in row {y}"));
            assert!((bar + 1..bar + 12).all(is_marked), "{name}, {keys:?}");
        }
    }
}

#[test]
fn named_themes_set_both_colours_of_every_cell() {
    for name in [ThemeName::Dark, ThemeName::Light, ThemeName::Contrast, ThemeName::Paper, ThemeName::Night] {
        for keys in ["", "/war", "Y", "?", ":", "C", "e", "T"] {
            for (columns, rows) in [(120, 36), (45, 15), (30, 8)] {
                let mut browser = Browser::open(columns, rows);
                browser.keys(keys);
                let look = Appearance { theme: Theme::builtin(name), glyphs: Glyphs::UNICODE };
                let (buffer, _) = browser.frame(&look);
                let left = buffer.content.iter().filter(|cell| cell.fg == Color::Reset || cell.bg == Color::Reset);
                assert_eq!(left.count(), 0, "{} {keys:?} {columns}x{rows}", name.name());
            }
        }
    }
}

#[test]
fn small_screens_truncate_titles_but_keep_keys_and_messages() {
    for keys in ["e", "/id:diversifying-transport-routes<Enter><Enter>v"] {
        let mut browser = Browser::open(45, 15);
        let screen = browser.keys(keys).screen();
        assert!(screen.lines().any(|line| line.contains("… ━┓")), "{keys}\n{screen}");
    }
    // The prompt for marked entries keeps all its keys.
    let mut browser = Browser::open(45, 15);
    let screen = browser.keys(" j j j /cpc<Enter>s").screen();
    let last = screen.lines().last().unwrap_or_default();
    assert!(last.contains(" c ") && last.trim_end().ends_with("Esc"), "{screen}");
    // A message takes precedence over the hints.
    let mut browser = Browser::open(45, 15);
    let screen = browser.keys("<F9>").screen();
    assert!(screen.ends_with("q quit") && screen.contains("? shows the keys"), "{screen}");
}

#[test]
fn messages_are_shown_in_full() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (45, 15)] {
        let mut browser = Browser::open(columns, rows);
        let screen = browser.keys("p").screen();
        let message = browser.model.toast().unwrap().text.to_string();
        let last_rows: Vec<&str> = screen.lines().rev().take(3).collect();
        let last_rows = last_rows.into_iter().rev().map(str::trim).collect::<Vec<_>>().join(" ");
        assert!(last_rows.contains(&message), "{columns}x{rows} {message}\n{screen}");
        // The next key removes it.
        assert!(browser.keys("j").screen().lines().last().unwrap().contains("? keys"));
    }
}

#[test]
fn wide_screens_match_snapshots() {
    let mut browser = Browser::open(200, 50);
    insta::assert_snapshot!("opens_200x50", browser.screen());
    insta::assert_snapshot!("interview_200x50", browser.keys("i").screen());
}

#[test]
fn themes_do_not_change_the_text() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/war<Enter>");
    let dark = browser.screen();
    for name in ThemeName::ALL {
        assert_eq!(browser.screen_in(&look(name)), dark, "{}", name.name());
    }
}
