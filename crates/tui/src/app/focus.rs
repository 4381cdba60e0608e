//! [`Focus`]: the pane that receives the keys.

use serde::{Deserialize, Serialize};

/// The pane that receives the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Focus {
    /// The filter box.
    Filter,
    /// The sidebar of topics and other facets.
    Topics,
    /// The list of results.
    #[default]
    List,
    /// The pane with the quotation.
    Detail,
}

impl Focus {
    /// Returns the pane `steps` after this one, in a ring.
    pub(super) fn pane_after(self, steps: usize) -> Self {
        let ring = [Self::Topics, Self::List, Self::Detail];
        match ring.iter().position(|pane| *pane == self) {
            Some(at) => ring[(at + steps) % ring.len()],
            None => Self::List,
        }
    }

    /// Returns the pane next to this one, towards `edge`.
    pub(super) fn towards(self, edge: Self) -> Self {
        match self {
            Self::Topics | Self::Detail if self != edge => Self::List,
            Self::List | Self::Filter => edge,
            Self::Topics | Self::Detail => self,
        }
    }
}
