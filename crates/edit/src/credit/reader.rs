//! [`CreditReader`]: reads credits, each once.

use std::rc::Rc;

use foldhash::HashMap;

use super::line::in_line_by;
use super::{Credit, Inline, read};

/// Reads the credits of a file. It remembers those that it has read, since most files have the same few again and again.
#[derive(Debug, Default)]
pub struct CreditReader {
    known: HashMap<String, Rc<Credit>>,
}

/// How many credits are remembered at most.
const MAX_KNOWN: usize = 1 << 13;

impl CreditReader {
    /// Looks for a credit at the end of words, as [`in_line`](super::in_line) does.
    pub fn in_line<'t>(&mut self, text: &'t str) -> Inline<'t> {
        in_line_by(text, |credit| (*self.read(credit)).clone())
    }

    /// Reads a credit, as [`read`] does.
    pub fn read(&mut self, text: &str) -> Rc<Credit> {
        if let Some(known) = self.known.get(text) {
            return Rc::clone(known);
        }
        if self.known.len() >= MAX_KNOWN {
            self.known.clear();
        }
        let credit = Rc::new(read(text));
        self.known.insert(text.to_owned(), Rc::clone(&credit));
        credit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_is_read_the_same_each_time() {
        let mut reader = CreditReader::default();
        for number in 0..2 * MAX_KNOWN {
            let text = format!("Jane Austen, “Emma”, p. {}", number % 5000);
            assert_eq!(*reader.read(&text), read(&text), "{text}");
            assert!(reader.known.len() <= MAX_KNOWN);
        }
    }
}
