//! [`Pattern`]: a regular expression that is searched for within words.

use std::hash::{Hash, Hasher};

use regex_automata::meta::Regex;
use regex_automata::util::syntax;

/// A regular expression for folded words: `/^colou?r/`.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The expression as typed.
    pub(super) typed: String,
    regex: Regex,
}

impl Pattern {
    /// Compiles a regular expression.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with it, and its byte offset if known.
    pub(super) fn new(typed: &str) -> Result<Self, (String, Option<usize>)> {
        /// Memory for the compiled expression, in bytes: `a{1000}{1000}` must not take any more.
        const MAX_SIZE: usize = 1 << 20;
        let config = Regex::config().nfa_size_limit(Some(MAX_SIZE)).hybrid_cache_capacity(MAX_SIZE);
        let syntax = syntax::Config::new().case_insensitive(true);
        let built = Regex::builder().configure(config).syntax(syntax).build(typed);
        built.map(|regex| Self { typed: typed.to_owned(), regex }).map_err(|error| {
            let offset = match error.syntax_error() {
                Some(regex_syntax::Error::Parse(error)) => Some((error.kind().to_string(), error.span().start.offset)),
                Some(regex_syntax::Error::Translate(error)) => {
                    Some((error.kind().to_string(), error.span().start.offset))
                }
                _ => None,
            };
            match offset {
                Some((message, offset)) => (message, Some(offset)),
                None if error.size_limit().is_some() => ("the regular expression is too large".to_owned(), None),
                None => (error.to_string(), None),
            }
        })
    }

    /// Whether it matches within a folded word.
    pub(super) fn is_in(&self, folded: &str) -> bool {
        self.regex.is_match(folded)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.typed.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_within_folded_words() {
        for (typed, word, expected) in [
            ("^colou?r", "colour", true),
            ("^colou?r", "discolour", false),
            ("colou?r", "discolour", true),
            ("isation$", "digitalisation", true),
            ("War", "war", true),
        ] {
            assert_eq!(Pattern::new(typed).unwrap().is_in(word), expected, "{typed} in {word}");
            assert!(Pattern::new(&format!(r"\b({typed})|x")).unwrap().is_in("x"));
        }
    }

    #[test]
    fn faulty_patterns_say_where() {
        assert_eq!(Pattern::new("a(b").unwrap_err().1, Some(1));
        assert_eq!(Pattern::new("a{1000}{1000}{1000}").unwrap_err().1, None);
    }
}
