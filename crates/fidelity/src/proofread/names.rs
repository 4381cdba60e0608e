//! Finds names in the text of a draft, and the speakers of a corpus they refer to.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;

use kzq_corpus::{Corpus, SpeakerId};
use kzq_text::fold::{fold, without_possessive};
use kzq_text::persons::{PARTICLES, TitleKind, is_abbreviated_title, title};
use kzq_text::words::words;

/// Words that may be capitalised at the start of a sentence but are not names.
const NON_NAMES: &[&str] = &[
    "a",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "as",
    "asked",
    "at",
    "back",
    "because",
    "before",
    "but",
    "by",
    "commenting",
    "despite",
    "during",
    "earlier",
    "even",
    "every",
    "few",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "just",
    "last",
    "later",
    "many",
    "meanwhile",
    "most",
    "my",
    "no",
    "nobody",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "others",
    "our",
    "she",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "today",
    "we",
    "what",
    "when",
    "where",
    "while",
    "who",
    "why",
    "with",
    "yes",
    "yesterday",
    "you",
];
/// Words for people related to a named person: `a critic of Tokayev` is someone else.
const ASSOCIATES: &[&str] = &[
    "critic",
    "critics",
    "opponent",
    "opponents",
    "rival",
    "rivals",
    "aide",
    "aides",
    "adviser",
    "advisers",
    "advisor",
    "advisors",
    "supporter",
    "supporters",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "ally",
    "allies",
    "biographer",
];

/// A word of a draft with its byte range.
#[derive(Clone, Debug)]
pub(super) struct DraftWord<'t> {
    pub(super) text: &'t str,
    pub(super) folded: String,
    pub(super) range: Range<usize>,
}

impl DraftWord<'_> {
    /// Whether it is an initial or an abbreviated title.
    pub(super) fn is_abbreviation(&self) -> bool {
        self.text.chars().count() == 1 || is_abbreviated_title(self.text)
    }
}

/// The words of a part of a text.
pub(super) fn draft_words(text: &str, part: Range<usize>) -> Vec<DraftWord<'_>> {
    let start = part.start;
    let word =
        |(at, text): (Range<usize>, _)| DraftWord { text, folded: fold(text), range: start + at.start..start + at.end };
    words(&text[part]).map(word).collect()
}

/// A name of a person or thing in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameSpan {
    /// Indices of its words among those of the text, without titles.
    pub(super) words: Range<usize>,
    /// Its byte range in the text.
    pub(super) range: Range<usize>,
    /// Whether it ends in a possessive.
    pub(super) is_possessive: bool,
}

/// Finds the names among some words of a text.
pub(super) fn find_names(text: &str, words: &[DraftWord<'_>]) -> Vec<NameSpan> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = capitalised_run_end(text, words, at);
        let start = (at..end).find(|&at| !cannot_begin_name(&words[at]));
        if let Some(start) = start {
            // “A critic of Tokayev” is not Tokayev.
            let is_associate = at > 1
                && matches!(words[at - 1].folded.as_str(), "of" | "to" | "for")
                && ASSOCIATES.contains(&words[at - 2].folded.as_str());
            let start = if is_associate { at - 2 } else { start };
            let last = &words[end - 1];
            let is_possessive = without_possessive(&last.folded).len() < last.folded.len();
            // An apostrophe is one byte in the folded word and up to three in the text.
            let cut = if is_possessive {
                last.text.rfind(['\'', '’', 'ʼ']).unwrap_or(last.text.len())
            } else {
                last.text.len()
            };
            let bytes = words[start].range.start..last.range.start + cut;
            names.push(NameSpan { words: start..end, range: bytes, is_possessive });
        }
        at = end.max(at + 1);
    }
    names
}

fn cannot_begin_name(word: &DraftWord<'_>) -> bool {
    is_title(word)
        || NON_NAMES.contains(&word.folded.as_str())
        || PARTICLES.contains(&word.text)
        || word.text.starts_with(char::is_numeric)
}

/// The end of the run of capitalised words that begins at `start`; `start` itself if that word has no capital.
fn capitalised_run_end(text: &str, words: &[DraftWord<'_>], start: usize) -> usize {
    let is_capital = |at: usize| words[at].text.starts_with(char::is_uppercase);
    let mut end = start;
    while end < words.len() && is_capital(end) {
        end += 1;
        if without_possessive(&words[end - 1].folded).len() < words[end - 1].folded.len() {
            break;
        }
        // The first word of a sentence is not part of the name after it.
        if NON_NAMES.contains(&words[end - 1].folded.as_str()) {
            break;
        }
        let mut next = end;
        while words.get(next).is_some_and(|word| PARTICLES.contains(&word.text)) && next < end + 3 {
            next += 1;
        }
        let joined = |at: usize| {
            let gap = &text[words[at - 1].range.end..words[at].range.start];
            matches!(gap, " " | "-" | "\u{a0}" | "‑" | "\n") || (gap == ". " && words[at - 1].is_abbreviation())
        };
        if next >= words.len() || !is_capital(next) || !(end..=next).all(joined) {
            break;
        }
        end = next;
    }
    end
}

/// Whether a word is a title before a name and not part of it.
fn is_title(word: &DraftWord<'_>) -> bool {
    title(&word.folded).is_some_and(|title| title.kind != TitleKind::Epithet)
}

/// Looks up the speakers of a corpus by name.
#[derive(Debug)]
pub(super) struct SpeakerIndex {
    /// By the last word of a name, folded: all folded words of the name, and the speaker.
    by_last_word: HashMap<String, Vec<(HashSet<String>, SpeakerId)>, RandomState>,
}

impl SpeakerIndex {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut by_last_word: HashMap<String, Vec<(HashSet<String>, SpeakerId)>, RandomState> = HashMap::default();
        for id in corpus.speaker_ids() {
            let speaker = corpus.speaker(id);
            for name in std::iter::once(&speaker.name).chain(&speaker.aliases) {
                let folded: Vec<String> = words(name.as_str()).map(|(_, word)| fold(word)).collect();
                if let Some(last) = folded.last() {
                    by_last_word.entry(last.clone()).or_default().push((folded.iter().cloned().collect(), id));
                }
            }
        }
        Self { by_last_word }
    }

    /// The speakers that a name may refer to: the last name matches, and so does every word before it.
    pub(super) fn find(&self, name: &[DraftWord<'_>]) -> Vec<SpeakerId> {
        let Some((last, first)) = name.split_last() else { return Vec::new() };
        let last = without_possessive(&last.folded);
        let fits = |(whole, _): &&(HashSet<String>, SpeakerId)| {
            first.iter().all(|word| {
                let initial = word.text.chars().count() == 1;
                whole.contains(&word.folded)
                    || is_title(word)
                    || (initial && whole.iter().any(|other| other.starts_with(&word.folded)))
            })
        };
        let known = self.by_last_word.get(last).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<SpeakerId> = known.iter().filter(fits).map(|(_, id)| *id).collect();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    #[test]
    fn names_are_found() {
        for (text, expected) in [
            ("President Kassym-Jomart Tokayev said", "Kassym-Jomart Tokayev"),
            ("said Kazakhstan’s President Tokayev’s aide", "Kazakhstan|Tokayev"),
            ("He met Ursula von der Leyen. Then J. F. Smith left", "Ursula von der Leyen|J. F. Smith"),
            ("When Putin came, the UN’s Mr. Guterres left", "Putin|UN|Guterres"),
            ("the President of Kazakhstan", "Kazakhstan"),
            ("The Prime Minister spoke", ""),
            ("a critic of Tokayev said, an aide to Putin", "critic of Tokayev|aide to Putin"),
            ("then Gen. Milley, Rev. Doe and Rabbi Sacks came", "Milley|Doe|Sacks"),
            ("Mother Teresa and St. Paul", "Mother Teresa|St. Paul"),
            ("by Ursula le Guin", "Ursula le Guin"),
            ("nobody here", ""),
        ] {
            let words = draft_words(text, 0..text.len());
            let found: Vec<&str> = find_names(text, &words).into_iter().map(|name| &text[name.range]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn a_name_refers_to_the_speakers_it_fits() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {
            "a": (name: "Kassym-Jomart Tokayev", aliases: ["Kasim Jomart Tokayev"]),
            "b": (name: "Aisha Tokayev"), "c": (name: "Ada")}, entries: [])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let speakers = SpeakerIndex::new(&corpus);
        for (name, expected) in [
            ("Tokayev", "a b"),
            ("TOKAYEV’s", "a b"),
            ("Kassym-Jomart Tokayev", "a"),
            ("Kasim Tokayev", "a"),
            ("A. Tokayev", "b"),
            ("President Tokayev", "a b"),
            ("Peter Tokayev", ""),
            ("Ada", "c"),
            ("Ada Byron", ""),
        ] {
            let found = speakers.find(&draft_words(name, 0..name.len()));
            let ids: Vec<&str> = found.iter().map(|&id| corpus.speaker(id).id.as_str()).collect();
            assert_eq!(ids.join(" "), expected, "{name}");
        }
    }
}
