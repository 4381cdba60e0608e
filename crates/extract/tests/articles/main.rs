//! Measures extraction on annotated articles: `cargo test -p kzq-extract --test articles -- --nocapture` prints the tables,
//! of spans and speakers together, with how often each kind of evidence for a speaker is right, and of the speakers of given
//! spans.
//!
//! The articles are in `tests/extract`; `KZQ_ARTICLES=DIR` measures those of another directory and holds nothing.
//! `KZQ_ARTICLES_WRONG=1` lists what is wrong.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a measurement: it reads annotated articles and prints a table"
)]

mod annotated;
mod spans;
mod speakers;
