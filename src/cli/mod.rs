//! The face on the command line: answers one command into a writer.
//!
//! stdout is data, stderr messages. Commands get what they need handed to them: loaded collections, the bytes of
//! files to check, a seed. What ran well says with its [`Outcome`] whether anything was found.

pub mod args;
pub mod checking;
mod choices;
mod command;
mod formats;
mod out;
pub mod report;

pub use args::{Args, Command};
pub use command::{
    Checked, Context, Desk, Draft, Keep, KeptSnapshot, Measured, NO_TEMPLATE, Outcome, ShownFile, ShownSetting,
    ShownTheme, check, keys_table, print_cache, print_cleared, print_completions, print_config, print_keys, print_man,
    print_paths, print_themes, proofread, run, verify,
};
pub use out::Out;
