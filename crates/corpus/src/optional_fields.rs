//! The fields of an entry other than its words, speaker and source.
//!
//! To add one: a row of `rare_fields!` here and an accessor in `entry.rs`; then `load/entries.rs` reads it, and `ron.rs` and
//! `json.rs` in `kzq-export` write it.

use serde::{Deserialize, Serialize};

use crate::checked::Checked;
use crate::difference::Difference;
use crate::ids::EntryId;
use crate::{Date, LocatorField, Status};
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
        /// Fields that few entries have; see [`Entry`](crate::Entry) for their meaning.
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
    locators: Vec<(LocatorField, Safe<'static>)> = Vec::new(),
    tags: Vec<Safe<'static>> = Vec::new(),
    date: Option<Date> = None,
    status: Option<Status> = None,
    sic: Vec<Safe<'static>> = Vec::new(),
    rests_on: Option<Vec<EntryId>> = None,
    differs: Vec<Difference> = Vec::new(),
    variants: Vec<EntryId> = Vec::new(),
    says_same: Vec<EntryId> = Vec::new(),
    translation_of: Option<EntryId> = None,
    lang: Option<Safe<'static>> = None,
    time: Option<Safe<'static>> = None,
    note: Option<Safe<'static>> = None,
    extra: Vec<(Safe<'static>, Safe<'static>)> = Vec::new(),
    checked: Option<Checked> = None,
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

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn fnv1a_agrees_with_published_values() {
        // From the test suite of draft-eastlake-fnv.
        assert_eq!([fnv1a(""), fnv1a("a"), fnv1a("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }
}
