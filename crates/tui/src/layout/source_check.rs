//! Whether the displayed quotation matches the text of its source, as far as that is known.

use std::sync::Arc;

use super::span::{StyleRole, StyledSpan};
use kzq_corpus::{Corpus, Entry, EntryId, Wording};
use kzq_fidelity::{TextUnavailable, Verdict, Verification, checked_sentence};
use kzq_text::safe;

/// The result of checking an entry against its source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyDone {
    /// The entry that was checked.
    pub entry: EntryId,
    /// The corpus revision at the time of the request.
    pub corpus_revision: u64,
    /// What was found, or why the entry could not be checked.
    pub outcome: Result<Verification, TextUnavailable>,
}

/// The state of the source check for the displayed entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum CheckState {
    /// There is nothing to check: no verbatim words, or no source text.
    #[default]
    None,
    /// The check is running.
    Pending,
    /// The check has finished.
    Done(Arc<VerifyDone>),
}

impl CheckState {
    /// Whether an entry can be checked: it is verbatim, and its collection names the text of its source.
    pub(crate) fn is_possible(corpus: &Corpus, id: EntryId) -> bool {
        let entry = corpus.entry(id);
        let has_text = corpus.source_of(entry).is_some_and(|source| source.text.is_some());
        has_text && entry.wording() == Wording::Verbatim
    }

    /// The line that reports the check: a glyph and a text. `None` if there is nothing to check.
    pub(crate) fn to_line(&self) -> Option<[StyledSpan<'static>; 2]> {
        let holds = || StyledSpan::plain("✓", StyleRole::Verified);
        let differs = || StyledSpan::plain("≠", StyleRole::DifferenceSign);
        Some(match self {
            Self::None => return None,
            Self::Pending => {
                [StyledSpan::spaces(1), StyledSpan::plain("comparing with the source text …", StyleRole::Muted)]
            }
            Self::Done(verified) => match &verified.outcome {
                Ok(verification) => match verification.result.verdict {
                    Verdict::Exact => [holds(), StyledSpan::plain(verification.summary(), StyleRole::Verified)],
                    Verdict::Folded(_) => [holds(), StyledSpan::plain(verification.summary(), StyleRole::Body)],
                    Verdict::Near { .. } | Verdict::Missing => {
                        [differs(), StyledSpan::plain(verification.summary(), StyleRole::Warning)]
                    }
                },
                Err(why) => [differs(), StyledSpan::plain(safe!("not checked: ", why.message()), StyleRole::Warning)],
            },
        })
    }

    /// The line that reports who compared the entry with its source, and whether the text has changed since; `None` if
    /// the collection does not say.
    pub(crate) fn person_line(&self, entry: Entry<'_>) -> Option<[StyledSpan<'static>; 2]> {
        let checked = entry.checked()?;
        let is_changed = match self {
            Self::Done(verified) => verified.outcome.as_ref().is_ok_and(|verification| verification.is_changed),
            Self::None | Self::Pending => false,
        };
        let (sign, role) = if is_changed {
            (StyledSpan::plain("≠", StyleRole::DifferenceSign), StyleRole::Warning)
        } else {
            (StyledSpan::spaces(1), StyleRole::Body)
        };
        Some([sign, StyledSpan::plain(checked_sentence(checked, is_changed), role)])
    }
}
