//! [`Preferences`]: what the browser is started with.

use super::focus::Focus;
use super::origin::CollectionOrigin;
use crate::keys::keymap::Keymap;
use kzq_export::{Format, Template};

/// The user's settings that concern the browser, and the origin of the collections.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// The key bindings.
    pub keymap: Keymap,
    /// Whether the mouse is captured at the start.
    pub mouse_capture: bool,
    /// The pane that has the focus at the start.
    pub start_focus: Focus,
    /// The format of a plain copy.
    pub default_format: Format,
    /// The user's template, offered in the copy menu.
    pub template: Option<&'static Template>,
    /// Where the collections come from.
    pub origin: CollectionOrigin,
    /// How many entries the user is to pick, if the browser is started for that.
    pub pick: Option<PickCount>,
}

/// How many entries the user is to pick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickCount {
    /// One.
    One,
    /// One or more.
    Several,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            keymap: Keymap::default(),
            mouse_capture: true,
            start_focus: Focus::List,
            default_format: Format::default(),
            template: None,
            origin: CollectionOrigin::default(),
            pick: None,
        }
    }
}
