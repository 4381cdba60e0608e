//! Places in a corpus, each of its own type.

use serde::{Deserialize, Serialize};

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The place as an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

places! {
    /// The place of a collection in its corpus.
    CollectionId
    /// The place of a speaker in its corpus.
    SpeakerId
    /// The place of a source in its corpus.
    SourceId
    /// The place of a topic in its corpus.
    TopicId
    /// The place of an entry in its corpus; entries stand in the order of their files.
    EntryId
}
