//! A reference implementation of search, to test the engine against: it examines every entry and sorts them all.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::facet_reference::{FACETS, choices, date, facet_values, has_value, missed_facets, selection};
use super::generated::{corpus, entries, nested_query_text, query_text};
use super::metadata::{is_in_metadata, is_whole_in_metadata};
use super::shelf::{is_on_shelf, shelf_placement};
use crate::answer::{Answer, Hit, SearchOptions};
use crate::engine::Engine;
use crate::execution::FUZZY_BELOW;
use crate::executor::{Executor, Serial};
use crate::facet::{Facet, FacetFilter};
use crate::facet_counts::FacetCounts;
use crate::field::FieldName;
use crate::index::{Index, IndexBuilder};
use crate::observer::SearchObserver;
use crate::order::Order;
use crate::query::Query;
use crate::rank::{Rank, Ranker, TokenizedEntry, rarity};
use crate::scan::ranker::ScanRanker;
use crate::syntax::{Node, parse};
use crate::term::Term;
use crate::typo::TypoMatcher;
use kzq_corpus::{Block, Corpus, EntryId, Lead};
use kzq_shelf::{ListKey, ShelfFacet};
use kzq_text::fold::fold;
use kzq_text::words::words;

/// Whether an entry has non-ASCII letters, inner dots or grouped digits.
fn has_unusual_spelling(corpus: &Corpus, id: EntryId) -> bool {
    let (block, at) = locate(corpus, id);
    block.searchable_texts(at).into_iter().flatten().any(|text| !text.is_ascii() || text.contains(['.', ',']))
}

/// All hits of a query in order, each with whether it is fuzzy.
pub(crate) fn hits(corpus: &Corpus, query: &Query, selection: &FacetFilter) -> Vec<(EntryId, bool)> {
    let terms: Vec<&Term> = query.ranked_terms().collect();
    let held = doc_freqs(corpus);
    let candidates: Vec<EntryId> = corpus.entry_ids().filter(|&id| is_match(corpus, query, id)).collect();
    let ranked = |near: Option<&TypoMatcher>| {
        let rarity = |word: &str| rarity(held.get(word).copied().unwrap_or_default());
        let rank = |&id: &EntryId| {
            let in_metadata = |term: usize| is_in_metadata(corpus, id, terms[term]);
            tokenized(corpus, id).rank(&terms, near, &rarity, &in_metadata, &mut Ranker::default())
        };
        let mut ranked: Vec<(Rank, EntryId)> = candidates.iter().filter_map(|id| Some((rank(id)?, *id))).collect();
        ranked.sort_unstable();
        ranked
    };
    let found = if terms.is_empty() {
        candidates.iter().map(|&id| (id, false)).collect()
    } else {
        let exact = ranked(None);
        let found = if exact.len() < FUZZY_BELOW { ranked(Some(&TypoMatcher::default())) } else { exact };
        found.into_iter().map(|(rank, id)| (id, rank.class.is_fuzzy)).collect::<Vec<_>>()
    };
    found.into_iter().filter(|&(id, _)| missed_facets(corpus, selection, id) == [false; FACETS]).collect()
}

/// The number of entries that contain each word.
fn doc_freqs(corpus: &Corpus) -> HashMap<String, u32> {
    let mut held = HashMap::new();
    for id in corpus.entry_ids() {
        let (block, at) = locate(corpus, id);
        let all: BTreeSet<String> =
            block.searchable_texts(at).into_iter().flatten().flat_map(words).map(|(_, word)| fold(word)).collect();
        for word in all {
            *held.entry(word).or_default() += 1;
        }
    }
    held
}

fn locate(corpus: &Corpus, id: EntryId) -> (&Block, usize) {
    let block = corpus.first_entry_of_blocks().partition_point(|&base| base as usize <= id.index()) - 1;
    (&corpus.blocks()[block], id.index() - corpus.first_entry_of_blocks()[block] as usize)
}

fn tokenized(corpus: &Corpus, id: EntryId) -> TokenizedEntry {
    let (block, at) = locate(corpus, id);
    TokenizedEntry::new(block, at)
}

fn is_match(corpus: &Corpus, query: &Query, id: EntryId) -> bool {
    let is_match = |term: &Term| term.members().iter().any(|term| matches_term(corpus, id, term));
    query.terms.iter().all(|term| term.is_ranked() || is_match(term))
}

/// Whether an entry matches a term that is not `Any`, without typos.
fn matches_term(corpus: &Corpus, id: EntryId, term: &Term) -> bool {
    match term {
        Term::Nothing => false,
        Term::Literal(literal) => {
            let (block, at) = locate(corpus, id);
            block.searchable_texts(at).into_iter().flatten().any(|text| literal.is_in(text))
        }
        Term::Field(field, value) => meets_field(corpus, id, *field, value),
        Term::Not(inner) => match &**inner {
            Term::Field(..) | Term::Literal(_) => !matches_term(corpus, id, inner),
            unwanted => !tokenized(corpus, id).contains(unwanted) && !is_whole_in_metadata(corpus, id, unwanted),
        },
        words => tokenized(corpus, id).matches(words) || is_in_metadata(corpus, id, words),
    }
}

/// Whether an entry matches the tree of a query, or its negation, without typos.
fn matches_tree(corpus: &Corpus, id: EntryId, node: &Node, is_negated: bool) -> bool {
    let matches = |node: &Node| matches_tree(corpus, id, node, is_negated);
    match (node, is_negated) {
        (Node::Term(term), false) => matches_term(corpus, id, term),
        (Node::Term(term), true) => matches_term(corpus, id, &Term::Not(Box::new(term.clone()))),
        (Node::Not(inner), _) => matches_tree(corpus, id, inner, !is_negated),
        (Node::All(nodes), false) | (Node::Either(nodes), true) => nodes.iter().all(matches),
        (Node::Either(nodes), false) | (Node::All(nodes), true) => nodes.iter().any(matches),
    }
}

/// Supports only the field values that the generated queries use.
fn meets_field(corpus: &Corpus, id: EntryId, field: FieldName, value: &str) -> bool {
    let entry = corpus.entry(id);
    match field {
        FieldName::Is => [("starred", ShelfFacet::Starred), ("used", ShelfFacet::Used)]
            .into_iter()
            .any(|(name, facet)| name.starts_with(value) && is_on_shelf(facet, id)),
        FieldName::Has if value == "question" => {
            entry.question().is_some() || matches!(entry.lead(), Some(Lead::Asked(_) | Lead::AskedAsTold(_)))
        }
        FieldName::Has if value == "source" => entry.source().is_some(),
        FieldName::Has if value == "date" => date(corpus, entry).is_some(),
        FieldName::Has if value == "lead" => entry.lead().is_some(),
        FieldName::Has => "note".starts_with(value) && is_on_shelf(ShelfFacet::Noted, id),
        FieldName::List => is_on_shelf(ShelfFacet::List(ListKey::new(value)), id),
        FieldName::Kind => entry.kind().name().starts_with(value) || entry.wording().name().starts_with(value),
        FieldName::Topic => {
            let ends = |id| corpus.topic(id).path.as_str().rsplit('/').next() == Some(value);
            entry.topics().iter().any(|&topic| corpus.topic_ancestors(topic).any(ends))
        }
        FieldName::Id => fold(entry.id().as_str()).contains(&fold(value)),
        FieldName::Speaker => match corpus.speaker_of(entry) {
            Some(speaker) => speaker.id.as_str() == value,
            None => value == "unknown",
        },
        FieldName::Source => corpus.reported_sources(entry).any(|source| source.id.as_str() == value),
        FieldName::Date => date(corpus, entry).is_some_and(|date| (1939..=1941).contains(&date.year())),
        FieldName::Since => date(corpus, entry).is_some_and(|date| date.year() >= 1940),
        FieldName::Before => date(corpus, entry).is_some_and(|date| date.year() < 1940),
        FieldName::Lang => entry.lang().is_some(),
        FieldName::Tag => entry.tags().iter().any(|tag| fold(tag.as_str()) == value),
        FieldName::Status => entry.status().is_some(),
        FieldName::Collection => true,
        FieldName::Year | FieldName::Sort => unreachable!("not generated"),
    }
}

fn group_duplicates(corpus: &Corpus, hits: &[(EntryId, bool)]) -> Vec<Hit> {
    let mut rows: Vec<Hit> = Vec::new();
    for &(entry, near) in hits {
        let says_same = |other: EntryId| {
            let (one, other) = (corpus.entry(entry), corpus.entry(other));
            one.wording() == other.wording() && one.texts() == other.texts()
        };
        match rows.iter_mut().find(|row| says_same(row.entry)) {
            Some(row) => row.duplicates += 1,
            None => rows.push(Hit { entry, is_fuzzy: near, duplicates: 1 }),
        }
    }
    rows
}

/// Runs jobs out of order, as threads would.
struct ShuffledExecutor;

impl Executor for ShuffledExecutor {
    fn for_each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        let half = |odd: usize| (odd..count).step_by(2).for_each(job);
        half(1);
        half(0);
    }
}

/// Records all partial answers.
#[derive(Default)]
struct RecordingObserver(Mutex<Vec<Answer>>);

impl SearchObserver for RecordingObserver {
    fn is_cancelled(&self) -> bool {
        false
    }

    fn wants_partial(&self) -> bool {
        true
    }

    fn on_partial(&self, so_far: Answer) {
        self.0.lock().unwrap().push(so_far);
    }
}

fn assert_counts(corpus: &Corpus, query: &Query, selection: &FacetFilter, answer: &Answer) {
    let found: Vec<EntryId> = hits(corpus, query, &FacetFilter::default()).into_iter().map(|(id, _)| id).collect();
    let count = |facet: Facet, is: &dyn Fn(EntryId) -> bool| {
        let without = |id| {
            let mut missed = missed_facets(corpus, selection, id);
            missed[facet as usize] = false;
            missed == [false; FACETS]
        };
        found.iter().filter(|&&id| without(id) && is(id)).count()
    };
    assert_eq!(answer.counts.all_topics, count(Facet::Topic, &|_| true));
    for value in facet_values(corpus) {
        let expected = count(value.facet(), &|id| has_value(corpus, id, value));
        assert_eq!(answer.counts.of(value), expected, "{value:?} in {selection:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn engine_agrees_with_reference(
        entries in entries(), typed in query_text(), choice in choices(), best in prop_oneof![Just(usize::MAX), 0..20_usize],
        is_prepared in any::<bool>(),
    ) {
        let corpus = corpus(&entries);
        let query = Query::parse(&typed);
        let selection = selection(&corpus, &choice);
        let places = shelf_placement(&corpus);
        let plain = hits(&corpus, &query, &selection);
        let rows = group_duplicates(&corpus, &plain);

        let engine = Engine::with_executor(Arc::clone(&corpus), Arc::new(ShuffledExecutor));
        if is_prepared {
            engine.prepare_facets();
        }
        let answer = engine.answer_with_shelf(&places, &query, &selection, SearchOptions { limit: best, ..SearchOptions::GROUPED });
        prop_assert_eq!(&answer.hits[..], &rows[..best.min(rows.len())], "{} over {:?}", typed, entries);
        prop_assert_eq!(answer.groups, rows.len());
        prop_assert_eq!(answer.exact, rows.iter().filter(|row| !row.is_fuzzy).count());
        prop_assert_eq!(answer.found, plain.len());
        assert_counts(&corpus, &query, &selection, &answer);

        let options = SearchOptions { counts_facets: false, ..SearchOptions::ALL };
        let all = engine.answer_with_shelf(&places, &query, &selection, options);
        prop_assert!(all.hits.iter().map(|hit| (hit.entry, hit.is_fuzzy)).eq(plain));
        prop_assert_eq!(all.counts, FacetCounts::default());
    }

    #[test]
    fn exact_hits_match_the_query_tree(entries in entries(), typed in nested_query_text()) {
        let (corpus, query) = (corpus(&entries), Query::parse(&typed));
        prop_assume!(query.warnings.is_empty() && query.errors.is_empty());
        let places = shelf_placement(&corpus);
        let answer = Engine::new(Arc::clone(&corpus)).answer_with_shelf(&places, &query, &FacetFilter::default(), SearchOptions::ALL);
        let found: BTreeSet<EntryId> = answer.hits.iter().filter(|hit| !hit.is_fuzzy).map(|hit| hit.entry).collect();
        // `!` and `()` contain no terms.
        let Some(node) = parse(&typed).node else { return Ok(()) };
        let expected = corpus.entry_ids().filter(|&id| matches_tree(&corpus, id, &node, false)).collect();
        prop_assert_eq!(found, expected, "{}", typed);
    }

    #[test]
    fn sort_orders_keep_and_sort_all_hits(entries in entries(), typed in query_text(), order in prop::sample::select(&Order::ALL[..])) {
        let (corpus, query) = (corpus(&entries), Query { order: Some(order), ..Query::parse(&typed) });
        let answer = Engine::new(Arc::clone(&corpus)).answer(&query, &FacetFilter::default(), SearchOptions::ALL);
        let plain = Engine::new(Arc::clone(&corpus))
            .answer(&Query { order: None, ..query }, &FacetFilter::default(), SearchOptions::ALL);
        let sorted = |answer: &Answer| answer.hits.iter().map(|hit| (hit.is_fuzzy, hit.entry)).collect::<BTreeSet<_>>();
        prop_assert_eq!(sorted(&answer), sorted(&plain));
        prop_assert!(answer.hits.is_sorted_by_key(|hit| hit.is_fuzzy));
        if order == Order::Date {
            let key = |hit: &Hit| {
                let date = date(&corpus, corpus.entry(hit.entry));
                (hit.is_fuzzy, date.is_none(), date.map(|date| (date.year(), date.month())), hit.entry)
            };
            prop_assert!(answer.hits.is_sorted_by_key(key));
        }
    }

    #[test]
    fn queries_without_words_build_no_index(entries in entries(), typed in "(kind:quote|topic:w|!speaker:p1|is:starred|has:question|!list:odd| )*", choice in choices()) {
        let corpus = corpus(&entries);
        let (query, selection) = (Query::parse(&typed), selection(&corpus, &choice));
        let engine = Engine::new(Arc::clone(&corpus));
        let places = shelf_placement(&corpus);
        let answer = engine.answer_with_shelf(&places, &query, &selection, SearchOptions::ALL);
        prop_assert!(engine.index_if_built().is_none());
        prop_assert!(answer.hits.iter().map(|hit| (hit.entry, hit.is_fuzzy)).eq(hits(&corpus, &query, &selection)));
        assert_counts(&corpus, &query, &selection, &answer);
    }

    #[test]
    fn partial_answers_are_subsets(
        entries in entries(), typed in query_text(), choice in choices(), is_begun in any::<bool>(),
    ) {
        let corpus = corpus(&entries);
        let (query, selection, places) = (Query::parse(&typed), selection(&corpus, &choice), shelf_placement(&corpus));
        let mut stages = vec![Index::default()];
        let mut builder = IndexBuilder::default();
        while !builder.add_batch(&corpus, &Serial).is_empty() {
            stages.push(builder.index().clone());
        }
        let index = stages.swap_remove(usize::from(is_begun && stages.len() > 1));
        let engine = Engine::with_index(Arc::clone(&corpus), index, Arc::new(ShuffledExecutor));
        let whole = engine.answer_with_shelf(&places, &query, &selection, SearchOptions::ALL);

        let hurried = RecordingObserver::default();
        let told = engine.answer_observed(&hurried, &places, &query, &selection, SearchOptions::ALL);
        prop_assert_eq!(told.as_ref(), Some(&whole));
        prop_assert_eq!(whole.pending, 0);
        let heard = hurried.0.into_inner().unwrap();
        let blocks = corpus.blocks().iter().filter(|block| !block.is_empty()).count();
        // Typos of a word that no entry contains are searched in all blocks at once.
        let is_unknown = heard.is_empty() && whole.hits.iter().all(|hit| hit.is_fuzzy);
        prop_assert!(heard.len() + 1 >= blocks || is_unknown, "at least after each block");
        prop_assert!(heard.iter().chain(&told).is_sorted_by(|one, next| one.pending > next.pending));
        for so_far in heard {
            let mut others = whole.hits.iter();
            prop_assert!(so_far.hits.iter().all(|hit| others.any(|other| other == hit)), "in the order of all");
            prop_assert!(so_far.counts.all_topics <= whole.counts.all_topics);
        }
    }

    #[test]
    fn scan_ranker_agrees_with_tokenized_ranking(entries in entries(), typed in query_text()) {
        let corpus = corpus(&entries);
        let query = Query::parse(&typed);
        let terms: Vec<&Term> = query.ranked_terms().collect();
        let mut ranker = ScanRanker::new(&terms);
        for id in corpus.entry_ids() {
            let in_metadata = |term: usize| is_in_metadata(&corpus, id, terms[term]);
            let read = tokenized(&corpus, id).rank(&terms, None, &|_| 0, &in_metadata, &mut Ranker::default());
            let (block, at) = locate(&corpus, id);
            prop_assert_eq!(ranker.rank(block, at, &in_metadata), read, "{}", typed);
        }
    }

    #[test]
    fn scan_finds_all_usual_spellings(entries in entries(), typed in query_text()) {
        let corpus = corpus(&entries);
        let query = Query::parse(&typed);
        let scanning = Engine::with_index(Arc::clone(&corpus), Index::default(), Arc::new(Serial));
        let scanned = scanning.answer_with_shelf(&shelf_placement(&corpus), &query, &FacetFilter::default(), SearchOptions::ALL);
        let plain: Vec<EntryId> = hits(&corpus, &query, &FacetFilter::default()).into_iter().map(|(id, _)| id).collect();
        let all: BTreeSet<EntryId> = plain.iter().copied().collect();
        prop_assert!(scanned.hits.iter().all(|hit| all.contains(&hit.entry)));
        if scanned.hits.len() >= FUZZY_BELOW {
            // Unusual spellings are found by the index only.
            let found: BTreeSet<EntryId> = scanned.hits.iter().map(|hit| hit.entry).collect();
            prop_assert!(all.difference(&found).all(|&id| has_unusual_spelling(&corpus, id)));
        }
    }
}
