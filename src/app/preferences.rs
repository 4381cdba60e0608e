//! [`Preferences`]: what the reader has set about the browser.

use super::keymap::Keymap;

/// What the reader has set about the browser.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// What the keys mean.
    pub keymap: Keymap,
    /// Whether the mouse works from the start.
    pub mouse: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { keymap: Keymap::default(), mouse: true }
    }
}
