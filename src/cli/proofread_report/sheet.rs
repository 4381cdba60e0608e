//! [`Sheet`]: what the report shows, as plain data.

use kzq_fidelity::{Diff, DraftVerdict, PassageContext};
use kzq_text::Safe;

/// The report on one or several drafts.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The day of the run (UTC) as `2026-11-29`, and in words.
    pub(super) day: [Safe<'static>; 2],
    /// What the drafts were checked against.
    pub(super) checked_against: Vec<Safe<'static>>,
    /// What could not be read, and why.
    pub(super) not_read: Vec<Safe<'static>>,
    /// The drafts, in the order given.
    pub(super) drafts: Vec<DraftSheet>,
}

/// A draft with its quotations.
#[derive(Debug)]
pub(super) struct DraftSheet {
    pub(super) name: Safe<'static>,
    /// In the order of the draft.
    pub(super) quotations: Vec<QuotationSheet>,
    pub(super) ignored: usize,
    pub(super) terms_skipped: usize,
    pub(super) unpaired_marks: usize,
}

/// A quotation of a draft, with all that an editor needs to decide on it.
#[derive(Debug)]
pub(super) struct QuotationSheet {
    /// Counted from 1 over all drafts.
    pub(super) number: usize,
    pub(super) verdict: DraftVerdict,
    /// What the verdict means for this quotation.
    pub(super) gist: &'static str,
    /// Whether it can be printed as it is.
    pub(super) is_fine: bool,
    /// Where it is in the draft, in words.
    pub(super) place: Safe<'static>,
    /// The same as short as it can be: the line.
    pub(super) short_place: Safe<'static>,
    /// The words of the draft.
    pub(super) words: Safe<'static>,
    /// From the entry's words to those of the draft, if they differ.
    pub(super) diff: Option<Diff>,
    /// The language of the words, as a BCP 47 tag, if the collection says so.
    pub(super) lang: Option<Safe<'static>>,
    /// Who spoke, as the draft has it.
    pub(super) attributed_to: Option<Safe<'static>>,
    /// Who spoke, as the entry has it, with its caveats. `None` without an entry.
    pub(super) speaker: Option<Safe<'static>>,
    /// The id of the entry.
    pub(super) entry: Option<Safe<'static>>,
    /// The citation of the source.
    pub(super) citation: Option<Safe<'static>>,
    /// The address of the source on the web, if possible at the words.
    pub(super) link: Option<Safe<'static>>,
    /// The words that it was compared with, each with what surrounds them.
    pub(super) passages: Vec<Passage>,
    /// What an editor should know or check.
    pub(super) remarks: Vec<Safe<'static>>,
}

/// Words of an entry or a source text.
#[derive(Debug)]
pub(super) struct Passage {
    /// Where they are.
    pub(super) caption: Safe<'static>,
    pub(super) context: PassageContext,
    /// Their language, as a BCP 47 tag, if the collection says so.
    pub(super) lang: Option<Safe<'static>>,
}

impl Sheet {
    /// All quotations, in order.
    pub(super) fn quotations(&self) -> impl Iterator<Item = &QuotationSheet> {
        self.drafts.iter().flat_map(|draft| &draft.quotations)
    }
}
