//! Properties of the whole search, against a reference implementation.

#[cfg(test)]
mod everywhere;
#[cfg(test)]
mod facet_reference;
#[cfg(test)]
pub(crate) mod generated;
#[cfg(test)]
pub(crate) mod many_words;
#[cfg(test)]
mod metadata;
#[cfg(test)]
mod order_of_hits;
#[cfg(test)]
pub(crate) mod reference;
#[cfg(test)]
mod shelf;
