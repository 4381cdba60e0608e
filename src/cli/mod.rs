//! Command-line interface: runs a command and writes its output.
//!
//! Data goes to stdout, messages to stderr. Commands do no I/O of their own: loaded collections, bytes of files to
//! check and the random seed are passed in. [`Outcome`] tells whether anything was found.

pub mod args;
mod command;
pub(crate) mod formats;
mod out;
pub mod verify_args;

pub use args::{Args, Command};
pub use command::{
    CheckInput, Context, Draft, ListedSnapshot, NO_TEMPLATE, Outcome, SaveShelf, ShelfHandle, ShownFile, ShownSetting,
    ShownTheme, Timings, check, keys_table, print_cache, print_cleared, print_completions, print_config, print_keys,
    print_man, print_paths, print_themes, proofread, run, verify,
};
pub use out::Out;
