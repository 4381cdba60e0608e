use kzq_edit::{DraftStatus, SourceReference, SpeakerReference};

use super::*;
use crate::formats::tests::{Found, collect, described};

/// A page about a person with sections.
fn about(sections: &str) -> Found {
    let text = format!(
        "{{{{wikipedia}}}}\n[[File:Bell.jpg|thumb|Words [[in]] a caption.]]\n'''[[w:Ann Bell|Ann Bell]]''' (5 May 1800 – 3 June 1880) was \
         a poet.\n\n{sections}\n{{{{DEFAULTSORT:Bell, Ann}}}}\n[[Category:1800 births]]\n"
    );
    collect(&FORMAT, "page.txt", text.as_bytes())
}

fn shown(found: &Found) -> Vec<String> {
    found.entries.iter().map(described).collect()
}

#[test]
fn pages_about_people_name_sources_below_the_words() {
    for (item, expected) in [
        ("* One.\n** ''Poems'' (1843), Ch. 2", "One. — Ann Bell, Poems"),
        ("* One.", "One. — Ann Bell"),
        ("* ''One'' [[love|two]].<ref>''Poems'' (1843)</ref>", "One two. — Ann Bell, Poems"),
        ("* One<br>two.\n** Letter to Bo Lee (3 May 1843)", "One\ntwo. — Ann Bell, Letter to Bo Lee"),
        ("* One.\n** Speech in London, 4 March 1851", "One. — Ann Bell, Speech in London"),
        ("* One,\n: two.\n** ''Poems''", "One,\ntwo. — Ann Bell, Poems"),
        ("* One,\n*: two.\n** ''Poems''", "One,\ntwo. — Ann Bell, Poems"),
        ("* <poem>One,\ntwo.</poem>\n** ''Poems''", "One,\ntwo. — Ann Bell, Poems"),
        ("* Un.\n** Translation: One.\n** ''Poems''", "Un. — Ann Bell, Poems"),
        ("* One.\n** {{cite book|title=Poems|year=1843|url=https://example.org/p}}", "One. — Ann Bell, Poems"),
    ] {
        assert_eq!(shown(&about(&format!("== Quotes ==\n{item}\n"))), [expected], "{item}");
    }
}

#[test]
fn places_dates_and_notes_are_kept() {
    let found = about(
        "== Quotes ==\n=== ''Poems'' (1843) ===\n* One.\n** Ch. 2\n* Two.\n** To the reader\n*** A note.\n** Variant: Too.\n\
         === 1850s ===\n* Three.\n** ''Letters'' (1851), p. 7<ref>Edited by Bo.</ref>\n",
    );
    assert_eq!(shown(&found), ["One. — Ann Bell, Poems", "Two. — Ann Bell, Poems", "Three. — Ann Bell, Letters"]);
    let [one, two, three] = &found.entries[..] else { panic!() };
    assert_eq!((one.draft.locator.chapter.as_deref(), &one.draft.extra), (Some("2"), &Vec::new()));
    let Some(SourceReference::Described(poems)) = &one.draft.source else { panic!() };
    assert_eq!(poems.date.as_deref(), Some("1843"));
    assert_eq!(two.draft.extra, [("source".to_owned(), "To the reader".to_owned())]);
    assert_eq!(two.draft.note.as_deref(), Some("Variant: Too.\nA note."));
    assert_eq!((three.draft.locator.page.as_deref(), three.draft.note.as_deref()), (Some("7"), Some("Edited by Bo.")));
    assert!(three.draft.extra.contains(&("heading".to_owned(), "1850s".to_owned())));
    assert_eq!(one.line, 7);
}

#[test]
fn misattributed_and_disputed_sections_set_the_status() {
    let found = about(
        "== Quotes ==\n* Own.\n=== Misattributed ===\n* Wrong.\n** Said by [[Bo Lee]] in 1850.\n*** The true words.\n\
         == Disputed ==\n* Doubtful.\n== Misattributed ==\n* Bare.\n",
    );
    assert_eq!(shown(&found), ["Own. — Ann Bell", "Wrong. — Ann Bell", "Doubtful. — Ann Bell", "Bare. — Ann Bell"]);
    let statuses: Vec<_> = found.entries.iter().map(|entry| entry.draft.status.clone()).collect();
    assert_eq!(
        statuses,
        [
            None,
            Some(DraftStatus::Misattributed("Said by Bo Lee in 1850.".to_owned())),
            Some(DraftStatus::Disputed(String::new())),
            Some(DraftStatus::Misattributed(String::new())),
        ]
    );
    // The possibly correct wording is kept, but is not an entry.
    assert_eq!(found.entries[1].draft.note.as_deref(), Some("The true words."));
}

#[test]
fn quotations_about_a_person_have_other_speakers() {
    let found = about(
        "== Quotes about Bell ==\n* One.\n** [[w:Charles Lamb|Lamb]], ''Letters'' (1830)\n* Two.\n** Mary Shelley, in a letter\n\
         * Three.\n** from a review\n* Four.\n* Five.\n** [[Ann Bell]]\n",
    );
    assert_eq!(
        shown(&found),
        ["One. — Charles Lamb, Letters", "Two. — Mary Shelley", "Three. — ?", "Four. — ?", "Five. — ?"]
    );
    assert!(found.entries[2..].iter().all(|entry| entry.doubts.len() == 1), "{found:?}");
    assert_eq!(found.entries[2].draft.extra[0], ("credit".to_owned(), "from a review".to_owned()));
}

#[test]
fn theme_pages_name_speakers_below_the_words() {
    let text = "'''Love''' is a feeling.\n== Quotes ==\n* One.\n** [[Jane Austen]], ''[[w:Emma|Emma]]'' (1815), Ch. 3\n\
                * Two.\n** [[Albert Einstein|Einstein]], as quoted by a friend\n* Three. ~ Oscar Wilde\n* Four.\n** a proverb of sailors\n\
                == Disputed ==\n* Five.\n** Often attributed to Plato.\n[[Category:Themes]]\n";
    let found = collect(&FORMAT, "Love", text.as_bytes());
    assert_eq!(
        shown(&found),
        ["One. — Jane Austen, Emma", "Two. — Albert Einstein", "Three. — Oscar Wilde", "Four. — ?", "Five. — ?"]
    );
    assert_eq!(found.entries[0].draft.locator.chapter.as_deref(), Some("3"));
    assert_eq!(found.entries[4].draft.status, Some(DraftStatus::Disputed("Often attributed to Plato.".to_owned())));
}

#[test]
fn unclear_pages_give_unknown_speakers_and_a_doubt() {
    let text = "'''The Walk''' is a film.\n== Bo ==\n* One.\n* Two.\n** scene 3\n== Dialogue ==\n:'''Bo''': Three.\n";
    let found = collect(&FORMAT, "The Walk.txt", text.as_bytes());
    assert_eq!(shown(&found), ["One. — ?", "Two. — ?"]);
    assert!(found.entries[0].doubts.iter().any(|doubt| doubt.starts_with("it is not clear whether")), "{found:?}");
    assert_eq!(found.skipped.iter().map(|skipped| skipped.line).collect::<Vec<_>>(), [1, 7]);
    let text = "'''Boz''' (7 May 1812 – 1870)\n== Quotes ==\n* One.\n{{DEFAULTSORT:Dickens, Charles}}\n";
    let found = collect(&FORMAT, "x", text.as_bytes());
    assert_eq!(shown(&found), ["One. — ?"]);
    assert_eq!(
        found.entries[0].doubts,
        ["the page calls its subject “Boz” and “Charles Dickens”; the speaker is left unknown"]
    );
}

#[test]
fn a_full_name_is_an_alias() {
    let text = "'''Sir Bo Albert Lee''' (5 May 1900 – 1980)\n== Quotes ==\n* One.\n{{DEFAULTSORT:Lee, Bo}}\n";
    let found = collect(&FORMAT, "x", text.as_bytes());
    let Some(SpeakerReference::Described(speaker)) = &found.entries[0].draft.speaker else { panic!() };
    assert_eq!((speaker.name.as_str(), speaker.aliases.as_slice()), ("Bo Lee", &["Sir Bo Albert Lee".to_owned()][..]));
}

#[test]
fn skipped_content_is_reported() {
    let found = about(
        "== Quotes ==\n* One {{foo|x}} two.\n* [[File:A.jpg]]\nA paragraph.\n{| class=x\n* no item\n|}\n== External links ==\n* [https://example.org a site]\n",
    );
    assert_eq!(shown(&found), ["One two. — Ann Bell"]);
    assert_eq!(found.entries[0].doubts, ["the template “foo” is left out"]);
    let skipped: Vec<_> = found.skipped.iter().map(|skipped| (skipped.line, skipped.reason)).collect();
    assert_eq!(
        skipped,
        [
            (3, "text outside a list"),
            (7, "no words"),
            (8, "text outside a list"),
            (13, "in a section without quotations")
        ]
    );
    assert!(collect(&FORMAT, "x", b"words\n").error.is_some());
}

#[test]
fn only_wikitext_is_recognised() {
    for (text, expected) in [
        ("'''Ann Bell''' was\n== Quotes ==\n* One.\n", true),
        ("== Quotes ==\n* One, [[two]].\n** three\n", true),
        ("# Quotes\n* One.\n", false),
        ("* Jane Austen\n** Emma\n#+begin_quote\nw\n#+end_quote\n", false),
        ("== Asciidoc\n* One [[two]]\n", false),
        ("Words\n=====\n* ''one''\n", false),
        ("<mediawiki>\n== Quotes ==\n* [[One]]\n", false),
    ] {
        let input = Input { name: "x", bytes: text.as_bytes(), text };
        assert_eq!(sniff(&input).is_some(), expected, "{text}");
    }
}
