//! Which part of the screen the keys go to.

/// Which part of the screen the keys go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The filter.
    Filter,
    /// The topics and the other facets.
    Topics,
    /// The list.
    List,
    /// The quotation.
    Detail,
}
