//! The settings that the browser's model needs.

use super::fields::Settings;
use kzq_tui::app::Preferences;

impl Settings {
    /// Returns the settings that the browser's model needs.
    pub fn preferences(&self) -> Preferences {
        let template = self.template.value.template;
        Preferences {
            keymap: self.keys.value.clone(),
            mouse_capture: self.mouse.value,
            start_focus: self.start_in.value.into(),
            default_format: self.format.value.with_template(template),
            template,
            ..Preferences::default()
        }
    }
}
