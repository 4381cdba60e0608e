//! The formats: a file and a row in the table for each.

pub use crate::format::{Format, Input, ReadError, ReadOptions};

/// All formats. The first that recognises a file reads it: special formats come before general ones.
pub const FORMATS: &[Format] = &[];
