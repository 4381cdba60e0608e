//! The sieve: the rules by which a quotation gets its speaker, in order.

mod agreement;
mod askers;
mod before;
mod focus;
mod french;
mod headlines;
mod hero;
mod newcomers;
mod portrait;
mod replies;
mod reported;
mod sieve;
mod subjectless;

pub(crate) use sieve::Sieve;
