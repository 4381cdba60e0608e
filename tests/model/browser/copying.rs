//! Marking entries, selecting a format, and copying.

use kzq_export::Format;
use kzq_tui::app::{CopyMenu, Effect, Event, Focus, Model, MouseKind, Popup, Preferences, SessionLoaded};
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};

use super::harness::Browser;

fn menu(browser: &Browser) -> &CopyMenu {
    let Some(Popup::Copy(menu)) = browser.model.popup() else { panic!("the menu is open") };
    menu
}

fn format(browser: &Browser) -> Format {
    menu(browser).format()
}

#[test]
fn space_marks_and_advances_and_marks_survive_filtering() {
    let mut browser = Browser::open(120, 36);
    browser.keys("/cpc<Enter>  ");
    assert_eq!((browser.model.marked().len(), browser.model.list_cursor().index), (2, 2));
    browser.keys("<Esc>/faltering<Enter> ");
    assert_eq!(browser.model.marked().len(), 3);
    assert!(browser.screen().contains("◆ 3 marked"));
    browser.keys("gg ");
    assert_eq!(browser.model.marked().len(), 2, "a second time takes the mark away");
}

#[test]
fn space_in_the_detail_pane_marks_the_entry_and_stays() {
    let mut browser = Browser::open(120, 36);
    browser.keys("j3 ");
    assert_eq!((browser.model.marked().len(), browser.model.focus()), (1, Focus::Detail));
    assert_eq!(browser.reading(), "bold-and-firm-reforms");
    assert!(browser.screen().contains("◆ marked"));
    // This also works for an entry that is not in the list.
    browser.keys("2/faltering<Enter>] ");
    assert_eq!((browser.reading().as_str(), browser.model.marked().len()), ("from-51-to-193-states", 2));
}

#[test]
fn marks_are_visible_without_colour() {
    let look = Appearance { theme: Theme::builtin(ThemeName::Mono), glyphs: Glyphs::ASCII };
    let mut browser = Browser::open(120, 36);
    let before = browser.screen_in(&look);
    let after = browser.keys(" k").screen_in(&look);
    assert_ne!(before, after);
    assert!(after.contains("x 1 marked") && after.lines().any(|row| row.contains("#|x confidence")), "{after}");
}

#[test]
fn marked_entries_are_copied_in_source_order() {
    let mut browser = Browser::open(120, 36);
    // They are marked in reverse order.
    browser.keys("jj3 2kk3 y");
    let copied = browser.copied().unwrap();
    let paragraphs: Vec<&str> = copied.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 2);
    assert!(paragraphs[0].starts_with("“We are moving") && paragraphs[1].starts_with("“First of all"));
    assert!(matches!(browser.effects.last(), Some(Effect::Copy(order)) if order.count() == 2));
    assert_eq!(browser.model.marked().len(), 2, "they stay marked, for another format");
    browser.keys("YG").keys("<Esc>Yj");
    assert!(browser.screen().contains("Copy ◆ 2 marked as"));
}

#[test]
fn preview_shows_what_y_copies_for_several_entries() {
    let mut browser = Browser::open(200, 70);
    browser.keys("  y");
    let copied = browser.copied().unwrap();
    let preview: Vec<String> = browser.model.preview().unwrap().fit_to(60).0.iter().map(ToString::to_string).collect();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&preview.join(" ")), words(&copied));
    let screen = browser.screen();
    assert!(screen.contains("y will paste ◆ 2 marked") && preview.iter().all(|line| screen.contains(line.as_str())));
    browser.keys("U");
    assert!(browser.model.preview() == browser.model.page().preview());
}

#[test]
fn marks_are_removed_by_their_key_and_by_the_last_esc() {
    let mut browser = Browser::open(120, 36);
    browser.keys("  U");
    assert!(browser.model.marked().is_empty() && browser.screen().contains("2 marks removed"));
    browser.keys("U");
    assert!(browser.screen().contains("nothing is marked"));
    browser.keys("gg 1jj<Enter>2/reform<Enter>3Y");
    for marked in [1, 1, 1, 1, 0] {
        browser.keys("<Esc>");
        assert_eq!(browser.model.marked().len(), marked, "popup, quotation, filter and topic come first");
    }
    assert!(browser.effects.is_empty());
}

#[test]
fn menu_is_navigated_by_keys_and_letters() {
    let mut browser = Browser::open(120, 36);
    browser.keys("Y");
    assert_eq!(format(&browser), Format::Attributed);
    let (first, last) = (Format::copied().next().unwrap(), Format::copied().last().unwrap());
    for (keys, expected) in [
        ("<Home>", first),
        ("<End>", last),
        ("gg", first),
        ("m", Format::Markdown),
        ("J", Format::Json),
        ("w", Format::Words),
        ("w", Format::Attributed),
        // The key of `m` on a Russian layout.
        ("ь", Format::Markdown),
        ("x", Format::Markdown),
    ] {
        browser.keys(keys);
        assert_eq!(format(&browser), expected, "{keys}");
    }
}

#[test]
fn menu_remembers_the_last_copied_format() {
    let mut browser = Browser::open(120, 36);
    browser.keys("Yj<Esc>Y");
    assert_eq!(format(&browser), Format::Attributed, "looking is not taking");
    browser.keys("j<Enter>jY");
    assert_eq!(format(&browser), Format::Markdown);
    browser.keys("<Esc>y");
    assert!(browser.copied().unwrap().starts_with('“'), "y pastes what its preview shows");
}

#[test]
fn menu_can_be_filtered_and_enter_copies() {
    let mut browser = Browser::open(120, 36);
    browser.keys("Y/chicago");
    assert_eq!(menu(&browser).formats.len(), 4, "{}", browser.screen());
    browser.keys("<Down><Enter>");
    assert!(browser.model.popup().is_none() && browser.copied().is_some());
    browser.keys("Y");
    assert_eq!(
        (format(&browser), menu(&browser).formats.len()),
        (Format::ChicagoBibliography, Format::copied().count())
    );
    // Without a match there is nothing to copy; Esc shows all formats again, and another Esc closes the menu.
    let copies = browser.effects.len();
    browser.keys("/zzzz<Enter>");
    assert_eq!((browser.effects.len(), browser.model.toast().unwrap().text.as_str()), (copies, "no format matches"));
    browser.keys("<Esc>");
    assert_eq!(format(&browser), Format::ChicagoBibliography);
    browser.keys("<Esc>");
    assert!(browser.model.popup().is_none());
}

#[test]
fn menu_sets_the_default_copy_format() {
    let mut browser = Browser::open(120, 36);
    browser.keys("Y<Home>d");
    assert_eq!(browser.model.toast().unwrap().text.as_str(), "y copies as Words only from now on");
    assert_eq!(browser.model.default_format(), Format::Words);
    browser.keys("<Esc>y");
    let copied = browser.copied().unwrap();
    assert!(!copied.contains("Tokayev") && browser.screen().contains("confidence"), "{copied}");
    // The next session keeps it, unless the settings have changed.
    let session = browser.model.session_state().unwrap();
    for (default_format, expected) in [(Format::default(), Format::Words), (Format::Apa, Format::Apa)] {
        let preferences = Preferences { default_format, ..Preferences::default() };
        let mut next = Browser::of(Model::with_preferences(preferences, (120, 36)));
        let loaded = SessionLoaded { session: Some(session.clone()), ..SessionLoaded::default() };
        next.event(Event::SessionLoaded(Box::new(loaded)));
        assert_eq!(next.model.default_format(), expected);
    }
}

#[test]
fn click_selects_a_format_and_second_click_copies() {
    for size in [(120, 36), (60, 20), (40, 12)] {
        let mut browser = Browser::open(size.0, size.1);
        browser.keys("Y<Home>");
        let formats = menu(&browser).areas(size).formats;
        browser.click(MouseKind::Click, formats.x + 3, formats.y + 2);
        assert_eq!(Some(format(&browser)), Format::copied().nth(2), "{size:?}");
        browser.click(MouseKind::Click, formats.x + 3, formats.y + 2);
        assert!(browser.model.popup().is_none() && browser.copied().is_some());
    }
}

#[test]
fn unavailable_links_show_the_reason() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")}, sources: {"p": (title: "Paper", url: "https://p.example/")},
        entries: [Quote(id: "with", by: "a", text: "x", source: (id: "p")), Quote(id: "without", by: "a", text: "y")])"#;
    let corpus = kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap();
    let mut browser = Browser::open_with(std::sync::Arc::new(corpus), 80, 24);
    browser.keys("YL");
    assert!(browser.screen().contains("https://p.example/#:~:text=x"));
    browser.keys("<Esc>jYL");
    assert!(browser.screen().contains("Not available: no source is given"));
    browser.keys("<Esc>3 2k YL");
    assert!(browser.screen().contains("1 left out: no source is given"));
    assert!(browser.screen().contains("https://p.example/#:~:text=x"));
}

#[test]
fn link_preview_matches_the_copied_link() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        sources: {"p": (title: "Paper", url: "https://p.example/", text: "p.txt")},
        entries: [Quote(id: "q", by: "a", text: "We act.", source: (id: "p"))])"#;
    let corpus = kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap();
    let mut browser = Browser::open_with(std::sync::Arc::new(corpus), 120, 36);
    browser.source_texts = |_| Some("We act. They say: we act.".into());
    browser.layouts_late = true;
    browser.keys("YL");
    assert!(!browser.screen().contains("https://p.example/#"), "nothing is shown that is not pasted");
    assert_eq!(browser.lay_out(), 1);
    let link = "https://p.example/#:~:text=We%20act%2E,-They";
    assert!(browser.screen().contains(link), "{}", browser.screen());
    browser.keys("<Enter>");
    assert_eq!(browser.copied().as_deref(), Some(link));
}

#[test]
fn y_copies_with_the_template_and_the_menu_offers_it() {
    use kzq_export::Template;
    use kzq_search::FacetCounts;
    use kzq_tui::app::{CorpusUpdate, Event, Model, Preferences};

    let template = "{quoted} — {speaker}[, {date}] {url}";
    let template: &'static Template = Box::leak(Box::new(Template::parse(template).unwrap()));
    let preferences = Preferences {
        default_format: Format::Template(Some(template)),
        template: Some(template),
        ..Preferences::default()
    };
    let mut browser = Browser::of(Model::with_preferences(preferences, (120, 36)));
    let corpus = super::harness::embedded();
    let totals = FacetCounts::unfiltered(&corpus);
    browser.grow(Event::CorpusUpdated(Box::new(CorpusUpdate { corpus, totals, progress: None })));
    let screen = browser.screen();
    assert!(screen.contains("y will paste"), "{screen}");
    assert!(screen.contains("— Kassym-Jomart Tokayev, 29 May 2025"), "{screen}");
    browser.keys("y");
    let copied = browser.copied().unwrap();
    assert!(copied.starts_with('“') && copied.ends_with(" https://qazinform.com/amp/digital-dreams-and-geopolitical-realism-kazakhstan-through-the-eyes-of-president-tokayev-378b35"), "{copied}");
    browser.keys("Y");
    assert_eq!(format(&browser), Format::Template(Some(template)), "the menu begins with what y copies");
    assert!(browser.screen().contains("Your template"));
    browser.keys("<Home>k<End>");
    assert_eq!(format(&browser), Format::Template(Some(template)));
    browser.keys("<Enter>");
    assert_eq!(browser.copied().unwrap(), copied);
}
