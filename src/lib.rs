//! kzq, a terminal browser for attributed quotations that distinguishes what was said from what was only reported.
//!
//! # Crates
//!
//! Cargo enforces the layers: a crate can use only what it depends on, and nothing under `crates/` touches files,
//! threads, clocks, the environment or the terminal. `docs/architecture.md` has the glossary, and follows a key press,
//! a query, a copy and a load through the code.
//!
//! ```text
//! src/               the program: host (terminal, files, clipboard, threads) · cli · settings
//! crates/tui         the browser as a pure state machine, and its rendering: app · keys · layout · ui
//! crates/fidelity    checks quotations against sources, drafts against collections, paraphrases against the words
//! crates/search      a query finds entries          crates/export   formats entries
//! crates/shelf       the user's stars, notes, lists and highlights, and how changes are merged
//! crates/corpus      what a collection says, and how it is loaded
//! crates/ron         RON with positions and diagnostics
//! crates/text        safe text, folding, words, graphemes, wrapping
//! ```

pub mod cli;
pub mod host;
pub mod settings;
