//! Property tests of splices.

mod random_edits;
mod sample;
mod tree;
