//! [`Difference`]: what a paraphrase says that the words it rests on do not.

use serde::{Deserialize, Serialize};

use crate::ids::EntryId;
use kzq_text::Safe;

/// A fact in which a paraphrase differs from the words it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Difference {
    /// A phrase of it contradicts the words of a quotation.
    Against {
        /// The phrase of the paraphrase.
        phrase: Safe<'static>,
        /// The words of the quotation.
        words: Safe<'static>,
        /// The quotation; `None` for the only one on which the paraphrase rests.
        quotation: Option<EntryId>,
    },
    /// A phrase of it that has no ground in any quotation.
    Beyond(Safe<'static>),
    /// Anything else, in the collector's own words.
    Other(Safe<'static>),
}

impl Difference {
    /// Returns the quotation that it names.
    pub(crate) fn named_quotation(&self) -> Option<&EntryId> {
        match self {
            Self::Against { quotation, .. } => quotation.as_ref(),
            Self::Beyond(_) | Self::Other(_) => None,
        }
    }

    /// Returns the place of the quotation that a contradiction names; `None` if it is not a contradiction.
    pub(crate) fn quotation_mut(&mut self) -> Option<&mut Option<EntryId>> {
        match self {
            Self::Against { quotation, .. } => Some(quotation),
            Self::Beyond(_) | Self::Other(_) => None,
        }
    }
}
