//! [`EntryFilter`]: the parts of a query that filter entries without affecting their ranks.

use std::sync::OnceLock;

use crate::answer::{QueryWarning, alternatives};
use crate::block_hits::Alternative;
use crate::completion::nearest_value;
use crate::condition::Condition;
use crate::field::{FieldName, FieldScope};
use crate::index::Vocabulary;
use crate::metadata::{MetadataMatches, MetadataResolver};
use crate::query::Query;
use crate::resolved_term::ResolvedTerm;
use crate::suggestions::KnownValues;
use crate::term::Term;
use kzq_text::Safe;

/// The parts of a query that filter entries without affecting their ranks.
pub(super) struct EntryFilter<'q> {
    /// The fields and signs that must match or, if the flag is false, must not.
    pub(super) fields: Vec<(bool, Condition)>,
    /// The words that must not match.
    pub(super) excluded: Vec<&'q Term>,
    /// Of each of these, one must match.
    any: Vec<Vec<Member<'q>>>,
}

/// A field or words that must match or, if the flag is false, must not.
enum Member<'q> {
    Condition(bool, Condition),
    Words(bool, &'q Term, MetadataMatches),
}

impl<'q> EntryFilter<'q> {
    pub(super) fn new(
        scope: &FieldScope<'_>,
        query: &'q Query,
        metadata: Option<&MetadataResolver<'_>>,
        warnings: &mut Vec<QueryWarning>,
    ) -> Self {
        let mut filter = Self { fields: Vec::new(), excluded: Vec::new(), any: Vec::new() };
        let mut member = |term: &'q Term| {
            let (expected, term) = if let Term::Not(inner) = term { (false, &**inner) } else { (true, term) };
            match term {
                Term::Literal(literal) => Member::Condition(expected, Condition::Literal(literal.clone())),
                Term::Field(field, value) => Member::Condition(expected, resolve(scope, *field, value, warnings)),
                Term::Nothing => Member::Condition(expected, Condition::NEVER),
                words => Member::Words(expected, words, MetadataMatches::default()),
            }
        };
        for term in query.terms.iter().filter(|term| !term.is_ranked()) {
            if let Term::Any(members) = term {
                let mut members: Vec<Member<'_>> = members.iter().map(&mut member).collect();
                for member in &mut members {
                    if let (Member::Words(expected, words, matches), Some(metadata)) = (member, metadata) {
                        let is_wanted = *expected;
                        *matches = if is_wanted { metadata.resolve(words) } else { metadata.resolve_excluded(words) };
                    }
                }
                members.sort_by_key(|member| matches!(member, Member::Condition(_, condition) if condition.is_slow()));
                filter.any.push(members);
                continue;
            }
            match member(term) {
                Member::Condition(expected, condition) => filter.fields.push((expected, condition)),
                Member::Words(_, words, _) => filter.excluded.push(words),
            }
        }
        filter.fields.sort_by_key(|(_, condition)| condition.is_slow());
        filter
    }

    /// Whether some alternative is a word.
    pub(super) fn has_word_alternatives(&self) -> bool {
        self.any.iter().flatten().any(|member| matches!(member, Member::Words(..)))
    }

    /// The alternatives, with their words resolved in the vocabulary, if there is one.
    pub(super) fn alternatives(&self, vocabulary: Option<&Vocabulary>) -> Vec<Vec<Alternative<'_>>> {
        let resolved = |expected: bool, words: &Term| {
            let vocabulary = vocabulary?;
            if expected {
                ResolvedTerm::resolve(words, vocabulary, None)
            } else {
                ResolvedTerm::resolve_excluded(words, vocabulary)
            }
        };
        let mut alternatives = Vec::with_capacity(self.any.len());
        for members in &self.any {
            let members = members.iter().map(|member| match member {
                Member::Condition(expected, condition) => Alternative::Condition(*expected, condition),
                Member::Words(expected, words, metadata) => {
                    Alternative::Words(*expected, words, resolved(*expected, words), metadata)
                }
            });
            alternatives.push(members.collect());
        }
        alternatives
    }
}

/// Resolves `field:value`; a value that matches nothing adds a warning and yields a condition that no entry meets.
fn resolve(scope: &FieldScope<'_>, field: FieldName, value: &str, warnings: &mut Vec<QueryWarning>) -> Condition {
    field.resolve(scope, value).unwrap_or_else(|| {
        let FieldScope { corpus, placement, .. } = *scope;
        let value = Safe::line(value).into_owned();
        let warning = match field {
            FieldName::List => QueryWarning::NoList(value, first_names(placement.list_names())),
            field => {
                let known =
                    KnownValues { corpus, totals: None, lists: placement.list_names(), rare: &OnceLock::default() };
                let meant = nearest_value(field, value.as_str(), &known).map(|candidate| candidate.label);
                QueryWarning::NoMatch(field, value, meant)
            }
        };
        // A field among alternatives may be part of several terms.
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
        Condition::NEVER
    })
}

/// The first names, comma-separated.
fn first_names(names: &[Safe<'static>]) -> Safe<'static> {
    const MAX_NAMES: usize = 5;
    let first = names.iter().take(MAX_NAMES).map(Safe::to_borrowed);
    if names.len() > MAX_NAMES { kzq_text::safe!(Safe::join(first, ", "), ", …") } else { alternatives(first) }
}
