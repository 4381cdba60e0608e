//! References from one entry to another.

use crate::optional_fields::RareFields;
use crate::{Difference, EntryId};
use kzq_ron::Diagnostic;

/// How one entry refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkKind {
    RestsOn,
    Variant,
    SaysSame,
    TranslationOf,
    /// Names the quotation that a difference of this number, from 0, contradicts.
    Against(u32),
    /// Requires that the quotation has the words that a difference of this number, from 0, is about.
    HasWords(u32),
}

impl LinkKind {
    /// Records in an entry's links that it refers to `target` in this way.
    pub(super) fn add(self, entry: &mut RareFields, target: EntryId) {
        match self {
            Self::RestsOn => entry.rests_on.get_or_insert_default().push(target),
            Self::Variant => entry.variants.push(target),
            Self::SaysSame => entry.says_same.push(target),
            Self::TranslationOf => entry.translation_of = Some(target),
            Self::Against(number) => {
                if let Some(quotation) = entry.differs.get_mut(number as usize).and_then(Difference::quotation_mut) {
                    *quotation = Some(target);
                }
            }
            Self::HasWords(_) => {}
        }
    }
}

/// A reference into another collection, with the diagnostics to report if it does not resolve.
#[derive(Debug)]
pub(super) struct CrossReference {
    /// The index of the referring entry in its collection.
    pub(super) entry_index: usize,
    pub(super) kind: LinkKind,
    /// The target as `collection/id`.
    pub(super) target: String,
    pub(super) dangling_diagnostic: Diagnostic,
    /// Reported when the target is there, but not what the reference needs.
    pub(super) unfit: Diagnostic,
}
