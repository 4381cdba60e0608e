//! Parses the text typed into the filter.

use std::collections::HashSet;

use crate::field::FieldName;
use crate::literal::Literal;
use kzq_text::fold::fold;
use kzq_text::words::words;

/// Maximum number of words in a query: the cost per word grows with the corpus, and a whole book may be pasted.
pub(super) const MAX_WORDS: usize = 64;

/// The digits of a group in a number.
pub(super) const GROUP: usize = 3;

/// A parsed query: an entry must match all terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms, deduplicated, in the order first typed.
    pub terms: Vec<Term>,
    /// Problems found while parsing.
    pub warnings: Vec<ParseWarning>,
}

/// A problem in a query, found while parsing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseWarning {
    /// A field that does not exist; its words are searched as words.
    UnknownField(String),
    /// A field without a value yet.
    EmptyField(FieldName),
    /// More words than are searched for.
    TooManyWords,
    /// Nothing but punctuation, which is not searched for.
    NoWords,
}

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// A folded word.
    Word(String),
    /// Folded words that must be consecutive; if `is_prefix`, the last one may be a prefix.
    Phrase {
        /// The folded words.
        words: Vec<String>,
        /// Whether the last word may be a prefix, because more may be typed.
        is_prefix: bool,
    },
    /// Signs with the words beside them, as they are.
    Literal(Literal),
    /// A field that must match the value.
    Field(FieldName, String),
    /// A word, phrase, literal or field that must not match.
    Not(Box<Term>),
    /// Matches no entry: nothing was typed that can be searched for.
    Nothing,
}

impl Term {
    /// The number of words to search for.
    fn word_count(&self) -> usize {
        match self {
            Self::Word(_) => 1,
            Self::Phrase { words, .. } => words.len(),
            Self::Literal(_) | Self::Field(..) | Self::Nothing => 0,
            Self::Not(inner) => inner.word_count(),
        }
    }
}

impl Query {
    /// Parses a query. Every text is valid: anything without special meaning is a word.
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            rest = query.parse_term(rest).trim_start();
        }
        let has_signs = typed.contains(|c: char| !c.is_whitespace() && !is_quote_mark(c) && c != '!');
        if query.terms.is_empty() && query.warnings.is_empty() && has_signs {
            query.terms.push(Term::Nothing);
            query.warnings.push(ParseWarning::NoWords);
        }
        query.dedup_and_limit();
        query
    }

    /// Drops duplicate terms and words over the limit. A phrase is truncated; a negated term is dropped entirely,
    /// because part of it would exclude more.
    fn dedup_and_limit(&mut self) {
        let mut seen = HashSet::new();
        let (mut remaining, mut is_truncated) = (MAX_WORDS, false);
        for mut term in std::mem::take(&mut self.terms) {
            if !seen.insert(term.clone()) {
                continue;
            }
            let words = term.word_count();
            if words > remaining {
                is_truncated = true;
                match &mut term {
                    Term::Phrase { words, is_prefix: open } if remaining > 0 => {
                        words.truncate(remaining);
                        *open = false;
                    }
                    _ => continue,
                }
            }
            remaining = remaining.saturating_sub(words);
            self.terms.push(term);
        }
        self.warnings.extend(is_truncated.then_some(ParseWarning::TooManyWords));
    }

    /// Whether the query has no terms.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether the result depends on the user's shelf.
    pub fn uses_shelf(&self) -> bool {
        self.terms.iter().any(|term| match term {
            Term::Field(field, _) => field.row().is_shelf_field,
            Term::Not(inner) => matches!(&**inner, Term::Field(field, _) if field.row().is_shelf_field),
            Term::Word(_) | Term::Phrase { .. } | Term::Literal(_) | Term::Nothing => false,
        })
    }

    /// The required words and phrases, which are also those highlighted in hits.
    pub fn required_terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| matches!(term, Term::Word(_) | Term::Phrase { .. }))
    }

    /// Parses one term; returns the rest of the text.
    fn parse_term<'t>(&mut self, text: &'t str) -> &'t str {
        let (negated, text) = match text.strip_prefix('!') {
            Some(rest) if rest.starts_with(|c: char| !c.is_whitespace()) => (true, rest),
            Some(rest) => return rest,
            None => (false, text),
        };
        let (term, literals, rest) = self.parse_positive(text);
        if negated {
            self.terms.extend(negate(term, literals).map(|term| Term::Not(Box::new(term))));
        } else {
            // The word beside a sign is searched for as it is, unless more may be typed.
            let is_prefix = literals.iter().any(Literal::ends_in_prefix);
            self.terms.extend(term.map(|term| match term {
                Term::Word(word) if !literals.is_empty() => Term::Phrase { words: vec![word], is_prefix },
                term => term,
            }));
            self.terms.extend(literals.into_iter().map(Term::Literal));
        }
        rest
    }

    /// Parses a term that is not negated: its words, its literals, and the rest of the text.
    fn parse_positive<'t>(&mut self, text: &'t str) -> (Option<Term>, Vec<Literal>, &'t str) {
        if let Some((quoted, rest, open)) = parse_quoted(text) {
            return (parse_phrase(quoted, open), Literal::all_in(quoted, open), rest);
        }
        let chunk_end = text.find(char::is_whitespace).unwrap_or(text.len());
        let chunk = &text[..chunk_end];
        if let Some(end) = grouped_number_end(text) {
            return (parse_words(&text[..end], end == text.len()), Vec::new(), &text[end..]);
        }
        let Some((name, value)) = chunk.split_once(':').filter(|(name, _)| is_field_like(name)) else {
            let is_open = chunk_end == text.len();
            return (parse_words(chunk, is_open), Literal::all_in(chunk, is_open), &text[chunk_end..]);
        };
        let Some(field) = FieldName::from_name(name) else {
            self.warnings.push(ParseWarning::UnknownField(name.to_owned()));
            // Unicode word segmentation allows a colon within a word; split there nevertheless.
            let words = format!("{name} {value}");
            return (parse_words(&words, chunk_end == text.len()), Vec::new(), &text[chunk_end..]);
        };
        let after = &text[name.len() + 1..];
        let (value, rest) = match parse_quoted(after) {
            Some((quoted, rest, _)) => (quoted, rest),
            None => (value, &text[chunk_end..]),
        };
        if value.trim().is_empty() {
            self.warnings.push(ParseWarning::EmptyField(field));
            return (None, Vec::new(), rest);
        }
        (Some(Term::Field(field, value.trim().to_owned())), Vec::new(), rest)
    }
}

/// What must not match: the literal if it is all that was typed, otherwise the words.
fn negate(term: Option<Term>, mut literals: Vec<Literal>) -> Option<Term> {
    let words = term.as_ref().map_or(0, Term::word_count);
    match literals.pop() {
        Some(literal) if literals.is_empty() && literal.has_words(words) => Some(Term::Literal(literal)),
        _ => term,
    }
}

/// Whether a character may open or close a phrase.
fn is_quote_mark(c: char) -> bool {
    QUOTE_MARKS.iter().any(|(open, close)| *open == c || close.contains(&c))
}

/// Opening quotation marks, each with its closing ones.
const QUOTE_MARKS: [(char, &[char]); 4] = [('"', &['"', '”']), ('“', &['”', '"']), ('„', &['“', '”']), ('«', &['»'])];

/// Parses a quoted text: its content, the rest, and whether the closing mark is missing.
fn parse_quoted(text: &str) -> Option<(&str, &str, bool)> {
    let first = text.chars().next()?;
    let (_, closing) = QUOTE_MARKS.iter().find(|(open, _)| *open == first)?;
    let inner = &text[first.len_utf8()..];
    Some(match inner.char_indices().find(|(_, c)| closing.contains(c)) {
        Some((at, close)) => (&inner[..at], &inner[at + close.len_utf8()..], false),
        None => (inner, "", true),
    })
}

/// Whether the text before a colon looks like a field name, unlike the `10` of `10:30` or a URL scheme.
fn is_field_like(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) && !name.starts_with("http")
}

/// The end of a number whose groups are separated by single spaces, with which a text begins: `10 000`.
fn grouped_number_end(text: &str) -> Option<usize> {
    let mut groups = Vec::new();
    let (mut at, mut end) = (0, None);
    for chunk in text.split_inclusive(char::is_whitespace) {
        groups.push(chunk.trim_end());
        if groups.len() > 1 {
            if !is_grouped_number(&groups) {
                break;
            }
            end = Some(at + chunk.trim_end().len());
        }
        at += chunk.len();
    }
    end
}

/// Words typed without a space between them form a phrase: `covid-19`, `un-reform`.
fn parse_words(chunk: &str, open: bool) -> Option<Term> {
    match fold_words(chunk).as_mut_slice() {
        [] => None,
        [word] => Some(Term::Word(std::mem::take(word))),
        words => Some(Term::Phrase { words: words.to_vec(), is_prefix: open }),
    }
}

fn parse_phrase(quoted: &str, open: bool) -> Option<Term> {
    // A trailing space means that the last word is complete.
    let open = open && !quoted.ends_with(char::is_whitespace);
    let words = fold_words(quoted);
    (!words.is_empty()).then_some(Term::Phrase { words, is_prefix: open })
}

/// Whether words are the groups of one number: `10 000`.
pub(super) fn is_grouped_number(words: &[impl AsRef<str>]) -> bool {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let Some((first, rest)) = words.split_first() else { return false };
    !rest.is_empty()
        && is_number(first.as_ref())
        && first.as_ref().len() <= GROUP
        && rest.iter().all(|word| word.as_ref().len() == GROUP && is_number(word.as_ref()))
}

/// Splits a text into folded words.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).filter(|folded| !folded.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Term {
        Term::Word(text.to_owned())
    }

    fn words(texts: &[&str], open: bool) -> Term {
        Term::Phrase { words: texts.iter().map(|&text| text.to_owned()).collect(), is_prefix: open }
    }

    fn field(name: FieldName, value: &str) -> Term {
        Term::Field(name, value.to_owned())
    }

    #[test]
    fn typed_text_parses_into_terms() {
        for (typed, terms) in [
            ("", vec![]),
            ("  China  ", vec![word("china")]),
            ("Security Council", vec![word("security"), word("council")]),
            ("\"Security Council\"", vec![words(&["security", "council"], false)]),
            ("“security coun", vec![words(&["security", "coun"], true)]),
            ("\"security ", vec![words(&["security"], false)]),
            ("covid-19 war", vec![words(&["covid", "19"], false), word("war")]),
            ("!war peace", vec![Term::Not(Box::new(word("war"))), word("peace")]),
            ("!\"cold war\"", vec![Term::Not(Box::new(words(&["cold", "war"], false)))]),
            ("! !", vec![]),
            ("that’s", vec![word("that's")]),
            (
                "kind:quote topic:un-reform council",
                vec![field(FieldName::Kind, "quote"), field(FieldName::Topic, "un-reform"), word("council")],
            ),
            (
                "speaker:\"Kassym-Jomart Tokayev\" x",
                vec![field(FieldName::Speaker, "Kassym-Jomart Tokayev"), word("x")],
            ),
            ("!kind:summary", vec![Term::Not(Box::new(field(FieldName::Kind, "summary")))]),
            ("10:30", vec![words(&["10", "30"], true)]),
            ("10 000 people", vec![words(&["10", "000"], false), word("people")]),
            ("1 234 567 8", vec![words(&["1", "234", "567"], false), word("8")]),
            ("2019 100", vec![word("2019"), word("100")]),
            ("10,000", vec![word("10000")]),
            ("\"\" !", vec![]),
            ("\"\" … —", vec![Term::Nothing]),
            ("-", vec![Term::Nothing]),
            ("war — peace", vec![word("war"), word("peace")]),
        ] {
            assert_eq!(Query::parse(typed).terms, terms, "{typed:?}");
        }
    }

    #[test]
    fn signs_are_literals_beside_their_words() {
        let literal = |typed: &str| Term::Literal(Literal::all_in(typed, false).remove(0));
        for (typed, terms) in [
            ("C++ code", vec![words(&["c"], false), literal("C++"), word("code")]),
            ("😀 ", vec![literal("😀")]),
            ("!C++ x", vec![Term::Not(Box::new(literal("C++"))), word("x")]),
            ("!\"C++ code\" x", vec![Term::Not(Box::new(words(&["c", "code"], false))), word("x")]),
            ("war & peace", vec![word("war"), word("peace")]),
        ] {
            assert_eq!(Query::parse(typed).terms, terms, "{typed}");
        }
        assert_eq!(Query::parse("— ?").warnings, [ParseWarning::NoWords]);
    }

    #[test]
    fn unknown_fields_warn_and_become_words() {
        let query = Query::parse("colour:blue topic: x");
        assert_eq!(
            query.warnings,
            [ParseWarning::UnknownField("colour".into()), ParseWarning::EmptyField(FieldName::Topic)]
        );
        assert_eq!(query.terms, [words(&["colour", "blue"], false), word("x")]);
    }

    #[test]
    fn duplicate_terms_are_dropped() {
        let query = Query::parse("war peace war \"cold war\" !war \"cold war\" !war is:starred is:starred");
        let terms = [
            word("war"),
            word("peace"),
            words(&["cold", "war"], false),
            Term::Not(Box::new(word("war"))),
            field(FieldName::Is, "starred"),
        ];
        assert_eq!((query.terms.as_slice(), is_truncated(&query)), (&terms[..], false));
    }

    fn is_truncated(query: &Query) -> bool {
        query.warnings == [ParseWarning::TooManyWords]
    }

    #[test]
    fn words_are_limited() {
        let typed = |words: std::ops::Range<usize>| words.map(|word| format!("w{word} ")).collect::<Vec<_>>().concat();
        let most = Query::parse(&typed(0..MAX_WORDS));
        assert_eq!((most.terms.len(), is_truncated(&most)), (MAX_WORDS, false));
        let more = Query::parse(&(typed(0..MAX_WORDS + 1) + "w0 kind:quote"));
        let kind = field(FieldName::Kind, "quote");
        assert_eq!((more.terms.len(), more.terms.last(), is_truncated(&more)), (MAX_WORDS + 1, Some(&kind), true));

        let cut = Query::parse(&format!("\"{}", typed(0..100)));
        let first: Vec<String> = (0..MAX_WORDS).map(|word| format!("w{word}")).collect();
        assert!(is_truncated(&cut));
        assert_eq!(cut.terms, [Term::Phrase { words: first, is_prefix: false }]);
        let dropped = Query::parse(&format!("war !\"{}\" peace", typed(0..100)));
        assert!(is_truncated(&dropped));
        assert_eq!(dropped.terms, [word("war"), word("peace")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_parses(typed in "(\\PC|[\"“”!: a-c]){0,30}") {
            let _ = Query::parse(&typed);
        }
    }
}
