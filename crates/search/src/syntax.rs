//! Parses a query into a tree: alternatives, groups, negations and terms.

mod values;

use std::ops::Range;

use crate::field::FieldName;
use crate::lexer::{grouped_number_end, is_field_like, operator, parse_phrase, parse_quoted, parse_words};
use crate::literal::Literal;
use crate::order::Order;
use crate::pattern::Pattern;
use crate::term::Term;

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A term that is neither of `Not`, nor of `Any`, nor `Nothing`.
    Term(Term),
    /// What must not match.
    Not(Box<Node>),
    /// All of these must match; at least two.
    All(Vec<Node>),
    /// One of these must match; at least two.
    Either(Vec<Node>),
}

/// What was typed, parsed.
#[derive(Debug, Default)]
pub(super) struct Syntax {
    /// What to look for, if anything.
    pub(super) node: Option<Node>,
    /// The order that was asked for.
    pub(super) order: Option<Order>,
    pub(super) warnings: Vec<ParseWarning>,
    pub(super) errors: Vec<QueryError>,
}

/// A problem in a query, found while parsing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseWarning {
    /// A field that does not exist; its words are searched as words.
    UnknownField {
        /// The name as typed, without the colon.
        name: String,
        /// Where it begins, in bytes of what was typed.
        start: usize,
    },
    /// A field without a value yet.
    EmptyField(FieldName),
    /// More words than are searched for.
    TooManyWords,
    /// Only punctuation, which is not searched for.
    NoWords,
}

/// A mistake in a query. The rest of the query is searched for nevertheless, because more may be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where it is, in bytes of what was typed.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Groups that are nested more deeply are read as if there were no parentheses.
const MAX_DEPTH: usize = 16;

/// Parses a query. Every text is valid, with errors or without: anything without special meaning is a word.
pub(super) fn parse(typed: &str) -> Syntax {
    let mut parser = Parser { typed, at: 0, depth: 0, negations: 0, syntax: Syntax::default() };
    let node = parser.parse_either();
    Syntax { node, ..parser.syntax }
}

/// Makes one node of several.
fn join(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() > 1 { Some(many(nodes)) } else { nodes.pop() }
}

struct Parser<'t> {
    typed: &'t str,
    /// The number of bytes that have been parsed.
    at: usize,
    /// The number of groups that are open.
    depth: usize,
    /// How many of these groups, and of the terms being read, are negated.
    negations: usize,
    syntax: Syntax,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.typed[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.typed.len() - self.rest().trim_start().len();
    }

    fn error(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.syntax.errors.push(QueryError { range, message: message.into() });
    }

    /// Whether a group or the query ends here.
    fn is_at_end(&self) -> bool {
        self.rest().is_empty() || (self.depth > 0 && self.rest().starts_with(')'))
    }

    /// The operator that is next, if there is one.
    fn operator(&self) -> Option<&'static str> {
        operator(self.rest())
    }

    fn lonely_operator(&mut self, range: Range<usize>) {
        let name = &self.typed[range.clone()];
        self.error(range, format!("{name} needs something on both sides"));
    }

    /// Parses alternatives.
    fn parse_either(&mut self) -> Option<Node> {
        let mut sides = Vec::new();
        let mut before: Option<Range<usize>> = None;
        loop {
            self.skip_spaces();
            let start = self.at;
            sides.extend(self.parse_all());
            let is_missing = self.at == start;
            let operator = self.operator().map(|operator| self.at..self.at + operator.len());
            if let Some(lonely) = before.or(operator.clone()).filter(|_| is_missing) {
                self.lonely_operator(lonely);
            }
            let Some(operator) = operator else { break };
            self.at = operator.end;
            before = Some(operator);
        }
        join(sides, Node::Either)
    }

    /// Parses a sequence of parts that must all match.
    fn parse_all(&mut self) -> Option<Node> {
        let mut parts = Vec::new();
        loop {
            self.skip_spaces();
            if self.is_at_end() || self.operator().is_some() {
                return join(parts, Node::All);
            }
            if self.rest().starts_with(')') {
                self.error(self.at..self.at + 1, "no ( for this )");
                self.at += 1;
                continue;
            }
            self.parse_part(&mut parts);
        }
    }

    /// Parses a group or a term, with any negations before it.
    fn parse_part(&mut self, parts: &mut Vec<Node>) {
        let mut is_negated = false;
        while let Some(sign @ ('!' | '-')) = self.rest().chars().next() {
            let next = self.rest()[1..].chars().next().filter(|c| !c.is_whitespace());
            match next {
                // A sign by itself is ignored.
                None if sign == '!' => {
                    self.at += 1;
                    return;
                }
                Some(next) if sign == '!' || !"->)|".contains(next) => {
                    self.at += 1;
                    is_negated = !is_negated;
                }
                _ => break,
            }
        }
        if self.is_at_end() || self.operator().is_some() {
            return;
        }
        self.negations += usize::from(is_negated);
        self.parse_unsigned(is_negated, parts);
        self.negations -= usize::from(is_negated);
    }

    /// Parses a group or a term after its signs.
    fn parse_unsigned(&mut self, is_negated: bool, parts: &mut Vec<Node>) {
        if self.rest().starts_with('(') {
            let group = self.parse_group();
            parts.extend(group.map(|group| if is_negated { Node::Not(Box::new(group)) } else { group }));
            return;
        }
        let (node, literals) = self.parse_term();
        if is_negated {
            let node = negate(node, literals);
            parts.extend(node.map(|node| Node::Not(Box::new(node))));
            return;
        }
        // A word next to a sign is searched for as it is, unless more may be typed.
        let is_prefix = literals.iter().any(Literal::ends_in_prefix);
        parts.extend(node.map(|node| match node {
            Node::Term(Term::Word(word)) if !literals.is_empty() => {
                Node::Term(Term::Phrase { words: vec![word], is_prefix })
            }
            node => node,
        }));
        parts.extend(literals.into_iter().map(|literal| Node::Term(Term::Literal(literal))));
    }

    fn parse_group(&mut self) -> Option<Node> {
        let open = self.open_group()?;
        let node = self.parse_either();
        self.close_group(open);
        node
    }

    /// Opens the group that is next; returns where, unless it is nested too deeply.
    fn open_group(&mut self) -> Option<usize> {
        let open = self.at;
        self.at += 1;
        if self.depth == MAX_DEPTH {
            self.error(open..open + 1, format!("more than {MAX_DEPTH} nested groups"));
            return None;
        }
        self.depth += 1;
        Some(open)
    }

    /// Closes the group that was opened at a byte.
    fn close_group(&mut self, open: usize) {
        if self.rest().starts_with(')') {
            self.at += 1;
        } else {
            self.error(open..open + 1, "this ( is never closed");
        }
        self.depth -= 1;
    }

    /// The end of the chunk with which a text begins: a space, an alternative, or the end of the group.
    fn chunk_end(text: &str) -> usize {
        let mut inner = 0;
        let ends = |c: char| {
            match c {
                '(' => inner += 1,
                ')' if inner > 0 => inner -= 1,
                ')' => return true,
                _ => {}
            }
            c.is_whitespace() || c == '|'
        };
        text.find(ends).unwrap_or(text.len())
    }

    /// Parses a term: its words or field, and its literals.
    fn parse_term(&mut self) -> (Option<Node>, Vec<Literal>) {
        let text = self.rest();
        if let Some((quoted, rest, is_open)) = parse_quoted(text) {
            self.at = self.typed.len() - rest.len();
            let phrase = parse_phrase(quoted, is_open);
            let literals = Literal::all_in(quoted, is_open);
            return (self.parse_distance(phrase).map(Node::Term), literals);
        }
        if let Some(end) = Self::pattern_end(text) {
            return (self.parse_pattern(end).map(Node::Term), Vec::new());
        }
        let end = Self::chunk_end(text);
        let plain = &text[..text.find(['(', ')', '|']).unwrap_or(text.len())];
        if let Some(end) = grouped_number_end(plain) {
            self.at += end;
            return (parse_words(&text[..end], end == text.len()).map(Node::Term), Vec::new());
        }
        let (chunk, is_open) = (&text[..end], end == text.len());
        let Some((name, value)) = chunk.split_once(':').filter(|(name, _)| is_field_like(name)) else {
            self.at += end;
            return (parse_words(chunk, is_open).map(Node::Term), Literal::all_in(chunk, is_open));
        };
        let Some(field) = FieldName::from_name(name) else {
            self.syntax.warnings.push(ParseWarning::UnknownField { name: name.to_owned(), start: self.at });
            self.at += end;
            // Unicode word segmentation allows a colon within a word; split there nevertheless.
            return (parse_words(&format!("{name} {value}"), is_open).map(Node::Term), Vec::new());
        };
        self.at += name.len() + 1;
        (self.parse_field(field), Vec::new())
    }

    /// Parses the distance after a phrase, as in `"climate policy"~5`.
    fn parse_distance(&mut self, phrase: Option<Term>) -> Option<Term> {
        let Some(after) = self.rest().strip_prefix('~') else { return phrase };
        let start = self.at;
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        self.at += 1 + digits;
        let Ok(within) = after[..digits].parse::<u16>() else {
            self.error(start..self.at, "~ needs a number of words, as in \"climate policy\"~5");
            return phrase;
        };
        let Some(Term::Phrase { words: mut all, is_prefix }) = phrase else { return phrase };
        let mut words: Vec<String> = Vec::new();
        for word in all.drain(..) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let within = usize::from(within).max(words.len() - 1);
        Some(if words.len() > 1 { Term::Near { words, within } } else { Term::Phrase { words, is_prefix } })
    }

    /// The end of a regular expression between slashes with which a text begins, before the closing slash.
    fn pattern_end(text: &str) -> Option<usize> {
        let inner = text.strip_prefix('/')?;
        let mut is_escaped = false;
        let end = inner.find(|c: char| {
            let ends = !is_escaped && c == '/';
            is_escaped = c == '\\' && !is_escaped;
            ends || c.is_whitespace()
        })?;
        let after = inner[end..].strip_prefix('/')?;
        let is_whole = after.chars().next().is_none_or(|c| c.is_whitespace() || "|)".contains(c));
        (end > 0 && is_whole).then_some(1 + end)
    }

    fn parse_pattern(&mut self, end: usize) -> Option<Term> {
        let start = self.at + 1;
        let typed = &self.rest()[1..end];
        self.at += end + 1;
        match Pattern::new(typed) {
            Ok(pattern) => Some(Term::Pattern(pattern)),
            Err((message, offset)) => {
                let at = start + offset.unwrap_or_default();
                let end = offset.map_or(start + typed.len(), |_| self.next_char(at));
                self.error(at..end, message);
                None
            }
        }
    }

    /// The end of the character that begins at a byte.
    fn next_char(&self, at: usize) -> usize {
        at + self.typed[at..].chars().next().map_or(0, char::len_utf8)
    }
}

/// What must not match: the literal if it is all that was typed, otherwise the words.
fn negate(node: Option<Node>, mut literals: Vec<Literal>) -> Option<Node> {
    let words = if let Some(Node::Term(term)) = &node { term.word_count() } else { 0 };
    match literals.pop() {
        Some(literal) if literals.is_empty() && literal.has_words(words) => Some(Node::Term(Term::Literal(literal))),
        _ => node,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Writes a tree as a user would type it.
    fn write(node: &Node) -> String {
        let group = |node: &Node| match node {
            Node::All(_) | Node::Either(_) => format!("({})", write(node)),
            Node::Term(_) | Node::Not(_) => write(node),
        };
        let join = |nodes: &[Node], by: &str| nodes.iter().map(group).collect::<Vec<_>>().join(by);
        match node {
            Node::Term(Term::Word(word)) => word.clone(),
            Node::Term(Term::Phrase { words, .. }) => format!("\"{}\"", words.join(" ")),
            Node::Term(Term::Near { words, within }) => format!("\"{}\"~{within}", words.join(" ")),
            Node::Term(Term::Pattern(pattern)) => format!("/{}/", pattern.typed),
            Node::Term(Term::Field(field, value)) => format!("{}:\"{value}\"", field.name()),
            Node::Term(term) => unreachable!("not generated: {term:?}"),
            Node::Not(inner) => format!("-{}", group(inner)),
            Node::All(nodes) => join(nodes, " "),
            Node::Either(nodes) => join(nodes, " OR "),
        }
    }

    fn nodes() -> impl Strategy<Value = Node> {
        let words = || prop::sample::subsequence(vec!["war", "peace", "or", "that's"], 2..4);
        let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let term = prop_oneof![
            prop::sample::select(vec!["war", "peace", "or"]).prop_map(|word| Term::Word(word.to_owned())),
            words().prop_map(move |words| Term::Phrase { words: owned(words), is_prefix: false }),
            (words(), 3..9_usize).prop_map(move |(words, within)| Term::Near { words: owned(words), within }),
            prop::sample::select(vec!["^a", "b|c(d)", "\\/"])
                .prop_map(|typed| Term::Pattern(Pattern::new(typed).expect("it is valid"))),
            (prop::sample::select(&FieldName::ALL[..]), prop::sample::select(vec!["2025", "2020-05"]))
                .prop_filter("an order is no term", |(field, _)| *field != FieldName::Sort)
                .prop_map(|(field, value)| Term::Field(field, value.to_owned())),
        ];
        term.prop_map(Node::Term).prop_recursive(4, 24, 4, |inner| {
            let many = || prop::collection::vec(inner.clone(), 2..4);
            prop_oneof![
                many().prop_map(Node::All),
                many().prop_map(Node::Either),
                inner
                    .clone()
                    .prop_filter("signs cancel out", |node| !matches!(node, Node::Not(_)))
                    .prop_map(|node| Node::Not(Box::new(node))),
            ]
        })
    }

    proptest! {
        #[test]
        fn written_trees_parse_to_the_same_tree(node in nodes()) {
            let parsed = parse(&write(&node));
            prop_assert_eq!(parsed.errors, []);
            prop_assert_eq!(parsed.node, Some(node));
        }
    }
}
