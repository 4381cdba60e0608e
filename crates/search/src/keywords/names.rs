//! Finds names in a text: runs of capitalised words, without a dictionary.
//!
//! A capitalised word is taken for part of a name, except at the start of a sentence, where every word is capitalised:
//! there, its other occurrences decide (see [`NameSample`](super::sample::NameSample)). Scripts without capitals yield no
//! names.

use std::ops::Range;

use kzq_text::marks::is_opening_quote;
use kzq_text::persons::{PARTICLES, is_abbreviated_title};
use kzq_text::words::words;

/// A run of capitalised words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameRun {
    /// The range of each word, without possessive endings.
    pub(super) words: Vec<Range<usize>>,
    /// Whether it is at the start of a sentence.
    pub(super) begins_sentence: bool,
    /// Whether it contains small words: “Head of State”.
    pub(super) has_joiner: bool,
}

impl NameRun {
    /// The range of the whole run.
    pub(super) fn range(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.start);
        start..self.words.last().map_or(start, |word| word.end)
    }
}

/// Small words that may occur within a name, beside the particles.
const JOINERS: [&str; 6] = ["of", "the", "and", "for", "und", "y"];

/// Capitalised words that are never part of a name.
const NON_NAMES: [&str; 4] = ["I", "The", "A", "An"];

/// The maximum number of small words between two parts of a name.
const MAX_JOINERS: usize = 2;

/// The words of a text, classified by their capitals.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct NameScan {
    /// The runs in order; a run with small words is followed by its parts.
    pub(super) runs: Vec<NameRun>,
    /// The words in lower case.
    pub(super) lowercase: Vec<Range<usize>>,
}

/// Finds the runs of a text. Returns nothing for one that is mostly capitalised (a headline, shouting), since capitals
/// mean nothing there.
pub(super) fn find_names(text: &str) -> NameScan {
    let mut scanner = NameScanner::default();
    let mut before: Option<Range<usize>> = None;
    let mut capitals = 0;
    for (range, word) in words(text) {
        let gap = WordGap::between(text, before.as_ref(), range.start);
        capitals += usize::from(is_capitalised(word));
        scanner.push(range.clone(), word, gap);
        before = Some(range);
    }
    scanner.finish_run();
    let found = scanner.found;
    if capitals > 2 * found.lowercase.len() && capitals > 3 { NameScan::default() } else { found }
}

/// The text between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordGap {
    /// A space, `&`, or an abbreviation's full stop: a name may continue.
    Adjacent,
    /// A hyphen: a name may continue.
    Hyphen,
    /// Anything else within a sentence.
    WithinSentence,
    /// The end of a sentence, or the start of the text.
    SentenceBoundary,
}

impl WordGap {
    fn between(text: &str, before: Option<&Range<usize>>, start: usize) -> Self {
        let Some(before) = before else { return Self::SentenceBoundary };
        let gap = &text[before.end..start];
        match gap {
            " " | "\u{a0}" | " & " => Self::Adjacent,
            "-" | "‐" | "‑" => Self::Hyphen,
            ". " | "." if is_abbreviation(&text[before.clone()]) => Self::Adjacent,
            _ if gap.contains(['.', '!', '?', '…', ':', '\n']) => Self::SentenceBoundary,
            // Quoted speech begins like a sentence: he said, “We are…
            _ if gap.contains(',') && gap.contains(|c| c == '"' || is_opening_quote(c)) => Self::SentenceBoundary,
            _ => Self::WithinSentence,
        }
    }
}

/// Whether a full stop after a word belongs to the word: `U.N`, `Mr`, an initial.
fn is_abbreviation(word: &str) -> bool {
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    is_initial || word.contains('.') || is_abbreviated_title(word)
}

/// The state of a scan over a text.
#[derive(Default)]
struct NameScanner {
    found: NameScan,
    /// The words of the current run, and whether each follows small words.
    run: Vec<(Range<usize>, bool)>,
    /// The small words after the run so far.
    joiners: Vec<Range<usize>>,
    /// Whether the run is at the start of a sentence.
    begins_sentence: bool,
}

impl NameScanner {
    fn push(&mut self, range: Range<usize>, word: &str, gap: WordGap) {
        let continues = !self.run.is_empty() && matches!(gap, WordGap::Adjacent | WordGap::Hyphen);
        if is_capitalised(word) {
            if !continues {
                self.finish_run();
                self.begins_sentence = gap == WordGap::SentenceBoundary;
            }
            let after_joiners = !self.joiners.is_empty();
            self.joiners.clear();
            let bare = without_possessive(word);
            self.run.push((range.start..range.start + bare.len(), after_joiners));
            if bare.len() < word.len() {
                self.finish_run();
            }
        } else if continues
            && gap == WordGap::Hyphen
            && self.joiners.is_empty()
            && word.bytes().all(|b| b.is_ascii_digit())
        {
            // COVID-19
            self.run.push((range, false));
        } else if continues && gap == WordGap::Adjacent && may_join(word) && self.joiners.len() < MAX_JOINERS {
            self.found.lowercase.push(range.clone());
            self.joiners.push(range);
        } else {
            self.finish_run();
            if word.starts_with(char::is_lowercase) {
                self.found.lowercase.push(range);
            }
        }
    }

    /// Ends the current run: records it and, if it contains small words, also each of its parts.
    fn finish_run(&mut self) {
        self.joiners.clear();
        let run = std::mem::take(&mut self.run);
        let mut begins_sentence = self.begins_sentence;
        let mut note = |words: &[(Range<usize>, bool)], is_joined: bool| {
            let words = words.iter().map(|(range, _)| range.clone()).collect();
            self.found.runs.push(NameRun { words, begins_sentence, has_joiner: is_joined });
            begins_sentence &= is_joined;
        };
        if run.iter().any(|(_, after_joiners)| *after_joiners) {
            note(&run, true);
        }
        for part in run.chunk_by(|_, (_, parted)| !*parted).filter(|part| !part.is_empty()) {
            note(part, false);
        }
    }
}

/// Whether a small word may come between two parts of a name.
fn may_join(word: &str) -> bool {
    JOINERS.contains(&word) || PARTICLES.contains(&word)
}

/// Whether a word is capitalised as a name may be.
fn is_capitalised(word: &str) -> bool {
    let bare = without_possessive(word);
    word.starts_with(char::is_uppercase) && !NON_NAMES.contains(&bare) && !is_contraction(bare)
}

/// Recognises `I’m`, `You’ve`: after the apostrophe of a name come more letters than that, or a capital (O’Brien).
fn is_contraction(word: &str) -> bool {
    const ENDINGS: [&str; 7] = ["m", "ve", "re", "ll", "d", "t", "s"];
    word.rsplit_once(['’', '\'']).is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// Strips a trailing `’s`.
fn without_possessive(word: &str) -> &str {
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

/// Whether a word is an acronym: at least two capitals and no small letter (`UN`, `U.N`, `CPC`).
pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the runs of a text, with `^` at the start of a sentence and `+` if they contain small words.
    fn runs(text: &str) -> Vec<String> {
        let sign = |run: &NameRun| {
            format!("{}{}", if run.begins_sentence { "^" } else { "" }, if run.has_joiner { "+" } else { "" })
        };
        find_names(text).runs.iter().map(|run| sign(run) + &text[run.range()]).collect()
    }

    #[test]
    fn names_are_runs_of_capitalised_words() {
        for (text, expected) in [
            ("we met Xi Jinping in Astana, in the capital", vec!["Xi Jinping", "Astana"]),
            ("we count on Russia’s oil and Qatar’s Al Jazeera", vec!["Russia", "Qatar", "Al Jazeera"]),
            ("the Baku-Ceyhan pipeline is not Kazakhstan-based", vec!["Baku-Ceyhan", "Kazakhstan"]),
            ("the war, the COVID-19 pandemic and the U.N. Security Council", vec!["COVID-19", "U.N. Security Council"]),
            ("then Mr. Putin came. Yes, he said.", vec!["Mr. Putin", "^Yes"]),
            ("the Head of State and I", vec!["+Head of State", "Head", "State"]),
            (
                "at the Security Council of the United Nations today",
                vec!["+Security Council of the United Nations", "Security Council", "United Nations"],
            ),
            ("as I’m told, You’ve seen O’Brien", vec!["O’Brien"]),
            ("Despite Kazakhstan's heavy reliance on oil", vec!["^Despite Kazakhstan"]),
            (
                "he said: “Wars between states” and, “Yes”, of a “New Kazakhstan”",
                vec!["^Wars", "^Yes", "New Kazakhstan"],
            ),
            ("the Marks & Spencer shop of J. R. R. Tolkien", vec!["Marks & Spencer", "J. R. R. Tolkien"]),
            ("президент посетил Астану и Алматы вчера", vec!["Астану", "Алматы"]),
            ("", vec![]),
        ] {
            assert_eq!(runs(text), expected, "{text}");
        }
    }

    #[test]
    fn capitals_and_headlines_yield_no_names() {
        assert_eq!(find_names("BREAKING NEWS FROM THE FRONT today"), NameScan::default());
        assert_eq!(find_names("Ten Things You Did Not Know"), NameScan::default());
    }

    #[test]
    fn acronyms_are_recognised() {
        for (word, expected) in
            [("UN", true), ("U.N", true), ("COVID", true), ("G7", false), ("Un", false), ("A", false), ("CEOs", false)]
        {
            assert_eq!(is_acronym(word), expected, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn runs_are_sorted_whole_words(text in "([A-Z]?[a-z’'.]{0,6}|of|the|U\\.N|I|[0-9]{1,3}|É|Қ|ß)([ .,“”\\n&-]{1,2}([A-Z]?[a-z’'.]{0,6}|of|the|U\\.N|I|[0-9]{1,3}|Қ)){0,14}") {
            for run in find_names(&text).runs {
                proptest::prop_assert!(!run.words.is_empty());
                proptest::prop_assert!(run.words.is_sorted_by_key(|word| word.start));
                proptest::prop_assert!(text[run.range()].starts_with(char::is_uppercase));
                proptest::prop_assert!(!text[run.range()].contains('\n'));
            }
        }
    }
}
