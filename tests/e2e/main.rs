//! Tests that start the program: its commands through pipes, and the browser in a real terminal.
//!
//! `cargo test --test e2e clipboard` runs one module. A few tests start this test binary again for a single ignored
//! test, in a process that is killed or that panics.

mod adding;
mod against;
mod broken;
mod cache;
mod ci_files;
mod clipboard;
mod commands;
mod comparing;
mod completing;
mod counting;
mod docs;
mod editors;
mod examples;
mod extract;
mod findings;
#[allow(dead_code, reason = "the tests of the browser use the rest")]
#[path = "../model/browser/harness.rs"]
mod harness;
mod help;
mod hostile;
mod import;
mod input;
mod long;
mod lsp;
mod manual;
mod mcp;
mod moments;
mod oneshot;
mod pictures;
mod place;
mod project;
mod proofread;
mod proofread_report;
mod recipes;
mod reload;
mod reports;
mod resources;
mod resting;
mod reviewing;
mod scaling;
mod settings;
mod shelf;
mod state;
mod support;
mod svg;
mod terminals;
mod verify;
mod ways_out;
mod writing;
