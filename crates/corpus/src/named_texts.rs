//! Texts that few entries and sources have, each with the name of its field.
//!
//! To add one: a row here. It is then read, written as RON and JSON, and kept in snapshots.

use serde::{Deserialize, Serialize};

use kzq_text::Safe;

/// The texts that are there, in the order of the fields.
pub type NamedTexts<F> = [(F, Safe<'static>)];

/// Returns the text of a field.
pub(crate) fn text_of<F: Copy + PartialEq>(texts: &NamedTexts<F>, field: F) -> Option<&Safe<'static>> {
    texts.iter().find(|(other, _)| *other == field).map(|(_, text)| text)
}

/// Declares fields, each with its name in a collection.
macro_rules! text_fields {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $type {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $type {
            /// All fields, in the order in which they are written.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// Returns the name of the field in collections and JSON.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

text_fields! {
    /// Where in its source an entry appears, besides the section and the number in it.
    LocatorField {
        /// The chapter.
        Chapter = "chapter",
        /// The page or pages: `12`, `xvi`, `107-108`.
        Page = "page",
        /// The line or lines.
        Line = "line",
        /// The location in an electronic book.
        Location = "location",
    }
}

impl LocatorField {
    /// Returns the field with a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

text_fields! {
    /// What few sources have.
    SourceField {
        /// Where it was published.
        Place = "place",
        /// The edition: `2`, `2nd ed.`, `revised`.
        Edition = "edition",
        /// The volume.
        Volume = "volume",
        /// The issue of a periodical.
        Issue = "issue",
        /// The pages it takes up in its container.
        Pages = "pages",
        /// The ISBN.
        Isbn = "isbn",
        /// The DOI, without an address before it.
        Doi = "doi",
    }
}
