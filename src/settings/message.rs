//! What is wrong with a value given by name.

use kzq_text::{Safe, safe};

/// What is wrong with a value, and a suggestion.
pub(super) struct Message {
    pub(super) message: Safe<'static>,
    pub(super) help: Option<Safe<'static>>,
}

impl Message {
    /// Returns the message about an argument or variable on one line.
    pub(super) fn on_one_line(self, what: &'static str) -> Safe<'static> {
        match self.help {
            Some(help) => safe!(what, ": ", self.message, "; ", help),
            None => safe!(what, ": ", self.message),
        }
    }
}
