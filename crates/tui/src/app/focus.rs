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
