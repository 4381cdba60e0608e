//! Measures extraction on annotated articles: `cargo test -p kzq-extract --test articles -- --nocapture` prints the tables,
//! of spans and speakers together, with the accuracy of each kind of evidence for a speaker, and of the speakers of given
//! spans.
//!
//! The articles are in `tests/extract`; `KZQ_ARTICLES=DIR` measures those of another directory and asserts nothing.
//! `KZQ_ARTICLES_WRONG=1` lists the mistakes.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a measurement: it reads annotated articles and prints a table"
)]

mod annotated;
mod spans;
mod speakers;
