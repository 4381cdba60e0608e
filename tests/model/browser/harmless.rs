//! Mistyped keys do no harm: text typed in the wrong place becomes a search, is rejected or can be undone.

use kzq_corpus::EntryId;
use kzq_shelf::{EntryName, Shelf, ShelfFacet};
use kzq_tui::app::{Event, Focus, Model, Popup, Preferences, SessionLoaded};
use kzq_tui::ui::ThemeName;
use ratatui::buffer::Cell;

use super::harness::{Browser, embedded, last_row, look, shelf, toast};

fn filter(browser: &Browser) -> String {
    browser.model.filter().text().to_string()
}

/// The row at the cursor of the view.
fn row(browser: &Browser) -> String {
    let view = browser.model.view().unwrap();
    let row = view.row(view.cursor().index).unwrap();
    row.render(browser.model.corpus()).iter().map(|span| span.text.to_string()).collect()
}

/// The words on the screen that are drawn as matches.
fn matched(browser: &Browser) -> String {
    let look = look(ThemeName::Dark);
    let (buffer, _) = browser.frame(&look);
    let grounds = [look.theme.matched.bg, look.theme.current_match.bg];
    let is_matched = |cell: &Cell| grounds.contains(&Some(cell.bg));
    let cells = buffer.content.iter().map(|cell| if is_matched(cell) { cell.symbol() } else { " " });
    cells.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn search_in_a_view_steps_through_matches_and_wraps() {
    let mut browser = Browser::open(120, 36);
    browser.keys("i/security");
    assert!(shelf(&browser).is_empty() && browser.model.popup().is_none(), "letters are no commands here");
    assert!(last_row(&browser).starts_with("/ security"), "{}", browser.screen());
    assert!(row(&browser).to_lowercase().contains("securit"), "{}", browser.screen());
    let first = browser.model.view().unwrap().cursor().index;
    browser.keys("<Enter>");
    assert!(matched(&browser).contains("security"), "{}", browser.screen());
    browser.keys("n");
    let second = browser.model.view().unwrap().cursor().index;
    assert_ne!(first, second);
    browser.keys("N");
    assert_eq!(browser.model.view().unwrap().cursor().index, first);
    // After the last match it wraps around and shows a message.
    for _ in 0..100 {
        browser.keys("n");
        if toast(&browser) == "“security” from the beginning" {
            break;
        }
    }
    assert_eq!(toast(&browser), "“security” from the beginning");
    assert!(shelf(&browser).is_empty());
}

#[test]
fn esc_cancels_a_search_in_a_view() {
    let mut browser = Browser::open(120, 36);
    browser.keys("ijjj");
    let at = browser.model.view().unwrap().cursor();
    browser.keys("/zzzz");
    assert!(last_row(&browser).ends_with("not found"), "{}", browser.screen());
    browser.keys("<Esc>");
    assert_eq!(browser.model.view().unwrap().cursor().index, at.index);
    assert!(!last_row(&browser).starts_with('/'));
    browser.keys("n");
    assert_eq!(toast(&browser), "nothing to search for: /");
    browser.keys("<Esc>");
    assert!(browser.model.view().is_none());
}

#[test]
fn search_finds_matches_across_lines_and_in_folds() {
    let mut browser = Browser::open(60, 20);
    browser.keys("/id:security-council-deadlock<Enter>iZ/");
    let rows = browser.model.view().unwrap().row_count();
    browser.keys("security council of the united nations is in deadlock");
    assert!(browser.model.view().unwrap().row_count() > rows, "what was folded is unfolded");
    assert!(matched(&browser).contains("deadlock"), "{}", browser.screen());
}

#[test]
fn help_can_be_filtered() {
    let mut browser = Browser::open(80, 24);
    browser.keys("?/star");
    let screen = browser.screen();
    assert!(shelf(&browser).is_empty() && screen.contains("add or remove a star"), "{screen}");
    assert!(!screen.contains("open the source"), "{screen}");
    browser.keys("<Enter>");
    assert!(matched(&browser).contains("star") && browser.screen().contains("Keys · “star”"), "{}", browser.screen());
    // One Esc shows all keys, another one closes the help.
    browser.keys("<Esc>");
    assert!(browser.model.popup().is_some() && browser.screen().contains("Move"), "{}", browser.screen());
    browser.keys("<Esc>");
    assert!(browser.model.popup().is_none());
    browser.keys("?/zzzz");
    assert!(browser.screen().contains("no key matches") && last_row(&browser).ends_with("not found"));
}

#[test]
fn search_input_is_shown_at_every_size() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (45, 15), (30, 8)] {
        for keys in ["i/war", "?/war"] {
            let mut browser = Browser::open(columns, rows);
            browser.keys(keys);
            assert!(last_row(&browser).starts_with("/ war"), "{columns}x{rows}: {}", browser.screen());
            browser.keys("<Enter>n<Esc><Esc>").screen();
        }
    }
}

#[test]
fn only_unbound_keys_show_a_message() {
    for (keys, expected) in [
        ("x", "no such key – ? shows the keys"),
        ("<F5>", "no such key – ? shows the keys"),
        ("iX", "no such key – ? shows the keys"),
        ("vQ", "no such key – ? shows the keys"),
        ("/<F5>", "no such key – F1 shows the keys"),
        ("Lx", "no such key"),
        ("Y#", "no such key"),
        ("Yj", ""),
        ("gj", ""),
    ] {
        let mut browser = Browser::open(120, 36);
        browser.keys(keys);
        assert_eq!(toast(&browser), expected, "{keys}");
    }
}

#[test]
fn leaving_phrase_selection_restores_the_focus() {
    for (keys, focus) in [("", Focus::List), ("3", Focus::Detail), ("1", Focus::Topics)] {
        let mut browser = Browser::open(120, 36);
        browser.keys(keys).keys("v<Esc>");
        assert_eq!(browser.model.focus(), focus, "{keys}");
    }
}

#[test]
fn typing_replaces_an_old_filter_and_arrows_edit_it() {
    for (keys, expected) in [
        ("war", "war"),
        ("<Left>x", "peacxe"),
        ("<Right>s", "peaces"),
        ("<End>s", "peaces"),
        ("<Home>x", "xpeace"),
        ("<Backspace>", ""),
        ("<Enter>", "peace"),
        ("<Esc>", ""),
        ("<Tab>/<Tab>/w", "w"),
    ] {
        let mut browser = Browser::open(120, 36);
        browser.keys("/peace<Enter>/").keys(keys);
        assert_eq!(filter(&browser), expected, "{keys}");
    }
    let mut browser = Browser::open(120, 36);
    browser.keys("/peace<Enter>/").event(Event::Paste("war".into()));
    assert_eq!(filter(&browser), "war");
}

#[test]
fn start_focus_can_be_the_filter() {
    let preferences = Preferences { start_focus: Focus::Filter, ..Preferences::default() };
    let mut browser = Browser::of(Model::with_preferences(preferences, (120, 36)));
    browser.grow(Event::CorpusUpdated(Box::new(kzq_tui::app::CorpusUpdate {
        totals: kzq_search::FacetCounts::unfiltered(&embedded()),
        corpus: embedded(),
        progress: None,
    })));
    assert_eq!(browser.model.focus(), Focus::Filter);
    // The last session is restored, and the first letter replaces its filter.
    let mut before = Browser::open(120, 36);
    before.keys("/peace<Enter>");
    let session = before.model.session_state();
    browser.event(Event::SessionLoaded(Box::new(SessionLoaded { session, ..SessionLoaded::default() })));
    assert_eq!((browser.model.focus(), filter(&browser).as_str()), (Focus::Filter, "peace"));
    browser.keys("security");
    assert_eq!(filter(&browser), "security");
    assert!(shelf(&browser).is_empty());
}

#[test]
fn discarded_note_is_restored_by_undo() {
    let mut browser = Browser::open(120, 36);
    let name = |browser: &Browser, id: EntryId| EntryName::new(browser.model.corpus(), id);
    let name = name(&browser, browser.model.entry().unwrap());
    browser.keys("eold<Ctrl-s>e and new");
    let screen = browser.screen();
    assert!(screen.contains("Ctrl-s save") && screen.contains("Ctrl-x leave unsaved"), "{screen}");
    browser.keys("<Ctrl-x>");
    assert_eq!(toast(&browser), "note not saved; u brings it back");
    assert_eq!(shelf(&browser).note(&name).unwrap().as_str(), "old");
    browser.keys("ju");
    assert!(matches!(browser.model.popup(), Some(Popup::Note(note)) if note.text.text().as_str() == "old and new"));
    browser.keys("<Esc>");
    assert_eq!(shelf(&browser).note(&name).unwrap().as_str(), "old and new", "it is of the entry it was of");
    browser.keys("u");
    assert_eq!(shelf(&browser).note(&name).unwrap().as_str(), "old");
    // An empty note leaves nothing to restore.
    browser.keys("e<Ctrl-x>");
    assert_eq!((toast(&browser).as_str(), browser.model.popup().is_none()), ("", true));
    browser.keys("u");
    assert!(shelf(&browser).is_empty());
}

/// `security`, key by key.
const SECURITY: [&str; 8] = ["s", "e", "c", "u", "r", "i", "t", "y"];

#[test]
fn word_typed_in_the_list_can_be_undone_or_become_the_filter() {
    let typed = || {
        let mut browser = Browser::open(120, 36);
        browser.keys_every(80, &SECURITY);
        assert!(toast(&browser).starts_with("“security” ran as commands"), "{}", browser.screen());
        browser.keys_every(1000, &["<Esc>"]);
        assert_eq!(toast(&browser), "“security” ran as commands – u undoes it, / filters by it");
        assert_eq!((shelf(&browser).count(ShelfFacet::Starred), shelf(&browser).count(ShelfFacet::Noted)), (1, 1));
        browser
    };
    let mut browser = typed();
    browser.keys_every(1000, &["u"]);
    assert!(shelf(&browser).is_empty() && browser.model.popup().is_none());
    assert_eq!(toast(&browser), "undone: starred, note saved; Ctrl-r redoes them one by one");
    assert_eq!(browser.disk, Shelf::default());
    let mut browser = typed();
    browser.keys_every(1000, &["/"]);
    assert!(shelf(&browser).is_empty());
    assert_eq!((browser.model.focus(), filter(&browser).as_str()), (Focus::Filter, "security"));
    // A note that is saved deliberately is not a slip: `/` does not undo it, and the filter is empty.
    for keys in [&["e", "f", "o", "r", "<Ctrl-s>", "/"][..], &["s", "e", "f", "o", "r", "<Ctrl-s>", "/"]] {
        let mut browser = Browser::open(120, 36);
        browser.keys_every(80, keys);
        assert_eq!((shelf(&browser).count(ShelfFacet::Noted), filter(&browser).as_str()), (1, ""), "{keys:?}");
    }
}

#[test]
fn word_typed_in_a_view_can_be_undone_or_become_the_filter() {
    for (answer, expected) in [("u", ""), ("/", "sec")] {
        let mut browser = Browser::open(120, 36);
        browser.keys("i").keys_every(80, &["s", "e", "c"]).keys_every(1000, &["<Esc>"]);
        assert_eq!(toast(&browser), "“sec” ran as commands – u undoes it, / filters by it");
        browser.keys_every(1000, &[answer]);
        assert!(shelf(&browser).is_empty() && browser.model.popup().is_none(), "{answer}");
        assert_eq!((filter(&browser).as_str(), browser.model.view().is_some()), (expected, answer == "u"));
    }
}

#[test]
fn entry_keys_show_a_message_when_nothing_is_selected() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/zzzzzz<Enter>");
    for key in ["o", "s", "e", "t", "E", "="] {
        browser.keys(key);
        assert_eq!(toast(&browser), "no entry selected", "{key}");
    }
    assert_eq!(browser.effects, []);
}

#[test]
fn typed_word_message_fits_a_small_screen() {
    let mut browser = Browser::open(45, 15);
    browser.keys_every(80, &SECURITY);
    let screen = browser.screen();
    assert!(screen.ends_with(" Esc, then u undoes “security”, / filters"), "{screen}");
}

#[test]
fn deliberate_commands_are_not_mistaken_for_words() {
    for (gap, keys) in [
        // Typed too slowly, the same letter repeated, or nothing changed.
        (500, &["s", "j", "s"][..]),
        (30, &["j", "j", "j", "j", "s"][..]),
        (80, &["j", "k", "l"][..]),
        (80, &["s", "j"][..]),
    ] {
        let mut browser = Browser::open(120, 36);
        browser.keys_every(gap, keys);
        assert!(!toast(&browser).contains("ran as commands"), "{keys:?}: {}", toast(&browser));
    }
    // Any other key dismisses the offer, and undo then works as usual.
    let mut browser = Browser::open(120, 36);
    browser.keys_every(80, &["s", "j", "k"]).keys_every(1000, &["j", "s"]);
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 2);
    browser.keys_every(1000, &["u"]);
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 1);
}

#[test]
fn full_stop_opens_the_filter_only_on_a_cyrillic_layout() {
    let mut browser = Browser::open(120, 36);
    browser.keys(".");
    assert_eq!((browser.model.focus(), toast(&browser).as_str()), (Focus::List, "no such key – ? shows the keys"));
    browser.keys("о.");
    assert_eq!(browser.model.focus(), Focus::Filter);
    browser.keys("<Esc>,");
    assert!(matches!(browser.model.popup(), Some(Popup::Help { .. })), "{}", browser.screen());
    // A letter typed into the filter also reveals the layout.
    let mut browser = Browser::open(120, 36);
    browser.keys("/мир<Enter>.");
    assert_eq!(browser.model.focus(), Focus::Filter);
}
