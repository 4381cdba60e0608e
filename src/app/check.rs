//! [`Check`]: whether the words that are read stand in the text of their source, as far as that is known.

use std::sync::Arc;

use super::page::{Piece, Role};
use crate::corpus::{Corpus, EntryId, Wording};
use crate::safe;
use crate::verify::{NoText, Verdict, Verification};

/// An entry that was held against its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The entry.
    pub entry: EntryId,
    /// How often the collections had grown when it was asked for.
    pub edition: u64,
    /// What was found, or why nothing could be.
    pub outcome: Result<Verification, NoText>,
}

/// Whether the words of an entry stand in the text of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Check {
    /// There is nothing to hold against one another.
    #[default]
    None,
    /// That is being looked up.
    Pending,
    /// It was looked up.
    Done(Arc<Verified>),
}

impl Check {
    /// Whether an entry can be checked: its words are verbatim, and its collection names the text of their source.
    pub(super) fn is_possible(corpus: &Corpus, id: EntryId) -> bool {
        let entry = corpus.entry(id);
        let has_text = corpus.source_of(entry).is_some_and(|source| source.text.is_some());
        has_text && entry.wording() == Wording::Verbatim
    }

    /// What is said of it: a sign, and words.
    pub(super) fn line(&self) -> Option<[Piece<'static>; 2]> {
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
