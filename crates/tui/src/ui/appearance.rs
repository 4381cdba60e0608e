//! [`Appearance`]: a theme together with a set of glyphs.

use super::glyphs::Glyphs;
use super::theme::Theme;

/// The appearance of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// The styles of the parts of the screen.
    pub theme: Theme,
    /// The glyphs in Unicode or ASCII.
    pub glyphs: Glyphs,
}

/// The themes to choose from once the terminal's background is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemePair {
    /// For a dark background.
    pub dark: Theme,
    /// For a light background.
    pub light: Theme,
}
