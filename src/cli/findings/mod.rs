//! What a check found, as one list of [`Finding`]s, and the formats in which other programs read it.
//!
//! [`FindingsFormat`] is the table of formats. A format is a file here that writes a [`FindingsReport`]; `text` and `json` are
//! the commands' own.

mod args;
mod baseline;
mod finding;
mod format;
mod github;
mod junit;
mod quickfix;
mod sarif;

pub(super) use args::{FindingsArgs, keep_shown, names_parser};
pub(super) use finding::{Finding, FindingFile, FindingsReport, Fix, Level, Position, Region, RuleRow, one_line};
pub(super) use format::FindingsFormat;
