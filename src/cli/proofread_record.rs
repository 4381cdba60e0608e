//! [`ProofreadRecord`]: the verdict on a quotation of a draft, as JSON.

use serde::Serialize;
use serde::ser::SerializeSeq as _;

use super::draft_report::{DraftPlace, DraftReport};
use super::lookup::source_name;
use super::text::floor_to_thousandths;
use kzq_corpus::{Corpus, Status};
use kzq_fidelity::{Diff, DraftVerdict, Judgement, PrintDifference, Severity, SilentChange};
use kzq_text::Safe;

/// The verdict on one quotation, as JSON.
#[derive(Serialize)]
pub(super) struct ProofreadRecord<'v> {
    file: Safe<'v>,
    /// The kind of text that is not the main text: `footnote`, `endnote`, `comment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    /// The number of the note, or the author of the comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    part_label: Option<Safe<'v>>,
    /// The chapter of a book, by the name of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<Safe<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    /// In a file without lines; `line` is the line in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    line: usize,
    column: usize,
    text: Safe<'v>,
    verdict: DraftVerdict,
    /// The entry it quotes, or the most similar one.
    entry: Option<Safe<'v>>,
    /// The entry's speaker, or the person it is about.
    speaker: Option<Safe<'v>>,
    /// The speaker according to the draft.
    attributed_to: Option<Safe<'v>>,
    /// The differences, from the entry's words to the draft's.
    diff: Option<&'v Diff>,
    folded: FoldedDifferences<'v>,
    similarity: Option<f64>,
    /// How much it differs, if it drifted.
    severity: Option<Severity>,
    /// Why the attribution of the entry must not be trusted.
    status: Option<&'v Status>,
    /// For words that no entry has: the source whose text has them.
    source: Option<Safe<'v>>,
    /// The line of that text, from 1.
    source_line: Option<usize>,
    /// The time in the recording, of words in a transcript that the draft was checked against.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_time: Option<Safe<'v>>,
    note: Option<Safe<'v>>,
}

/// The differences that do not make it another quotation: in print, and those that manuals of style allow.
struct FoldedDifferences<'v>(&'v [PrintDifference], &'v [SilentChange]);

impl Serialize for FoldedDifferences<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len() + self.1.len()))?;
        self.0.iter().try_for_each(|difference| list.serialize_element(difference))?;
        self.1.iter().try_for_each(|change| list.serialize_element(change))?;
        list.end()
    }
}

impl<'v> ProofreadRecord<'v> {
    pub(super) fn of(corpus: &'v Corpus, draft: &'v DraftReport, judged: &'v Judgement, at: &'v DraftPlace) -> Self {
        let speaker = judged.entry.and_then(|entry| corpus.speaker_of(corpus.entry(entry)));
        let place = at.against.as_ref();
        let source = match (place, judged.in_source) {
            (Some(place), _) => Some(place.file.clone()),
            (None, found) => found.map(|found| source_name(corpus, found.source)),
        };
        Self {
            file: draft.file.name.to_borrowed(),
            part: draft.part.as_ref().map(|(kind, _)| kind.name()),
            part_label: draft
                .part
                .as_ref()
                .map(|(_, label)| label.to_borrowed())
                .filter(|label| !label.as_str().is_empty()),
            section: at.section.as_ref().map(Safe::to_borrowed),
            page: at.page,
            paragraph: at.paragraph,
            line: at.line,
            column: at.column,
            text: judged.text.to_borrowed(),
            verdict: judged.verdict,
            entry: judged.entry.filter(|_| place.is_none()).map(|entry| corpus.shown_id(entry)),
            speaker: speaker.map(|speaker| speaker.name.to_borrowed()),
            attributed_to: judged.attributed_to.as_ref().map(Safe::to_borrowed),
            diff: judged.diff.as_ref(),
            folded: FoldedDifferences(&judged.print_differences, &judged.silent_changes),
            similarity: judged.similarity.map(floor_to_thousandths),
            severity: judged.severity,
            status: judged.entry.and_then(|entry| corpus.entry(entry).status()),
            source,
            source_line: place.map(|place| place.line).or(judged.in_source.map(|found| found.line)),
            source_time: place.and_then(|place| place.time.clone()),
            note: judged.note.as_ref().map(Safe::to_borrowed),
        }
    }
}
