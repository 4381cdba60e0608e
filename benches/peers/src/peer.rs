//! [`Peer`]: whatever finds entries for a query.

use anyhow::Result;

/// So many of the best entries are kept of an answer.
pub const BEST: usize = 10;

/// What a peer found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many entries.
    pub hits: usize,
    /// The best of them, best first, counted from 0 in the order of the file.
    pub best: Vec<usize>,
}

/// Something that finds entries in a collection it has loaded.
pub trait Peer {
    /// What the tables call it.
    fn name(&self) -> &'static str;

    /// Whether each answer is a process of its own, which reads the collection first.
    fn is_program(&self) -> bool {
        false
    }

    /// A query of kzq's as this peer takes it.
    fn translate(&self, query: &str) -> String {
        without_kzq_syntax(query, Negation::Kept)
    }

    /// What a query, in the peer's own form, finds; from nothing.
    fn ask(&mut self, query: &str) -> Result<Found>;

    /// What a query finds that was typed on from the one before; a peer may use what it found then.
    fn ask_on(&mut self, query: &str) -> Result<Found> {
        self.ask(query)
    }
}

/// What becomes of `!word`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// The peer understands it.
    Kept,
    /// The peer does not: the rest must do.
    Dropped,
}

/// A query without what only kzq understands: the words, without quotation marks and fields.
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
