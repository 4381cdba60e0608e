//! [`DraftReport`]: what proofreading found in one text of a draft, and where.

use std::ops::Range;

use super::against::{AgainstPlace, AgainstTexts};
use super::documents::shown_place;
use super::findings::{FindingFile, Position, Region, keep_shown};
use kzq_corpus::Corpus;
use kzq_documents::{Part, PartKind};
use kzq_fidelity::{Judgement, ProofreadReport};
use kzq_text::{Safe, safe};

/// What was found in one text of a draft: in its main text, in a footnote, in a comment.
pub(super) struct DraftReport {
    pub(super) file: FindingFile,
    /// The kind of text, and the number of the note or the author of the comment; `None` for the main text.
    pub(super) part: Option<(PartKind, Safe<'static>)>,
    pub(super) report: ProofreadReport,
    /// Where each quotation is.
    places: Vec<DraftPlace>,
}

/// Where a quotation is in its draft.
pub(super) struct DraftPlace {
    /// As it follows the name of the file.
    pub(super) shown: Safe<'static>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) paragraph: Option<usize>,
    pub(super) page: Option<usize>,
    pub(super) section: Option<Safe<'static>>,
    /// The quotation with its marks, in a file with lines.
    pub(super) region: Option<Region>,
    /// Its words, if the file has them as they are displayed: without markup among them.
    pub(super) words: Option<Region>,
    /// Where a text that the draft was checked against has the words.
    pub(super) against: Option<AgainstPlace>,
}

impl DraftReport {
    pub(super) fn new(file: FindingFile, part: &Part<'_>, report: ProofreadReport) -> Self {
        let places = report.judgements.iter().map(|judged| {
            let place = part.place(judged.range.start);
            DraftPlace {
                shown: shown_place(&place, true),
                line: place.line,
                column: place.column,
                paragraph: place.paragraph,
                page: place.page,
                section: place.section.map(|section| Safe::line(section.to_owned())),
                region: part.has_lines().then(|| region(part, judged.range.clone())),
                words: words(part, &judged.content),
                against: None,
            }
        });
        let places = places.collect();
        let label = || part.label.as_ref().map(|label| Safe::line(label.clone())).unwrap_or_default();
        let kind = (part.kind != PartKind::Main).then(|| (part.kind, label()));
        Self { file, part: kind, report, places }
    }

    /// Notes where the texts that the draft was checked against have the words.
    pub(super) fn find_places(&mut self, against: &AgainstTexts, corpus: &Corpus) {
        for (judged, place) in self.report.judgements.iter().zip(&mut self.places) {
            place.against = against.place(corpus, judged);
        }
    }

    /// The quotations, each with its place.
    pub(super) fn judged(&self) -> impl Iterator<Item = (&Judgement, &DraftPlace)> {
        self.report.judgements.iter().zip(&self.places)
    }

    /// Keeps the quotations of which the next of `shown` is true.
    pub(super) fn retain(&mut self, shown: &mut impl Iterator<Item = bool>) {
        let shown: Vec<bool> = shown.take(self.places.len()).collect();
        keep_shown(&mut self.report.judgements, &shown);
        keep_shown(&mut self.places, &shown);
    }

    /// The name of the file, and of the note or comment in it.
    pub(super) fn name(&self) -> Safe<'static> {
        let part = self.part.as_ref().map(|(kind, label)| match kind {
            PartKind::Comment if !label.as_str().is_empty() => safe!(", comment by ", label),
            _ if label.as_str().is_empty() => safe!(", ", kind.name()),
            _ => safe!(", ", kind.name(), " ", label),
        });
        safe!(self.file.name, part.unwrap_or_default())
    }

    /// A place as it is printed: `draft.md:5:90`, `draft.docx, footnote 2, paragraph 1`.
    pub(super) fn shown_place(&self, place: &DraftPlace) -> Safe<'static> {
        safe!(self.name(), place.shown)
    }
}

/// A range of a text, in its file.
fn region(part: &Part<'_>, range: Range<usize>) -> Region {
    let (original, lines) = (part.plain.original(), part.plain.lines());
    let position = |at| Position { line: lines.line_at(at), column: lines.column_at(original, at) };
    let range = part.plain.original_range(range);
    Region { start: position(range.start), end: Some(position(range.end)) }
}

/// The range of some words in their file, if that has them as they are displayed.
fn words(part: &Part<'_>, content: &Range<usize>) -> Option<Region> {
    let is_same = part.has_lines()
        && part.plain.original().get(part.plain.original_range(content.clone())) == part.text().get(content.clone());
    is_same.then(|| region(part, content.clone()))
}

impl DraftPlace {
    /// The line alone, or the place in words where there are no lines.
    pub(super) fn short(&self) -> Safe<'static> {
        if self.paragraph.is_none() && self.page.is_none() { safe!(self.line) } else { self.in_words() }
    }

    /// The place in words: `line 5, column 90`, `page 3, paragraph 7`.
    pub(super) fn in_words(&self) -> Safe<'static> {
        let page = self.page.map(|page| safe!("page ", page, ", ")).unwrap_or_default();
        let section = self.section.as_ref().map(|section| safe!(section, ", ")).unwrap_or_default();
        match self.paragraph {
            Some(paragraph) => safe!(section, page, "paragraph ", paragraph),
            None => safe!(page, "line ", self.line, ", column ", self.column),
        }
    }
}
