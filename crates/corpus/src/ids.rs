//! Indices into a corpus, each with its own type.

use serde::{Deserialize, Serialize};

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// Creates the id with an index, which must be below 2³².
            pub fn new(index: usize) -> Self {
                Self(to_u32(index))
            }

            /// Returns the id as an index.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<$name> for u32 {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

indices! {
    /// The index of a collection in its corpus.
    CollectionId
    /// The index of a speaker in its corpus.
    SpeakerId
    /// The index of a source in its corpus.
    SourceId
    /// The index of a topic in its corpus.
    TopicId
    /// The index of a tag among those of its corpus.
    TagId
    /// The index of an entry in its corpus; entries are in the order of their files.
    EntryId
}

/// Converts an index to `u32`; a corpus has fewer than 2³² of anything.
pub(crate) fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
