//! Cues: the clauses by which a writer says that somebody says something.

mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use self::words::{NAMING, SOURCES, STEMS, WORDS};
use crate::languages::{Role, role};
use kzq_text::fold::fold;
use kzq_text::steps::count;

type Set = HashSet<String, RandomState>;

static TABLE_OF_STEMS: LazyLock<Set> = LazyLock::new(|| set(STEMS));
static TABLE_OF_WORDS: LazyLock<Set> = LazyLock::new(|| set(WORDS));
static TABLE_OF_NAMING: LazyLock<Set> = LazyLock::new(|| set(NAMING));
/// By the first word of a phrase, the other ones.
static TABLE_OF_SOURCES: LazyLock<HashMap<String, Vec<Vec<String>>, RandomState>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<Vec<String>>, RandomState> = HashMap::default();
    for phrase in SOURCES.split_whitespace() {
        let mut words = phrase.split('_').map(fold);
        table.entry(words.next().unwrap_or_default()).or_default().push(words.collect());
    }
    table
});

fn set(list: &str) -> Set {
    list.split_whitespace().map(fold).collect()
}

/// A word of a clause, split also at hyphens and apostrophes: `dit-il`, `s’étonne`.
#[derive(Clone, Debug)]
pub(crate) struct CueWord<'t> {
    pub(crate) text: &'t str,
    pub(crate) range: Range<usize>,
    pub(crate) folded: String,
}

impl CueWord<'_> {
    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is a verb of saying or thinking, not capitalised.
    pub(crate) fn is_saying(&self) -> bool {
        !self.is_capital() && is_saying(&self.folded)
    }

    pub(crate) fn is_naming(&self) -> bool {
        !self.is_capital() && TABLE_OF_NAMING.contains(&self.folded)
    }

    pub(crate) fn is_pronoun(&self) -> bool {
        const MORE: &[&str] = &["on", "man", "ich", "er", "wir", "nous", "vous", "мы", "вы", "те", "она", "они"];
        role(&self.folded).is(Role::PRONOUN) || MORE.contains(&self.folded.as_str())
    }

    pub(crate) fn is_determiner(&self) -> bool {
        const MORE: &[&str] = &[
            "the", "a", "an", "one", "another", "le", "la", "l", "les", "un", "une", "des", "du", "au", "aux", "der",
            "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "einer", "eines", "zur", "zum", "im",
            "vom", "beim", "his", "her", "my", "your", "our", "their", "its", "this", "that", "these", "those",
            "seine", "seinen", "ihr", "ihre", "ihren", "mein", "meine", "mon", "ma", "son", "sa", "ses", "leur",
            "leurs", "ce", "cette", "ces", "cet",
        ];
        role(&self.folded).is(Role::DETERMINER) || MORE.contains(&self.folded.as_str())
    }
}

/// Whether a folded word is a verb of saying or thinking.
pub(crate) fn is_saying(folded: &str) -> bool {
    const MIN_STEM_BYTES: usize = 4;
    /// Letters of the longest stem.
    const MAX_STEM_CHARS: usize = 16;
    if role(folded).is(Role::VERB) || TABLE_OF_WORDS.contains(folded) {
        return true;
    }
    let mut ends = folded
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .skip_while(|&end| end < MIN_STEM_BYTES)
        .take(MAX_STEM_CHARS);
    ends.any(|end| TABLE_OF_STEMS.contains(&folded[..end]))
}

/// The words of a part of a text.
pub(crate) fn cue_words(text: &str, part: Range<usize>) -> Vec<CueWord<'_>> {
    let mut found: Vec<CueWord<'_>> = Vec::new();
    let mut start = None;
    let slice = &text[part.clone()];
    count(slice.len());
    let ends = slice.char_indices().map(|(at, c)| (at, c.is_alphanumeric())).chain([(slice.len(), false)]);
    for (at, is_inside) in ends {
        match (start, is_inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &slice[from..at];
                found.push(CueWord { text: word, range: part.start + from..part.start + at, folded: fold(word) });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether one of these words begins a phrase that announces a source, as `according to` does.
pub(crate) fn names_source(words: &[CueWord<'_>]) -> bool {
    let goes_on = |at: usize, rest: &[String]| {
        rest.iter().zip(1..).all(|(part, next)| words.get(at + next).is_some_and(|word| word.folded == *part))
    };
    let begins = |(at, word): (usize, &CueWord<'_>)| {
        TABLE_OF_SOURCES.get(&word.folded).is_some_and(|phrases| phrases.iter().any(|rest| goes_on(at, rest)))
    };
    words.iter().enumerate().any(begins)
}

/// Whether a full stop at `at` may end a sentence: not one of an initial or an abbreviation.
fn is_stop(text: &str, from: usize, at: usize) -> bool {
    /// More than a word has, also one with full stops: `U.S.S.R`.
    const MAX_WORD_BYTES: usize = 64;
    let from = text.ceil_char_boundary(from.max(at.saturating_sub(MAX_WORD_BYTES)));
    let word = text[from..at].rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
    let is_short = !word.is_empty() && word.chars().count() < 2 && word.chars().all(char::is_alphabetic);
    let folded = fold(word);
    let is_title = kzq_text::persons::is_abbreviated_title(word) || role(&folded).is(Role::ABBREVIATION);
    !(is_short || word.contains('.') || is_title)
}

/// The byte offset after the first punctuation in a part of a text that ends a sentence, with the marks that close behind
/// it, if a blank or the end follows.
pub(crate) fn sentence_end(text: &str, part: Range<usize>) -> Option<usize> {
    let slice = &text[part.clone()];
    slice.char_indices().find_map(|(at, c)| {
        count(1);
        let is_end = match c {
            '.' => is_stop(text, part.start, part.start + at),
            '!' | '?' | '…' => true,
            _ => false,
        };
        if !is_end {
            return None;
        }
        let closes = |c: char| matches!(c, '”' | '’' | '»' | '“' | '"' | '\'' | '‘' | '«' | ')' | ']');
        let rest = slice[at + c.len_utf8()..].trim_start_matches(closes);
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(part.end - rest.len())
    })
}

/// Where the last sentence in a part of a text begins.
pub(crate) fn last_sentence_start(text: &str, part: Range<usize>) -> usize {
    let (mut start, mut at) = (part.start, part.start);
    while let Some(end) = sentence_end(text, at..part.end) {
        at = end + text[end..part.end].len() - text[end..part.end].trim_start().len();
        // A capital, digit or mark begins the next sentence; `z. B. morgen` and `“Go!” he said` go on.
        if !text[at..part.end].starts_with(char::is_lowercase) {
            start = at;
        }
    }
    start
}

/// Whether a clause names the speaker of the words beside it: `he said`, `said the minister`, `a-t-il lancé`, `so Doe`.
///
/// The verb is among its first words, and a subject before the verb is no object of it.
pub(crate) fn is_cue_clause(words: &[CueWord<'_>]) -> bool {
    /// Maximum number of words before a verb that follows its subject.
    const MAX_SUBJECT_WORDS: usize = 12;
    /// Conjunctions and relative pronouns.
    const GOES_ON: &[&str] = &[
        "and",
        "und",
        "et",
        "but",
        "aber",
        "mais",
        "that",
        "dass",
        "que",
        "или",
        "which",
        "who",
        "whose",
        "whom",
        "qui",
        "dont",
        "который",
        "которая",
        "которое",
        "которые",
        "которого",
        "которой",
    ];
    let Some(first) = words.first() else { return false };
    if GOES_ON.contains(&first.folded.as_str()) || governs_clause(words) {
        return false;
    }
    if matches!(first.folded.as_str(), "steht" | "stand") && !first.is_capital() {
        return true;
    }
    if first.folded == "so" && words.get(1).is_some_and(|word| word.is_capital() || word.is_determiner()) {
        return true;
    }
    // `ended with a reprimand` says nothing of anybody who ends.
    let is_subject = |word: &CueWord<'_>| word.is_capital() || word.is_pronoun() || word.is_determiner();
    if is_loose(first) && !words.get(1).is_some_and(is_subject) {
        return false;
    }
    let near = words.iter().take(4).position(CueWord::is_saying);
    if names_source(&words[..words.len().min(4)]) {
        return true;
    }
    if near.is_some_and(|at| at <= 1 || words[..at].iter().all(|word| !word.is_capital())) {
        return true;
    }
    let begins_subject = first.is_capital() || first.is_pronoun() || first.is_determiner();
    begins_subject && words.iter().take(MAX_SUBJECT_WORDS).any(CueWord::is_saying)
}

/// Whether an English verb says that somebody says something only with its subject beside it.
pub(crate) fn is_loose(word: &CueWord<'_>) -> bool {
    matches!(word.folded.as_str(), "ended" | "began" | "opened" | "put" | "pointed" | "called")
}

/// Whether a clause begins with a verb of saying whose object is a clause and not the words before it: `souligne ce que
/// l’on sait`, `shows that`.
fn governs_clause(words: &[CueWord<'_>]) -> bool {
    let word = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let is_what = word(1) == "ce" && matches!(word(2), "que" | "qu" | "qui" | "dont" | "a");
    words.first().is_some_and(CueWord::is_saying)
        && (is_what || matches!(word(1), "que" | "qu" | "that" | "dass" | "что"))
}

/// Where the words of somebody end in a part of a text from which the closing mark is missing: before a cue that follows
/// a comma, a question mark or an exclamation mark. The offset is after that punctuation.
pub(crate) fn end_before_cue(text: &str, part: Range<usize>) -> Option<usize> {
    const MAX_CUE_WORDS: usize = 12;
    const MAX_CUE_BYTES: usize = 512;
    let slice = &text[part.clone()];
    let stops =
        slice.char_indices().inspect(|_| count(1)).filter(|&(_, c)| matches!(c, ',' | '?' | '!' | '…' | '—' | '–'));
    for (at, c) in stops {
        let after = part.start + at + c.len_utf8();
        if !text[after..part.end].starts_with(char::is_whitespace) {
            continue;
        }
        let rest = &text[after..text.floor_char_boundary(part.end.min(after + MAX_CUE_BYTES))];
        let length = rest.find([',', '.', ';', ':', '—', '!', '?']).unwrap_or(rest.len());
        let words = cue_words(text, after..after + length);
        let Some(verb) = words.iter().take(4).position(CueWord::is_saying) else { continue };
        let is_subject = |word: &CueWord<'_>| {
            let is_other =
                matches!(word.folded.as_str(), "i" | "we" | "you" | "ich" | "wir" | "je" | "nous" | "я" | "мы" | "it");
            !is_other && (word.is_pronoun() || word.is_capital() || word.is_determiner())
        };
        // `said he`, `he said`, but not `we said` or a verb alone.
        let has_subject = match verb {
            0 => words.get(1).is_some_and(is_subject),
            _ => is_subject(&words[0]),
        };
        if has_subject && words.len() <= MAX_CUE_WORDS {
            let end = if matches!(c, '—' | '–') { part.start + slice[..at].trim_end().len() } else { after };
            return (end > part.start).then_some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_with_a_reporting_verb_are_cues() {
        for (clause, expected) in [
            ("he said", true),
            ("said the minister on Monday", true),
            ("one former pupil remembered", true),
            ("a spokeswoman for the operator said", true),
            ("so Wiechert weiter", true),
            ("steht darauf", true),
            ("kündigte der Schwergewichtler an", true),
            ("a-t-il lancé", true),
            ("s’étonne-t-elle", true),
            ("souligne l’architecte Ousmane Tall", true),
            ("сказал Гарипов в ответ на вопрос журналистов", true),
            ("according to the report", true),
            ("and he said", false),
            ("a umgebauter Rettungswagen", false),
            ("which came down last evening", false),
        ] {
            assert_eq!(is_cue_clause(&cue_words(clause, 0..clause.len())), expected, "{clause}");
        }
    }

    #[test]
    fn unclosed_quotations_end_before_their_cue() {
        for (text, expected) in [
            ("We go, he said.", "We go,"),
            ("Well, we go, said Mr. Doe, and left.", "Well, we go,"),
            ("Go! cried the crowd.", "Go!"),
            ("Идём, — сказал он. —", "Идём,"),
            ("We go, and I said so.", ""),
            ("We go.", ""),
        ] {
            let end = end_before_cue(text, 0..text.len()).unwrap_or(0);
            assert_eq!(&text[..end], expected, "{text}");
        }
    }

    #[test]
    fn start_of_the_last_sentence_is_found() {
        for (text, expected) in [
            ("One. Two goes on", "Two goes on"),
            ("He met Mr. Doe of the U.S. in May", "He met Mr. Doe of the U.S. in May"),
            ("“One!” he said. “Two.” Then", "Then"),
            ("One", "One"),
            ("One. ", ""),
            ("He said “one”. Then", "Then"),
        ] {
            assert_eq!(&text[last_sentence_start(text, 0..text.len())..], expected, "{text}");
        }
    }
}
