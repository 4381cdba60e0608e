//! The limits of what is laid out.

/// Maximum width of a text, however wide the screen: longer lines are hard to read.
pub(crate) const TEXT_COLUMNS: usize = 76;

/// Maximum width of the paragraphs of a view, which has more indentation and labels than a text.
pub(crate) const VIEW_COLUMNS: usize = 88;

/// Maximum width of the quiet page: a comfortable line.
pub(crate) const QUIET_COLUMNS: usize = 64;

/// How many bytes of a text are laid out at once: several screens. The rest of a longer text takes time.
pub(crate) const IMMEDIATE_BYTES: usize = 48 * 1024;
