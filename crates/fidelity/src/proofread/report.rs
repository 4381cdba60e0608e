//! [`ProofreadReport`]: what proofreading found.

use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::align::diff::Diff;
use crate::source::changes::{Severity, SilentChange};
use kzq_corpus::{EntryId, SourceId};
use kzq_text::print::PrintDifference;
use kzq_text::{Safe, safe};

/// The verdict on a quotation in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DraftVerdict {
    /// Verbatim, to the character. A full stop or comma before the closing mark is ignored as house style.
    Exact,
    /// Verbatim up to differences in print.
    Folded,
    /// Verbatim except for marked, honest omissions and insertions.
    Edited,
    /// Similar to a quotation, but not the same.
    Drifted,
    /// The words of a paraphrase, which nobody said like that.
    Paraphrase,
    /// The words of a different speaker than the draft names, or words that the collection says are wrongly attributed.
    Misattributed,
    /// Not found in any collection.
    Unknown,
}

impl DraftVerdict {
    /// All verdicts.
    pub const ALL: [Self; 7] =
        [Self::Exact, Self::Folded, Self::Edited, Self::Drifted, Self::Paraphrase, Self::Misattributed, Self::Unknown];

    /// The identifier used in JSON and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Edited => "edited",
            Self::Drifted => "drifted",
            Self::Paraphrase => "paraphrase",
            Self::Misattributed => "misattributed",
            Self::Unknown => "unknown",
        }
    }

    /// What it means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Exact => "the words, to the character",
            Self::Folded => "the same words, printed differently",
            Self::Edited => "the words, with marked omissions or insertions",
            Self::Drifted => "not quite the words of the entry",
            Self::Paraphrase => "the words of a paraphrase: nobody said them",
            Self::Misattributed => "the words of another speaker, or wrongly attributed",
            Self::Unknown => "not found",
        }
    }

    /// Whether the words are somebody's, whoever that is.
    pub fn is_fine(self) -> bool {
        matches!(self, Self::Exact | Self::Folded | Self::Edited)
    }
}

impl Serialize for DraftVerdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A place in the text of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourcePlace {
    /// The source.
    pub source: SourceId,
    /// The line of its text, from 1.
    pub line: usize,
}

/// A quotation in a draft, with its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Its range in the text of the draft, with its marks, in bytes.
    pub range: Range<usize>,
    /// The range of the words between the marks.
    pub content: Range<usize>,
    /// The line (from 1) in which it begins, including its opening mark if it has one.
    pub line: usize,
    /// The column (from 1, in characters) at which it begins.
    pub column: usize,
    /// The text between the marks.
    pub text: Safe<'static>,
    /// The verdict.
    pub verdict: DraftVerdict,
    /// The entry with the same or the most similar words.
    pub entry: Option<EntryId>,
    /// The speaker to whom the draft attributes it.
    pub attributed_to: Option<Safe<'static>>,
    /// From the words of the entry to those of the draft, if they differ.
    pub diff: Option<Diff>,
    /// The differences in print.
    pub print_differences: Vec<PrintDifference>,
    /// The unmarked changes that style manuals allow.
    pub silent_changes: Vec<SilentChange>,
    /// How much a drifted quotation differs; `None` for other verdicts.
    pub severity: Option<Severity>,
    /// The similarity of the words, if they differ; see [`Verdict::Near`](crate::Verdict::Near).
    pub similarity: Option<f64>,
    /// Whether the collection says that the attribution of the entry is wrong or disputed, and the draft does not.
    pub is_doubtful: bool,
    /// Where the text of a source has the words, if no entry has.
    pub in_source: Option<SourcePlace>,
    /// What an editor should check.
    pub note: Option<Safe<'static>>,
}

impl Judgement {
    /// Whether the quotation can be printed as it is.
    pub fn is_fine(&self) -> bool {
        self.verdict.is_fine() && !self.is_doubtful
    }

    /// What the verdict means for this quotation, in a few words.
    pub fn meaning(&self) -> &'static str {
        match (self.verdict, self.severity) {
            (verdict, _) if verdict.is_fine() && self.is_doubtful => {
                "the words are right; it is disputed who said them"
            }
            (DraftVerdict::Drifted, Some(Severity::Punctuation)) => "only punctuation differs",
            (DraftVerdict::Drifted, Some(Severity::Spelling)) => "only spelling differs",
            (DraftVerdict::Misattributed, _) if self.is_doubtful => "wrongly attributed",
            (DraftVerdict::Misattributed, _) => "the words of another speaker",
            (verdict, _) => verdict.meaning(),
        }
    }

    /// What to say besides the verdict, the entry and the diff; `nowhere` says that the words were not found.
    pub fn remarks(&self, nowhere: &'static str) -> Vec<Safe<'static>> {
        let mut remarks = Vec::new();
        match (self.verdict, &self.attributed_to) {
            (DraftVerdict::Misattributed, Some(name)) => remarks.push(safe!("the draft attributes it to ", name)),
            (DraftVerdict::Paraphrase, _) => remarks.push("a paraphrase: nobody said it in these words".into()),
            (DraftVerdict::Unknown, Some(name)) => {
                remarks.push(safe!(nowhere, " (attributed to ", name, ")"));
            }
            (DraftVerdict::Unknown, None) => remarks.push(nowhere.into()),
            _ => {}
        }
        let differences = self.print_differences.iter().map(|fold| fold.name());
        let names: Vec<Safe<'_>> =
            differences.chain(self.silent_changes.iter().map(|change| change.name())).map(Safe::from).collect();
        if !names.is_empty() {
            remarks.push(safe!("different ", Safe::join(names, ", ")));
        }
        match self.severity {
            Some(Severity::Punctuation) => remarks.push("only punctuation differs".into()),
            Some(Severity::Spelling) => remarks.push("only spelling differs".into()),
            Some(Severity::Words) | None => {}
        }
        remarks.extend(self.note.clone());
        remarks
    }

    /// The same judgement of the quotation when what is at offset `from` is at `to`; it is not before `from`.
    pub(super) fn moved(&self, from: usize, to: usize) -> Self {
        let moved = |range: &Range<usize>| range.start - from + to..range.end - from + to;
        Self { range: moved(&self.range), content: moved(&self.content), ..self.clone() }
    }

    /// Whether no entry has it in these words.
    pub fn is_unmatched(&self) -> bool {
        matches!(self.verdict, DraftVerdict::Unknown | DraftVerdict::Drifted)
    }
}

/// The result of proofreading a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProofreadReport {
    /// The judged quotations, in order.
    pub judgements: Vec<Judgement>,
    /// The number of terms and titles in quotation marks that were not judged.
    pub terms_skipped: usize,
    /// The number of quotations that were left out because somebody decided that they are not to be judged.
    pub ignored: usize,
    /// The number of quotation marks without a partner: what they were to open or close may have been read wrongly.
    pub unpaired_marks: usize,
}
