//! [`Look`]: styles and signs together.

use super::glyphs::Glyphs;
use super::theme::Theme;

/// What everything looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The styles.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
}
