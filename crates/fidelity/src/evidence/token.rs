//! Splits a text into tokens for comparison, classified as stop words, content words and facts.

use std::ops::Range;

use super::number::{Number, NumberPart};
use super::stem::lookup_key;
use kzq_text::calendar;
use kzq_text::fold::fold;
use kzq_text::sentence;
use kzq_text::words::words;

/// The role of a word in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// A stop word: `the`, `of`, `is`. Never a negation.
    StopWord,
    /// Any other word.
    Word,
    /// A number, date or name.
    Fact(Fact),
}

/// The kinds of words that can be checked as facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fact {
    /// A number, in digits or spelled out.
    Number,
    /// A year from 1000 to 2999, a month or a weekday.
    Date,
    /// A capitalised word inside a sentence, or an acronym.
    Name,
}

impl Fact {
    /// The identifier used in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Name => "name",
        }
    }
}

/// A word, or a number of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentToken {
    pub(super) range: Range<usize>,
    pub(super) kind: ContentKind,
    /// The lookup key; `#` and the value for a number.
    pub(super) key: String,
    /// Whether only a single space or hyphen separates it from the previous token.
    pub(super) follows_closely: bool,
}

/// Stop words, folded. Excludes negations (not, no, never, without, against), temporal bounds (within, until, before) and modals
/// that tell obligation from possibility (should, must, may): those change the meaning.
const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "all",
    "also",
    "am",
    "among",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "being",
    "both",
    "but",
    "by",
    "can",
    "did",
    "do",
    "does",
    "doing",
    "down",
    "dr",
    "each",
    "for",
    "from",
    "had",
    "has",
    "have",
    "having",
    "he",
    "he's",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "if",
    "in",
    "into",
    "is",
    "it",
    "it's",
    "its",
    "itself",
    "let",
    "me",
    "mr",
    "mrs",
    "ms",
    "my",
    "myself",
    "of",
    "on",
    "one",
    "onto",
    "or",
    "other",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "s",
    "said",
    "say",
    "says",
    "she",
    "she's",
    "so",
    "some",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "there's",
    "these",
    "they",
    "they're",
    "they've",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "up",
    "upon",
    "us",
    "was",
    "we",
    "we'd",
    "we'll",
    "we're",
    "we've",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "you",
    "you'd",
    "you'll",
    "you're",
    "you've",
    "your",
    "yours",
    "yourself",
];

/// Splits a text into tokens. Words in `speaker_words`, folded, become stop words: the speaker's names and office.
pub(super) fn tokenize(text: &str, speaker_words: &[String]) -> Vec<ContentToken> {
    let mut tokens: Vec<ContentToken> = Vec::new();
    let mut number = Number::default();
    // The index of the token of the number being parsed.
    let mut open_number: Option<usize> = None;
    let mut end = 0;
    for (range, word) in words(text) {
        let gap = &text[end..range.start];
        end = range.end;
        let folded = fold(word);
        let is_joined = !tokens.is_empty() && matches!(gap, " " | "-" | "‑");
        let part = NumberPart::parse(&folded);
        if let Some(at) = open_number.filter(|_| is_joined || gap == " and ")
            && let Some(longer) = part.and_then(|part| number.with_part(part))
        {
            number = longer;
            tokens[at].range.end = range.end;
            tokens[at].key = format!("#{}", number.value());
            tokens[at].kind = ContentKind::Fact(Fact::Number);
            continue;
        }
        open_number = None;
        let mut kind = classify_word(word, &folded, is_sentence_start(text, gap, range.start));
        let mut key = lookup_key(&folded);
        if let Some(value) = part.and_then(|part| Number::default().with_part(part)) {
            (number, open_number) = (value, Some(tokens.len()));
            key = format!("#{}", number.value());
            kind = classify_number(word, &folded);
        }
        // Treat COVID-19 as one name.
        let is_numbered = word.starts_with(|c: char| c.is_ascii_digit()) && gap == "-";
        if is_numbered && tokens.last().is_some_and(|last| last.kind == ContentKind::Fact(Fact::Name)) {
            kind = ContentKind::Fact(Fact::Name);
            open_number = None;
        }
        if speaker_words.contains(&key) || speaker_words.contains(&folded) {
            kind = ContentKind::StopWord;
        }
        tokens.push(ContentToken { range, kind, key, follows_closely: is_joined });
    }
    promote_names_and_months(text, &mut tokens);
    tokens
}

/// Whether a word at `start` would be capitalised in any case; `gap` is the text before it.
fn is_sentence_start(text: &str, gap: &str, start: usize) -> bool {
    gap.contains([':', '•']) || sentence::starts_at(text, start)
}

/// Classifies a word that is not a number.
fn classify_word(word: &str, folded: &str, begins_sentence: bool) -> ContentKind {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let is_acronym = capitals >= 2 && !word.chars().any(char::is_lowercase);
    if is_acronym {
        return ContentKind::Fact(Fact::Name);
    }
    if is_folded_stop_word(folded) {
        return ContentKind::StopWord;
    }
    let is_capital = word.starts_with(char::is_uppercase);
    match (is_capital, is_calendar_word(folded)) {
        (true, true) => ContentKind::Fact(Fact::Date),
        (true, false) if !begins_sentence => ContentKind::Fact(Fact::Name),
        _ => ContentKind::Word,
    }
}

/// Whether a capitalised word certainly belongs to a date: “March” and “May” may be names or begin a sentence.
fn is_calendar_word(folded: &str) -> bool {
    folded == "sept" || calendar::is_month_or_weekday(folded) && !matches!(folded, "march" | "may")
}

pub(super) fn is_folded_stop_word(folded: &str) -> bool {
    STOP_WORDS.binary_search(&folded).is_ok()
}

/// Classifies a number by its first word.
fn classify_number(word: &str, folded: &str) -> ContentKind {
    let year = word.parse::<u32>().is_ok_and(|year| (1000..3000).contains(&year));
    match (year, folded) {
        (true, _) => ContentKind::Fact(Fact::Date),
        // “One of them”, “dozens of”.
        (false, "one") => ContentKind::StopWord,
        (false, _) => ContentKind::Fact(Fact::Number),
    }
}

/// Words that begin a sentence before a name without being part of it, folded. They are content words, so not among
/// the [`STOP_WORDS`].
const SENTENCE_OPENERS: &[&str] = &[
    "although",
    "amid",
    "before",
    "behind",
    "besides",
    "beyond",
    "despite",
    "during",
    "even",
    "except",
    "following",
    "given",
    "like",
    "near",
    "nor",
    "not",
    "once",
    "only",
    "regarding",
    "should",
    "since",
    "though",
    "throughout",
    "today",
    "unless",
    "unlike",
    "until",
    "whether",
    "within",
    "without",
];

/// Treats the first word of a sentence as a name if a name follows immediately: `Astana Hub`. Its capital alone is not
/// enough there.
fn promote_names_and_months(text: &str, tokens: &mut [ContentToken]) {
    for at in 1..tokens.len() {
        let (first, second) = (&tokens[at - 1], &tokens[at]);
        let is_name = second.follows_closely && second.kind == ContentKind::Fact(Fact::Name);
        let may_be_name =
            first.kind == ContentKind::Word && SENTENCE_OPENERS.binary_search(&first.key.as_str()).is_err();
        if is_name && may_be_name && text[first.range.clone()].starts_with(char::is_uppercase) {
            tokens[at - 1].kind = ContentKind::Fact(Fact::Name);
        }
    }
    // “29 May”, “May 2025”: a month, not the modal verb.
    for at in 0..tokens.len() {
        let is_counted = |token: Option<&ContentToken>| token.is_some_and(|token| token.key.starts_with('#'));
        let is_next_to_number =
            is_counted(tokens.get(at + 1)) || is_counted(at.checked_sub(1).and_then(|at| tokens.get(at)));
        let word = &text[tokens[at].range.clone()];
        if is_next_to_number && matches!(word, "May" | "March") {
            tokens[at].kind = ContentKind::Fact(Fact::Date);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Vec<(Fact, &str)> {
        let fact = |token: &ContentToken| match token.kind {
            ContentKind::Fact(fact) => Some((fact, token.range.clone())),
            ContentKind::StopWord | ContentKind::Word => None,
        };
        let found: Vec<_> = tokenize(text, &["tokayev".to_owned()]).iter().filter_map(fact).collect();
        found.into_iter().map(|(fact, range)| (fact, &text[range])).collect()
    }

    #[test]
    fn word_lists_are_sorted_and_disjoint() {
        assert!(STOP_WORDS.is_sorted() && SENTENCE_OPENERS.is_sorted());
        assert!(!SENTENCE_OPENERS.iter().any(|word| is_folded_stop_word(word)));
    }

    #[test]
    fn numbers_dates_and_names_are_facts() {
        use Fact::{Date, Name, Number};
        for (text, expected) in [
            ("The plan takes five years.", vec![(Number, "five")]),
            ("It cost 2.5 million, or twenty-five a head.", vec![(Number, "2.5 million"), (Number, "twenty-five")]),
            ("In 2029 he leaves.", vec![(Date, "2029")]),
            ("On 29 May 2025, a Thursday", vec![(Number, "29"), (Date, "May"), (Date, "2025"), (Date, "Thursday")]),
            ("It may be one of them.", vec![]),
            (
                "Tokayev spoke to Mr. Putin about the U.N. and COVID-19.",
                vec![(Name, "Putin"), (Name, "U.N"), (Name, "COVID"), (Name, "19")],
            ),
            ("Reforms go on. Reforms will last.", vec![]),
            (
                "Despite Kazakhstan's reliance. Following Astana. Besides Tashkent.",
                vec![(Name, "Kazakhstan's"), (Name, "Astana"), (Name, "Tashkent")],
            ),
            ("Under Tokayev, while Putin spoke. While Putin spoke.", vec![(Name, "Putin"), (Name, "Putin")]),
            ("Astana Hub grows.", vec![(Name, "Astana"), (Name, "Hub")]),
            ("He said: “Wars are outdated.”", vec![]),
            ("I think I know that he’s The One.", vec![]),
        ] {
            assert_eq!(facts(text), expected, "{text}");
        }
    }
}
