//! [`Preferences`]: the user's settings that concern the browser.

use crate::keys::keymap::Keymap;
use kzq_export::{Format, Template};

/// The user's settings that concern the browser.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// The key bindings.
    pub keymap: Keymap,
    /// Whether the mouse is captured at the start.
    pub mouse: bool,
    /// The format of a plain copy.
    pub format: Format,
    /// The user's template, offered in the copy menu.
    pub template: Option<&'static Template>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { keymap: Keymap::default(), mouse: true, format: Format::default(), template: None }
    }
}
