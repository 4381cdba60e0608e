//! Generic text handling, independent of quotations: sanitised text ([`Safe`]), folding ([`fold`]), screen units
//! ([`graphemes`]), display width ([`width`]), line breaking ([`wrap`]), sentences ([`sentence`]), the words of
//! personal names ([`persons`]), quotation marks ([`marks`]), typographic differences ([`print`](mod@print)), text
//! without its markup ([`markup`]) and step counts for tests ([`steps`]).
//!
//! ```
//! use kzq_text::{Safe, fold::fold};
//!
//! // An escape sequence from a file cannot reach the terminal.
//! assert_eq!(Safe::line("red: \u{1b}[31m").as_str(), "red: ␛[31m");
//! // Case and accents make no difference to a search.
//! assert_eq!(fold("Café"), fold("cafe"));
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod arena;
pub mod calendar;
pub mod fold;
pub mod fold_graphemes;
pub mod graphemes;
mod line_index;
pub mod marks;
pub mod markup;
pub mod organisations;
mod percent;
pub mod persons;
pub mod print;
pub mod ranges;
mod safe;
mod sanitise;
pub mod sentence;
pub mod steps;
mod unnamed;
mod variation;
pub mod width;
pub mod words;
pub mod wrap;

pub use arena::Arena;
pub use line_index::LineIndex;
pub use percent::{percent_decode, percent_encode, percent_encode_path};
pub use safe::{Safe, SafePart};
pub use unnamed::names_nobody;
