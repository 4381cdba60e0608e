//! The lines of standard input, read on a thread of their own, so that what is there can be distinguished from what may
//! come.

use std::io::{self, BufRead};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::workers::threads;
use crate::cli::{InputLine, InputLines};

/// How many lines are read ahead.
const AHEAD: usize = 4;

/// Begins to read lines of at most `max` bytes.
pub(super) fn spawn(max: usize) -> io::Result<impl InputLines> {
    let (sender, receiver) = sync_channel(AHEAD);
    threads::spawn("stdin", move || send_lines(&mut io::stdin().lock(), max, &sender))?;
    Ok(Lines { receiver, next: None })
}

struct Lines {
    receiver: Receiver<io::Result<InputLine>>,
    /// A line that has been looked at.
    next: Option<io::Result<InputLine>>,
}

impl InputLines for Lines {
    fn wait(&mut self) -> io::Result<Option<InputLine>> {
        self.next.take().or_else(|| self.receiver.recv().ok()).transpose()
    }

    fn is_ready(&mut self) -> bool {
        if self.next.is_none() {
            self.next = self.receiver.try_recv().ok();
        }
        self.next.is_some()
    }
}

fn send_lines(input: &mut impl BufRead, max: usize, sender: &SyncSender<io::Result<InputLine>>) {
    while let Some(line) = read_line(input, max).transpose() {
        let is_over = line.is_err();
        if sender.send(line).is_err() || is_over {
            return;
        }
    }
}

/// Reads a line without its line feed; of one that is too long, nothing is kept.
fn read_line(input: &mut impl BufRead, max: usize) -> io::Result<Option<InputLine>> {
    let (mut line, mut is_too_long, mut is_any) = (Vec::new(), false, false);
    loop {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let end = memchr::memchr(b'\n', bytes);
        let part = &bytes[..end.unwrap_or(bytes.len())];
        is_any |= !bytes.is_empty();
        is_too_long |= line.len() + part.len() > max;
        if is_too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let is_end = end.is_some() || bytes.is_empty();
        let used = end.map_or(bytes.len(), |end| end + 1);
        input.consume(used);
        if is_end {
            let line = if is_too_long { InputLine::TooLong } else { InputLine::Bytes(line) };
            return Ok(is_any.then_some(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_overlong_ones_skipped() {
        let bytes = |text: &str| InputLine::Bytes(text.as_bytes().to_vec());
        for (input, expected) in [
            ("", vec![]),
            ("\n", vec![bytes("")]),
            ("ab\nc", vec![bytes("ab"), bytes("c")]),
            ("abcd\n", vec![bytes("abcd")]),
            ("abcde\nf\n", vec![InputLine::TooLong, bytes("f")]),
            ("abcdefghijk", vec![InputLine::TooLong]),
        ] {
            for capacity in [1, 3, 100] {
                let mut reader = io::BufReader::with_capacity(capacity, input.as_bytes());
                let mut lines = Vec::new();
                while let Some(line) = read_line(&mut reader, 4).unwrap() {
                    lines.push(line);
                }
                assert_eq!(lines, expected, "{input:?} by {capacity}");
            }
        }
    }
}
