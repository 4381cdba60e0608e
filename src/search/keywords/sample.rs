//! [`Sample`]: what the texts of some entries tell about names.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::names::{PARTICLES, Run, is_acronym, look_through};
use crate::text::calendar;
use crate::text::fold::fold;

/// A name that some entries may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// As it is mostly written.
    pub(super) text: String,
    /// Its words, folded.
    pub(super) key: Vec<String>,
    /// Whether small words stand within it.
    pub(super) is_joined: bool,
    /// In how many texts it was seen.
    pub(super) seen: usize,
}

type Map<K, V> = HashMap<K, V, RandomState>;

/// What is known of names so far. It borrows the texts that it looks at.
#[derive(Default)]
pub(super) struct Sample<'t> {
    /// How often each name was seen, by its words, folded.
    names: Map<Vec<String>, Seen<'t>>,
    /// How often each run was seen at the beginning of a sentence.
    beginnings: Map<&'t str, (usize, Run)>,
    /// How often each word, folded, is written small, and how often with a capital that no sentence gives it.
    words: Map<String, (usize, usize)>,
}

#[derive(Default)]
struct Seen<'t> {
    times: usize,
    is_joined: bool,
    /// How often each spelling of it was seen.
    spelled: Vec<(&'t str, usize)>,
}

impl<'t> Sample<'t> {
    /// Looks at a text.
    pub(super) fn look_at(&mut self, text: &'t str) {
        let found = look_through(text);
        for range in found.small {
            self.words.entry(fold(&text[range])).or_default().0 += 1;
        }
        let mut known: Vec<Vec<String>> = Vec::new();
        for run in found.runs {
            if run.begins_sentence {
                // Where a sentence begins is decided when all is known.
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
            // What a text says twice counts once.
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

    /// The names that were seen most often, at most so many, those seen as often in the order of their letters.
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

    /// Decides whether the first word of a run belongs to the name or has its capital from the sentence.
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

    /// Whether a word is written with a capital where nothing but a name gives it one, and mostly so.
    fn is_name(&self, word: &str) -> bool {
        self.words.get(&fold(word)).is_some_and(|&(small, capital)| capital > small)
    }
}

/// The words of a run, folded.
fn key(text: &str, run: &Run) -> Vec<String> {
    // Folding the whole keeps the small words, which are words of the phrase, too.
    crate::text::fold::words(&text[run.range()]).map(|(_, word)| fold(word)).collect()
}

impl Seen<'_> {
    /// Whether a name can be looked for: the filter does not tell capitals from small letters, so that a word that is
    /// mostly written small would find the small one, and so would an acronym that is a word as well (IT, US). Days
    /// and months say nothing, nor do initials.
    fn is_worth_it(&self, key: &[String], words: &Map<String, (usize, usize)>) -> bool {
        /// So many times as often must an acronym be seen as the word.
        const OFTEN: usize = 8;
        let [word] = key else { return !key.is_empty() };
        let (small, capital) = words.get(word).copied().unwrap_or_default();
        let is_acronym = self.spelled.iter().any(|(spelled, _)| is_acronym(spelled));
        let small = if is_acronym { small * OFTEN } else { small };
        // The names of days and months say nothing about what a text is about.
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
