//! [`Pattern`]: a regular expression that is searched for within words.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};

use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{self, Ast, ClassSetItem, Literal, LiteralKind, Visitor};

use kzq_text::fold::fold;

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
        let build =
            |typed: &str| Regex::builder().configure(config.clone()).syntax(syntax).build(typed).map_err(Box::new);
        // Mistakes have places in what was typed.
        let built = build(typed).and_then(|regex| match folded(typed) {
            folded if folded == typed => Ok(regex),
            folded => build(&folded),
        });
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

/// Folds the letters of a valid regular expression, so that they match folded words; ranges such as `[ά-ώ]`, classes
/// such as `\w` and escapes stay as they are.
fn folded(typed: &str) -> String {
    let letters = Parser::new().parse(typed).ok().and_then(|ast| ast::visit(&ast, Letters::default()).ok());
    let mut folded = typed.to_owned();
    for Letter { at, c, is_in_class } in letters.unwrap_or_default().into_iter().rev() {
        let range = at..at + c.len_utf8();
        let to = fold(c.encode_utf8(&mut [0; 4]));
        let is_one = to.chars().count() == 1;
        if is_one {
            folded.replace_range(range, &to);
        } else if !is_in_class {
            folded.replace_range(range, &format!("(?:{to})"));
        }
    }
    folded
}

/// A character of a regular expression that stands for itself.
struct Letter {
    /// Where it is, in bytes.
    at: usize,
    c: char,
    /// Whether it is one of a class, which is of single characters.
    is_in_class: bool,
}

/// Collects the characters beyond ASCII that stand for themselves, in order. Those in ASCII match in either case
/// already.
#[derive(Default)]
struct Letters(Vec<Letter>);

impl Letters {
    fn add(&mut self, literal: &Literal, is_in_class: bool) {
        if literal.kind == LiteralKind::Verbatim && !literal.c.is_ascii() {
            self.0.push(Letter { at: literal.span.start.offset, c: literal.c, is_in_class });
        }
    }
}

impl Visitor for Letters {
    type Output = Vec<Letter>;
    type Err = Infallible;

    fn finish(self) -> Result<Self::Output, Infallible> {
        Ok(self.0)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Infallible> {
        if let Ast::Literal(literal) = ast {
            self.add(literal, false);
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Infallible> {
        if let ClassSetItem::Literal(literal) = item {
            self.add(literal, true);
        }
        Ok(())
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
            // Accents, case and the forms of a letter do not matter.
            ("λόγο", "λογοσ", true),
            ("ΛΌΓΟΣ$", "λογοσ", true),
            ("^λόγ.ς$", "λογοσ", true),
            ("[όέ]γ", "λογοσ", true),
            ("^[^ό]+$", "λογοσ", false),
            ("^[ά-ώ]ογ", "λογοσ", true),
            ("naïve", "naive", true),
            ("stra(ß|x)e", "strasse", true),
            ("^straß+e", "strasssse", true),
            ("[ß]", "strasse", false),
            (r"^\x{3BB}\w+ς", "λογοσ", true),
            ("(?x) λ ό  γ", "λογοσ", true),
        ] {
            assert_eq!(Pattern::new(typed).unwrap().is_in(word), expected, "{typed} in {word}");
            assert!(Pattern::new(&format!(r"\b({typed})|x")).unwrap().is_in("x"));
        }
    }

    #[test]
    fn errors_in_patterns_are_located() {
        assert_eq!(Pattern::new("a(b").unwrap_err().1, Some(1));
        assert_eq!(Pattern::new("a{1000}{1000}{1000}").unwrap_err().1, None);
    }
}
