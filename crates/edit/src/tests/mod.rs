//! Properties of what is spliced.

mod random_edits;
mod sample;
mod tree;
