//! Quotations that run words from two places together, as if they had been said in one breath.

use std::ops::Range;

use super::judge::{EntryMatch, Proofreader};
use super::report::DraftVerdict;
use crate::align::diff::{ChangeKind, Diff, DiffPart, TokenizedText};
use crate::evidence::is_stop_word;
use crate::source::DraftComparison;
use crate::source::changes::{Changes, Severity};
use crate::source::cuts::HiddenWords;
use crate::source::edited_quote::EditedQuote;
use crate::source::objections::Objections;
use kzq_corpus::EntryId;
use kzq_extract::attribution::Attribution;
use kzq_text::Safe;
use kzq_text::fold::fold;
use kzq_text::safe;

/// Minimum number of words from each place.
const MIN_WORDS: usize = 4;
/// Minimum number of words left out between two places of one sentence.
const MIN_WORDS_BETWEEN: usize = 6;

/// A text as its folded words, each with its range in the text.
struct WordText<'t> {
    text: &'t str,
    words: Vec<(String, Range<usize>)>,
}

/// Where some words of a quotation are in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    entry: EntryId,
    /// As word indices.
    range: Range<usize>,
}

impl<'t> WordText<'t> {
    fn new(text: &'t str) -> Self {
        let tokens = TokenizedText::new(text);
        let word = |range: &Range<usize>| fold(&tokens.normalized.as_str()[range.clone()]);
        let words = tokens.tokens.iter().filter(|token| token.is_word);
        let words = words.map(|token| (word(&token.range), tokens.normalized.raw_range(token.range.clone()))).collect();
        Self { text, words }
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).map(|(word, _)| word.as_str())
    }

    /// The text from a word to another one.
    fn slice(&self, words: Range<usize>) -> &'t str {
        let start = self.words.get(words.start).map_or(self.text.len(), |(_, range)| range.start);
        let end = words.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |(_, range)| range.end);
        &self.text[start..end.max(start)]
    }

    /// The longest runs of words that another text begins with, at each place where the first few are.
    fn beginnings(&self, other: &Self) -> Vec<Range<usize>> {
        let length = |start: usize| {
            let same = |at: &usize| self.word(start + at).is_some() && self.word(start + at) == other.word(*at);
            (0..other.words.len()).take_while(same).count()
        };
        let runs = (0..self.words.len()).map(|start| start..start + length(start));
        runs.filter(|run| run.len() >= MIN_WORDS).collect()
    }

    /// The longest runs of words that another text ends with, at each place where the last few are.
    fn ends(&self, other: &Self) -> Vec<Range<usize>> {
        let count = other.words.len();
        let length = |end: usize| {
            let same = |back: &usize| self.word(end - back) == other.word(count - back);
            (1..=count.min(end)).take_while(same).count()
        };
        let runs = (1..=self.words.len()).map(|end| end - length(end)..end);
        runs.filter(|run| run.len() >= MIN_WORDS).collect()
    }
}

impl Proofreader<'_> {
    /// The entry, or the first of two entries of one speaker, whose words the quotation joins; `None` if it does not, or
    /// if it is rather the `nearest` one with some words changed.
    pub(super) fn joined_match(
        &self,
        text: &str,
        quote: &EditedQuote<'_>,
        attribution: &Attribution,
        nearest: Option<&EntryMatch>,
    ) -> Option<EntryMatch> {
        /// Maximum number of entries considered for each end.
        const MAX_ENTRIES: usize = 8;
        /// A nearest entry that is more similar than this has the words with some changed.
        const MAX_SIMILARITY: f64 = 0.8;
        let is_settled = nearest.is_some_and(|nearest| nearest.verdict != DraftVerdict::Drifted);
        let quoted = WordText::new(text);
        let count = quoted.words.len();
        if is_settled || quote.is_edited() || count < 2 * MIN_WORDS {
            return None;
        }
        let entries = |words: Range<usize>| -> Vec<EntryId> {
            let found = self.containing(&[quoted.slice(words)], MAX_ENTRIES, attribution);
            found.into_iter().filter(|&entry| self.is_verbatim(entry)).collect()
        };
        let text_of = |entry: EntryId| self.corpus().entry(entry).text();
        let places = |entries: Vec<EntryId>, find: &dyn Fn(&WordText<'_>) -> Vec<Range<usize>>| -> Vec<Place> {
            let of = |entry: EntryId| {
                find(&WordText::new(text_of(entry).as_str())).into_iter().map(move |range| Place { entry, range })
            };
            entries.into_iter().flat_map(of).collect()
        };
        let firsts = places(entries(0..MIN_WORDS), &|entry| entry.beginnings(&quoted));
        if firsts.is_empty() {
            return None;
        }
        let lasts = places(entries(count - MIN_WORDS..count), &|entry| entry.ends(&quoted));
        let pairs = firsts.iter().flat_map(|first| lasts.iter().map(move |last| (first, last)));
        let joints = pairs.filter_map(|(first, last)| {
            let joint = first.range.len().min(count - MIN_WORDS);
            let rest = count - joint;
            if rest > last.range.len() {
                return None;
            }
            let first = Place { range: first.range.start..first.range.start + joint, ..*first };
            let last = Place { range: last.range.end - rest..last.range.end, ..*last };
            self.is_joint(&quoted, &first, &last).then_some((joint, first, last))
        });
        let (joint, first, last) = joints.min_by_key(|(_, first, last)| first.entry != last.entry)?;
        let similarity = nearest.and_then(|nearest| nearest.comparison.as_ref()).map_or(0.0, |near| near.similarity);
        if first.entry != last.entry && similarity > MAX_SIMILARITY {
            return None;
        }
        Some(self.joined(&quoted, joint, &first, &last))
    }

    /// Whether words are from two places that were not said in one breath.
    fn is_joint(&self, quoted: &WordText<'_>, first: &Place, last: &Place) -> bool {
        let corpus = self.corpus();
        if first.entry == last.entry {
            let between = first.range.end..last.range.start;
            if last.range.end <= first.range.start {
                return true;
            }
            let text = corpus.entry(first.entry).text();
            let text = WordText::new(text.as_str());
            let omitted = text.slice(first.range.end.saturating_sub(1)..between.end + 1);
            return between.start < between.end
                && (between.len() >= MIN_WORDS_BETWEEN || omitted.contains(['.', '!', '?', '…', '\n']));
        }
        let says_something = |words: Range<usize>| {
            words.filter_map(|at| quoted.word(at)).filter(|word| !is_stop_word(word)).count() >= 2
        };
        let [one, other] = [first, last].map(|place| corpus.entry(place.entry).speaker());
        let is_same_speaker = match (one, other) {
            (Some(one), Some(other)) => self.is_same_person(one, other),
            (one, other) => one == other,
        };
        let joint = first.range.len();
        is_same_speaker && says_something(0..joint) && says_something(joint..quoted.words.len())
    }

    fn joined(&self, quoted: &WordText<'_>, joint: usize, first: &Place, last: &Place) -> EntryMatch {
        let corpus = self.corpus();
        let part = |kind: ChangeKind, text: String| DiffPart { kind, text: Safe::line(text) };
        let start = quoted.words.get(joint).map_or(quoted.text.len(), |(_, range)| range.start);
        let (head, tail) = (quoted.text[..start].trim(), format!(" {}", quoted.text[start..].trim_end()));
        let count = quoted.words.len();
        let is_omission = first.entry == last.entry && first.range.end < last.range.start;
        let (diff, same) = if is_omission {
            let entry = corpus.entry(first.entry).text();
            let entry = WordText::new(entry.as_str());
            let omitted = first.range.end..last.range.start;
            let all = omitted.len() + count;
            let kept =
                [(ChangeKind::Equal, head.to_owned()), (ChangeKind::Delete, format!(" {}", entry.slice(omitted)))];
            (kept.into_iter().chain([(ChangeKind::Equal, tail)]).collect::<Vec<_>>(), (count, all))
        } else {
            (vec![(ChangeKind::Equal, head.to_owned()), (ChangeKind::Insert, tail)], (joint, count))
        };
        let note = if first.entry == last.entry {
            "the quotation joins words from two places".into()
        } else {
            safe!(
                "the quotation joins words from two places, the second in ",
                corpus.entry(last.entry).id().into_owned()
            )
        };
        let ratio = |part: usize, whole: usize| {
            let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
            number(part) / number(whole.max(1))
        };
        let comparison = DraftComparison {
            similarity: ratio(same.0, same.1),
            is_honest: false,
            diff: Diff(diff.into_iter().map(|(kind, text)| part(kind, text)).collect()),
            objections: Objections { joined: Some(note), ..Objections::default() },
            hidden: HiddenWords::default(),
            changes: Changes { silent: Vec::new(), severity: Some(Severity::Words) },
        };
        EntryMatch::compared(first.entry, DraftVerdict::Drifted, comparison)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::proofread::{DraftVerdict, Proofreader, proofread};
    use kzq_search::Engine;
    use kzq_text::markup::Markup;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"ada": (name: "Ada Byron"), "bob": (name: "Bob Babbage")},
        entries: [
            Quote(id: "mills", by: "ada", text: "The mills of our town stood still. Nobody knew the reason for it. The river carried the logs to the sea."),
            Quote(id: "engine", by: "ada", text: "I have great hopes of the new engine, and it will change our lives for good."),
            Quote(id: "cost", by: "bob", text: "Whatever the price may be, the work on it shall not be stopped by anybody."),
        ])"#;

    /// Returns the entry, the diff and the note for a quotation.
    fn judged(quotation: &str) -> String {
        let corpus = kzq_corpus::read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let engine = Engine::new(Arc::new(corpus));
        let report =
            proofread(&Proofreader::new(&engine), &Markup::Plain.read(&format!("Ada Byron said: “{quotation}”")));
        let judged = &report.judgements[0];
        let entry = judged.entry.map(|entry| engine.corpus().entry(entry).id().to_string()).unwrap_or_default();
        let diff = judged.diff.as_ref().map(|diff| diff.render_line().to_string()).unwrap_or_default();
        let is_joined = judged.note.as_ref().is_some_and(|note| note.as_str().contains("two places"));
        assert!(!is_joined || judged.verdict == DraftVerdict::Drifted);
        let note = judged.note.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{entry} | {diff} | {note}")
    }

    #[test]
    fn joining_words_from_two_places_gets_a_note() {
        let mut wrong = Vec::new();
        for (quotation, expected) in [
            (
                "The mills of our town stood still. The river carried the logs to the sea.",
                "mills | The mills of our town stood still. [-Nobody knew the reason for it-] The river carried the logs to the sea. | \
                 the quotation joins words from two places",
            ),
            ("the mills of our town stood still and the river carried the logs to the sea", ""),
            (
                "I have great hopes of the new engine, the river carried the logs to the sea.",
                "engine | I have great hopes of the new engine, {+the river carried the logs to the sea.+} | \
                 the quotation joins words from two places, the second in mills",
            ),
            (
                "The river carried the logs to the sea. Nobody knew the reason for it.",
                "mills | The river carried the logs to the sea. {+Nobody knew the reason for it.+} | \
                 the quotation joins words from two places",
            ),
        ] {
            let found = judged(quotation);
            if found != expected && (!expected.is_empty() || found.contains("two places")) {
                wrong.push(found);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn words_from_one_place_get_no_joining_note() {
        for quotation in [
            "The mills of our town stood still. Nobody knew the reason for it.",
            "The mills of our town stood still … The river carried the logs to the sea.",
            "I have great hopes of the new engine, the work on it shall not be stopped by anybody.",
            "I have great hopes of the engine, and it will change our lives for good.",
            "I have great hopes of it, and nobody can tell what will come.",
        ] {
            assert!(!judged(quotation).contains("two places"), "{}", judged(quotation));
        }
    }
}
