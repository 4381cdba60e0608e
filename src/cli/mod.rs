//! Command-line interface: runs a command and writes its output.
//!
//! Data goes to stdout, messages to stderr. Commands do no I/O of their own: they get the loaded collections in a
//! [`Context`], and everything else from a [`System`]. [`Outcome`] tells whether anything was found.

mod against;
mod args;
mod collection_output;
mod command;
pub(crate) mod complete;
mod context;
mod count_grid;
mod count_table;
mod diff;
mod documents;
mod draft_report;
mod extract;
mod failure;
mod findings;
pub(crate) mod formats;
mod help;
mod ignoring;
mod import_report;
mod import_review;
mod lookup;
mod manual;
mod notes;
mod options;
mod out;
mod paragraph;
mod print;
mod proofread_findings;
mod proofread_record;
mod proofread_report;
mod proofread_text;
mod review;
mod shelf;
mod shelf_handle;
mod system;
mod text;
mod verify_findings;

pub use against::AgainstTexts;
pub use args::{Args, commands_table};
pub(crate) use args::{command, parse};
pub use command::keys::{keys_table, palette_table};
pub(crate) use command::lsp::Lsp;
pub(crate) use command::pick::Pick;
pub(crate) use command::{Command, CommandKind};
pub use context::{Console, Context, DataCommand, Failure, Outcome, PlainCommand, Timings, UnreadableData, UsageError};
pub use out::Out;
pub use print::NO_TEMPLATE;
pub(crate) use print::write_parts;
pub(crate) use review::{ReviewCommand, ReviewPlan, WriteAccepted};
pub use shelf_handle::{SaveShelf, ShelfHandle};
pub use system::{
    CheckInput, CollectionChange, CollectionEdit, EditedFile, InputLine, InputLines, ListedSnapshot, MakeEdit,
    OwnCollection, ShownFile, ShownSetting, ShownSettings, ShownTheme, Spool, System, UndoOutcome, UpdateText,
    WriteContents, is_standard_input,
};
pub(crate) use text::{quotations, shell_word};
