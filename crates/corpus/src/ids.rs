//! Indices into a corpus, each with its own type.

use serde::{Deserialize, Serialize};

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// Returns the id as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

places! {
    /// The index of a collection in its corpus.
    CollectionId
    /// The index of a speaker in its corpus.
    SpeakerId
    /// The index of a source in its corpus.
    SourceId
    /// The index of a topic in its corpus.
    TopicId
    /// The index of an entry in its corpus; entries are in the order of their files.
    EntryId
}
