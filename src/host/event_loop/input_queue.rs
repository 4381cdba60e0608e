//! [`InputQueue`]: what was read from the terminal and is not handled yet.

use std::collections::VecDeque;

use crate::host::terminal::batch::{Input, InputBatch, Receipt};
use kzq_tui::keys::chord::{Chord, Key};

/// More inputs than anybody types ahead: a key is stuck, or the terminal sends what it should not.
const MAX_TYPED_AHEAD: usize = 1000;

/// Interrupts what is waiting.
const INTERRUPT: Input = Input::Key(Chord { key: Key::Char('c'), ctrl: true, alt: false });

/// What was read from the terminal and is not handled yet.
#[derive(Default)]
pub(super) struct InputQueue {
    inputs: VecDeque<Input>,
    receipts: Vec<Receipt>,
}

impl InputQueue {
    pub(super) fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// Takes in what was read. As in a shell, Ctrl-C discards a flood of input that waits before it.
    pub(super) fn push(&mut self, batch: InputBatch) {
        let already = self.inputs.len();
        self.inputs.extend(batch.inputs);
        self.receipts.push(batch.receipt);
        let last = self.inputs.iter().skip(already).rposition(|input| *input == INTERRUPT).map(|at| already + at);
        // Each of several in a row leaves something.
        let in_a_row =
            |&last: &usize| self.inputs.iter().take(last).rev().take_while(|input| **input == INTERRUPT).count();
        let interrupt = last.map(|last| last - in_a_row(&last));
        if let Some(at) = interrupt.filter(|&at| at > MAX_TYPED_AHEAD) {
            let mut flood = self.inputs.drain(..at).filter(|input| matches!(input, Input::Background(_)));
            // A terminal replies once.
            if let Some(reply) = flood.next() {
                drop(flood);
                self.inputs.push_front(reply);
            }
        }
    }

    /// The inputs, the next one first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter()
    }

    /// Takes some of the next inputs out.
    pub(super) fn take(&mut self, count: usize) -> Vec<Input> {
        self.inputs.drain(..count.min(self.inputs.len())).collect()
    }

    /// Takes everything out.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = Input> + use<> {
        self.receipts.clear();
        std::mem::take(&mut self.inputs).into_iter()
    }

    /// Gives the receipts back if everything is handled.
    pub(super) fn acknowledge(&mut self) {
        if self.inputs.is_empty() {
            self.receipts.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn key(c: char) -> Input {
        Input::Key(Chord::plain(Key::Char(c)))
    }

    /// What waits after batches of keys; `!` is Ctrl-C.
    fn waiting(batches: &[String]) -> Vec<Input> {
        let (sender, receipts) = channel();
        let mut queue = InputQueue::default();
        for batch in batches {
            let inputs = batch.chars().map(|c| if c == '!' { INTERRUPT } else { key(c) }).collect();
            queue.push(InputBatch { inputs, receipt: Receipt::new(sender.clone()) });
        }
        assert!(receipts.try_recv().is_err(), "nothing is handled yet");
        let waiting = queue.drain().collect();
        assert_eq!(receipts.try_iter().count(), batches.len());
        waiting
    }

    #[test]
    fn ctrl_c_discards_a_flood_and_nothing_that_somebody_types_ahead() {
        let flood = "j".repeat(MAX_TYPED_AHEAD);
        for (batches, expected) in [
            (vec!["sj!q".to_owned()], 4),
            (vec![flood.clone(), "!".to_owned()], MAX_TYPED_AHEAD + 1),
            (vec![flood.clone(), "j!".to_owned()], 1),
            (vec![flood.clone(), "j!q".to_owned()], 2),
            (vec![flood.clone(), "j!!!".to_owned()], 3),
            (vec![format!("{flood}j!"), "!".to_owned()], 2),
            (vec![format!("{flood}j!"), "jj!".to_owned()], 4),
            (vec![format!("{flood}j"), "q".to_owned()], MAX_TYPED_AHEAD + 2),
        ] {
            assert_eq!(waiting(&batches).len(), expected, "{} batches", batches.len());
        }
    }

    #[test]
    fn the_reply_of_the_terminal_survives_a_flood() {
        let (sender, _receipts) = channel();
        let mut inputs = vec![Input::Background(Some(true))];
        inputs.extend(std::iter::repeat_n(key('j'), 2 * MAX_TYPED_AHEAD));
        inputs.push(INTERRUPT);
        let mut queue = InputQueue::default();
        queue.push(InputBatch { inputs, receipt: Receipt::new(sender) });
        assert_eq!(queue.drain().collect::<Vec<_>>(), [Input::Background(Some(true)), INTERRUPT]);
    }
}
