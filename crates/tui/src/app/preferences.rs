//! [`Preferences`]: what the browser is started with.

use std::sync::Arc;

use super::focus::Focus;
use super::origin::CollectionOrigin;
use super::review::ReviewStart;
use crate::keys::keymap::Keymap;
use crate::ui::theme::{Theme, ThemeName};
use kzq_export::{Format, Template};
use kzq_text::Safe;

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
    /// The themes to choose from in the palette.
    pub themes: Arc<[NamedTheme]>,
    /// The seed of random choices.
    pub seed: u64,
    /// Where the collections come from.
    pub origin: CollectionOrigin,
    /// How many entries the user is to pick, if the browser is started for that.
    pub pick: Option<PickCount>,
    /// What the user is to review, if the browser is started for that.
    pub review: Option<ReviewStart>,
}

/// A theme to choose from.
#[derive(Clone, Debug)]
pub struct NamedTheme {
    /// The name as in the settings.
    pub name: Safe<'static>,
    /// What it is for, in a few words.
    pub doc: Safe<'static>,
    /// The styles, as far as the terminal can show them.
    pub theme: Theme,
}

impl NamedTheme {
    /// The built-in themes.
    pub fn builtin() -> Vec<Self> {
        let named =
            |name: ThemeName| Self { name: name.name().into(), doc: name.doc().into(), theme: Theme::builtin(name) };
        ThemeName::ALL.map(named).into()
    }
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
            themes: NamedTheme::builtin().into(),
            seed: 0,
            origin: CollectionOrigin::default(),
            pick: None,
            review: None,
        }
    }
}
