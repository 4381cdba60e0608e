//! What was read from the terminal.

use super::Browser;
use super::input_queue::chord;
use crate::host::error::Error;
use crate::host::terminal::batch::Input;
use kzq_tui::app::Event;

/// How many characters are taken together at most, so that a frame is never long in coming.
const MAX_TYPED: usize = 512;

impl Browser {
    /// Handles the next input; characters that go into a text are taken together.
    pub(super) fn handle_input(&mut self) -> Result<(), Error> {
        let typed = self.model.typed_len(self.input_queue.iter().take(MAX_TYPED).map_while(chord));
        let handled = if typed > 1 {
            let inputs = self.input_queue.take(typed);
            let text = inputs.iter().filter_map(|input| chord(input)?.typed_char()).collect();
            self.update_model(Event::Typed(text))
        } else {
            match self.input_queue.take(1).pop() {
                Some(Input::Key(chord)) => self.update_model(Event::Key(chord)),
                Some(Input::Paste(text)) => self.update_model(Event::Paste(text)),
                Some(Input::Mouse(mouse)) => self.update_model(Event::Mouse(mouse)),
                Some(Input::Background(light)) => {
                    self.apply_background(light);
                    Ok(())
                }
                None => Ok(()),
            }
        };
        self.input_queue.acknowledge();
        handled
    }
}
