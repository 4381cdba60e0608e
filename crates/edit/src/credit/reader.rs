//! [`CreditReader`]: reads credits, each once.

use std::rc::Rc;

use foldhash::HashMap;

use super::line::in_line_by;
use super::{Credit, Inline, read, read_name};

/// Reads the credits of a file. It caches those it has read, since most files repeat the same few.
#[derive(Debug, Default)]
pub struct CreditReader {
    credits: Known<String>,
    /// Names of authors, each with whether family names come first.
    names: Known<(String, bool)>,
}

/// What has been read.
type Known<K> = HashMap<K, Rc<Credit>>;

/// How many credits, and how many names, are remembered at most.
const MAX_KNOWN: usize = 1 << 13;

impl CreditReader {
    /// Looks for a credit at the end of words, as [`in_line`](super::in_line) does.
    pub fn in_line<'t>(&mut self, text: &'t str) -> Inline<'t> {
        in_line_by(text, |credit| (*self.read(credit)).clone())
    }

    /// Reads a credit, as [`read`] does.
    pub fn read(&mut self, text: &str) -> Rc<Credit> {
        if let Some(known) = self.credits.get(text) {
            return Rc::clone(known);
        }
        remember(&mut self.credits, text.to_owned(), read(text))
    }

    /// Reads a name, as [`read_name`] does.
    pub fn read_name(&mut self, name: &str, is_inverted: bool) -> Rc<Credit> {
        let key = (name.to_owned(), is_inverted);
        if let Some(known) = self.names.get(&key) {
            return Rc::clone(known);
        }
        remember(&mut self.names, key, read_name(name, is_inverted))
    }
}

fn remember<K: Eq + std::hash::Hash>(known: &mut Known<K>, key: K, credit: Credit) -> Rc<Credit> {
    if known.len() >= MAX_KNOWN {
        known.clear();
    }
    let credit = Rc::new(credit);
    known.insert(key, Rc::clone(&credit));
    credit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cached_reads_match_fresh_ones_and_the_cache_is_bounded() {
        let mut reader = CreditReader::default();
        for number in 0..2 * MAX_KNOWN {
            let text = format!("Jane Austen, “Emma”, p. {}", number % 9000);
            assert_eq!(*reader.read(&text), read(&text), "{text}");
            let name = format!("Austen {}, Jane", number % 9000);
            assert_eq!(*reader.read_name(&name, true), read_name(&name, true), "{name}");
            assert!(reader.credits.len().max(reader.names.len()) <= MAX_KNOWN);
        }
    }
}
