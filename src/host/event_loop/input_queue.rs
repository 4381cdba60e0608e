//! [`InputQueue`]: what was read from the terminal and is not handled yet.

use std::collections::VecDeque;

use crate::host::terminal::batch::{Input, InputBatch, Receipt};
use kzq_tui::keys::chord::{Chord, Key};

/// More inputs than anybody types ahead: a key is stuck, or the terminal sends what it should not.
const MAX_TYPED_AHEAD: usize = 1000;

/// A flood without words is made of a few inputs, again and again.
const MAX_KINDS: usize = 4;

/// Inputs of such a flood beyond this many are dropped: nobody wants them handled.
const MAX_REPEATED: usize = 1 << 15;

/// The most keys that quit, one after another: `:q`, Enter.
const MAX_QUITTING: usize = 3;

/// Interrupts what is waiting.
const INTERRUPT: Input = Input::Key(Chord { key: Key::Char('c'), ctrl: true, alt: false });

/// Whether keys quit, if they are typed now.
type Quits<'q> = &'q dyn Fn(&[Chord]) -> bool;

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

    /// Takes in what was read. As in a shell, Ctrl-C discards a flood of input that waits before it. So do keys that quit
    /// after a few that come again and again: `quits` says which do; `None` while text is typed.
    pub(super) fn push(&mut self, batch: InputBatch, quits: Option<Quits<'_>>) {
        let already = self.inputs.len();
        let kinds = quits.and_then(|_| self.repeated());
        if already >= MAX_REPEATED
            && kinds.as_ref().is_some_and(|kinds| batch.inputs.iter().all(|input| kinds.contains(input)))
        {
            return;
        }
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
        } else if let (Some(quits), Some(kinds)) = (quits, kinds.or_else(|| self.repeated())) {
            let Some(end) = self.inputs.iter().position(|input| !kinds.contains(input)) else { return };
            let after = self.inputs.iter().skip(end).take(MAX_QUITTING).map_while(chord);
            let after: Vec<Chord> = after.collect();
            if (1..=after.len()).any(|count| quits(&after[..count])) {
                self.inputs.drain(..end);
            }
        }
    }

    /// The inputs that a flood begins with again and again; `None` if no flood waits, or it is one of many inputs.
    fn repeated(&self) -> Option<Vec<Input>> {
        if self.inputs.len() <= MAX_TYPED_AHEAD {
            return None;
        }
        let mut kinds: Vec<Input> = Vec::new();
        for input in self.inputs.iter().take(MAX_TYPED_AHEAD) {
            if !kinds.contains(input) {
                kinds.push(input.clone());
            }
            if kinds.len() > MAX_KINDS {
                return None;
            }
        }
        Some(kinds)
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

/// The key that was pressed, if one was.
pub(super) fn chord(input: &Input) -> Option<Chord> {
    if let Input::Key(chord) = input { Some(*chord) } else { None }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn key(c: char) -> Input {
        Input::Key(Chord::plain(Key::Char(c)))
    }

    /// Returns the waiting inputs after batches of keys; `!` is Ctrl-C.
    fn waiting(batches: &[String]) -> Vec<Input> {
        let (sender, receipts) = channel();
        let mut queue = InputQueue::default();
        for batch in batches {
            let inputs = batch.chars().map(|c| if c == '!' { INTERRUPT } else { key(c) }).collect();
            let receipt = Receipt::new(sender.clone(), batch.chars().count());
            queue.push(InputBatch { inputs, receipt }, None);
        }
        assert!(receipts.try_recv().is_err(), "nothing is handled yet");
        let waiting = queue.drain().collect();
        let read: usize = batches.iter().map(|batch| batch.chars().count()).sum();
        assert_eq!(receipts.try_iter().sum::<usize>(), read);
        waiting
    }

    #[test]
    fn ctrl_c_discards_a_key_flood_but_not_typed_ahead_keys() {
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
    fn terminal_replies_survive_a_key_flood() {
        let (sender, _receipts) = channel();
        let mut inputs = vec![Input::Background(Some(true))];
        inputs.extend(std::iter::repeat_n(key('j'), 2 * MAX_TYPED_AHEAD));
        inputs.push(INTERRUPT);
        let mut queue = InputQueue::default();
        let receipt = Receipt::new(sender, inputs.len());
        queue.push(InputBatch { inputs, receipt }, None);
        assert_eq!(queue.drain().collect::<Vec<_>>(), [Input::Background(Some(true)), INTERRUPT]);
    }

    /// Returns the waiting keys after batches of keys, with `q` and `:q!` as keys that quit.
    fn waiting_in_a_list(batches: &[&str]) -> String {
        let (sender, receipts) = channel();
        let mut queue = InputQueue::default();
        let quits = |keys: &[Chord]| {
            let typed: String = keys.iter().filter_map(|key| key.typed_char()).collect();
            matches!(typed.as_str(), "q" | ":q!")
        };
        for batch in batches {
            let receipt = Receipt::new(sender.clone(), batch.len());
            queue.push(InputBatch { inputs: batch.chars().map(key).collect(), receipt }, Some(&quits));
        }
        let waiting = queue.drain();
        let waiting = waiting.filter_map(|input| chord(&input)?.typed_char()).collect();
        let read: usize = batches.iter().map(|batch| batch.len()).sum();
        assert_eq!(receipts.try_iter().sum::<usize>(), read, "each input is acknowledged");
        waiting
    }

    #[test]
    fn quit_keys_skip_a_flood_of_repeated_keys() {
        let stuck = "j".repeat(MAX_TYPED_AHEAD + 1);
        let two_stuck = "][".repeat(MAX_TYPED_AHEAD);
        for (batches, expected) in [
            (vec![stuck.as_str(), "q"], "q"),
            (vec![stuck.as_str(), "jjq", "q"], "qq"),
            (vec![two_stuck.as_str(), "]:", "q", "!"], ":q!"),
            (vec!["jjj", "q"], "jjjq"),
        ] {
            assert_eq!(waiting_in_a_list(&batches), expected, "{} batches", batches.len());
        }
        // After `/`, `q` is a letter; typed words may be longer than a flood.
        let words = "words and more ".repeat(100);
        for batches in [[stuck.as_str(), "/", "q"], [words.as_str(), "", "q"]] {
            assert_eq!(waiting_in_a_list(&batches), batches.concat());
        }
    }

    #[test]
    fn some_repeated_keys_are_kept() {
        let batch = "j".repeat(MAX_TYPED_AHEAD);
        let batches = vec![batch.as_str(); 2 * MAX_REPEATED / MAX_TYPED_AHEAD];
        let waiting = waiting_in_a_list(&batches).len();
        assert!((MAX_REPEATED..MAX_REPEATED + MAX_TYPED_AHEAD).contains(&waiting), "{waiting}");
        assert_eq!(waiting_in_a_list(&[&batches.concat(), "jky"]).len(), batches.concat().len() + 3);
    }
}
