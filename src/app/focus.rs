//! Which part of the screen the keys go to.

use serde::{Deserialize, Serialize};

/// Which part of the screen the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Focus {
    /// The filter.
    Filter,
    /// The topics and the other facets.
    Topics,
    /// The list.
    #[default]
    List,
    /// The quotation.
    Detail,
}
