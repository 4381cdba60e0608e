//! Reads queries in kzq’s syntax as queries of tantivy, as far as the measured ones need it.

use std::ops::Bound;

use anyhow::Result;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ExistsQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, RangeQuery,
    RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};

/// How much more a phrase of the query’s words counts than the words.
const PHRASE_BOOST: f32 = 2.0;

/// The fields that queries name.
#[derive(Clone, Copy)]
pub struct Fields {
    /// All texts of an entry.
    pub words: Field,
    /// The words of its speaker’s name.
    pub name: Field,
    /// The last part of the ids of its topics.
    pub topic: Field,
    /// Its kind.
    pub kind: Field,
    /// Its date as year, month and day in one number, 20220131 for 31 January 2022.
    pub date: Field,
}

/// A query, read.
pub struct Parsed {
    /// What to match and rank.
    pub query: Box<dyn Query>,
    /// Whether the earliest come first instead of the best.
    pub is_by_date: bool,
}

/// Reads queries.
pub struct Parser<'a> {
    /// What divides texts into words.
    pub analyser: &'a mut TextAnalyzer,
    /// The fields.
    pub fields: Fields,
    /// Whether the words of a query count for more next to each other.
    pub boosts_phrases: bool,
}

type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Parser<'_> {
    /// Reads words, `"phrases"` with `~gap`, `/patterns/`, `!`, `OR`, parentheses, fields and `sort:date`.
    pub fn parse(&mut self, query: &str) -> Result<Parsed> {
        let query = query.trim_start();
        let is_by_date = query.contains("sort:date");
        let tokens = tokens(query);
        let query = self.either(&mut tokens.as_slice(), query)?;
        Ok(Parsed { query, is_by_date })
    }

    /// Alternatives, up to a closing parenthesis.
    fn either(&mut self, tokens: &mut &[&str], query: &str) -> Result<Box<dyn Query>> {
        let mut all = vec![self.every(tokens, query)?];
        while let [token, rest @ ..] = *tokens {
            *tokens = rest;
            if *token != "OR" {
                break;
            }
            all.push(self.every(tokens, query)?);
        }
        Ok(if all.len() == 1 { all.swap_remove(0) } else { Box::new(BooleanQuery::union(all)) })
    }

    /// What must all match, up to `OR` or a closing parenthesis.
    fn every(&mut self, tokens: &mut &[&str], query: &str) -> Result<Box<dyn Query>> {
        let (mut clauses, mut plain): (Clauses, _) = (Vec::new(), Vec::new());
        while let [token, rest @ ..] = *tokens
            && !["OR", ")"].contains(token)
        {
            *tokens = rest;
            if *token == "(" {
                clauses.push((Occur::Must, self.either(tokens, query)?));
            } else if let Some(quoted) = token.strip_prefix('"') {
                let (words, gap) = quoted.rsplit_once('"').unwrap_or((quoted, ""));
                let gap = gap.strip_prefix('~').map_or(Ok(0), str::parse)?;
                clauses.push((Occur::Must, phrase(self.terms(words), gap)));
            } else if let Some(pattern) = token.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
                clauses.push((Occur::Must, Box::new(RegexQuery::from_pattern(pattern, self.fields.words)?)));
            } else if let Some(word) = token.strip_prefix('!') {
                clauses.push((Occur::MustNot, phrase(self.terms(word), 0)));
            } else if let Some((field, value)) = token.split_once(':') {
                clauses.extend(self.field(field, value)?.map(|query| (Occur::Must, query)));
            } else {
                let terms = self.terms(token);
                plain.extend(terms.iter().cloned());
                let is_last = rest.is_empty() && query.ends_with(token);
                clauses.push((Occur::Must, if is_last { prefix(terms) } else { phrase(terms, 0) }));
            }
        }
        if self.boosts_phrases && plain.len() > 1 {
            clauses.push((Occur::Should, Box::new(BoostQuery::new(prefix(plain), PHRASE_BOOST))));
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// A field with values of which one must match.
    fn field(&mut self, field: &str, values: &str) -> Result<Option<Box<dyn Query>>> {
        let text = match field {
            "topic" => self.fields.topic,
            "kind" => self.fields.kind,
            "speaker" => self.fields.name,
            "date" | "year" => {
                let (first, last) = values.split_once("..").unwrap_or((values, values));
                let day = |year: &str, rest: u64| {
                    anyhow::Ok(Term::from_field_u64(self.fields.date, year.parse::<u64>()? * 10_000 + rest))
                };
                let (first, last) = (Bound::Included(day(first, 0)?), Bound::Included(day(last, 9999)?));
                return Ok(Some(Box::new(RangeQuery::new(first, last))));
            }
            "has" => return Ok(Some(Box::new(ExistsQuery::new(values.to_owned(), false)))),
            _ => return Ok(None),
        };
        let each = values.split(',').map(|value| exact(Term::from_field_text(text, value)));
        Ok(Some(Box::new(BooleanQuery::union(each.collect()))))
    }

    /// The terms of a text.
    fn terms(&mut self, text: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        let mut tokens = self.analyser.token_stream(text);
        while tokens.advance() {
            terms.push(Term::from_field_text(self.fields.words, &tokens.token().text));
        }
        terms
    }
}

/// Splits a query at blanks and parentheses outside of quotation marks.
fn tokens(query: &str) -> Vec<&str> {
    let (mut tokens, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (at, c) in query.char_indices() {
        is_quoted ^= c == '"';
        if !is_quoted && (c.is_whitespace() || "()".contains(c)) {
            tokens.push(&query[start..at]);
            start = at + c.len_utf8();
            tokens.push(&query[at..start]);
        }
    }
    tokens.push(&query[start..]);
    tokens.retain(|token| !token.trim().is_empty());
    tokens
}

fn exact(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Terms one after the other, with at most `gap` words between them.
fn phrase(mut terms: Vec<Term>, gap: u32) -> Box<dyn Query> {
    match terms.len() {
        0 => Box::new(AllQuery),
        1 => exact(terms.swap_remove(0)),
        _ => {
            let mut query = PhraseQuery::new(terms);
            query.set_slop(gap);
            Box::new(query)
        }
    }
}

/// Like `phrase`, with the last term as a prefix.
fn prefix(terms: Vec<Term>) -> Box<dyn Query> {
    if terms.is_empty() { Box::new(AllQuery) } else { Box::new(PhrasePrefixQuery::new(terms)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_end_at_blanks_and_parentheses() {
        assert_eq!(tokens("(a OR \"b c\"~5) d"), ["(", "a", "OR", "\"b c\"~5", ")", "d"]);
    }
}
