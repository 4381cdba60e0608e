//! Properties of the whole search, against a reference implementation.

#[cfg(test)]
pub(crate) mod generated;
#[cfg(test)]
pub(crate) mod many_words;
#[cfg(test)]
pub(crate) mod reference;
