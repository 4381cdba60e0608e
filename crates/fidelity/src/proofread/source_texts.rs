//! Quotations that no entry has, looked up in the texts of the sources.

use std::collections::BTreeSet;

use super::judge::Proofreader;
use super::report::{DraftVerdict, Judgement, ProofreadReport, SourcePlace};
use crate::align::note_marks::without_note_marks;
use crate::source::SourceText;
use crate::source::changes::{Leniency, SilentChange};
use crate::source::collection::VerificationTexts;
use crate::source::edited_quote::EditedQuote;
use kzq_corpus::SourceId;
use kzq_extract::readings::{without_interruption, without_last_mark};
use kzq_search::map;
use kzq_text::print::PrintDifference;
use kzq_text::words::words;

/// A passage of a source text that has the words of a quotation.
struct SourceMatch {
    verdict: DraftVerdict,
    place: SourcePlace,
    print_differences: BTreeSet<PrintDifference>,
    silent_changes: Vec<SilentChange>,
}

impl ProofreadReport {
    /// Whether there are quotations that no entry has in these words.
    pub fn has_unmatched(&self) -> bool {
        self.judgements.iter().any(Judgement::is_unmatched)
    }

    /// Looks for the quotations that no entry has in these words in the texts of the sources. Such a text says nothing
    /// about who said the words.
    pub fn find_in_sources(&mut self, proofreader: &Proofreader<'_>, texts: &VerificationTexts) {
        let texts = texts.readable();
        let unmatched: Vec<&mut Judgement> =
            self.judgements.iter_mut().filter(|judged| judged.is_unmatched()).collect();
        let quoted: Vec<String> = unmatched.iter().map(|judged| judged.text.as_str().to_owned()).collect();
        let found = map(proofreader.parallel(), quoted.len(), |at| proofreader.best_source(&quoted[at], &texts));
        for (judged, found) in unmatched.into_iter().zip(found) {
            let Some(found) = found else { continue };
            if judged.entry.take().is_some() {
                // A similar entry, of other words.
                (judged.diff, judged.severity, judged.similarity) = (None, None, None);
                judged.note = None;
                judged.is_doubtful = false;
            }
            judged.verdict = found.verdict;
            judged.in_source = Some(found.place);
            judged.print_differences = found.print_differences.into_iter().collect();
            judged.silent_changes = found.silent_changes;
            if judged.attributed_to.is_some() {
                judged.note = Some("check who said it: the text of a source does not say".into());
            }
        }
    }
}

impl Proofreader<'_> {
    /// The best passage that has the words of a quotation, up to what may differ without being another quotation.
    fn best_source(&self, quoted: &str, texts: &[(SourceId, &SourceText)]) -> Option<SourceMatch> {
        let without_notes = without_note_marks(quoted);
        let words = without_notes.as_deref().unwrap_or(quoted).trim();
        let mut readings = vec![words.to_owned()];
        readings.extend(without_interruption(words, &self.speakers).into_iter().map(|reading| reading.text));
        let found = readings.iter().find_map(|words| {
            let mut best: Option<SourceMatch> = None;
            for &(source, text) in texts {
                let found = self.source_match(words, source, text);
                best = [best, found].into_iter().flatten().min_by_key(|found| found.verdict);
                if best.as_ref().is_some_and(|best| best.verdict == DraftVerdict::Exact) {
                    break;
                }
            }
            best
        });
        found.map(|mut found| {
            if without_notes.is_some() {
                found.silent_changes.push(SilentChange::NoteMarks);
                found.verdict = found.verdict.max(DraftVerdict::Folded);
            }
            found
        })
    }

    fn source_match(&self, quoted: &str, source: SourceId, text: &SourceText) -> Option<SourceMatch> {
        let bare = without_last_mark(quoted);
        let verbatim = [text.find_line(quoted), text.find_line(bare)];
        if let Some((line, differences)) = verbatim.into_iter().flatten().min_by_key(|(_, folds)| folds.len()) {
            let verdict = if differences.is_empty() { DraftVerdict::Exact } else { DraftVerdict::Folded };
            let place = SourcePlace { source, line };
            return Some(SourceMatch { verdict, place, print_differences: differences, silent_changes: Vec::new() });
        }
        let quote = EditedQuote::parse(quoted);
        // Compare only with texts that have the words: of an edited quotation the parts, of another all but the first word.
        let phrases = if quote.is_edited() {
            quote.unedited_phrases()
        } else {
            let second = words(bare).nth(1)?.0.start;
            vec![&bare[second..]]
        };
        let lines: Vec<usize> = phrases.iter().map(|phrase| Some(text.find_line(phrase)?.0)).collect::<Option<_>>()?;
        let is_spoken = self.corpus().source(source).kind.is_spoken();
        let compared = text.compare(&quote, Leniency { is_strict: self.is_strict, is_spoken })?;
        let verdict = if quote.is_edited() { DraftVerdict::Edited } else { DraftVerdict::Folded };
        compared.is_honest.then(|| SourceMatch {
            verdict,
            place: SourcePlace { source, line: lines.first().copied().unwrap_or(1) },
            print_differences: BTreeSet::new(),
            silent_changes: compared.changes.silent,
        })
    }
}
