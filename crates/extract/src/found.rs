//! [`Found`]: what is quoted or set apart, before it is known to be a quotation or a term.

use std::ops::Range;

/// Words in quotation marks or set apart, with what else belongs to them.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The words, without marks and without those of the writer. Never empty.
    pub(crate) parts: Vec<Range<usize>>,
    /// From its first mark to its last one.
    pub(crate) range: Range<usize>,
    /// Whether its form shows what it is: a block, a turn, words with a cue inside.
    pub(crate) form: Form,
    /// Whether its closing mark is missing.
    pub(crate) is_unclosed: bool,
}

/// What the form of words shows about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// They are in marks, and may be a quotation or a term.
    Marks,
    /// Somebody says them.
    Speech,
    /// They are marked up as the title of a work.
    Work,
}
