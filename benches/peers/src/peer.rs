//! [`Peer`]: anything that finds entries for a query.

use anyhow::Result;

/// Results kept per answer.
pub const BEST: usize = 10;

/// The result of a query.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The number of entries found.
    pub hits: usize,
    /// The best of them, best first, as indexes in file order.
    pub best: Vec<usize>,
}

/// A finder with a loaded collection.
pub trait Peer {
    /// The name in the tables.
    fn name(&self) -> &'static str;

    /// Whether each query starts a process, which reads the collection first.
    fn is_program(&self) -> bool {
        false
    }

    /// Translates one of kzq's queries into this peer's syntax.
    fn translate(&self, query: &str) -> String {
        without_kzq_syntax(query, Negation::Kept)
    }

    /// Answers a query in the peer's own syntax, from scratch.
    fn ask(&mut self, query: &str) -> Result<Found>;

    /// Answers a query that extends the one before; a peer may reuse its earlier results.
    fn ask_on(&mut self, query: &str) -> Result<Found> {
        self.ask(query)
    }
}

/// How a peer handles `!word`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// It supports negation.
    Kept,
    /// It does not: the word is dropped.
    Dropped,
}

/// A query without kzq's own syntax: the words, without quotation marks and fields.
pub fn without_kzq_syntax(query: &str, negation: Negation) -> String {
    let plain = query.replace('"', "");
    let kept = |word: &&str| !word.contains(':') && (negation == Negation::Kept || !word.starts_with('!'));
    plain.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_kzq_understands_is_left_out() {
        let kept = |query| without_kzq_syntax(query, Negation::Kept);
        assert_eq!(kept("topic:ai kind:quote war"), "war");
        assert_eq!(kept("\"security council\""), "security council");
        assert_eq!(kept("!war peace"), "!war peace");
        assert_eq!(without_kzq_syntax("!war peace", Negation::Dropped), "peace");
    }
}
