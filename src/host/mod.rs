//! The imperative shell: the only module that touches files, threads, clocks, the environment, signals and the
//! terminal.
//!
//! [`run()`] takes the arguments and returns the exit code; the event loop in [`event_loop`] runs the effects that the
//! pure state machine requests, and feeds their results back as events.

pub mod cache;
pub mod clipboard;
mod collection_edit;
mod complete;
mod data_command;
mod editor_edit;
mod environment;
mod error;
pub mod event_loop;
mod file_stamp;
mod input_lines;
mod load;
mod lsp;
mod message;
mod native;
mod output_file;
mod own_edit;
mod own_writes;
mod paths;
mod pdf;
mod platform;
pub(crate) mod project;
mod read_file;
mod reload;
mod review;
mod run;
mod settings;
pub mod state;
mod system;
pub mod terminal;
mod web;
mod workers;

pub use error::{Error, ExitCode};
pub use run::run;
