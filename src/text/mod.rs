//! Text as such, knowing nothing of quotations: what is safe to show ([`Safe`]), how words are
//! folded for matching ([`fold`]), what stands in one place ([`clusters`]), how wide a string is ([`width`]) and where its lines break ([`wrap`]).

mod arena;
pub mod calendar;
pub mod clusters;
pub mod fold;
pub mod graphemes;
mod lines;
pub mod ranges;
mod safe;
mod sanitise;
pub mod sentence;
pub mod width;
mod words;
pub mod wrap;

pub use arena::Arena;
pub use lines::Lines;
pub use safe::{Safe, SafePart};
