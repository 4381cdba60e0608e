//! [`Sample`]: statistics on the names in a sample of texts.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::names::{PARTICLES, Run, is_acronym, look_through};
use kzq_text::calendar;
use kzq_text::fold::fold;

/// A name that may become a keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The most frequent spelling.
    pub(super) text: String,
    /// The folded words.
    pub(super) key: Vec<String>,
    /// Whether it contains small words.
    pub(super) is_joined: bool,
    /// The number of texts in which it was seen.
    pub(super) seen: usize,
}

type Map<K, V> = HashMap<K, V, RandomState>;

/// Statistics on the names seen so far, borrowing from the sampled texts.
#[derive(Default)]
pub(super) struct Sample<'t> {
    /// Names by their folded words.
    names: Map<Vec<String>, Seen<'t>>,
    /// Runs at the start of a sentence, with the number of occurrences.
    beginnings: Map<&'t str, (usize, Run)>,
    /// For each folded word, how often it was in lower case, and how often capitalised other than at the start of a
    /// sentence.
    words: Map<String, (usize, usize)>,
}

#[derive(Default)]
struct Seen<'t> {
    times: usize,
    is_joined: bool,
    /// The number of occurrences of each spelling.
    spelled: Vec<(&'t str, usize)>,
}

impl<'t> Sample<'t> {
    /// Adds the names of a text.
    pub(super) fn look_at(&mut self, text: &'t str) {
        let found = look_through(text);
        for range in found.small {
            self.words.entry(fold(&text[range])).or_default().0 += 1;
        }
        let mut known: Vec<Vec<String>> = Vec::new();
        for run in found.runs {
            if run.begins_sentence {
                // Starts of sentences are resolved at the end, when all texts are known.
                let spelled = &text[run.range()];
                let start = run.range().start;
                let shifted = run.words.iter().map(|word| word.start - start..word.end - start).collect();
                self.beginnings.entry(spelled).or_insert((0, Run { words: shifted, ..run })).0 += 1;
                continue;
            }
            for word in run.words.iter().filter(|_| !run.is_joined) {
                self.words.entry(fold(&text[word.clone()])).or_default().1 += 1;
            }
            let key = key(text, &run);
            // Count a name once per text.
            if !known.contains(&key) {
                known.push(key.clone());
                self.note(key, &text[run.range()], run.is_joined, 1);
            }
        }
    }

    fn note(&mut self, key: Vec<String>, spelled: &'t str, is_joined: bool, times: usize) {
        let seen = self.names.entry(key).or_default();
        seen.times += times;
        seen.is_joined |= is_joined;
        match seen.spelled.iter_mut().find(|(known, _)| *known == spelled) {
            Some((_, count)) => *count += times,
            None => seen.spelled.push((spelled, times)),
        }
    }

    /// Returns at most `limit` names, the most frequent first, then alphabetically.
    pub(super) fn into_candidates(mut self, most: usize) -> Vec<Candidate> {
        self.decide_beginnings();
        let Self { names, words, .. } = self;
        let mut candidates: Vec<Candidate> = names
            .into_iter()
            .filter(|(key, seen)| seen.is_worth_it(key, &words))
            .map(|(key, seen)| {
                let best = seen.spelled.iter().min_by_key(|(text, times)| (Reverse(*times), *text));
                let text = best.map_or_else(String::new, |(text, _)| (*text).to_owned());
                Candidate { text, key, is_joined: seen.is_joined, seen: seen.times }
            })
            .collect();
        candidates.sort_unstable_by(|one, other| other.seen.cmp(&one.seen).then_with(|| one.key.cmp(&other.key)));
        candidates.truncate(most);
        candidates
    }

    /// Decides whether the first word of each run belongs to the name or is capitalised only because it starts a
    /// sentence.
    fn decide_beginnings(&mut self) {
        let mut beginnings: Vec<(&str, (usize, Run))> = std::mem::take(&mut self.beginnings).into_iter().collect();
        beginnings.sort_unstable_by_key(|(spelled, _)| *spelled);
        for (spelled, (times, run)) in beginnings {
            let whole = key(spelled, &run);
            let first = &spelled[run.words[0].clone()];
            let is_part = |first: &str| PARTICLES.contains(&first) || self.is_name(first);
            if self.names.contains_key(&whole) || is_acronym(first) || run.words.len() > 1 && is_part(first) {
                self.note(whole, spelled, run.is_joined, times);
            } else if run.words.len() > 1 && !run.is_joined {
                let rest = Run { words: run.words[1..].to_vec(), ..run };
                self.note(key(spelled, &rest), &spelled[rest.range()], false, times);
            }
        }
    }

    /// Whether a word, apart from starts of sentences, is capitalised more often than not.
    fn is_name(&self, word: &str) -> bool {
        self.words.get(&fold(word)).is_some_and(|&(small, capital)| capital > small)
    }
}

/// The folded words of a run.
fn key(text: &str, run: &Run) -> Vec<String> {
    // Fold the whole range to include the small words, which are part of the phrase.
    kzq_text::words::words(&text[run.range()]).map(|(_, word)| fold(word)).collect()
}

impl Seen<'_> {
    /// Whether the name can be searched for. The filter ignores case, so a word that is mostly in lower case would find
    /// the wrong entries, as would an acronym that is also a word (IT, US). Initials are excluded, and so are days and
    /// months, which say nothing about the subject.
    fn is_worth_it(&self, key: &[String], words: &Map<String, (usize, usize)>) -> bool {
        /// An acronym must be seen this many times as often as the word.
        const OFTEN: usize = 8;
        let [word] = key else { return !key.is_empty() };
        let (small, capital) = words.get(word).copied().unwrap_or_default();
        let is_acronym = self.spelled.iter().any(|(spelled, _)| is_acronym(spelled));
        let small = if is_acronym { small * OFTEN } else { small };
        word.chars().count() > 1 && !calendar::is_named(word) && capital.max(1) >= small
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(texts: &[&str]) -> Vec<(String, usize)> {
        let mut sample = Sample::default();
        for text in texts {
            sample.look_at(text);
        }
        sample.into_candidates(99).into_iter().map(|candidate| (candidate.text, candidate.seen)).collect()
    }

    #[test]
    fn what_begins_a_sentence_is_a_name_where_it_is_one_elsewhere() {
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
    fn words_that_are_mostly_small_and_dates_are_no_names() {
        let found = candidates(&[
            "the IT sector in May, the AI sector on a Monday; IT is more than it was, IT",
            "Al Jazeera says so",
        ]);
        assert_eq!(found, [("AI".to_owned(), 1), ("Al Jazeera".to_owned(), 1)]);
    }
}
