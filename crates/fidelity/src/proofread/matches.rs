//! The entries that have the words of a quotation, or similar ones.

use super::judge::{EntryMatch, Proofreader};
use super::report::DraftVerdict;
use crate::source::changes::Leniency;
use crate::source::edited_quote::EditedQuote;
use crate::source::similarity_bound::QuotedWords;
use crate::source::{DraftComparison, SourceText};
use kzq_corpus::{EntryId, Wording};
use kzq_extract::attribution::Attribution;
use kzq_extract::readings::without_last_mark;

/// Maximum number of compared entries that contain all words of a quotation, and that share words with it.
const MAX_CONTAINING: usize = 64;
const MAX_SIMILAR: usize = 12;
/// Maximum number of compared entries that contain one run of its words.
const MAX_PER_RUN: usize = 4;

impl Proofreader<'_> {
    /// The entry that has these words, else the one with the most similar words.
    pub(super) fn best_match(
        &self,
        text: &str,
        quote: &EditedQuote<'_>,
        attribution: &Attribution,
    ) -> Option<EntryMatch> {
        let mut same = self.verbatim_matches(text, attribution);
        if quote.is_edited() && !same.iter().any(|found| self.is_verbatim(found.entry)) {
            same.extend(self.edited_matches(quote, attribution));
        }
        let rank = |found: &EntryMatch| {
            let entry = self.corpus().entry(found.entry);
            let is_theirs = self.other_speaker_named(entry, attribution).is_none();
            (entry.wording() != Wording::Verbatim, !is_theirs, entry.status().is_some(), found.verdict, found.entry)
        };
        let best = same.into_iter().min_by_key(rank);
        if let Some(mut best) = best {
            if !self.is_verbatim(best.entry) {
                best.verdict = DraftVerdict::Paraphrase;
            }
            return Some(best);
        }
        let nearest = self.nearest_match(text, quote, attribution);
        self.joined_match(text, quote, attribution, nearest.as_ref()).or(nearest)
    }

    pub(super) fn is_verbatim(&self, entry: EntryId) -> bool {
        self.corpus().entry(entry).wording() == Wording::Verbatim
    }

    /// The entries with exactly these words, up to differences in print.
    fn verbatim_matches(&self, text: &str, attribution: &Attribution) -> Vec<EntryMatch> {
        let bare = without_last_mark(text.trim_end());
        let mut found = Vec::new();
        for entry in self.containing(&[text], MAX_CONTAINING, attribution) {
            let view = self.corpus().entry(entry);
            let source = self.source_text(entry);
            let verdicts = [source.find_verbatim(text), source.find_verbatim(bare)];
            let Some((at, folds)) = verdicts.into_iter().flatten().min_by_key(|(_, folds)| folds.len()) else {
                continue;
            };
            let verdict = if folds.is_empty() { DraftVerdict::Exact } else { DraftVerdict::Folded };
            let is_best = verdict == DraftVerdict::Exact
                && view.wording() == Wording::Verbatim
                && view.status().is_none()
                && self.other_speaker_named(view, attribution).is_none();
            let hidden = source.hidden_beside(&at);
            found.push(EntryMatch { entry, verdict, print_differences: folds, comparison: None, hidden });
            if is_best {
                break;
            }
        }
        found
    }

    /// The entries that have these words up to marked edits: those whose meaning the edits preserve, or, if there are
    /// none, those whose meaning they reverse.
    fn edited_matches(&self, quote: &EditedQuote<'_>, attribution: &Attribution) -> Vec<EntryMatch> {
        let held = self.containing(&quote.unedited_phrases(), MAX_CONTAINING, attribution);
        let compared = held.into_iter().filter_map(|entry| {
            let text = Some(self.source_text(entry)).filter(|text| !is_too_short(text, quote))?;
            Some((entry, self.compare(entry, &text, quote)?))
        });
        let (honest, others): (Vec<_>, Vec<_>) = compared.partition(|(_, compared)| compared.is_honest);
        let is_turned = |(_, compared): &(_, DraftComparison)| !compared.objections.is_empty();
        let turned = others.into_iter().filter(is_turned);
        let to_match = |verdict| move |(entry, compared)| EntryMatch::compared(entry, verdict, compared);
        if honest.is_empty() {
            turned.map(to_match(DraftVerdict::Drifted)).collect()
        } else {
            honest.into_iter().map(to_match(DraftVerdict::Edited)).collect()
        }
    }

    fn source_text(&self, entry: EntryId) -> SourceText {
        SourceText::new(self.corpus().entry(entry).text().as_str())
    }

    fn compare(&self, entry: EntryId, text: &SourceText, quote: &EditedQuote<'_>) -> Option<DraftComparison> {
        text.compare(quote, Leniency { is_strict: self.is_strict, is_spoken: self.is_spoken(entry) })
    }

    /// Whether the words of an entry were spoken, so that their spelling is the transcriber's.
    fn is_spoken(&self, entry: EntryId) -> bool {
        let entry = self.corpus().entry(entry);
        let source = self.corpus().original_source_of(entry).or_else(|| self.corpus().source_of(entry));
        source.is_some_and(|source| source.kind.is_spoken())
    }

    /// Entries that contain all phrases, first those of the speaker whom the draft names: they are never left out for
    /// others.
    pub(super) fn containing(&self, phrases: &[&str], limit: usize, attribution: &Attribution) -> Vec<EntryId> {
        let speakers = &attribution.speakers;
        let is_theirs = |entry: EntryId| {
            let speaker = self.corpus().entry(entry).speaker();
            speaker.is_some_and(|speaker| speakers.iter().any(|&named| self.is_same_person(named, speaker)))
        };
        if speakers.is_empty() {
            return self.overlap.containing(phrases, limit);
        }
        self.overlap.containing_preferring(phrases, limit, is_theirs)
    }

    /// Entries that may be similar: those sharing rare words, and those containing a long run of words. In a large
    /// collection with a small vocabulary no word is rare, and only the runs help.
    fn candidates(&self, text: &str, quote: &EditedQuote<'_>, attribution: &Attribution) -> Vec<EntryId> {
        let mut found = self.overlap.similar_to(text, MAX_SIMILAR);
        for part in std::iter::once(text).chain(quote.halves_and_thirds()) {
            for entry in self.containing(&[part], MAX_PER_RUN, attribution) {
                if !found.contains(&entry) {
                    found.push(entry);
                }
            }
        }
        found
    }

    /// The entry with the most similar words.
    fn nearest_match(&self, text: &str, quote: &EditedQuote<'_>, attribution: &Attribution) -> Option<EntryMatch> {
        /// How much more similar a paraphrase must be than the nearest quotation.
        const PARAPHRASE_MARGIN: f64 = 0.05;
        /// Bonus for an entry of the speaker whom the draft names.
        const NAMED_SPEAKER_BONUS: f64 = 0.02;
        let (min_similarity, min_paraphrase_similarity) =
            if quote.word_count() < 6 { (0.75, 0.85) } else { (0.6, 0.7) };
        let quoted_words = QuotedWords::new(quote);
        let mut best: [Option<(f64, EntryMatch)>; 2] = [None, None];
        for entry in self.candidates(text, quote, attribution) {
            let source = self.source_text(entry);
            if is_too_short(&source, quote) {
                continue;
            }
            let view = self.corpus().entry(entry);
            let verbatim = view.wording() == Wording::Verbatim;
            let bonus = if self.other_speaker_named(view, attribution).is_none() { NAMED_SPEAKER_BONUS } else { 0.0 };
            let least = if verbatim { min_similarity } else { min_paraphrase_similarity };
            // Most candidates are far too different for an alignment.
            if let Some(words) = quoted_words.as_ref().filter(|_| !self.is_spoken(entry)) {
                let most = source.max_similarity(words);
                let needed = best[usize::from(!verbatim)].as_ref().map_or(least, |(likeness, _)| likeness - bonus);
                if most < needed.max(least) {
                    continue;
                }
            }
            let (likeness, found) = if let Some((at, folds)) = source.find_verbatim(text) {
                // The same words, which the index divides in another way.
                let verdict = match (verbatim, folds.is_empty()) {
                    (true, true) => DraftVerdict::Exact,
                    (true, false) => DraftVerdict::Folded,
                    (false, _) => DraftVerdict::Paraphrase,
                };
                let hidden = source.hidden_beside(&at);
                (1.0, EntryMatch { entry, verdict, print_differences: folds, comparison: None, hidden })
            } else {
                let Some(compared) = self.compare(entry, &source, quote) else { continue };
                if !compared.is_honest && compared.similarity < least {
                    continue;
                }
                let verdict = match (verbatim, compared.is_honest, quote.is_edited()) {
                    (true, true, true) => DraftVerdict::Edited,
                    (true, true, false) => DraftVerdict::Folded,
                    (true, false, _) => DraftVerdict::Drifted,
                    (false, ..) => DraftVerdict::Paraphrase,
                };
                // Words that only differ in what may be changed are as good as the same.
                let likeness = if compared.is_honest { 1.0 } else { compared.similarity };
                (likeness, EntryMatch::compared(entry, verdict, compared))
            };
            let best = &mut best[usize::from(!verbatim)];
            if best.as_ref().is_none_or(|(most, _)| likeness + bonus > *most) {
                *best = Some((likeness + bonus, found));
            }
        }
        match best {
            [Some((likeness, said)), Some((other, told))] => {
                Some(if other > likeness + PARAPHRASE_MARGIN { told } else { said })
            }
            [said, told] => said.or(told).map(|(_, found)| found),
        }
    }
}

/// Whether a text has less than half of the words of a quotation, as where a mark that is never closed makes many words
/// one quotation.
fn is_too_short(text: &SourceText, quote: &EditedQuote<'_>) -> bool {
    /// Up to this many words may not be the speaker's, such as reactions of the audience.
    const SLACK: usize = 8;
    let count = quote.word_count();
    count > 2 * SLACK && count > 2 * text.word_count() + SLACK
}
