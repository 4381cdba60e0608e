//! Generic text handling, independent of quotations: sanitised text ([`Safe`]), folding ([`fold`]), screen units
//! ([`clusters`]), display width ([`width`]) and line breaking ([`wrap`]).

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
