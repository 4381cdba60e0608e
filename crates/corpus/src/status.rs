//! [`Status`]: why an attribution must not be trusted.

use serde::{Deserialize, Serialize};

use kzq_text::Safe;

/// Why the attribution of an entry must not be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// What is wrong with it.
    pub kind: StatusKind,
    /// The reason, on one line.
    pub reason: Safe<'static>,
}

/// What is wrong with an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusKind {
    /// The speaker did not say it.
    Misattributed,
    /// It is disputed that the speaker said it.
    Disputed,
}

impl StatusKind {
    /// Returns the word shown on screen and used in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Misattributed => "misattributed",
            Self::Disputed => "disputed",
        }
    }

    /// Returns the name in a collection.
    pub const fn ron_name(self) -> &'static str {
        match self {
            Self::Misattributed => "Misattributed",
            Self::Disputed => "Disputed",
        }
    }
}

impl Status {
    /// Formats it for running text: `misattributed: first found in 1990`.
    pub fn to_line(&self) -> Safe<'static> {
        kzq_text::safe!(self.kind.name(), ": ", self.reason)
    }
}
