//! [`Review`]: a person decides which of the candidates found in a text are quotations, and whose.
//!
//! The words of a candidate stay slices of the text: their ends move by words, parts are joined and divided, and nothing
//! is typed but a speaker and topics. Every change can be undone until the accepted candidates are written.

mod item;
mod spans;

use std::collections::BTreeSet;
use std::ops::Range;

use kzq_text::words::words;
use serde::{Deserialize, Serialize};

use crate::candidate::{Candidate, CandidateKind, Why};
pub use item::{Decision, ReadEntry, Refusal, ReviewItem};
pub use spans::{End, Towards};
use spans::{divide, join, move_end};

/// How many candidates there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewCounts {
    /// Quotations that nothing is decided about.
    pub undecided: usize,
    /// Accepted quotations that are not yet written.
    pub accepted: usize,
    /// Rejected quotations.
    pub rejected: usize,
    /// Quotations that are written.
    pub written: usize,
    /// Terms.
    pub terms: usize,
}

/// A change, as what it replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    /// The index of the first item that changed.
    at: usize,
    /// The items as they were.
    before: Vec<ReviewItem>,
    /// How many items took their place.
    count: usize,
    /// The current item then.
    current: usize,
}

/// The candidates of a text with what was decided, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    items: Vec<ReviewItem>,
    current: usize,
    steps: Vec<Step>,
}

impl Review {
    /// Begins with candidates, in the order of the text. The first quotation is the current one.
    pub fn new(candidates: Vec<Candidate>) -> Self {
        Self::of(
            candidates.into_iter().enumerate().map(|(origin, candidate)| ReviewItem::new(origin, candidate)).collect(),
        )
    }

    /// Begins with items, in the order of the text. The first undecided one is the current one.
    pub fn of(items: Vec<ReviewItem>) -> Self {
        let current = items.iter().position(ReviewItem::is_undecided).unwrap_or_default();
        Self { items, current, steps: Vec::new() }
    }

    /// The candidates, in order.
    pub fn items(&self) -> &[ReviewItem] {
        &self.items
    }

    /// The index of the current candidate.
    pub fn current_index(&self) -> usize {
        self.current
    }

    /// The current candidate; `None` if there are none.
    pub fn current(&self) -> Option<&ReviewItem> {
        self.items.get(self.current)
    }

    /// Whether anything was decided or changed.
    pub fn is_begun(&self) -> bool {
        !self.steps.is_empty() || self.items.iter().any(|item| item.decision != Decision::Undecided)
    }

    /// Whether every span lies in `text`, with words in it, and the current candidate exists: a saved review may be damaged.
    pub fn fits(&self, text: &str) -> bool {
        let lies_within = |span: &Range<usize>| text.get(span.clone()).is_some_and(|part| words(part).next().is_some());
        let range_fits =
            |range: &Option<Range<usize>>| range.as_ref().is_none_or(|range| text.get(range.clone()).is_some());
        let fits = |item: &ReviewItem| {
            let Candidate { spans, speaker_span, cue, lead, section, .. } = &item.candidate;
            !spans.is_empty()
                && spans.iter().all(lies_within)
                && spans.is_sorted_by(|one, next| one.end <= next.start)
                && [speaker_span, cue, lead, section].into_iter().all(range_fits)
        };
        let before = self.steps.iter().flat_map(|step| &step.before);
        (self.current < self.items.len() || self.items.is_empty()) && self.items.iter().chain(before).all(fits)
    }

    /// How many candidates there are of each kind.
    pub fn counts(&self) -> ReviewCounts {
        let mut counts = ReviewCounts::default();
        for item in &self.items {
            let count = match item.decision {
                _ if item.is_term() => &mut counts.terms,
                _ if item.is_written => &mut counts.written,
                Decision::Undecided => &mut counts.undecided,
                Decision::Accepted => &mut counts.accepted,
                Decision::Rejected => &mut counts.rejected,
            };
            *count += 1;
        }
        counts
    }

    /// The speakers of the candidates, each once, in the order in which they first occur.
    pub fn speakers(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let all = self.items.iter().filter_map(|item| item.candidate.speaker.as_deref());
        all.filter(|speaker| seen.insert(*speaker)).collect()
    }

    /// Goes to a candidate; past the last one stays there.
    pub fn go_to(&mut self, index: usize) {
        self.current = index.min(self.items.len().saturating_sub(1));
    }

    /// Goes to the next or previous undecided quotation, from the other end on after the last; returns whether there is
    /// another one.
    pub fn go_to_undecided(&mut self, towards: Towards) -> bool {
        let count = self.items.len();
        let found = (1..count)
            .map(|step| match towards {
                Towards::Ending => (self.current + step) % count,
                Towards::Beginning => (self.current + count - step) % count,
            })
            .find(|&at| self.items[at].is_undecided());
        self.current = found.unwrap_or(self.current);
        found.is_some()
    }

    /// Accepts or rejects the current candidate, and goes to the next undecided one. A term that is accepted is a
    /// quotation from then on.
    ///
    /// # Errors
    ///
    /// If it is written, or there is none.
    pub fn decide(&mut self, decision: Decision) -> Result<(), Refusal> {
        self.change(|item| {
            if decision == Decision::Accepted {
                item.candidate.kind = CandidateKind::Quote;
            }
            item.decision = decision;
            Ok(())
        })?;
        self.go_to_undecided(Towards::Ending);
        Ok(())
    }

    /// Accepts all undecided quotations of the current speaker, and goes to the next undecided one; returns how many.
    ///
    /// # Errors
    ///
    /// If the current candidate has no speaker, or there is none.
    pub fn accept_speaker(&mut self) -> Result<usize, Refusal> {
        let item = self.current().ok_or(Refusal::Empty)?;
        let speaker = item.candidate.speaker.clone().ok_or(Refusal::NoSpeaker)?;
        let is_meant = |item: &ReviewItem| item.is_undecided() && item.candidate.speaker.as_ref() == Some(&speaker);
        let meant = || self.items.iter().enumerate().filter(|(_, item)| is_meant(item)).map(|(at, _)| at);
        let (Some(first), Some(last), count) = (meant().min(), meant().max(), meant().count()) else { return Ok(0) };
        let mut items = self.items[first..=last].to_vec();
        for item in items.iter_mut().filter(|item| is_meant(item)) {
            item.decision = Decision::Accepted;
        }
        self.replace(first..last + 1, items);
        self.go_to_undecided(Towards::Ending);
        Ok(count)
    }

    /// Makes the current candidate a term, or a quotation again; it is undecided then.
    ///
    /// # Errors
    ///
    /// If it is written, or there is none.
    pub fn toggle_term(&mut self) -> Result<(), Refusal> {
        self.change(|item| {
            item.candidate.kind = if item.is_term() { CandidateKind::Quote } else { CandidateKind::Term };
            item.decision = Decision::Undecided;
            Ok(())
        })
    }

    /// Sets the speaker of the current candidate; `None` if unknown.
    ///
    /// # Errors
    ///
    /// If it is written, or there is none.
    pub fn set_speaker(&mut self, speaker: Option<String>) -> Result<(), Refusal> {
        self.change(|item| {
            if item.candidate.speaker != speaker {
                item.candidate.speaker_span = None;
            }
            item.candidate.speaker = speaker;
            item.has_chosen_speaker = true;
            Ok(())
        })
    }

    /// Sets the topics of the current candidate.
    ///
    /// # Errors
    ///
    /// If it is written, or there is none.
    pub fn set_topics(&mut self, topics: Vec<String>) -> Result<(), Refusal> {
        self.change(|item| {
            item.topics = topics;
            Ok(())
        })
    }

    /// Moves an end of the current candidate by a word, within its paragraph and not into another candidate.
    ///
    /// # Errors
    ///
    /// If there is no word to take in, or no other one is left.
    pub fn move_end(&mut self, text: &str, end: End, towards: Towards) -> Result<(), Refusal> {
        let item = self.current().ok_or(Refusal::Empty)?;
        let own = item.candidate.range();
        let others = self.items.iter().enumerate().filter(|(at, _)| *at != self.current);
        let mut limits = 0..text.len();
        for span in others.flat_map(|(_, item)| &item.candidate.spans) {
            if span.end <= own.start {
                limits.start = limits.start.max(span.end);
            }
            if span.start >= own.end {
                limits.end = limits.end.min(span.start);
            }
        }
        self.change(|item| {
            if !item.is_slice() {
                return Err(Refusal::NoSlice);
            }
            let is_moved = move_end(text, &mut item.candidate.spans, (end, towards), &limits);
            if is_moved { Ok(()) } else { Err(Refusal::NoMoreWords) }
        })
    }

    /// Joins the current candidate with the one after it: their parts become the parts of one, which keeps the decision
    /// of the current one, and its speaker if it has one.
    ///
    /// # Errors
    ///
    /// If there is none after it, or one of the two is written.
    pub fn join_next(&mut self, text: &str) -> Result<(), Refusal> {
        let (at, mut item) = (self.current, self.current().ok_or(Refusal::Empty)?.clone());
        let next = self.items.get(at + 1).ok_or(Refusal::NothingToJoin)?.clone();
        if item.is_written || next.is_written {
            return Err(Refusal::Written);
        }
        if !item.is_slice() || !next.is_slice() {
            return Err(Refusal::NoSlice);
        }
        item.candidate.spans = join(text, [item.candidate.spans, next.candidate.spans].concat());
        if item.candidate.speaker.is_none() {
            (item.candidate.speaker, item.candidate.speaker_span) =
                (next.candidate.speaker, next.candidate.speaker_span);
            (item.candidate.why, item.has_chosen_speaker) = (next.candidate.why, next.has_chosen_speaker);
        }
        item.candidate.cue = item.candidate.cue.or(next.candidate.cue);
        item.topics.extend(next.topics.into_iter().filter(|topic| !self.items[at].topics.contains(topic)));
        self.replace(at..at + 2, vec![item]);
        Ok(())
    }

    /// Divides the current candidate in two: at the end of a sentence or of a part, the nearest to its middle. Both are
    /// by the same speaker; the first is the current one.
    ///
    /// # Errors
    ///
    /// If it is one sentence, or written.
    pub fn divide(&mut self, text: &str) -> Result<(), Refusal> {
        let (at, item) = (self.current, self.current().ok_or(Refusal::Empty)?.clone());
        if item.is_written {
            return Err(Refusal::Written);
        }
        if !item.is_slice() {
            return Err(Refusal::NoSlice);
        }
        let [first, second] = divide(text, &item.candidate.spans).ok_or(Refusal::OneSentence)?;
        let mut next = item.clone();
        next.candidate.spans = second;
        next.candidate.lead = None;
        if next.candidate.speaker.is_some() {
            next.candidate.why = Why::Continuation;
        }
        let mut item = item;
        item.candidate.spans = first;
        // The second may begin after a candidate that lies between its parts.
        let start = next.candidate.range().start;
        let between = self.items[at + 1..].iter().take_while(|other| other.candidate.range().start < start).cloned();
        let mut items: Vec<ReviewItem> = [item].into_iter().chain(between).collect();
        let replaced = at..at + items.len();
        items.push(next);
        self.replace(replaced, items);
        Ok(())
    }

    /// Undoes the latest change since the last writing.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn undo(&mut self) -> Result<(), Refusal> {
        let step = self.steps.pop().ok_or(Refusal::NothingToUndo)?;
        let end = (step.at + step.count).min(self.items.len());
        self.items.splice(step.at.min(end)..end, step.before);
        self.go_to(step.current);
        Ok(())
    }

    /// Notes that everything accepted is written: it no longer changes, and what came before can no longer be undone.
    pub fn mark_written(&mut self) {
        for item in self.items.iter_mut().filter(|item| item.is_to_be_written()) {
            item.is_written = true;
        }
        self.steps.clear();
    }

    /// Forgets that anything was written: it is accepted again.
    pub fn forget_written(&mut self) {
        for item in &mut self.items {
            item.is_written = false;
        }
    }

    /// Changes the current item.
    fn change(&mut self, change: impl FnOnce(&mut ReviewItem) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let mut item = self.current().ok_or(Refusal::Empty)?.clone();
        if item.is_written {
            return Err(Refusal::Written);
        }
        change(&mut item)?;
        if self.current() != Some(&item) {
            self.replace(self.current..self.current + 1, vec![item]);
        }
        Ok(())
    }

    /// Replaces items, as a step that can be undone.
    fn replace(&mut self, range: Range<usize>, items: Vec<ReviewItem>) {
        let (at, count, current) = (range.start, items.len(), self.current);
        let before = self.items.splice(range, items).collect();
        self.steps.push(Step { at, before, count, current });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "“We mend nets. We mend boats too,” said Ada Byron. “Nobody else does.” \
        The “mesh” is old.\n\n“It holds,” Bo Lindt said, “as long as nobody pulls (hard).” The end.";

    fn candidates() -> Vec<Candidate> {
        let span = |words: &str| {
            let start = TEXT.find(words).unwrap();
            start..start + words.len()
        };
        let candidate = |kind, spans: &[&str], speaker: Option<&str>| Candidate {
            speaker: speaker.map(str::to_owned),
            why: if speaker.is_some() { Why::Named } else { Why::Unsure },
            ..Candidate::new(kind, spans.iter().map(|words| span(words)).collect())
        };
        vec![
            candidate(CandidateKind::Quote, &["We mend nets. We mend boats too,"], Some("Ada Byron")),
            candidate(CandidateKind::Quote, &["Nobody else does."], None),
            candidate(CandidateKind::Term, &["mesh"], None),
            candidate(CandidateKind::Quote, &["It holds,", "as long as nobody pulls (hard)."], Some("Bo Lindt")),
        ]
    }

    fn words_of(review: &Review, at: usize) -> String {
        let spans = &review.items()[at].candidate.spans;
        spans.iter().map(|span| &TEXT[span.clone()]).collect::<Vec<_>>().join(" … ")
    }

    #[test]
    fn deciding_moves_to_the_next_undecided_quotation() {
        let mut review = Review::new(candidates());
        review.decide(Decision::Accepted).unwrap();
        assert_eq!(review.current_index(), 1);
        review.decide(Decision::Rejected).unwrap();
        assert_eq!(review.current_index(), 3, "a term is not asked about");
        let expected = ReviewCounts { undecided: 1, accepted: 1, rejected: 1, written: 0, terms: 1 };
        assert_eq!(review.counts(), expected);
        review.decide(Decision::Accepted).unwrap();
        assert_eq!((review.current_index(), review.counts().undecided), (3, 0));
    }

    #[test]
    fn ends_move_by_words_including_punctuation() {
        for (at, moves, expected) in [
            (0, &[(End::Finish, Towards::Beginning)][..], "We mend nets. We mend boats"),
            (0, &[(End::Finish, Towards::Beginning); 3], "We mend nets. We"),
            (
                0,
                &[(End::Finish, Towards::Beginning), (End::Finish, Towards::Ending)],
                "We mend nets. We mend boats too,",
            ),
            (0, &[(End::Start, Towards::Ending)], "mend nets. We mend boats too,"),
            (0, &[(End::Finish, Towards::Ending)], "We mend nets. We mend boats too,” said"),
            (1, &[(End::Start, Towards::Beginning)], "Byron. “Nobody else does."),
            (2, &[(End::Start, Towards::Beginning)], "The “mesh"),
            (3, &[(End::Finish, Towards::Beginning)], "It holds, … as long as nobody pulls"),
            (3, &[(End::Finish, Towards::Ending)], "It holds, … as long as nobody pulls (hard).” The"),
            // A part without words is removed.
            (3, &[(End::Start, Towards::Ending); 2], "as long as nobody pulls (hard)."),
        ] {
            let mut review = Review::new(candidates());
            review.go_to(at);
            for &(end, towards) in moves {
                review.move_end(TEXT, end, towards).unwrap();
            }
            assert_eq!(words_of(&review, at), expected, "{at} {moves:?}");
        }
    }

    #[test]
    fn ends_stop_at_paragraphs_neighbours_and_the_last_word() {
        let mut review = Review::new(candidates());
        for (at, end, towards, expected) in [
            (0, End::Start, Towards::Beginning, "We mend nets. We mend boats too,"),
            (3, End::Start, Towards::Beginning, "It holds, … as long as nobody pulls (hard)."),
            (1, End::Start, Towards::Beginning, "said Ada Byron. “Nobody else does."),
            (2, End::Start, Towards::Ending, "mesh"),
        ] {
            review.go_to(at);
            while review.move_end(TEXT, end, towards).is_ok() {}
            assert_eq!(words_of(&review, at), expected);
        }
    }

    #[test]
    fn quotation_can_be_split_at_a_sentence_and_rejoined() {
        let mut review = Review::new(candidates());
        review.divide(TEXT).unwrap();
        assert_eq!((words_of(&review, 0), words_of(&review, 1)), ("We mend nets.".into(), "We mend boats too,".into()));
        assert_eq!(review.items()[1].candidate.speaker.as_deref(), Some("Ada Byron"));
        assert_eq!(review.divide(TEXT), Err(Refusal::OneSentence));
        review.join_next(TEXT).unwrap();
        assert_eq!(words_of(&review, 0), "We mend nets. We mend boats too,");
        // Parts that are not adjacent stay separate.
        review.join_next(TEXT).unwrap();
        assert_eq!(words_of(&review, 0), "We mend nets. We mend boats too, … Nobody else does.");
        review.divide(TEXT).unwrap();
        assert_eq!(words_of(&review, 1), "Nobody else does.");
        review.go_to(3);
        assert_eq!(review.join_next(TEXT), Err(Refusal::NothingToJoin));
        review.divide(TEXT).unwrap();
        assert_eq!(
            (words_of(&review, 3), words_of(&review, 4)),
            ("It holds,".into(), "as long as nobody pulls (hard).".into())
        );
    }

    #[test]
    fn remaining_quotations_of_a_speaker_are_accepted_at_once() {
        let mut review = Review::new(candidates());
        review.divide(TEXT).unwrap();
        assert_eq!(review.accept_speaker(), Ok(2));
        assert_eq!((review.current_index(), review.counts().accepted), (2, 2));
        assert_eq!(review.accept_speaker(), Err(Refusal::NoSpeaker));
        review.set_speaker(Some("Bo Lindt".into())).unwrap();
        assert_eq!(review.accept_speaker(), Ok(2));
        assert_eq!(review.accept_speaker(), Ok(0));
        review.undo().unwrap();
        assert_eq!(review.counts().accepted, 2);
        assert_eq!(review.speakers(), ["Ada Byron", "Bo Lindt"]);
    }

    #[test]
    fn spans_of_reworded_entries_cannot_be_changed() {
        let mut items: Vec<ReviewItem> =
            candidates().into_iter().enumerate().map(|(at, it)| ReviewItem::new(at, it)).collect();
        items[0].read = Some(ReadEntry { words: Some("We mend nets & boats".into()), doubts: Vec::new() });
        let mut review = Review::of(items);
        assert_eq!(review.move_end(TEXT, End::Start, Towards::Ending), Err(Refusal::NoSlice));
        assert_eq!(review.join_next(TEXT), Err(Refusal::NoSlice));
        assert_eq!(review.divide(TEXT), Err(Refusal::NoSlice));
        review.set_speaker(Some("Cy".into())).unwrap();
        review.decide(Decision::Accepted).unwrap();
    }

    #[test]
    fn accepted_terms_become_quotations() {
        let mut review = Review::new(candidates());
        review.go_to(2);
        review.decide(Decision::Accepted).unwrap();
        assert!(review.items()[2].is_to_be_written());
        review.go_to(2);
        review.toggle_term().unwrap();
        assert!(!review.items()[2].is_to_be_written());
    }

    #[test]
    fn written_items_cannot_be_changed() {
        let mut review = Review::new(candidates());
        review.decide(Decision::Accepted).unwrap();
        review.mark_written();
        review.go_to(0);
        assert_eq!(review.decide(Decision::Rejected), Err(Refusal::Written));
        assert_eq!(review.join_next(TEXT), Err(Refusal::Written));
        assert_eq!(review.undo(), Err(Refusal::NothingToUndo));
        assert!(review.is_begun() && !review.items()[0].is_to_be_written());
        let nothing = Review::new(Vec::new()).decide(Decision::Accepted);
        assert_eq!(nothing, Err(Refusal::Empty));
    }

    /// Performs the action of a key, by its number.
    fn press(review: &mut Review, key: u8) {
        let ends = [End::Start, End::Finish];
        let _ = match key {
            0 => review.decide(Decision::Accepted),
            1 => review.decide(Decision::Rejected),
            2 => review.accept_speaker().map(drop),
            3 => review.toggle_term(),
            4 => review.set_speaker(Some("Cy".into())),
            5 => review.set_topics(vec!["nets".into()]),
            6 => review.join_next(TEXT),
            7 => review.divide(TEXT),
            8..12 => {
                let towards = if key < 10 { Towards::Beginning } else { Towards::Ending };
                review.move_end(TEXT, ends[usize::from(key % 2)], towards)
            }
            12 => review.undo(),
            _ => {
                review.go_to(usize::from(key - 13));
                Ok(())
            }
        };
    }

    proptest! {
        #[test]
        fn arbitrary_keys_keep_slices_in_order_and_can_be_undone(keys in prop::collection::vec(0_u8..18, 0..60)) {
            let start = Review::new(candidates());
            let mut review = start.clone();
            for key in keys {
                press(&mut review, key);
                prop_assert!(review.fits(TEXT), "{review:?}");
                let mut spans: Vec<_> = review.items().iter().flat_map(|item| item.candidate.spans.clone()).collect();
                spans.sort_by_key(|span| span.start);
                prop_assert!(spans.is_sorted_by(|one, next| one.end <= next.start), "{spans:?}");
                prop_assert!(review.items().is_sorted_by_key(|item| item.candidate.range().start));
                let counts = review.counts();
                let all = counts.undecided + counts.accepted + counts.rejected + counts.written + counts.terms;
                prop_assert_eq!(all, review.items().len());
            }
            let saved = ron::to_string(&review).unwrap();
            prop_assert_eq!(&ron::from_str::<Review>(&saved).unwrap(), &review);
            while review.undo().is_ok() {}
            prop_assert_eq!(review.items(), start.items());
        }
    }
}
