//! The imperative shell: the only module that touches files, threads, clocks, the environment, signals and the
//! terminal.
//!
//! [`run()`] takes the arguments and returns the exit code; the event loop in [`browser`] runs the effects that the
//! pure state machine requests, and feeds their results back as events.

mod atomic;
pub mod browser;
pub mod cache;
pub mod clipboard;
mod collections;
mod editor;
mod environment;
mod failure;
mod ground;
mod input;
mod layouter;
mod library;
mod memory;
mod message;
mod opener;
mod opening;
mod paths;
mod reading;
mod run;
pub mod screen;
mod searcher;
mod settings;
mod signals;
mod slot;
pub mod state;
mod texts;
mod threads;
mod verifier;
mod watcher;

pub use failure::{ExitCode, Failure};
pub use run::run;
