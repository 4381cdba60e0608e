//! [`Query`]: what was typed into the filter, as terms that must all match.

use std::collections::HashSet;

use crate::clauses::clauses;
use crate::completion::nearest_field;
use crate::lexer::is_quote_mark;
use crate::order::Order;
use crate::syntax::{ParseWarning, QueryError, parse};
use crate::term::{MAX_WORDS, Term};

/// A parsed query: an entry must match all terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub typed: String,
    /// The terms, deduplicated, in the order first typed.
    pub terms: Vec<Term>,
    /// The order of the hits, if one was asked for.
    pub order: Option<Order>,
    /// Problems found while parsing.
    pub warnings: Vec<ParseWarning>,
    /// Mistakes found while parsing, in the order of their places.
    pub errors: Vec<QueryError>,
    /// Whether words are searched for in the texts of entries only.
    pub words_only: bool,
}

impl Query {
    /// Parses a query. Every text is valid: anything without special meaning is a word.
    pub fn parse(typed: &str) -> Self {
        let parsed = parse(typed);
        let mut query =
            Self { order: parsed.order, warnings: parsed.warnings, errors: parsed.errors, ..Self::default() };
        typed.clone_into(&mut query.typed);
        match parsed.node.as_ref().map(clauses) {
            Some(Some(terms)) => query.terms = terms,
            Some(None) => query.errors.push(QueryError {
                range: 0..typed.len(),
                message: "too many combinations of alternatives".to_owned(),
            }),
            None => {}
        }
        let is_plain = query.warnings.is_empty() && query.errors.is_empty() && query.order.is_none();
        // A first quotation mark or negation begins something.
        let has_signs = typed.contains(|c: char| !c.is_whitespace() && !is_quote_mark(c) && c != '!')
            || typed.matches(is_quote_mark).nth(1).is_some();
        if query.terms.is_empty() && is_plain && has_signs {
            query.terms.push(Term::Nothing);
            query.warnings.push(ParseWarning::NoWords);
        }
        query.errors.sort_by_key(|error| error.range.start);
        query.dedup_and_limit();
        query
    }

    /// Parses a query to which nothing more will be typed: if it only begins something to look for, it finds nothing.
    pub fn parse_complete(typed: &str) -> Self {
        let mut query = Self::parse(typed);
        let is_blank = typed.trim().is_empty();
        if query.terms.is_empty() && query.order.is_none() && !is_blank {
            query.terms.push(Term::Nothing);
            if query.warnings.is_empty() {
                query.warnings.push(ParseWarning::NoWords);
            }
        }
        query
    }

    /// What was typed with the fields that were meant, if there are misspelt ones like them.
    pub fn with_meant_fields(&self) -> Option<String> {
        let misspelt = self.warnings.iter().rev().filter_map(|warning| match warning {
            ParseWarning::UnknownField { name, start } => Some((*start..start + name.len(), nearest_field(name)?)),
            _ => None,
        });
        let mut typed = self.typed.clone();
        misspelt.for_each(|(range, field)| typed.replace_range(range, field.name()));
        (typed != self.typed).then_some(typed)
    }

    /// Drops duplicate terms and words over the limit. A phrase is truncated; any other term is dropped entirely: part
    /// of a negation would exclude more, and part of alternatives would find less.
    fn dedup_and_limit(&mut self) {
        let (mut seen, mut seen_members) = (HashSet::new(), HashSet::new());
        let (mut remaining, mut is_truncated) = (MAX_WORDS, false);
        for mut term in std::mem::take(&mut self.terms) {
            if !seen.insert(term.clone()) {
                continue;
            }
            // Alternatives may recur in several terms.
            let new_members = term.members().iter().filter(|member| seen_members.insert((*member).clone()));
            let words: usize = new_members.map(Term::word_count).sum();
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
        self.terms.iter().any(Term::uses_shelf)
    }

    /// Restricts the words to the texts of entries.
    #[must_use]
    pub fn in_words_only(self) -> Self {
        Self { words_only: true, ..self }
    }

    /// Whether words are also searched for in metadata, and so in the user's notes.
    pub fn searches_metadata(&self) -> bool {
        !self.words_only && self.terms.iter().any(|term| term.word_count() > 0)
    }

    /// The terms by which hits are ranked: words, phrases, patterns, and alternatives of them.
    pub(super) fn ranked_terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.is_ranked())
    }

    /// The words, phrases, patterns and signs that are highlighted in hits, each once.
    pub fn highlighted_terms(&self) -> impl Iterator<Item = &Term> {
        let mut seen = HashSet::new();
        let members = self.terms.iter().flat_map(Term::members);
        members.filter(move |term| (term.is_ranked() || matches!(term, Term::Literal(_))) && seen.insert(*term))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::FieldName;
    use crate::literal::Literal;
    use crate::pattern::Pattern;

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
            ("\"\"", vec![Term::Nothing]),
            ("\"\" !", vec![Term::Nothing]),
            ("()", vec![Term::Nothing]),
            ("\"", vec![]),
            ("\"\" … —", vec![Term::Nothing]),
            ("-", vec![Term::Nothing]),
            ("war — peace", vec![word("war"), word("peace")]),
        ] {
            assert_eq!(Query::parse(typed).terms, terms, "{typed:?}");
        }
    }

    #[test]
    fn words_with_symbols_add_literal_terms() {
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
    fn complete_queries_without_terms_match_nothing() {
        for (typed, warnings) in [
            ("\"\"", vec![ParseWarning::NoWords]),
            ("()", vec![ParseWarning::NoWords]),
            ("—", vec![ParseWarning::NoWords]),
            ("!", vec![ParseWarning::NoWords]),
            ("speaker:", vec![ParseWarning::EmptyField(FieldName::Speaker)]),
        ] {
            let query = Query::parse_complete(typed);
            assert_eq!((query.terms, query.warnings), (vec![Term::Nothing], warnings), "{typed}");
        }
        for typed in ["", " ", "sort:date"] {
            assert!(Query::parse_complete(typed).terms.is_empty(), "{typed}");
        }
    }

    #[test]
    fn unknown_fields_warn_and_become_words() {
        let query = Query::parse("colour:blue topic: x");
        assert_eq!(
            query.warnings,
            [
                ParseWarning::UnknownField { name: "colour".into(), start: 0 },
                ParseWarning::EmptyField(FieldName::Topic)
            ]
        );
        assert_eq!(query.terms, [words(&["colour", "blue"], false), word("x")]);
    }

    #[test]
    fn misspelt_fields_are_corrected() {
        for (typed, expected) in [
            ("speker:ada war sourse:x", Some("speaker:ada war source:x")),
            ("war (SPEKER:ada | !coll:c)", Some("war (speaker:ada | !collection:c)")),
            ("colour:red", None),
            ("speaker:ada", None),
        ] {
            assert_eq!(Query::parse(typed).with_meant_fields().as_deref(), expected, "{typed}");
        }
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
    fn number_of_words_is_limited() {
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

    fn any(members: &[Term]) -> Term {
        Term::Any(members.to_vec())
    }

    fn not(term: Term) -> Term {
        Term::Not(Box::new(term))
    }

    #[test]
    fn alternatives_and_groups_become_terms_that_must_all_match() {
        let [a, b, c] = ["a", "b", "c"].map(word);
        let topic = |value| field(FieldName::Topic, value);
        for (typed, terms) in [
            ("a OR b", vec![any(&[a.clone(), b.clone()])]),
            ("a|b", vec![any(&[a.clone(), b.clone()])]),
            ("a or b", vec![a.clone(), word("or"), b.clone()]),
            ("(a OR b) c", vec![any(&[a.clone(), b.clone()]), c.clone()]),
            ("a b OR c", vec![any(&[a.clone(), c.clone()]), any(&[b.clone(), c.clone()])]),
            ("-(a OR b) c", vec![not(a.clone()), not(b.clone()), c.clone()]),
            ("!(a b)", vec![any(&[not(a.clone()), not(b.clone())])]),
            ("-a !b", vec![not(a.clone()), not(b.clone())]),
            ("topic:a,b", vec![any(&[topic("a"), topic("b")])]),
            ("!topic:a,b", vec![not(topic("a")), not(topic("b"))]),
            ("topic:\"a, b\"", vec![topic("a, b")]),
            ("topic:a,", vec![topic("a")]),
            ("f(a) c", vec![words(&["f", "a"], false), c.clone()]),
            ("(yes) :", vec![word("yes")]),
            ("topic:(a|b)", vec![any(&[topic("a"), topic("b")])]),
            ("topic:(a OR \"b c\", d e)", vec![any(&[topic("a"), topic("b c"), topic("d e")])]),
            ("topic:((a|b)|(c)),d f", vec![any(&["a", "b", "c", "d"].map(topic)), word("f")]),
            ("!topic:(a|b)", vec![not(topic("a")), not(topic("b"))]),
            ("topic:a(b) c", vec![topic("a(b)"), c.clone()]),
            ("topic:(a(b) c)", vec![topic("a(b) c")]),
            ("a OR OR-b", vec![any(&[a.clone(), words(&["or", "b"], true)])]),
            ("\"a b a\"~5", vec![Term::Near { words: vec!["a".into(), "b".into()], within: 5 }]),
            ("\"a b c\"~1", vec![Term::Near { words: vec!["a".into(), "b".into(), "c".into()], within: 2 }]),
            ("/^a.b$/", vec![Term::Pattern(Pattern::new("^a.b$").unwrap())]),
            ("a/b", vec![words(&["a", "b"], true)]),
            ("/usr/bin", vec![words(&["usr", "bin"], true)]),
            ("sort:date", vec![]),
        ] {
            let query = Query::parse(typed);
            assert_eq!((query.terms, query.errors), (terms, vec![]), "{typed}");
        }
        assert_eq!(Query::parse("a sort:date").order, Some(Order::Date));
    }

    #[test]
    fn errors_are_located() {
        for (typed, place) in [
            ("war (peace", "("),
            ("OR war", "OR"),
            ("war |", "|"),
            ("/a(b/", "("),
            ("date:19x war", "19x"),
            ("year:1941..1939", "1941..1939"),
            ("sort:size", "size"),
            ("\"a b\"~x", "~"),
            ("war) peace", ")"),
            (") war", ")"),
            ("f(a))", ")"),
            ("war :)", ")"),
            ("speaker:ada) war", ")"),
            ("speaker:(ada|ben", "("),
            ("speaker:(ada|)", "|"),
            ("speaker:(OR ada)", "OR"),
            ("speaker:(ada \"ben\")", "\""),
            ("date:(1939|19x)", "19x"),
            ("sort:date war sort:speaker", "speaker"),
            ("sort:date,speaker", "speaker"),
            ("!sort:date", "date"),
            ("-(war sort:date)", "date"),
        ] {
            let errors = Query::parse(typed).errors;
            assert_eq!(errors.iter().map(|error| &typed[error.range.clone()]).collect::<Vec<_>>(), [place], "{typed}");
        }
        let groups = ["(a b c d)"; 6].join(" | ").replace('a', "a1");
        let many = (0..5).map(|at| groups.replace("a1", &format!("a{at}"))).collect::<Vec<_>>().join(" | ");
        assert_eq!(Query::parse(&many).errors.len(), 1);
        assert!(Query::parse(&"(".repeat(1000)).errors.len() > 16);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_text_parses(typed in "(\\PC|OR|[\"“”!:()|~/, a-c-]){0,30}") {
            for error in Query::parse(&typed).errors {
                proptest::prop_assert!(typed.get(error.range).is_some());
            }
        }
    }
}
