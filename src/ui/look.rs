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

/// The themes that fit a terminal's ground, once it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// For a dark one.
    pub dark: Theme,
    /// For a light one.
    pub light: Theme,
}
