//! Comparing a paraphrase with its basis, a quotation with its paraphrases, and an original with its translations.

use std::sync::Arc;

use kzq_corpus::Corpus;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName};
use ratatui::style::{Modifier, Style};

use super::harness::{Browser, look};

/// The comparison of an entry of the embedded collection.
fn comparison(id: &str, columns: u16, rows: u16) -> Browser {
    let mut browser = Browser::open(columns, rows);
    browser.keys(&format!("/id:{id}<Enter>="));
    browser
}

fn flat(screen: &str) -> String {
    screen.replace(['┃', '│'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn comparison_shows_the_differences_of_a_paraphrase() {
    for (columns, rows) in [(120, 36), (100, 36), (80, 24), (60, 20)] {
        let browser = comparison("digital-within-five-years", columns, rows);
        insta::assert_snapshot!(format!("told_{columns}x{rows}"), browser.screen());
    }
    let screen = flat(&comparison("digital-within-five-years", 80, 60).screen());
    assert!(screen.contains("someday later"), "{screen}");
    assert!(screen.contains("not in the words: five years"), "{screen}");
    assert!(
        screen.contains("the collection says: ≠ “within five years”: the quotation says “someday later”"),
        "{screen}"
    );
}

#[test]
fn lists_of_differences_are_wrapped_on_narrow_screens() {
    let browser = comparison("digital-within-five-years", 45, 100);
    let screen = flat(&browser.screen());
    assert!(screen.contains("≠ “within five years”: the quotation says “someday later”"), "{screen}");
}

#[test]
fn quotation_is_compared_with_its_paraphrases() {
    for (columns, rows) in [(120, 36), (80, 24)] {
        let browser = comparison("fully-digitalized-country", columns, rows);
        insta::assert_snapshot!(format!("said_{columns}x{rows}"), browser.screen());
    }
}

#[test]
fn paraphrase_without_basis_suggests_similar_quotations() {
    let browser = comparison("cautious-on-brics", 120, 36);
    insta::assert_snapshot!("no_words_120x36", browser.screen());
    let screen = flat(&comparison("focus-on-ai-and-education", 80, 60).screen());
    assert!(screen.contains("no words to compare: it rests on no quotation in this collection"), "{screen}");
    assert!(screen.contains("only suggested: similar words") && screen.contains("in common:"), "{screen}");
    assert!(!screen.contains("not in the words"), "nothing to compare with: {screen}");
}

#[test]
fn unsupported_words_are_underlined() {
    let browser = comparison("digital-within-five-years", 120, 36);
    for (theme, glyphs) in [(ThemeName::Mono, Glyphs::ASCII), (ThemeName::Dark, Glyphs::UNICODE)] {
        let (buffer, _) = browser.frame(&Appearance { theme: Theme::builtin(theme), glyphs });
        let underlined: String = buffer
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert!(underlined.contains("within") && underlined.contains("five") && !underlined.contains("digitalized"));
    }
}

/// The text of a comparison that is drawn in a style.
fn words_in(browser: &Browser, theme: ThemeName, part: Style) -> String {
    let (buffer, _) = browser.frame(&look(theme));
    let has_style = |cell: &ratatui::buffer::Cell| {
        part.fg.is_none_or(|colour| cell.fg == colour) && cell.modifier.contains(part.add_modifier)
    };
    let cells = buffer.content.iter().map(|cell| if has_style(cell) { cell.symbol() } else { " " });
    cells.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn unsupported_facts_and_negations_have_their_own_style() {
    const BRIDGE: &str = r#"(schema: 1, id: "b", title: "B", speakers: {"s": (name: "Sara")}, entries: [
        Quote(id: "said", by: "s", text: "We will raise taxes, together with friends."),
        Paraphrase(id: "told", of: "s", text: "They will not raise taxes in 2030, which is beautiful.", rests_on: ["said"]),
    ])"#;
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("b.ron", BRIDGE.as_bytes())]);
    assert_eq!(findings, []);
    let mut browser = Browser::open_with(Arc::new(corpus), 120, 36);
    browser.keys("/id:told<Enter>=");
    for name in [ThemeName::Dark, ThemeName::Mono] {
        let theme = Theme::builtin(name);
        let facts = words_in(&browser, name, theme.unsupported_fact);
        assert!(facts.contains("2030") && facts.contains("not"), "{}: {facts}", name.name());
        let others = words_in(&browser, name, theme.unsupported);
        assert!(others.contains("beautiful"), "{}: {others}", name.name());
        assert!(!others.contains("2030") && !others.contains("not"), "{}: {others}", name.name());
    }
    // Nothing else is red: neither a difference in certainty nor any other unsupported word.
    let red = words_in(&browser, ThemeName::Dark, Theme::builtin(ThemeName::Dark).warning);
    assert!(!red.contains("beautiful") && !red.contains("how sure"), "{red}");
}

#[test]
fn comparisons_are_drawn_at_all_screen_sizes() {
    for (columns, rows) in [(120, 36), (100, 30), (99, 30), (60, 20), (30, 8)] {
        let mut browser = Browser::open(columns, rows);
        for _ in 0..40 {
            browser.keys("=GggZ]]<Esc>j").frame(&look(ThemeName::Dark));
        }
    }
}

const PAIR: &str = r#"(schema: 1, id: "p", title: "P",
    speakers: {"s": (name: "Сара", role: "Minister of Roads")},
    sources: {
        "radio": (kind: Broadcast, title: "Радио", date: "2025-01-02"),
        "wire": (kind: Article, title: "The Wire", publisher: "Wire", date: "2025-01-03", reports: "radio"),
        "post": (kind: Article, title: "The Post", publisher: "Post", date: "2025-01-04", reports: "radio"),
    },
    entries: [
        Quote(id: "ru", by: "s", lang: "ru", text: "Мы построим дорогу.", source: (id: "radio")),
        Quote(id: "en", by: "s", lang: "en", translation_of: "ru", text: "We will build the road.", source: (id: "wire"), variants: ["post"]),
        Quote(id: "post", by: "s", lang: "en", translation_of: "ru", text: "We shall build a bridge.", source: (id: "post")),
        Paraphrase(id: "told", of: "s", lang: "en", text: "The minister promised a road by 2030.", rests_on: ["ru"], source: (id: "wire")),
    ])"#;

fn pair(id: &str, columns: u16, rows: u16) -> Browser {
    let (corpus, findings) = Corpus::merge(vec![kzq_corpus::read("p.ron", PAIR.as_bytes())]);
    assert_eq!(findings, []);
    let mut browser = Browser::open_with(Arc::new(corpus), columns, rows);
    browser.keys(&format!("/id:{id}<Enter>"));
    browser
}

#[test]
fn translations_are_labelled_as_translations() {
    let mut browser = pair("en", 120, 36);
    let page = flat(&browser.screen());
    assert!(page.contains("(translation; original in ru)") && page.contains("ORIGINAL (ru) “ Мы построим"), "{page}");
    assert!(page.contains("VARIANTS (as printed by Post) “ We shall"), "{page}");
    browser.keys("y");
    let copied = browser.copied().unwrap();
    assert!(
        copied.starts_with("“We will build the road.”\n— ") && copied.ends_with("(translation; original in ru)"),
        "{copied}"
    );
    browser.keys("=");
    insta::assert_snapshot!("translation_120x36", browser.screen());
    let screen = flat(&browser.screen());
    assert!(screen.contains("“ TRANSLATION · in en"), "{screen}");
    assert!(screen.contains("“ VERBATIM · original (ru): the words that were spoken"), "{screen}");
    assert!(screen.contains("“ TRANSLATION · in en, as printed by Post"), "{screen}");
}

#[test]
fn original_shows_its_translations_and_is_copied_unlabelled() {
    let mut browser = pair("ru", 120, 36);
    let page = flat(&browser.screen());
    assert!(page.contains("TRANSL. (en) “ We will build"), "{page}");
    assert!(!browser.keys("y").copied().unwrap().contains("translation"));
    let screen = flat(&browser.keys("=").screen());
    assert!(screen.contains("“ VERBATIM · original (ru)") && screen.contains("“ TRANSLATION · in en"), "{screen}");
    assert!(screen.contains("only printed here: 2030") || screen.contains("not in the words: 2030"), "{screen}");
}

#[test]
fn paraphrase_is_compared_with_its_translated_basis() {
    let screen = flat(&pair("told", 90, 36).keys("=").screen());
    assert!(screen.contains("not in the words: 2030"), "{screen}");
    assert!(!screen.contains("its own words: minister"), "{screen}");
}

#[test]
fn marked_entries_are_compared_with_each_other() {
    let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ann Bee")}, entries: [
        Quote(id: "first", by: "a", text: "We will build two dams by 2030."),
        Quote(id: "between", by: "a", text: "Let us talk."),
        Quote(id: "second", by: "a", text: "We will build five dams by 2035."),
    ])"#;
    let reading = kzq_corpus::read("c.ron", text.as_bytes());
    let mut browser = Browser::open_with(Arc::new(Corpus::merge(vec![reading]).0), 120, 30);
    browser.keys("gg j =a");
    let screen = flat(&browser.screen());
    assert!(screen.contains("two dams") && screen.contains("only said here: five dams, 2035"), "{screen}");
    assert!(!screen.contains("Let us talk"), "{screen}");
}
