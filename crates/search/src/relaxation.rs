//! [`Relaxation`]: a similar query that finds something, for one that finds nothing.

use std::ops::Range;
use std::sync::OnceLock;

use kzq_corpus::{Corpus, SpeakerId};
use kzq_text::fold::{fold, fold_into, words};
use kzq_text::{Safe, safe};

use crate::completion::nearest_value;
use crate::facet::FacetFilter;
use crate::field::FieldScope;
use crate::lexer::parse_quoted;
use crate::name_match::is_slip;
use crate::query::Query;
use crate::suggestions::{KnownValues, quoted};
use crate::term::Term;
use crate::typo::TypoMatcher;

/// A query that finds something, to suggest in place of one that does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The number of entries that it finds.
    pub found: usize,
    /// The text of the query; `None` if the query stays the same and the facets are cleared.
    pub typed: Option<String>,
    /// What it finds, after the number.
    what: Safe<'static>,
}

impl Relaxation {
    /// Says what it finds: `5 by Jane Austen`.
    pub fn message(&self) -> Safe<'static> {
        safe!(self.found, " ", self.what)
    }
}

/// Looks for a query that finds something. `count` runs a query; it returns `None` if it was cancelled.
///
/// Only a few queries are run, whatever was typed.
pub(super) fn relax(
    scope: &FieldScope<'_>,
    query: &Query,
    filter: &FacetFilter,
    count: &dyn Fn(&Query, &FacetFilter) -> Option<usize>,
) -> Option<Relaxation> {
    if query.terms.is_empty() || query.terms.contains(&Term::Nothing) {
        return None;
    }
    if !filter.is_empty() {
        let found = count(query, &FacetFilter::default())?;
        if found > 0 {
            return Some(Relaxation { found, typed: None, what: "without the facets".into() });
        }
    }
    let typed = query.typed.as_str();
    let pieces = pieces(typed);
    let mut others = by_speaker(scope.corpus, typed, &pieces);
    others.extend(with_values(scope, query, &pieces));
    for (typed, what) in others {
        let found = count(&Query::parse(&typed), filter)?;
        if found > 0 {
            return Some(Relaxation { found, typed: Some(typed), what });
        }
    }
    without_a_piece(typed, &pieces, &|typed| count(&Query::parse(typed), filter))
}

/// The parts of a query between spaces, as byte ranges; quoted texts and groups are not divided.
fn pieces(typed: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        at = typed.len() - typed[at..].trim_start().len();
        if at == typed.len() {
            return pieces;
        }
        let (start, mut depth) = (at, 0_usize);
        while let Some(c) = typed[at..].chars().next() {
            if let Some((_, after, _)) = parse_quoted(&typed[at..]) {
                at = typed.len() - after.len();
                continue;
            }
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ if depth == 0 && c.is_whitespace() => break,
                _ => {}
            }
            at += c.len_utf8();
        }
        pieces.push(start..at);
    }
}

/// Joins pieces of a query.
fn joined<'t>(pieces: impl Iterator<Item = &'t str>) -> String {
    pieces.collect::<Vec<_>>().join(" ")
}

/// The query with words that are like the name of a speaker replaced by a field, and the field alone.
fn by_speaker(corpus: &Corpus, typed: &str, pieces: &[Range<usize>]) -> Vec<(String, Safe<'static>)> {
    /// Names are not longer than this.
    const MAX_WORDS: usize = 8;
    let is_word = |piece: &str| piece.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c));
    let named: Vec<(usize, String)> = (0..)
        .zip(pieces)
        .map(|(at, range)| (at, &typed[range.clone()]))
        .filter(|(_, piece)| is_word(piece) && *piece != "OR")
        .map(|(at, piece)| (at, fold(piece)))
        .collect();
    if named.len() > MAX_WORDS {
        return Vec::new();
    }
    let Some((speaker, matched)) = nearest_speaker(corpus, &named) else { return Vec::new() };
    let name = &corpus.speaker(speaker).name;
    let field = format!("speaker:{}", quoted(name.as_str()));
    let with_rest = (0..).zip(pieces).filter_map(|(at, range)| match matched.iter().position(|other| *other == at) {
        Some(0) => Some(field.as_str()),
        Some(_) => None,
        None => Some(&typed[range.clone()]),
    });
    let mut queries = vec![joined(with_rest)];
    if matched.len() > 1 && matched.len() < pieces.len() {
        queries.push(field.clone());
    }
    queries.into_iter().map(|query| (query, safe!("by ", name))).collect()
}

/// The speaker whose name has most of the typed words, perhaps with a slip, and the places of these words.
fn nearest_speaker(corpus: &Corpus, typed: &[(usize, String)]) -> Option<(SpeakerId, Vec<usize>)> {
    /// Later names are skipped.
    const MAX_NAMES: usize = 200_000;
    /// A shorter word counts as part of a name only if a longer one matches, too.
    const MIN_CHARS: usize = 4;
    let is_long = |word: &str| word.chars().nth(MIN_CHARS - 1).is_some();
    if !typed.iter().any(|(_, word)| is_long(word)) {
        return None;
    }
    let typos = TypoMatcher::default();
    let mut best: Option<(SpeakerId, Vec<usize>)> = None;
    let mut folded = String::new();
    for (id, speaker) in corpus.speaker_ids().zip(corpus.speakers()).take(MAX_NAMES) {
        let mut matched: Vec<usize> = Vec::new();
        let mut has_long = false;
        for (_, word) in words(speaker.name.as_str()) {
            fold_into(word, &mut folded);
            let is_meant = |typed: &str| typed == folded || is_slip(&typos, typed, &folded);
            if let Some((at, word)) = typed.iter().find(|(at, typed)| !matched.contains(at) && is_meant(typed)) {
                matched.push(*at);
                has_long |= is_long(word);
            }
        }
        if has_long && best.as_ref().is_none_or(|(_, most)| most.len() < matched.len()) {
            matched.sort_unstable();
            best = Some((id, matched));
        }
    }
    best
}

/// The query with another value in place of one that matches nothing.
fn with_values(scope: &FieldScope<'_>, query: &Query, pieces: &[Range<usize>]) -> Option<(String, Safe<'static>)> {
    let typed = query.typed.as_str();
    let missing = |term: &Term| match term {
        Term::Field(field, value) if field.resolve(scope, value).is_none() => Some((*field, value.clone())),
        _ => None,
    };
    let (field, value) = query.terms.iter().find_map(missing)?;
    let FieldScope { corpus, placement, .. } = *scope;
    let known = KnownValues { corpus, totals: None, lists: placement.list_names(), rare: &OnceLock::default() };
    let meant = nearest_value(field, &value, &known)?;
    let is_it = |piece: &str| Query::parse(piece).terms == [Term::Field(field, value.clone())];
    let place = pieces.iter().position(|range| is_it(&typed[range.clone()]))?;
    let replaced = format!("{}:{}", field.name(), meant.text);
    let what = safe!("with ", field.name(), ": ", meant.label);
    let parts = (0..).zip(pieces).map(|(at, range)| if at == place { &replaced } else { &typed[range.clone()] });
    Some((joined(parts), what))
}

/// The query without its last piece or, if that finds nothing, without the piece whose omission finds the most.
fn without_a_piece(typed: &str, pieces: &[Range<usize>], count: &dyn Fn(&str) -> Option<usize>) -> Option<Relaxation> {
    /// In a longer query, only the last piece may go.
    const MAX_PIECES: usize = 6;
    let is_operator = |range: &Range<usize>| typed[range.clone()] == *"OR" || typed[range.clone()].contains('|');
    if pieces.len() < 2 || pieces.iter().any(is_operator) {
        return None;
    }
    let mut best: Option<Relaxation> = None;
    let first = if pieces.len() > MAX_PIECES { pieces.len() - 1 } else { 0 };
    for left_out in (first..pieces.len()).rev() {
        let rest = pieces.iter().enumerate().filter(|(at, _)| *at != left_out);
        let rest = joined(rest.map(|(_, range)| &typed[range.clone()]));
        let found = if Query::parse(&rest).is_empty() { 0 } else { count(&rest)? };
        if found > best.as_ref().map_or(0, |best| best.found) {
            let piece = Safe::line(typed[pieces[left_out].clone()].to_owned());
            best = Some(Relaxation { found, typed: Some(rest), what: safe!("without ", piece) });
        }
        if left_out + 1 == pieces.len() && best.is_some() {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::answer::SearchOptions;
    use crate::engine::Engine;
    use kzq_corpus::Wording;

    const FILE: &str = r#"(
        schema: 1, id: "shelf", title: "My shelf",
        speakers: { "austen": (name: "Jane Austen"), "dickens": (name: "Charles Dickens") },
        entries: [
            Quote(id: "a", by: "austen", text: "It is a truth universally acknowledged."),
            Quote(id: "b", by: "austen", text: "There are few people whom I really love."),
            Quote(id: "c", by: "dickens", text: "It was the best of times."),
        ],
    )"#;

    #[test]
    fn queries_without_hits_suggest_a_relaxation() {
        let corpus = kzq_corpus::read("shelf.ron", FILE.as_bytes()).corpus.expect("the file is valid");
        let engine = Engine::new(Arc::new(corpus));
        let ask = |typed: &str, filter: &FacetFilter| {
            let relaxation = engine.answer(&Query::parse(typed), filter, SearchOptions::ALL).relaxation;
            relaxation.map(|found| (found.message().to_string(), found.typed))
        };
        for (typed, message, instead) in [
            ("jane austin", "2 by Jane Austen", "speaker:\"Jane Austen\""),
            ("austin truth", "1 by Jane Austen", "speaker:\"Jane Austen\" truth"),
            ("jane austin zebra", "2 by Jane Austen", "speaker:\"Jane Austen\""),
            ("speaker:austin truth", "1 with speaker: Jane Austen", "speaker:\"Jane Austen\" truth"),
            ("kind:qute", "3 with kind: quote", "kind:quote"),
            ("best of zebras", "1 without zebras", "best of"),
            ("-truth -love -best", "1 without -best", "-truth -love"),
            ("zebra love people", "1 without zebra", "love people"),
        ] {
            let expected = Some((message.to_owned(), Some(instead.to_owned())));
            assert_eq!(ask(typed, &FacetFilter::default()), expected, "{typed}");
        }
        for typed in ["truth", "zebra", "zebra OR lion", "—", ""] {
            assert_eq!(ask(typed, &FacetFilter::default()), None, "{typed}");
        }
        let summaries = FacetFilter::from_iter([crate::facet::FacetValue::Wording(Wording::Summary)]);
        assert_eq!(ask("truth", &summaries), Some(("1 without the facets".to_owned(), None)));
    }
}
