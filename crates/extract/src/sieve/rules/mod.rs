//! The sieve: the rules by which a quotation gets its speaker, in order.

mod agreement;
mod askers;
mod replies;
mod reported;
mod sieve;
mod subjectless;

pub(crate) use sieve::Sieve;
