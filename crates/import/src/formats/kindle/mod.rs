//! What Amazon's Kindle gives.

pub(super) mod clippings;
mod limit;
pub(super) mod notebook;
mod overlaps;
mod place;
mod quoted_printable;
mod records;
