//! Views of a corpus: what it has of each topic, what is related, a source in reading order.

pub(crate) mod counts;
pub(crate) mod coverage;
mod dates;
mod facets;
pub(crate) mod related;
mod speakers;
pub(crate) mod transcript;
