//! The fields of an entry besides its words, speaker and source, and their accessors.
//!
//! To add a field: a row of `rare_fields!` and its accessor here, then `load/entries.rs` reads it, `ron.rs` and `json.rs` in
//! `kzq-export` write it, and the browser's page layout shows it.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;
use crate::ids::EntryId;
use kzq_text::Safe;

/// Fields that some entries have besides their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OptionalFields {
    pub(crate) section: Option<Safe<'static>>,
    pub(crate) item: Option<u32>,
    pub(crate) turn: Option<u32>,
    rare: Option<Box<RareFields>>,
}

pub(crate) static NO_OPTIONAL_FIELDS: OptionalFields =
    OptionalFields { section: None, item: None, turn: None, rare: None };

/// Declares the rare fields, each with its value in entries that lack it.
macro_rules! rare_fields {
    ($($field:ident: $type:ty = $none:expr,)+) => {
        /// Fields that few entries have; see [`Entry`] for their meaning.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub(crate) struct RareFields {
            $(pub(crate) $field: $type,)+
        }

        static NO_RARE_FIELDS: RareFields = RareFields { $($field: $none,)+ };

        /// A hash of the fields and their types: snapshots made with other fields must not be read.
        pub const FIELDS_HASH: u32 = fnv1a(stringify!($($field: $type,)+));
    };
}

rare_fields! {
    sic: Vec<Safe<'static>> = Vec::new(),
    rests_on: Option<Vec<EntryId>> = None,
    differs: Vec<Safe<'static>> = Vec::new(),
    variants: Vec<EntryId> = Vec::new(),
    says_same: Vec<EntryId> = Vec::new(),
    translation_of: Option<EntryId> = None,
    lang: Option<Safe<'static>> = None,
    time: Option<Safe<'static>> = None,
    note: Option<Safe<'static>> = None,
    extra: Vec<(Safe<'static>, Safe<'static>)> = Vec::new(),
}

/// The 32-bit FNV-1a hash of a text.
const fn fnv1a(text: &str) -> u32 {
    let (bytes, mut hash, mut at) = (text.as_bytes(), 0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

impl OptionalFields {
    pub(crate) fn new(section: Option<Safe<'static>>, item: Option<u32>, turn: Option<u32>, rare: RareFields) -> Self {
        Self { section, item, turn, rare: (rare != NO_RARE_FIELDS).then(|| Box::new(rare)) }
    }

    /// Allocates the rare fields if links to other entries will be added later: adding them to an existing row is
    /// cheap, inserting a row moves all rows after it.
    pub(crate) fn reserve_links(mut self, has_links_to_add: bool) -> Self {
        if has_links_to_add {
            self.rare_mut();
        }
        self
    }

    pub(crate) fn rare(&self) -> &RareFields {
        self.rare.as_deref().unwrap_or(&NO_RARE_FIELDS)
    }

    /// Returns whether it has rare fields, which include the links to other entries.
    pub(crate) fn has_rare(&self) -> bool {
        self.rare.is_some()
    }

    pub(crate) fn rare_mut(&mut self) -> &mut RareFields {
        self.rare.get_or_insert_default()
    }
}

impl<'c> Entry<'c> {
    /// Returns the number, from 1, of the speaker's answer that it is part of.
    pub fn turn(self) -> Option<u32> {
        self.optional_fields().turn
    }

    /// Returns the passages that look like mistakes but appear this way in the source.
    pub fn sic(self) -> &'c [Safe<'static>] {
        &self.rare_fields().sic
    }

    /// Returns the quotations it restates: `None` if the collection does not say, empty if it says there are none.
    pub fn rests_on(self) -> Option<&'c [EntryId]> {
        self.rare_fields().rests_on.as_deref()
    }

    /// Returns the quotations it restates, as far as the collection says.
    pub fn basis(self) -> &'c [EntryId] {
        self.rests_on().unwrap_or_default()
    }

    /// Returns the facts in which it goes beyond, or contradicts, the words it rests on.
    pub fn differs(self) -> &'c [Safe<'static>] {
        &self.rare_fields().differs
    }

    /// Returns the same words as printed by other sources.
    pub fn variants(self) -> &'c [EntryId] {
        &self.rare_fields().variants
    }

    /// Returns other entries that say the same.
    pub fn says_same(self) -> &'c [EntryId] {
        &self.rare_fields().says_same
    }

    /// Returns the original that it translates.
    pub fn translation_of(self) -> Option<EntryId> {
        self.rare_fields().translation_of
    }

    /// Returns its language as a BCP 47 tag.
    pub fn lang(self) -> Option<&'c Safe<'static>> {
        self.rare_fields().lang.as_ref()
    }

    /// Returns its time offset in a recording.
    pub fn time(self) -> Option<&'c Safe<'static>> {
        self.rare_fields().time.as_ref()
    }

    /// Returns the collector's note.
    pub fn note(self) -> Option<&'c Safe<'static>> {
        self.rare_fields().note.as_ref()
    }

    /// Returns the collector's custom fields.
    pub fn extra(self) -> &'c [(Safe<'static>, Safe<'static>)] {
        &self.rare_fields().extra
    }

    pub(crate) fn optional_fields(self) -> &'c OptionalFields {
        self.block.optional_fields(self.index)
    }

    fn rare_fields(self) -> &'c RareFields {
        self.optional_fields().rare()
    }
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn fnv1a_agrees_with_published_values() {
        // From the test suite of draft-eastlake-fnv.
        assert_eq!([fnv1a(""), fnv1a("a"), fnv1a("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
