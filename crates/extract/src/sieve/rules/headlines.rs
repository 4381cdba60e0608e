//! Quotations whose words recur in the article, as those of headlines do.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::sieve::coreference::Speaker;

impl Sieve<'_, '_> {
    /// Gives a headline that is nothing but a quotation to the person who says most of the others: that of an interview.
    pub(super) fn give_headline(&mut self) {
        const MIN_QUOTES: usize = 4;
        let opens = |parts: &Vec<usize>| parts.as_slice() == [0];
        let Some(number) = self.parts.iter().position(opens) else { return };
        let is_alone = self.narration.sentences.first().is_some_and(|sentence| sentence.len() == 1);
        let is_open = self.found[number].as_ref().is_some_and(|found| found.speaker.is_none());
        if !is_alone || !is_open {
            return;
        }
        let speakers: Vec<&Speaker> = self.found.iter().flatten().filter_map(|found| found.speaker.as_ref()).collect();
        let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
        for speaker in &speakers {
            *counts.entry(speaker.name.as_str()).or_default() += 1;
        }
        let most = speakers.iter().max_by_key(|it| counts[it.name.as_str()]).copied().cloned();
        let Some(most) = most.filter(|it| counts[it.name.as_str()] >= MIN_QUOTES.max(speakers.len() * 3 / 5)) else {
            return;
        };
        if let Some(found) = self.found[number].as_mut() {
            found.speaker = Some(Speaker { why: Why::Reference, ..most });
        }
    }

    /// Gives a quotation without a speaker that of another with the same words: a headline.
    pub(super) fn inherit_by_words(&mut self) {
        /// Quotations compared with the others.
        const MAX_COMPARED: usize = 12;
        /// Fewer shared words may be a coincidence.
        const MIN_WORDS: usize = 4;
        let text = |number: usize| {
            let parts: Vec<&str> = self.parts[number].iter().map(|&at| self.narration.tokens[at].text).collect();
            let joined = parts.join(" ").to_lowercase();
            joined.trim_end_matches(['.', ',', '!', '?', '…', ' ']).to_owned()
        };
        let is_open = |number: &usize| {
            self.found[*number].as_ref().is_some_and(|found| found.speaker.is_none()) && text(*number).contains(' ')
        };
        let open: Vec<usize> = (0..self.found.len()).filter(is_open).take(MAX_COMPARED).collect();
        if open.is_empty() {
            return;
        }
        let known: Vec<(usize, String)> = (0..self.found.len())
            .filter(|&number| self.found[number].as_ref().is_some_and(|found| found.speaker.is_some()))
            .map(|number| (number, text(number)))
            .collect();
        for number in open {
            let words = text(number);
            let is_headline =
                self.parts[number].iter().all(|&at| self.narration.paragraph_of[self.narration.sentence_of[at]] == 0);
            let least = if is_headline { MIN_WORDS - 1 } else { MIN_WORDS };
            let is_long = words.split_whitespace().count() >= least;
            let same = known
                .iter()
                .find(|(_, other)| if is_long { other.contains(&words) } else { other.starts_with(&words) });
            let speaker =
                same.and_then(|(other, _)| self.found[*other].as_ref()).and_then(|found| found.speaker.clone());
            if let (Some(speaker), Some(found)) = (speaker, self.found[number].as_mut()) {
                found.speaker = Some(Speaker { why: Why::Reference, ..speaker });
            }
        }
    }
}
