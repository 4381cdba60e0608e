//! [`NameSample`]: statistics on the names in a sample of texts.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::names::{NameRun, find_names, is_acronym};
use kzq_text::calendar;
use kzq_text::fold::fold;
use kzq_text::persons::is_capitalised_particle;

/// A name that may become a keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameCandidate {
    /// The most frequent spelling.
    pub(super) text: String,
    /// The folded words.
    pub(super) key: Vec<String>,
    /// Whether it contains small words.
    pub(super) has_joiner: bool,
    /// The number of texts in which it was seen.
    pub(super) text_count: usize,
}

type Map<K, V> = HashMap<K, V, RandomState>;

/// Statistics on the names seen so far, borrowing from the sampled texts.
#[derive(Default)]
pub(super) struct NameSample<'t> {
    /// Names by their folded words.
    names: Map<Vec<String>, NameStats<'t>>,
    /// Runs at the start of a sentence, with the number of occurrences.
    sentence_starts: Map<&'t str, (usize, NameRun)>,
    /// For each folded word, how often it was in lower case, and how often capitalised other than at the start of a
    /// sentence.
    words: Map<String, (usize, usize)>,
}

#[derive(Default)]
struct NameStats<'t> {
    count: usize,
    has_joiner: bool,
    /// The number of occurrences of each spelling.
    spellings: Vec<(&'t str, usize)>,
}

impl<'t> NameSample<'t> {
    /// Adds the names of a text.
    pub(super) fn add_text(&mut self, text: &'t str) {
        let found = find_names(text);
        for range in found.lowercase {
            self.words.entry(fold(&text[range])).or_default().0 += 1;
        }
        let mut counted: Vec<Vec<String>> = Vec::new();
        for run in found.runs {
            if run.begins_sentence {
                // Starts of sentences are resolved at the end, when all texts are known.
                let spelled = &text[run.range()];
                let start = run.range().start;
                let shifted = run.words.iter().map(|word| word.start - start..word.end - start).collect();
                self.sentence_starts.entry(spelled).or_insert((0, NameRun { words: shifted, ..run })).0 += 1;
                continue;
            }
            for word in run.words.iter().filter(|_| !run.has_joiner) {
                self.words.entry(fold(&text[word.clone()])).or_default().1 += 1;
            }
            let key = folded_words(text, &run);
            // Count a name once per text.
            if !counted.contains(&key) {
                counted.push(key.clone());
                self.record(key, &text[run.range()], run.has_joiner, 1);
            }
        }
    }

    fn record(&mut self, key: Vec<String>, spelled: &'t str, is_joined: bool, times: usize) {
        let seen = self.names.entry(key).or_default();
        seen.count += times;
        seen.has_joiner |= is_joined;
        match seen.spellings.iter_mut().find(|(known, _)| *known == spelled) {
            Some((_, count)) => *count += times,
            None => seen.spellings.push((spelled, times)),
        }
    }

    /// Returns at most `limit` names, the most frequent first, then alphabetically.
    pub(super) fn into_candidates(mut self, limit: usize) -> Vec<NameCandidate> {
        self.resolve_sentence_starts();
        let Self { names, words, .. } = self;
        let mut candidates: Vec<NameCandidate> = names
            .into_iter()
            .filter(|(key, seen)| seen.is_searchable(key, &words))
            .map(|(key, seen)| {
                let best = seen.spellings.iter().min_by_key(|(text, times)| (Reverse(*times), *text));
                let text = best.map_or_else(String::new, |(text, _)| (*text).to_owned());
                NameCandidate { text, key, has_joiner: seen.has_joiner, text_count: seen.count }
            })
            .collect();
        candidates
            .sort_unstable_by(|one, other| other.text_count.cmp(&one.text_count).then_with(|| one.key.cmp(&other.key)));
        candidates.truncate(limit);
        candidates
    }

    /// Decides whether the first word of each run belongs to the name or is capitalised only because it starts a
    /// sentence.
    fn resolve_sentence_starts(&mut self) {
        let mut beginnings: Vec<(&str, (usize, NameRun))> =
            std::mem::take(&mut self.sentence_starts).into_iter().collect();
        beginnings.sort_unstable_by_key(|(spelled, _)| *spelled);
        for (spelled, (times, run)) in beginnings {
            let whole = folded_words(spelled, &run);
            let first = &spelled[run.words[0].clone()];
            let is_part = |first: &str| is_capitalised_particle(first) || self.is_usually_capitalised(first);
            if self.names.contains_key(&whole) || is_acronym(first) || run.words.len() > 1 && is_part(first) {
                self.record(whole, spelled, run.has_joiner, times);
            } else if run.words.len() > 1 && !run.has_joiner {
                let rest = NameRun { words: run.words[1..].to_vec(), ..run };
                self.record(folded_words(spelled, &rest), &spelled[rest.range()], false, times);
            }
        }
    }

    /// Whether a word, apart from starts of sentences, is capitalised more often than not.
    fn is_usually_capitalised(&self, word: &str) -> bool {
        self.words.get(&fold(word)).is_some_and(|&(small, capital)| capital > small)
    }
}

/// The folded words of a run.
fn folded_words(text: &str, run: &NameRun) -> Vec<String> {
    // Fold the whole range to include the small words, which are part of the phrase.
    kzq_text::words::words(&text[run.range()]).map(|(_, word)| fold(word)).collect()
}

impl NameStats<'_> {
    /// Whether the name can be searched for. The filter ignores case, so a word that is mostly in lower case would find
    /// the wrong entries, as would an acronym that is also a word (IT, US). Initials are excluded, and so are days and
    /// months, which say nothing about the subject.
    fn is_searchable(&self, key: &[String], words: &Map<String, (usize, usize)>) -> bool {
        /// An acronym must be seen this many times as often as the word.
        const ACRONYM_RATIO: usize = 8;
        let [word] = key else { return !key.is_empty() };
        let (small, capital) = words.get(word).copied().unwrap_or_default();
        let is_acronym = self.spellings.iter().any(|(spelled, _)| is_acronym(spelled));
        let small = if is_acronym { small * ACRONYM_RATIO } else { small };
        word.chars().count() > 1 && !calendar::is_month_or_weekday(word) && capital.max(1) >= small
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(texts: &[&str]) -> Vec<(String, usize)> {
        let mut sample = NameSample::default();
        for text in texts {
            sample.add_text(text);
        }
        sample.into_candidates(99).into_iter().map(|candidate| (candidate.text, candidate.text_count)).collect()
    }

    #[test]
    fn sentence_starts_are_resolved_by_other_occurrences() {
        let found = candidates(&[
            "Despite Kazakhstan’s reliance on oil, we go on.",
            "Multilateralism is faltering in Kazakhstan today.",
            "Security Council members met.",
            "We saw the Security Council meet; the U.N. did, too.",
            "UN members met. Members of the UN met.",
            "Kazakhstan grows.",
        ]);
        let expected = [("Kazakhstan", 3), ("Security Council", 2), ("UN", 3)];
        let expected: Vec<_> = expected.map(|(text, seen)| (text.to_owned(), seen)).into();
        let mut found = found;
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn common_words_and_dates_are_not_names() {
        let found = candidates(&[
            "the IT sector in May, the AI sector on a Monday; IT is more than it was, IT",
            "Al Jazeera says so",
        ]);
        assert_eq!(found, [("AI".to_owned(), 1), ("Al Jazeera".to_owned(), 1)]);
    }
}
