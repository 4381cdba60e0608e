//! [`Preferences`]: what the reader has set about the browser.

use super::keymap::Keymap;
use crate::export::{Format, Template};

/// What the reader has set about the browser.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// What the keys mean.
    pub keymap: Keymap,
    /// Whether the mouse works from the start.
    pub mouse: bool,
    /// The format in which `y` copies.
    pub format: Format,
    /// A template of the reader's own, which the menu of formats offers.
    pub template: Option<&'static Template>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { keymap: Keymap::default(), mouse: true, format: Format::default(), template: None }
    }
}
