//! Adding and changing entries: the form, key by key.

use kzq_edit::{EntryDraft, SourceDraft, SourceReference, SpeakerReference};
use kzq_shelf::EntryName;
use kzq_tui::app::{Effect, Event, FileEdited, FileSteps, FormField, MouseKind, Popup};

use super::harness::{Browser, toast};

/// The latest effect.
fn requested(browser: &Browser) -> &Effect {
    browser.effects.last().expect("nothing was requested")
}

fn field(browser: &Browser, field: FormField) -> String {
    let Some(Popup::Form(form)) = browser.model.popup() else { panic!("no form is open") };
    form.edit(field).map(|edit| edit.text().to_string()).unwrap_or_default()
}

fn edited(message: &'static str, entry: Option<EntryName>, steps: usize) -> Event {
    answered(message, entry, FileSteps::Made(steps))
}

fn answered(message: &'static str, entry: Option<EntryName>, steps: FileSteps) -> Event {
    Event::FileEdited(Ok(FileEdited { message: message.into(), entry, steps, has_mistakes: false }))
}

#[test]
fn quotation_is_typed_completed_saved_and_undone() {
    let mut browser = Browser::open(120, 36);
    browser.keys("a");
    assert_eq!(requested(&browser), &Effect::ReadClipboard);
    browser.keys("We are ready.<Enter>Are you?<Tab>tokay<Tab>talk<Enter>12<Tab>cpc<Enter><Ctrl-s>");
    let Effect::AddEntry(draft) = requested(&browser) else { panic!("{:?}", requested(&browser)) };
    assert_eq!(draft.text, "We are ready.\nAre you?");
    assert_eq!(draft.speaker, Some(SpeakerReference::named("Kassym-Jomart Tokayev")));
    assert_eq!(draft.locator.page.as_deref(), Some("12"));
    assert_eq!(draft.topics, ["energy-transport/cpc"]);
    // The form stays open until it is saved, and a second Ctrl-s sends no other request.
    let requests = browser.effects.len();
    browser.keys("<Ctrl-s>");
    assert_eq!(browser.effects.len(), requests);
    browser.event(edited("added we-are-ready", None, 1));
    assert_eq!((browser.model.popup().is_none(), toast(&browser).as_str()), (true, "added we-are-ready"));
    browser.keys("u");
    assert_eq!(requested(&browser), &Effect::UndoFileEdit(1));
}

#[test]
fn unsaved_form_is_kept() {
    let mut browser = Browser::open(80, 24);
    browser.keys("aHalf a sentence<Esc>");
    assert_eq!((browser.model.popup().is_none(), toast(&browser).as_str()), (true, "not added; a continues it"));
    browser.keys("a");
    assert_eq!(field(&browser, FormField::Words), "Half a sentence");
    // The form is empty now.
    browser.keys("<Ctrl-u><Ctrl-s>");
    assert_eq!(toast(&browser), "a quotation needs words");
    browser.keys("Whole.<Ctrl-s>");
    browser.event(Event::FileEdited(Err("the disk is full".into())));
    assert_eq!(toast(&browser), "the disk is full");
    assert_eq!(field(&browser, FormField::Words), "Whole.", "what was typed must not be lost");
}

#[test]
fn a_form_that_is_closed_while_it_is_saved_is_kept_if_that_fails() {
    let mut browser = Browser::open(80, 24);
    browser.keys("aWhole.<Ctrl-s><Esc>");
    assert!(browser.model.popup().is_none());
    browser.event(Event::FileEdited(Err("the disk is full".into())));
    assert_eq!(toast(&browser), "the disk is full; a continues it");
    browser.keys("a");
    assert_eq!(field(&browser, FormField::Words), "Whole.");
    // It can be saved again. Once it is, the next form is empty.
    browser.keys("<Ctrl-s><Esc>").event(edited("added whole", None, 1)).keys("a");
    assert_eq!(field(&browser, FormField::Words), "");
}

#[test]
fn a_form_that_is_opened_again_while_it_is_saved_is_closed_by_the_result() {
    let mut browser = Browser::open(80, 24);
    browser.keys("aWhole.<Ctrl-s><Esc>a");
    assert_eq!(field(&browser, FormField::Words), "Whole.");
    let requests = browser.effects.len();
    browser.keys("<Ctrl-s>");
    assert_eq!(browser.effects.len(), requests, "it is being saved already");
    browser.event(edited("added whole", None, 1));
    assert!(browser.model.popup().is_none());
}

#[test]
fn the_wheel_moves_through_the_fields_in_its_direction() {
    let mut browser = Browser::open(80, 24);
    let focused = |browser: &Browser| {
        let Some(Popup::Form(form)) = browser.model.popup() else { panic!("no form is open") };
        form.focused_field()
    };
    browser.keys("a<Tab>");
    assert_eq!(focused(&browser), FormField::Speaker);
    browser.click(MouseKind::WheelDown, 40, 12);
    assert_eq!(focused(&browser), FormField::Source);
    browser.click(MouseKind::WheelUp, 40, 12);
    assert_eq!(focused(&browser), FormField::Speaker);
}

#[test]
fn the_clipboard_fills_the_form() {
    let mut browser = Browser::open(80, 24);
    let source =
        SourceDraft { title: "Emma".to_owned(), publisher: Some("Murray".to_owned()), ..SourceDraft::default() };
    let draft = EntryDraft {
        text: "I do suspect that he is not really necessary to my happiness.".to_owned(),
        speaker: Some(SpeakerReference::named("Jane Austen")),
        source: Some(SourceReference::Described(Box::new(source))),
        ..EntryDraft::default()
    };
    browser.keys("a").event(Event::ClipboardRead(Box::new(draft.clone())));
    assert_eq!(field(&browser, FormField::Speaker), "Jane Austen");
    browser.keys("<Ctrl-s>");
    assert_eq!(requested(&browser), &Effect::AddEntry(Box::new(draft)));
    // It is ignored if the form has been closed.
    let mut browser = Browser::open(80, 24);
    browser.keys("a<Esc>").event(Event::ClipboardRead(Box::default()));
    assert!(browser.model.popup().is_none());
}

#[test]
fn form_assigns_topics_and_tags_to_marked_entries() {
    let mut browser = Browser::open(120, 36);
    browser.keys("<Space>j<Space>ta");
    let marked = browser.model.marked().entries();
    let names: Vec<EntryName> = marked.iter().map(|&id| EntryName::new(browser.model.corpus(), id)).collect();
    let screen = browser.screen();
    assert!(screen.contains("of 2 entries") && screen.contains("by Kassym-Jomart Tokayev (2)"), "{screen}");
    browser.keys("<Ctrl-s>");
    assert_eq!(toast(&browser), "type a speaker, topics or tags");
    browser.keys("<Tab>brics<Enter><Tab>for the speech,<Ctrl-s>");
    let Effect::AssignToEntries { entries, given } = requested(&browser) else { panic!("{:?}", requested(&browser)) };
    assert_eq!(entries, &names);
    assert_eq!((given.speaker.as_deref(), &given.topics[..]), (None, &["foreign-policy/brics".to_owned()][..]));
    assert_eq!(given.tags, ["for the speech"]);
}

#[test]
fn shelf_and_file_changes_are_undone_in_reverse_order() {
    let mut browser = Browser::open(80, 24);
    browser.keys("s").event(edited("added", None, 1));
    browser.keys("js").event(edited("edited in your editor", None, 0));
    browser.keys("u");
    assert_eq!(toast(&browser), "undone: starred; Ctrl-r redoes it");
    browser.keys("u");
    assert_eq!(requested(&browser), &Effect::UndoFileEdit(1));
    browser.keys("u");
    assert_eq!(toast(&browser), "undone: starred; Ctrl-r redoes it");
    browser.keys("u");
    assert_eq!(toast(&browser), "nothing to undo");
    browser.keys("E");
    let entry = browser.model.entry().unwrap();
    assert_eq!(requested(&browser), &Effect::EditEntry(EntryName::new(browser.model.corpus(), entry)));
}

#[test]
fn undone_shelf_and_file_changes_are_redone_in_order() {
    let mut browser = Browser::open(80, 24);
    browser.keys("s").event(edited("changed 2 entries", None, 2)).keys("ju");
    assert_eq!(requested(&browser), &Effect::UndoFileEdit(2));
    browser.event(answered("undone: changed 2 entries", None, FileSteps::Undone(2)));
    assert_eq!(toast(&browser), "undone: changed 2 entries; Ctrl-r redoes it");
    browser.keys("u<Ctrl-r>");
    assert_eq!(toast(&browser), "redone: starred");
    browser.keys("<Ctrl-r>");
    assert_eq!(requested(&browser), &Effect::RedoFileEdit(2));
    browser.event(answered("redone: changed 2 entries", None, FileSteps::Redone(2)));
    browser.keys("<Ctrl-r>");
    assert_eq!(toast(&browser), "nothing to redo");
    browser.keys("u");
    assert_eq!(requested(&browser), &Effect::UndoFileEdit(2));
    // A failed undo can't be redone, and a new change clears what could be redone.
    browser.event(Event::FileEdited(Err("c.ron has changed there since".into()))).keys("<Ctrl-r>");
    assert_eq!(toast(&browser), "nothing to redo");
    let undone = answered("undone: added", None, FileSteps::Undone(1));
    browser.event(undone.clone()).keys("js<Ctrl-r>");
    assert_eq!(toast(&browser), "nothing to redo");
    browser.event(undone).event(edited("added", None, 1)).keys("<Ctrl-r>");
    assert_eq!(toast(&browser), "nothing to redo");
}

#[test]
fn form_fits_all_screen_sizes() {
    for (columns, rows) in [(120, 36), (80, 24), (60, 20), (45, 15)] {
        let mut browser = Browser::open(columns, rows);
        browser.keys("aA sentence that was said in an interview, long enough to be wrapped<Tab>tok");
        insta::assert_snapshot!(format!("form_{columns}x{rows}"), browser.screen());
        browser.keys("<Tab><Tab><Tab><Tab><Tab><Tab>a note that is typed in the last field");
        assert!(browser.screen().contains("in the last field"), "{}", browser.screen());
    }
    insta::assert_snapshot!("form_empty_120x36", Browser::open(120, 36).keys("a").screen());
}

#[test]
fn footer_shows_the_keys_for_suggestions() {
    let mut browser = Browser::open(120, 36);
    let footer = |browser: &Browser| browser.screen().lines().last().unwrap_or_default().to_owned();
    browser.keys("a");
    assert!(footer(&browser).contains("Enter new line"), "{}", footer(&browser));
    browser.keys("<Tab>Tok");
    for hint in ["Tab take", "Esc as typed", "Ctrl-s save"] {
        assert!(footer(&browser).contains(hint), "{hint}: {}", footer(&browser));
    }
    // The letters occur in the name, but not at the start of a word.
    browser.keys("<Ctrl-u>okay");
    for hint in ["Down suggestions", "Tab next"] {
        assert!(footer(&browser).contains(hint), "{hint}: {}", footer(&browser));
    }
    browser.keys("<Esc>");
    assert!(footer(&browser).contains("Tab next") && !footer(&browser).contains("Down"), "{}", footer(&browser));
    browser.keys("<Tab>");
    assert_eq!(field(&browser, FormField::Speaker), "okay");
}

#[test]
fn invalid_date_is_rejected_and_valid_one_normalised() {
    let mut browser = Browser::open(120, 36);
    browser.keys("aWords<Tab><Tab><Tab><Tab><Tab><Tab>4/5/1949<Ctrl-s>");
    assert!(toast(&browser).starts_with("Date: invalid date “4/5/1949”: write 1949-05-04"), "{}", toast(&browser));
    browser.keys("<Ctrl-u>4 May 1949<Ctrl-s>");
    let Effect::AddEntry(draft) = requested(&browser) else { panic!("{:?}", requested(&browser)) };
    assert_eq!(draft.date.as_deref(), Some("1949-05-04"));
}
