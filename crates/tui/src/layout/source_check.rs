//! [`Check`]: whether the displayed quotation matches the text of its source, as far as that is known.

use std::sync::Arc;

use super::span::{Piece, Role};
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_fidelity::{NoText, Verdict, Verification};
use kzq_text::safe;

/// The result of checking an entry against its source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The entry that was checked.
    pub entry: EntryId,
    /// The corpus revision at the time of the request.
    pub edition: u64,
    /// What was found, or why the entry could not be checked.
    pub outcome: Result<Verification, NoText>,
}

/// The state of the source check for the displayed entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Check {
    /// There is nothing to check: no verbatim words, or no source text.
    #[default]
    None,
    /// The check is running.
    Pending,
    /// The check has finished.
    Done(Arc<Verified>),
}

impl Check {
    /// Whether an entry can be checked: it is verbatim, and its collection names the text of its source.
    pub(crate) fn is_possible(corpus: &Corpus, id: EntryId) -> bool {
        let entry = corpus.entry(id);
        let has_text = corpus.source_of(entry).is_some_and(|source| source.text.is_some());
        has_text && entry.wording() == Wording::Verbatim
    }

    /// The line that reports the check: a glyph and a text. `None` if there is nothing to check.
    pub(crate) fn line(&self) -> Option<[Piece<'static>; 2]> {
        let holds = || Piece::plain("✓", Role::Holds);
        let differs = || Piece::plain("≠", Role::Differs);
        Some(match self {
            Self::None => return None,
            Self::Pending => [Piece::blanks(1), Piece::plain("against the text of its source …", Role::Quiet)],
            Self::Done(verified) => match &verified.outcome {
                Ok(verification) => match verification.found.verdict {
                    Verdict::Exact => [holds(), Piece::plain(verification.in_words(), Role::Holds)],
                    Verdict::Folded(_) => [holds(), Piece::plain(verification.in_words(), Role::Body)],
                    Verdict::Near { .. } | Verdict::Missing => {
                        [differs(), Piece::plain(verification.in_words(), Role::Warning)]
                    }
                },
                Err(why) => [differs(), Piece::plain(safe!("not checked: ", why.reason()), Role::Warning)],
            },
        })
    }
}
