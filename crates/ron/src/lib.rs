//! RON with positions: values are read one by one, and every mistake is reported with its line.
//!
//! The `ron` crate decides what is valid RON; [`Parser`] adds the position of each value, and [`diagnostics`] what a
//! person needs to correct the file.
//!
//! ```
//! use kzq_ron::{FieldReader, FileKind, Node, Parser, Severity};
//!
//! const BOX: FileKind = FileKind {
//!     name: "box",
//!     minimal_example: "(width: 0)",
//!     opening_example: "(width: …",
//!     unknown_field_severity: Severity::Error,
//!     help_for_field: |_, _| None,
//! };
//!
//! let text = "(\n    width: 3,\n    heigth: 4,\n)";
//! let mut parser = Parser::with_kind(&BOX, "box.ron".into(), text);
//! let fields = parser.parse_file().unwrap();
//! let mut fields = FieldReader::new(&mut parser, "box", Node::new(text), fields);
//! let width = fields.required::<u32>("width").unwrap();
//! let height = fields.optional::<u32>("height");
//! fields.finish();
//!
//! assert_eq!((width.value, &text[width.span], height.is_some()), (3, "3", false));
//! let diagnostics = parser.into_diagnostics();
//! assert_eq!(diagnostics[0].message.as_str(), "a box has no field `heigth`");
//! assert_eq!(diagnostics[0].location.line, 3);
//! assert_eq!(diagnostics[0].help.as_ref().unwrap().as_str(), "did you mean `height`?");
//! ```
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod decode;
pub mod diagnostics;
mod fast;
mod file_kind;
mod from_ron;
mod invisible;
mod node;
mod parser;
mod spelling;
mod syntax_error;
mod tokens;

pub use decode::{decode_utf8, is_blank};
pub use diagnostics::{Diagnostic, Location, Rule, Severity};
pub use fast::RonCursor;
pub use file_kind::FileKind;
pub use from_ron::FromRon;
pub use invisible::invisible_characters;
pub use node::{Fields, Node, Pairs, TaggedFields};
pub use parser::{FieldReader, FieldRole, Parser, Spanned};
pub use spelling::{find_similar, quote_for_message};
pub use tokens::{RonToken, RonTokenKind, skip_comment, skip_trivia, tokens};
