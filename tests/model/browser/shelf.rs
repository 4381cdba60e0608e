//! The user's shelf: stars, notes and lists, key by key.

use kzq_search::{Facet, FacetValue};
use kzq_shelf::{Change, EntryName, InsertPosition, ListKey, Shelf, ShelfFacet};
use kzq_tui::app::{Effect, Event, Focus, Popup, ShelfPopupMode, ToastLevel};
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};

use super::harness::{Browser, embedded, shelf, toast};

/// The name of the selected entry.
fn reading(browser: &Browser) -> EntryName {
    EntryName::new(browser.model.corpus(), browser.model.entry().unwrap())
}

fn shown(browser: &Browser) -> usize {
    browser.model.answer().hits.len()
}

fn ascii() -> Appearance {
    Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII }
}

#[test]
fn stars_are_shown_counted_found_removed_and_undone() {
    let mut browser = Browser::open(120, 36);
    let first = reading(&browser);
    browser.keys("sjjs");
    let other = reading(&browser);
    assert!(shelf(&browser).is_starred(&first) && shelf(&browser).is_starred(&other));
    assert_eq!(toast(&browser), "starred");
    assert_eq!(browser.screen().matches("★ verbatim").count(), 2, "{}", browser.screen());
    assert_eq!(browser.screen_in(&ascii()).matches("* verbatim").count(), 2);
    assert!(browser.screen().contains("★ Starred") && browser.screen().contains("2/2"));
    assert_eq!(browser.model.answer().counts.of(FacetValue::Shelf(ShelfFacet::Starred)), 2);

    browser.keys("/is:starred<Enter>");
    assert_eq!(shown(&browser), 2);
    // An entry without its star leaves the list; undo brings it back.
    browser.keys("s");
    assert_eq!((shown(&browser), toast(&browser).as_str()), (1, "star removed"));
    browser.keys("u");
    assert_eq!((shown(&browser), toast(&browser).as_str()), (2, "undone: star removed; Ctrl-r redoes it"));
    browser.keys("<Ctrl-r>");
    assert_eq!((shown(&browser), toast(&browser).as_str()), (1, "redone: star removed"));
    browser.keys("uuu");
    assert!(shelf(&browser).is_empty());
    assert_eq!(browser.disk, Shelf::default());
    browser.keys("u");
    assert_eq!(toast(&browser), "nothing to undo");
}

#[test]
fn star_is_filled_only_once_saved() {
    let mut browser = Browser::open(120, 36);
    browser.keeps_late = true;
    browser.keys("s");
    assert!(browser.screen().contains("☆ verbatim") && !browser.screen().contains("★ verbatim"));
    assert_eq!(toast(&browser), "", "nothing is said before it is so");
    browser.keep();
    assert!(browser.screen().contains("★ verbatim"));
    assert_eq!(toast(&browser), "starred");
}

#[test]
fn failed_saves_are_reported_and_retried() {
    let mut browser = Browser::open(120, 36);
    browser.disk_fails = Some("the disk is full");
    browser.keys("sj");
    assert!(browser.screen().contains("≠ 1 change not saved yet: the disk is full"), "{}", browser.screen());
    browser.keys("s");
    assert!(browser.screen().contains("≠ 2 changes not saved yet"));
    assert_eq!(browser.model.toast().map(|toast| toast.level), Some(ToastLevel::Error));
    assert_eq!(browser.screen().matches("☆ verbatim").count(), 2);
    browser.disk_fails = None;
    browser.keys("js");
    assert!(!browser.screen().contains("not saved"));
    assert_eq!(browser.disk.count(ShelfFacet::Starred), 3);
    assert_eq!(&browser.disk, shelf(&browser));
}

#[test]
fn changes_of_another_instance_appear_with_the_next_change() {
    let mut browser = Browser::open(120, 36);
    let theirs = EntryName::from_text("tokayev-al-jazeera/cpc-position");
    Change::Star(theirs.clone(), None).apply(&mut browser.disk);
    browser.keys("s");
    assert!(shelf(&browser).is_starred(&theirs));
    assert_eq!(browser.model.answer().counts.of(FacetValue::Shelf(ShelfFacet::Starred)), 2);
    // Undo reverts only changes made here.
    browser.keys("u");
    assert!(shelf(&browser).is_starred(&theirs));
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 1);
}

#[test]
fn marked_entries_are_starred_and_listed_together() {
    let mut browser = Browser::open(120, 36);
    browser.keys("<Space>j<Space>j<Space>sa");
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 3);
    browser.keys("LanOn Monday<Enter><Esc>");
    assert_eq!(shelf(&browser).list("On Monday").unwrap().entries.len(), 3);
    browser.keys("sa");
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 0, "one step, one key");
    browser.keys("u");
    assert_eq!(shelf(&browser).count(ShelfFacet::Starred), 3);
}

#[test]
fn notes_are_saved_by_esc_deleted_and_restored() {
    let mut browser = Browser::open(120, 36);
    browser.keys("efor the lecture<Enter>on <lt>Monday>, quit? not q<Ctrl-w>y<Ctrl-s>");
    let name = reading(&browser);
    let note = |browser: &Browser| shelf(browser).note(&name).map(ToString::to_string);
    assert_eq!(note(&browser).as_deref(), Some("for the lecture\non <Monday>, quit? not y"));
    assert_eq!(toast(&browser), "note saved");
    assert!(browser.screen().contains("MY NOTE  for the lecture"), "{}", browser.screen());
    assert!(browser.screen().contains("✎ verbatim") && browser.effects.is_empty());
    // Esc saves, and so does a click outside; an unchanged note is not a change.
    browser.keys("e!<Esc>");
    assert!(note(&browser).unwrap().ends_with("y!"));
    browser.keys("e<Esc>u");
    assert!(note(&browser).unwrap().ends_with('y'));
    browser.keys("e<Ctrl-u><Backspace><Ctrl-u>").click(kzq_tui::app::MouseKind::Click, 0, 0);
    assert_eq!((note(&browser), toast(&browser).as_str()), (None, "note deleted"));
    browser.keys("u");
    assert!(note(&browser).is_some());
    browser.keys("/has:note<Enter>");
    assert_eq!(shown(&browser), 1);
}

#[test]
fn highlights_are_shown_found_and_removed() {
    let mut browser = Browser::open(120, 36);
    let name = reading(&browser);
    let highlights = |browser: &Browser| {
        let held = shelf(browser).annotation(&name).map(|held| held.highlights.clone()).unwrap_or_default();
        held.iter().map(|highlight| highlight.words.to_string()).collect::<Vec<_>>()
    };
    // The first H starts phrase selection; a second one without selected words does nothing.
    browser.keys("HH");
    assert!(toast(&browser).contains("nothing selected yet"));
    browser.keys("ww<Space>w<Space>ww<Space><Space>H");
    assert_eq!(highlights(&browser), ["moving forward", "confidence"]);
    assert_eq!(toast(&browser), "highlighted");
    assert!(browser.screen().contains("▒ Highlighted"), "{}", browser.screen());
    assert_eq!(marked(&browser, ThemeName::Mono), "moving forward confidence");
    assert_eq!(marked(&browser, ThemeName::Dark), "moving forward confidence");
    browser.keys("/has:highlight<Enter>");
    assert_eq!(shown(&browser), 1);
    // Selecting the words again removes the highlight, and so does H on a highlight at the cursor.
    browser.keys("vww<Space>w<Space>H");
    assert_eq!((highlights(&browser), toast(&browser).as_str()), (vec!["confidence".to_owned()], "highlight removed"));
    browser.keys("uvwwwwwH");
    assert_eq!(highlights(&browser), ["moving forward"]);
    browser.keys("uuu");
    assert!(shelf(&browser).is_empty());
}

/// The words that are drawn as highlighted.
fn marked(browser: &Browser, theme: ThemeName) -> String {
    let theme = Theme::builtin(theme);
    let (buffer, _) = browser.frame(&Appearance { theme, glyphs: Glyphs::UNICODE });
    let mark = theme.highlighted;
    let is_marked = |cell: &ratatui::buffer::Cell| {
        cell.modifier.contains(mark.add_modifier) && mark.bg.is_none_or(|ground| cell.bg == ground)
    };
    let cells = (8..12).flat_map(|row| (60..119).map(move |column| (column, row)));
    let words: String =
        cells.map(|at| &buffer[at]).map(|cell| if is_marked(cell) { cell.symbol() } else { " " }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn highlight_whose_words_are_gone_is_shown_as_lost() {
    let mut browser = Browser::open(120, 36);
    let id = browser.model.entry().unwrap();
    let gone = kzq_shelf::Highlight { start: 3, end: 12, words: "never was".into() };
    let imprint = std::sync::Arc::new(kzq_shelf::EntrySnapshot::new(browser.model.corpus(), id));
    Change::Highlight(reading(&browser), Some(imprint), gone).apply(&mut browser.disk);
    browser.keep();
    assert!(browser.screen().contains("LOST     highlighted, but no longer"), "{}", browser.screen());
}

#[test]
fn pasted_note_is_sanitised_and_saved_by_ctrl_c() {
    let mut browser = Browser::open(120, 36);
    browser.keys("e").event(Event::Paste("one\r\ntwo\u{1b}[31m".to_owned())).keys("<Ctrl-c>");
    assert_eq!(browser.effects, []);
    let note = shelf(&browser).note(&reading(&browser)).unwrap().to_string();
    assert_eq!(note, "one\ntwo␛[31m");
}

#[test]
fn undo_keeps_a_star_set_by_another_instance() {
    let mut browser = Browser::open(120, 36);
    let (first, second) = (reading(&browser), {
        browser.keys("j");
        reading(&browser)
    });
    let imprint = kzq_shelf::EntrySnapshot::new(
        browser.model.corpus(),
        browser.model.corpus().look_up(first.text().as_str()).found().unwrap(),
    );
    Change::Star(first.clone(), Some(std::sync::Arc::new(imprint))).apply(&mut browser.disk);
    browser.keys("ks").keep();
    browser.keys("js").keep();
    browser.keys("uu").keep();
    assert!(browser.disk.is_starred(&first), "another kzq has starred it");
    assert!(!browser.disk.is_starred(&second));
    assert_eq!(toast(&browser), "nothing to undo");
}

#[test]
fn long_note_is_unchanged_after_opening_and_closing() {
    let mut browser = Browser::open(80, 24);
    let long = "All of this was said. ".repeat(5000);
    browser.keys("e").event(Event::EditorClosed(long.clone())).keys("<Esc>").keep();
    let note = |browser: &Browser| browser.disk.entries().find_map(|(_, held)| held.note.clone()).unwrap();
    assert_eq!(note(&browser).as_str(), long.trim_end());
    browser.keys("e<Esc>").keep();
    assert_eq!(note(&browser).as_str(), long.trim_end());
}

#[test]
fn note_can_be_edited_in_the_external_editor() {
    let mut browser = Browser::open(120, 36);
    browser.keys("ebegun<Ctrl-g>");
    let [Effect::OpenEditor(draft)] = &browser.effects[..] else { panic!("{:?}", browser.effects) };
    assert_eq!(draft.text, "begun");
    browser.event(Event::EditorClosed("begun\nand ended\n".to_owned()));
    assert!(shelf(&browser).is_empty(), "it is open still");
    browser.keys("<Esc>");
    assert_eq!(shelf(&browser).note(&reading(&browser)).unwrap().as_str(), "begun\nand ended");
}

#[test]
fn long_note_scrolls_with_its_cursor() {
    let mut browser = Browser::open(80, 24);
    browser.keys("e");
    for line in 0..30 {
        browser.keys(&format!("line {line}<Enter>"));
    }
    let screen = browser.screen();
    assert!(screen.contains("line 29") && !screen.contains("line 3 "), "{screen}");
    browser.keys("<PgUp><PgUp><PgUp><PgUp>");
    assert!(browser.screen().contains("line 0"), "{}", browser.screen());
    let (_, cursor) = browser.frame(&super::harness::look(ThemeName::Dark));
    assert_eq!((cursor.x, cursor.y), (6, 5), "the cursor stands at the beginning of the text");
}

#[test]
fn lists_can_be_created_filled_moved_deleted_and_restored() {
    let mut browser = Browser::open(120, 36);
    let first = reading(&browser);
    browser.keys("Lnone<Enter>ntwo<Enter>");
    assert!(shelf(&browser).lists().iter().all(|list| list.entries == [first.clone()]));
    // Removed from the second list and added again.
    browser.keys("<Enter>");
    assert!(shelf(&browser).list("two").unwrap().entries.is_empty());
    browser.keys("<Space>");
    assert_eq!(shelf(&browser).list("two").unwrap().entries, [first]);
    browser.keys("<Esc>");
    let names = |browser: &Browser| shelf(browser).lists().iter().map(|list| list.name.to_string()).collect::<Vec<_>>();
    browser.keys("LjK");
    assert_eq!(names(&browser), ["two", "one"]);
    browser.keys("J");
    assert_eq!(names(&browser), ["one", "two"]);
    browser.keys("d");
    assert_eq!(names(&browser), ["one"]);
    assert!(toast(&browser).contains("u restores it"));
    browser.keys("u");
    assert_eq!(names(&browser), ["one", "two"]);
    assert_eq!(shelf(&browser).list("two").unwrap().entries.len(), 1);
}

#[test]
fn renaming_a_list_updates_its_facet_and_rejects_duplicates() {
    let mut browser = Browser::open(120, 36);
    browser.keys("Lnone<Enter>ntwo<Enter>r<Ctrl-u>one<Enter>");
    assert_eq!(toast(&browser), "a list “one” already exists");
    browser.keys("<Ctrl-u>three<Enter><Esc>");
    assert!(shelf(&browser).list("three").is_some() && shelf(&browser).list("two").is_none());
    // The last row of the sidebar is the second list.
    browser.keys("1G<Enter>");
    assert_eq!(
        browser.model.selection().only(Facet::Shelf),
        Some(FacetValue::Shelf(ShelfFacet::List(ListKey::new("three"))))
    );
    assert_eq!(shown(&browser), 1);
    browser.keys("2Ljr<Ctrl-u>four<Enter>");
    assert_eq!(
        browser.model.selection().only(Facet::Shelf),
        Some(FacetValue::Shelf(ShelfFacet::List(ListKey::new("four"))))
    );
    assert_eq!(shown(&browser), 1);
    // A deleted list no longer filters; undo restores it.
    browser.keys("d<Esc>");
    assert_eq!((browser.model.selection().is_empty(), shown(&browser)), (true, 42));
    browser.keys("u");
    assert_eq!(shelf(&browser).list("four").unwrap().entries.len(), 1);
}

#[test]
fn list_entries_can_be_moved_removed_and_opened() {
    let mut browser = Browser::open(120, 36);
    browser.keys("LnL<Enter><Esc>jLj<Enter><Esc>jLj<Enter><Esc>");
    let names = |browser: &Browser| shelf(browser).list("L").unwrap().entries.clone();
    let before = names(&browser);
    assert_eq!(before.len(), 3);
    browser.keys("LlJ");
    assert_eq!(names(&browser), [before[1].clone(), before[0].clone(), before[2].clone()]);
    browser.keys("J");
    assert_eq!(names(&browser), [before[1].clone(), before[2].clone(), before[0].clone()]);
    browser.keys("Kd");
    assert_eq!(names(&browser), [before[1].clone(), before[2].clone()]);
    browser.keys("uuuu");
    assert_eq!(names(&browser), before);
    browser.keys("gg<Enter>");
    assert_eq!(browser.model.focus(), Focus::Detail);
    assert_eq!(reading(&browser), before[0]);
    assert!(browser.screen().contains("MY LISTS L"), "{}", browser.screen());
}

#[test]
fn changed_and_missing_list_entries_are_shown() {
    let mut browser = Browser::open(120, 36);
    let corpus = embedded();
    let id = corpus.entry_ids().next().unwrap();
    let mut imprint = kzq_shelf::EntrySnapshot::new(&corpus, id);
    imprint.fingerprint += 1;
    imprint.text = "What it was.".into();
    let imprint = Some(std::sync::Arc::new(imprint));
    let gone = EntryName::from_text("tokayev-al-jazeera/never-was");
    for (entry, imprint) in [(EntryName::new(&corpus, id), imprint.clone()), (gone, imprint)] {
        let change = Change::Add { list: "L".into(), entry, snapshot: imprint, position: InsertPosition::Last };
        change.apply(&mut browser.disk);
    }
    browser.keep();
    let screen = browser.screen();
    assert!(screen.contains("CHANGED") && screen.contains("“What it was.”"), "{screen}");
    browser.keys("Ll");
    let screen = browser.screen();
    assert!(screen.contains("≠ changed since") && screen.contains("≠ gone from its collection"), "{screen}");
    browser.keys("j");
    assert!(browser.screen().contains("was: “What it was.” · Kassym-Jomart Tokayev"), "{}", browser.screen());
    browser.keys("<Enter>");
    assert!(toast(&browser).contains("no longer in your collections"));
    assert!(matches!(browser.model.popup(), Some(Popup::Lists(lists)) if lists.mode != ShelfPopupMode::Choosing));
}

#[test]
fn unknown_list_shows_a_message_with_suggestions() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/list:monday");
    assert!(browser.screen().contains("no list like “monday”; there are no lists yet"), "{}", browser.screen());
    browser.keys("<Esc><Esc>LnTuesday<Enter><Esc>/list:monday");
    assert!(browser.screen().contains("no list like “monday”; try Tuesday"), "{}", browser.screen());
    browser.keys("<Ctrl-u>is:x");
    assert!(browser.screen().contains("unknown value “is:x”; try starred"));
}

#[test]
fn footer_shows_what_enter_does_to_a_list() {
    let mut browser = Browser::open(120, 36);
    let screen = browser.keys("L").screen();
    assert!(screen.contains("Enter opens it · n new list") && screen.contains("Enter open  n new"), "{screen}");
    // Another key removes the message.
    let screen = browser.keys("none<Enter>kj").screen();
    assert!(screen.contains("Enter adds or removes the entry · l opens it"), "{screen}");
    assert!(screen.contains("Enter add  l open"), "{screen}");
}

#[test]
fn shelf_screens_match_snapshots() {
    for (columns, rows) in [(120, 36), (80, 24)] {
        let size = format!("{columns}x{rows}");
        let mut browser = Browser::open(columns, rows);
        browser.keys("sjjsLnFor the lecture<Enter>nReading<Enter><Esc>jjLj<Enter><Esc>");
        browser.keys("eCompare with the summary, which says “five years”.<Enter>Ask the press office.<Esc>");
        insta::assert_snapshot!(format!("shelf_{size}"), browser.screen());
        insta::assert_snapshot!(format!("lists_{size}"), browser.keys("L").screen());
        insta::assert_snapshot!(format!("list_{size}"), browser.keys("l").screen());
        insta::assert_snapshot!(format!("naming_{size}"), browser.keys("<Esc>r").screen());
        insta::assert_snapshot!(format!("note_{size}"), browser.keys("<Esc><Esc>e").screen());
        insta::assert_snapshot!(format!("starred_{size}"), browser.keys("<Esc>/is:starred<Enter>").screen());
    }
}

#[test]
fn unsaved_note_of_an_earlier_session_is_reopened() {
    let mut browser = Browser::open(120, 36);
    let entry = reading(&browser);
    browser.keys("ebegun<Ctrl-g>");
    let Some(Effect::OpenEditor(draft)) = browser.effects.pop() else { panic!("{:?}", browser.effects) };
    let is_open = |browser: &Browser| matches!(browser.model.popup(), Some(Popup::Note(_)));

    // The next session waits for the shelf and for open popups to close.
    let mut next = Browser::open(120, 36);
    next.keys("j").event(Event::NoteRecovered(draft.clone()));
    assert!(!is_open(&next) && next.model.unsaved_note().is_some_and(|note| note.is_kept_by(&draft)));
    next.keys("?").keep();
    assert!(!is_open(&next) && next.model.unsaved_note().is_some());
    next.keys("<Esc>");
    assert!(is_open(&next), "{}", next.screen());
    assert_eq!(toast(&next), "this note was not saved when kzq ended: Ctrl-s saves it, Ctrl-x drops it");
    next.keys(", and ended<Ctrl-s>").keep();
    assert_eq!(next.disk.note(&entry).unwrap().as_str(), "begun, and ended");
    assert!(next.model.unsaved_note().is_none());

    // A note that is already saved is not opened again.
    let mut saved = draft.clone();
    saved.text = "begun, and ended\n".to_owned();
    next.event(Event::NoteRecovered(saved));
    assert!(!is_open(&next) && next.model.unsaved_note().is_none());
    // Text added after the last save is in the same note.
    let mut longer = draft;
    longer.text = "begun, and ended, and more".to_owned();
    next.event(Event::NoteRecovered(longer)).keys("<Ctrl-s>").keep();
    assert_eq!(next.disk.note(&entry).unwrap().as_str(), "begun, and ended, and more");
}
