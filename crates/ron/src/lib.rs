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

pub use decode::{decode_utf8, is_blank};
pub use diagnostics::{Diagnostic, Location, Rule, Severity};
pub use fast::RonCursor;
pub use node::{Fields, FromRon, Node, Pairs, TaggedFields};
pub use parser::{FieldReader, FieldRole, FileKind, Parser, Spanned};
pub use spelling::{find_similar, quote_for_message};
pub use tokens::skip_trivia;
