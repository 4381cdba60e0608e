//! Other readings of what is in quotation marks: words of the writer inside the marks, titles, terms.

use crate::attribution::Attribution;
use crate::languages::Role;
use crate::names::{DraftWord, draft_words};
use crate::sentence_side::{Clue, SentenceSide, is_so_called};
use crate::speakers::SpeakerIndex;
use kzq_text::fold::fold;
use kzq_text::words::words;

/// A quotation without the words of the writer inside its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The words of the quotation.
    pub text: String,
    /// To whom the words of the writer attribute it.
    pub attribution: Attribution,
}

/// A quotation without a full stop or comma that house style puts before the closing mark.
pub fn without_last_mark(text: &str) -> &str {
    text.strip_suffix([',', '.']).filter(|bare| !bare.ends_with('.')).unwrap_or(text)
}

/// The readings of a quotation in whose marks the writer says who said it: `«Yes, — said Doe, — and no»`. The punctuation
/// at the joint is the writer's, so there are several.
pub fn without_interruption(text: &str, speakers: &SpeakerIndex) -> Vec<Reading> {
    /// Maximum number of words of the writer.
    const MAX_WORDS: usize = 10;
    let words = draft_words(text, 0..text.len());
    let verbs = (1..words.len()).filter(|&at| words[at].role.is(Role::VERB) && !words[at].is_capital());
    let gap = |at: usize| &text[words[at - 1].range.end..words.get(at).map_or(text.len(), |word| word.range.start)];
    let separates = |at: usize| {
        let gap = gap(at);
        gap.contains([',', '—', '–', '.', '!', '?']) || gap.contains(" - ")
    };
    for verb in verbs {
        let Some(start) = (verb.saturating_sub(MAX_WORDS).max(1)..=verb).rev().find(|&at| separates(at)) else {
            continue;
        };
        let last = words.len().min(verb + MAX_WORDS);
        let Some(end) = (verb + 1..last).find(|&at| separates(at)) else { continue };
        let opens = gap(start);
        // In French, commas are enough; a dash on both sides in other languages.
        let is_set_off = opens.contains(',') || opens.contains(['—', '–']) || opens.contains(" - ");
        let aside = words[start].range.start..words[end - 1].range.end;
        if !is_set_off || !words[start..end].iter().all(may_be_writers) {
            continue;
        }
        let (clue, is_verb_near) = (SentenceSide::new(text, aside, speakers).clue_in_tail(false), verb - start <= 2);
        let attribution = match clue {
            Clue::Named(at, who) => Attribution::to(&text[at], who),
            Clue::Pronoun if is_verb_near => {
                Attribution { is_attributed: true, is_pronoun: true, ..Attribution::default() }
            }
            _ => continue,
        };
        let (before, after) = (text[..words[start - 1].range.end].to_owned(), &text[words[end].range.start..]);
        let ended = if gap(end).contains('.') { ". " } else { ", " };
        let own: String = opens.chars().filter(|c| matches!(c, '!' | '?' | '.' | ';' | ':')).take(1).collect();
        let joints =
            [format!("{own} "), ended.to_owned(), " ".to_owned(), " — ".to_owned(), ". ".to_owned(), "; ".to_owned()];
        let reading =
            |joint: String| Reading { text: format!("{before}{joint}{after}"), attribution: attribution.clone() };
        return joints.into_iter().filter(|joint| joint.trim() != "" || joint == " ").map(reading).collect();
    }
    Vec::new()
}

/// Whether a word may be one of those that say who said it.
fn may_be_writers(word: &DraftWord<'_>) -> bool {
    let roles =
        [Role::VERB, Role::FILLER, Role::PRONOUN, Role::DETERMINER, Role::PREPOSITION, Role::PLACE, Role::ANONYMOUS];
    word.is_capital()
        || word.is_title()
        || roles.iter().any(|&role| word.role.is(role))
        || word.text.chars().count() < 3
}

/// Whether the text before a quotation ends in a word that makes it a term or a title: `the magazine`, `so-called`.
pub fn is_label(before: &str) -> bool {
    const MAX_WORD_BYTES: usize = 64;
    let start = before.ceil_char_boundary(before.len().saturating_sub(MAX_WORD_BYTES));
    let before = before[start..].trim_end();
    let before = before.strip_suffix(['“', '«', '„']).unwrap_or(before).trim_end();
    let Some((at, last)) = words(before).last() else { return false };
    // Nothing but white space may come between.
    if at.end < before.len() {
        return false;
    }
    let folded = fold(last);
    crate::languages::role(&folded).is(Role::LABEL) || is_so_called(before)
}

/// Whether words are capitalised as in the title of a work.
pub fn is_title_case(text: &str) -> bool {
    /// Words of this many letters may be without a capital.
    const MAX_SHORT_LETTERS: usize = 4;
    let all: Vec<&str> = words(text).map(|(_, word)| word).collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let rest = all.iter().filter(|word| !word.starts_with(char::is_uppercase));
    let ends = text.trim_end().ends_with(['.', '!', '?']);
    all.iter().filter(capital).count() >= 2
        && all.first().is_some_and(|word| !word.starts_with(char::is_lowercase))
        && !ends
        && rest.clone().all(|word| word.chars().count() <= MAX_SHORT_LETTERS || word.starts_with(char::is_numeric))
        && rest.count() <= all.len() / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    #[test]
    fn narration_inside_the_marks_is_left_out() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Byron", aliases: ["Ада Байрон"])},
            entries: [])"#;
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        let speakers = SpeakerIndex::new(&corpus);
        for (text, expected, name) in [
            ("Мы строим мельницы, — сказала Байрон, — и мосты", "Мы строим мельницы, и мосты", "Байрон"),
            ("Мы строим мельницы. — сказала Байрон. — Это много", "Мы строим мельницы. Это много", "Байрон"),
            ("Біз көпір саламыз, – деді Байрон, – бұл көп", "Біз көпір саламыз, бұл көп", "Байрон"),
            (
                "Nous bâtissons des ponts, a dit Ada Byron, et des moulins",
                "Nous bâtissons des ponts, et des moulins",
                "Ada Byron",
            ),
            (
                "Nous bâtissons des ponts, affirme-t-elle, et des moulins",
                "Nous bâtissons des ponts, et des moulins",
                "",
            ),
            ("We build mills, and as I said before, bridges", "", ""),
            ("We build mills", "", ""),
        ] {
            let found = without_interruption(text, &speakers);
            if expected.is_empty() {
                assert!(found.is_empty(), "{text}: {found:?}");
                continue;
            }
            assert!(found.iter().any(|reading| reading.text == expected), "{text}: {found:?}");
            assert_eq!(found[0].attribution.name.as_deref().unwrap_or_default(), name, "{text}");
        }
    }

    #[test]
    fn titles_and_labels_are_recognised() {
        for (text, expected) in [
            ("The Old Mill by the Sea", true),
            ("Old Times", true),
            ("The mills stood still", false),
            ("We build Mills in Lancashire and elsewhere", false),
            ("Old Times.", false),
            ("old Times", false),
        ] {
            assert_eq!(is_title_case(text), expected, "{text}");
        }
        for (before, expected) in [
            ("the magazine ", true),
            ("a so-called ", true),
            ("die sogenannte ", true),
            ("la revue « ", true),
            ("the magazine said ", false),
            ("the book: ", false),
            ("", false),
        ] {
            assert_eq!(is_label(before), expected, "{before}");
        }
    }
}
