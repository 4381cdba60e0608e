//! References from one entry to another.

use crate::EntryId;
use crate::optional_fields::RareFields;
use kzq_ron::Diagnostic;

/// How one entry refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkKind {
    RestsOn,
    Variant,
    SaysSame,
    TranslationOf,
}

impl LinkKind {
    /// Records in an entry's links that it refers to `target` in this way.
    pub(super) fn add(self, entry: &mut RareFields, target: EntryId) {
        match self {
            Self::RestsOn => entry.rests_on.get_or_insert_default().push(target),
            Self::Variant => entry.variants.push(target),
            Self::SaysSame => entry.says_same.push(target),
            Self::TranslationOf => entry.translation_of = Some(target),
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
    /// Reported when a paraphrase rests on an entry that is itself a paraphrase.
    pub(super) not_verbatim: Diagnostic,
}
