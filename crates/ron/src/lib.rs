//! RON with positions: values are read one by one, and everything that is wrong is reported with its line.
//!
//! The `ron` crate decides what is RON and what is not; [`Reader`] adds where each value is, and [`diagnostics`]
//! what a person needs to correct the file.

mod decode;
pub mod diagnostics;
mod fast;
mod node;
mod parser;
mod spelling;
mod syntax_error;
mod tokens;

pub use decode::{decoded, is_blank};
pub use diagnostics::{Code, Finding, Place, Severity};
pub use fast::Cursor;
pub use node::{Fields, Node, Pairs, Readable, Tagged};
pub use parser::{At, FileKind, Reader, Role, Taker};
pub use spelling::{nearest, said};
pub use tokens::past_blanks;
