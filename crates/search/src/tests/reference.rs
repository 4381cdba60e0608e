//! A reference implementation of search, to test the engine against: it examines every entry and sorts them all.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::generated::{corpus, entries, typed};
use crate::answer::{Answer, Hit, Wanted};
use crate::engine::Engine;
use crate::executor::{Parallel, Serial};
use crate::facets::Selection;
use crate::index::Index;
use crate::observer::Asker;
use crate::query::{FieldName, Query, Term};
use crate::rank::{Prepared, Rank, Ranker, rarity};
use crate::scan::ranker::Skimmer;
use crate::typo::Near;
use kzq_corpus::{Block, Corpus, Entry, EntryId, Wording};
use kzq_shelf::{Change, EntryName, Facet, Finder, ListKey, Places, Shelf, Spot};
use kzq_text::fold::fold;
use kzq_text::words::words;

const FEW: usize = 10;

/// Whether an entry has non-ASCII letters or inner dots.
fn is_spelled_oddly(corpus: &Corpus, id: EntryId) -> bool {
    let (block, at) = place(corpus, id);
    block.searched(at).into_iter().flatten().any(|text| !text.is_ascii() || text.contains('.'))
}

/// All hits of a query in order, each with whether it is fuzzy.
pub(crate) fn hits(corpus: &Corpus, query: &Query, selection: &Selection) -> Vec<(EntryId, bool)> {
    let sought: Vec<&Term> = query.sought().collect();
    let held = held(corpus);
    let candidates: Vec<EntryId> = corpus.ids().filter(|&id| passes(corpus, query, id)).collect();
    let ranked = |near: Option<&Near>| {
        let rarity = |word: &str| rarity(held.get(word).copied().unwrap_or_default());
        let rank = |&id: &EntryId| prepared(corpus, id).rank(&sought, near, &rarity, &mut Ranker::default());
        let mut ranked: Vec<(Rank, EntryId)> = candidates.iter().filter_map(|id| Some((rank(id)?, *id))).collect();
        ranked.sort_unstable();
        ranked
    };
    let found = if sought.is_empty() {
        candidates.iter().map(|&id| (id, false)).collect()
    } else {
        let sure = ranked(None);
        let found = if sure.len() < FEW { ranked(Some(&Near::default())) } else { sure };
        found.into_iter().map(|(rank, id)| (id, rank.class.near)).collect::<Vec<_>>()
    };
    found.into_iter().filter(|&(id, _)| missed(corpus, selection, id) == [false; 5]).collect()
}

/// The number of entries that contain each word.
fn held(corpus: &Corpus) -> HashMap<String, u32> {
    let mut held = HashMap::new();
    for id in corpus.ids() {
        let (block, at) = place(corpus, id);
        let all: BTreeSet<String> =
            block.searched(at).into_iter().flatten().flat_map(words).map(|(_, word)| fold(word)).collect();
        for word in all {
            *held.entry(word).or_default() += 1;
        }
    }
    held
}

fn place(corpus: &Corpus, id: EntryId) -> (&Block, usize) {
    let block = corpus.bases().partition_point(|&base| base <= id.0) - 1;
    (&corpus.blocks()[block], (id.0 - corpus.bases()[block]) as usize)
}

fn prepared(corpus: &Corpus, id: EntryId) -> Prepared {
    let (block, at) = place(corpus, id);
    Prepared::of(block, at)
}

fn passes(corpus: &Corpus, query: &Query, id: EntryId) -> bool {
    query.terms.iter().all(|term| match term {
        Term::Word(_) | Term::Phrase { .. } => true,
        Term::Field(field, value) => fulfils(corpus, id, *field, value),
        Term::Not(inner) => match &**inner {
            Term::Field(field, value) => !fulfils(corpus, id, *field, value),
            unwanted => !prepared(corpus, id).holds(unwanted),
        },
    })
}

/// Supports only the field values that the generated queries use.
fn fulfils(corpus: &Corpus, id: EntryId, field: FieldName, value: &str) -> bool {
    let entry = corpus.entry(id);
    match field {
        FieldName::Is => "starred".starts_with(value) && is_shelved(Facet::Starred, id),
        FieldName::Has => "note".starts_with(value) && is_shelved(Facet::Noted, id),
        FieldName::List => is_shelved(Facet::List(ListKey::of(value)), id),
        FieldName::Kind => entry.kind().name().starts_with(value) || entry.wording().name().starts_with(value),
        FieldName::Topic => {
            let ends = |id| corpus.topic(id).path.as_str().rsplit('/').next() == Some(value);
            entry.topics().iter().any(|&topic| corpus.topic_line(topic).any(ends))
        }
        FieldName::Id => fold(entry.id().as_str()).contains(&fold(value)),
        FieldName::Speaker => corpus.speaker(entry.speaker()).id.as_str() == value,
        FieldName::Source => entry.source().is_some_and(|source| corpus.source(source).id.as_str() == value),
    }
}

/// Which of the facets an entry misses.
fn missed(corpus: &Corpus, selection: &Selection, id: EntryId) -> [bool; 5] {
    let entry = corpus.entry(id);
    [
        selection.topic.is_some_and(|set| !entry.topics().iter().any(|&topic| corpus.is_within(topic, set))),
        selection.wording.is_some_and(|set| entry.wording() != set),
        selection.speaker.is_some_and(|set| entry.speaker() != set),
        selection.source.is_some_and(|set| entry.source() != Some(set)),
        selection.shelf.is_some_and(|set| !is_shelved(set, id)),
    ]
}

/// Whether an entry is on the shelf: decided by its id, so that all combinations occur.
fn is_shelved(facet: Facet, id: EntryId) -> bool {
    match facet {
        Facet::Starred => id.0.is_multiple_of(3),
        Facet::Noted => id.0 % 4 == 1,
        Facet::List(key) if key == ListKey::of("odd") => id.0 % 2 == 1,
        Facet::Highlighted | Facet::List(_) => false,
    }
}

fn shelf_places(corpus: &Arc<Corpus>) -> Places {
    let mut shelf = Shelf::default();
    Change::List("empty".into(), Spot::Last).apply(&mut shelf);
    for id in corpus.ids() {
        let entry = EntryName::of(corpus, id);
        let (list, spot) = ("odd".into(), Spot::First);
        let changes = [
            (Facet::Starred, Change::Star(entry.clone(), None)),
            (Facet::Noted, Change::Note { entry: entry.clone(), imprint: None, from: None, to: Some("n".into()) }),
            (Facet::List(ListKey::of("odd")), Change::Add { list, entry, imprint: None, spot }),
        ];
        changes.iter().filter(|(facet, _)| is_shelved(*facet, id)).for_each(|(_, change)| change.apply(&mut shelf));
    }
    Finder::default().find(&shelf, corpus)
}

fn collapsed(corpus: &Corpus, hits: &[(EntryId, bool)]) -> Vec<Hit> {
    let mut rows: Vec<Hit> = Vec::new();
    for &(entry, near) in hits {
        let says_same = |other: EntryId| {
            let (one, other) = (corpus.entry(entry), corpus.entry(other));
            one.wording() == other.wording() && one.words() == other.words()
        };
        match rows.iter_mut().find(|row| says_same(row.entry)) {
            Some(row) => row.times += 1,
            None => rows.push(Hit { entry, near, times: 1 }),
        }
    }
    rows
}

/// The number of entries with `is` that match all selected facets but `facet`.
fn count(
    corpus: &Corpus,
    found: &[EntryId],
    selection: &Selection,
    facet: usize,
    is: impl Fn(Entry<'_>) -> bool,
) -> usize {
    let counts = |&&id: &&EntryId| {
        let missed = missed(corpus, selection, id);
        let others = missed.iter().enumerate().any(|(other, missed)| other != facet && *missed);
        !others && is(corpus.entry(id))
    };
    found.iter().filter(counts).count()
}

fn selection(corpus: &Corpus, choice: [usize; 5]) -> Selection {
    Selection {
        topic: corpus.topic_ids().nth(choice[0]),
        wording: Wording::ALL.get(choice[1]).copied(),
        speaker: corpus.speaker_ids().nth(choice[2]),
        source: corpus.source_ids().nth(choice[3]),
        shelf: SHELVED.get(choice[4]).map(|facet| facet()),
    }
}

/// The shelf facets in use.
const SHELVED: [fn() -> Facet; 4] =
    [|| Facet::Starred, || Facet::Noted, || Facet::List(ListKey::of("odd")), || Facet::List(ListKey::of("empty"))];

fn choices() -> impl Strategy<Value = [usize; 5]> {
    prop_oneof![2 => Just([9; 5]), 1 => [0..6_usize, 0..6_usize, 0..6_usize, 0..6_usize, 0..8_usize]]
}

/// Runs jobs out of order, as threads would.
struct Shuffled;

impl Parallel for Shuffled {
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        let half = |odd: usize| (odd..count).step_by(2).for_each(job);
        half(1);
        half(0);
    }
}

/// Records all partial answers.
#[derive(Default)]
struct Hurried(Mutex<Vec<Answer>>);

impl Asker for Hurried {
    fn has_gone(&self) -> bool {
        false
    }

    fn is_impatient(&self) -> bool {
        true
    }

    fn hear(&self, so_far: Answer) {
        self.0.lock().unwrap().push(so_far);
    }
}

fn assert_counts(corpus: &Corpus, query: &Query, selection: &Selection, answer: &Answer) {
    let found: Vec<EntryId> = hits(corpus, query, &Selection::default()).into_iter().map(|(id, _)| id).collect();
    let count = |facet, is: &dyn Fn(Entry<'_>) -> bool| count(corpus, &found, selection, facet, is);
    assert_eq!(answer.counts.all_topics, count(0, &|_| true));
    for topic in corpus.topic_ids() {
        let within = |entry: Entry<'_>| entry.topics().iter().any(|&own| corpus.is_within(own, topic));
        assert_eq!(answer.counts.topic(topic), count(0, &within));
    }
    for wording in Wording::ALL {
        assert_eq!(answer.counts.wording(wording), count(1, &|entry| entry.wording() == wording));
    }
    for speaker in corpus.speaker_ids() {
        assert_eq!(answer.counts.speaker(speaker), count(2, &|entry| entry.speaker() == speaker));
    }
    for source in corpus.source_ids() {
        assert_eq!(answer.counts.source(source), count(3, &|entry| entry.source() == Some(source)));
    }
    for facet in SHELVED.map(|facet| facet()) {
        let is_counted = |&&id: &&EntryId| missed(corpus, selection, id)[..4] == [false; 4] && is_shelved(facet, id);
        assert_eq!(answer.counts.shelf(facet), found.iter().filter(is_counted).count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_engine_answers_as_plainly_said(
        entries in entries(), typed in typed(), choice in choices(), best in prop_oneof![Just(usize::MAX), 0..20_usize],
    ) {
        let corpus = corpus(&entries);
        let query = Query::parse(&typed);
        let selection = selection(&corpus, choice);
        let places = shelf_places(&corpus);
        let plain = hits(&corpus, &query, &selection);
        let rows = collapsed(&corpus, &plain);

        let engine = Engine::with(Arc::clone(&corpus), Arc::new(Shuffled));
        let answer = engine.answer_with(&places, &query, &selection, Wanted { best, collapsed: true });
        prop_assert_eq!(&answer.hits[..], &rows[..best.min(rows.len())], "{} over {:?}", typed, entries);
        prop_assert_eq!(answer.rows, rows.len());
        prop_assert_eq!(answer.sure, rows.iter().filter(|row| !row.near).count());
        prop_assert_eq!(answer.found, plain.len());
        assert_counts(&corpus, &query, &selection, &answer);

        let all = engine.answer_with(&places, &query, &selection, Wanted::ALL);
        prop_assert!(all.hits.iter().map(|hit| (hit.entry, hit.near)).eq(plain));
    }

    #[test]
    fn no_index_is_built_for_what_asks_for_no_words(entries in entries(), typed in "(kind:quote|topic:w|!speaker:p1|is:starred|!list:odd| )*", choice in choices()) {
        let corpus = corpus(&entries);
        let (query, selection) = (Query::parse(&typed), selection(&corpus, choice));
        let engine = Engine::new(Arc::clone(&corpus));
        let places = shelf_places(&corpus);
        let answer = engine.answer_with(&places, &query, &selection, Wanted::ALL);
        prop_assert!(engine.built_index().is_none());
        prop_assert!(answer.hits.iter().map(|hit| (hit.entry, hit.near)).eq(hits(&corpus, &query, &selection)));
        assert_counts(&corpus, &query, &selection, &answer);
    }

    #[test]
    fn what_is_heard_meanwhile_is_part_of_the_answer(
        entries in entries(), typed in typed(), choice in choices(), is_begun in any::<bool>(),
    ) {
        let corpus = corpus(&entries);
        let (query, selection, places) = (Query::parse(&typed), selection(&corpus, choice), shelf_places(&corpus));
        let mut stages = vec![Index::default()];
        Index::default().grow(&corpus, &Serial, &mut |index| stages.push(index.clone()));
        let index = stages.swap_remove(usize::from(is_begun && stages.len() > 1));
        let engine = Engine::over(Arc::clone(&corpus), index, Arc::new(Shuffled));
        let whole = engine.answer_with(&places, &query, &selection, Wanted::ALL);

        let hurried = Hurried::default();
        let told = engine.answer_to(&hurried, &places, &query, &selection, Wanted::ALL);
        prop_assert_eq!(told.as_ref(), Some(&whole));
        prop_assert_eq!(whole.to_come, 0);
        let heard = hurried.0.into_inner().unwrap();
        let blocks = corpus.blocks().iter().filter(|block| block.len() > 0).count();
        prop_assert!(heard.len() + 1 >= blocks, "at least after each block");
        prop_assert!(heard.iter().chain(&told).is_sorted_by(|one, next| one.to_come > next.to_come));
        for so_far in heard {
            let mut others = whole.hits.iter();
            prop_assert!(so_far.hits.iter().all(|hit| others.any(|other| other == hit)), "in the order of all");
            prop_assert!(so_far.counts.all_topics <= whole.counts.all_topics);
        }
    }

    #[test]
    fn a_glance_ranks_as_reading_does(entries in entries(), typed in typed()) {
        let corpus = corpus(&entries);
        let query = Query::parse(&typed);
        let sought: Vec<&Term> = query.sought().collect();
        let mut skimmer = Skimmer::new(&sought);
        for id in corpus.ids() {
            let read = prepared(&corpus, id).rank(&sought, None, &|_| 0, &mut Ranker::default());
            let (block, at) = place(&corpus, id);
            prop_assert_eq!(skimmer.rank(block, at), read, "{}", typed);
        }
    }

    #[test]
    fn looking_through_finds_what_is_spelled_as_typed(entries in entries(), typed in typed()) {
        let corpus = corpus(&entries);
        let query = Query::parse(&typed);
        let scanning = Engine::over(Arc::clone(&corpus), Index::default(), Arc::new(Serial));
        let scanned = scanning.answer_with(&shelf_places(&corpus), &query, &Selection::default(), Wanted::ALL);
        let plain: Vec<EntryId> = hits(&corpus, &query, &Selection::default()).into_iter().map(|(id, _)| id).collect();
        let all: BTreeSet<EntryId> = plain.iter().copied().collect();
        prop_assert!(scanned.hits.iter().all(|hit| all.contains(&hit.entry)));
        if scanned.hits.len() >= FEW {
            // Unusual spellings are found by the index only.
            let found: BTreeSet<EntryId> = scanned.hits.iter().map(|hit| hit.entry).collect();
            prop_assert!(all.difference(&found).all(|&id| is_spelled_oddly(&corpus, id)));
        }
    }
}
