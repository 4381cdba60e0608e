//! [`Engine`]: answers queries over a corpus.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::answer::{Answer, Hit, Note, Wanted};
use super::block::{Block, Question, only};
use super::fields::Condition;
use super::index::Index;
use super::keywords::Keywords;
use super::near::Near;
use super::parallel::{Parallel, Serial, map};
use super::query::{Query, Remark, Term};
use super::rank::{Class, Rank};
use super::rows::Rows;
use super::tally::{Facets, Selection, Tally};
use super::terms::Looked;
use crate::corpus::{Corpus, EntryId};
use crate::shelf::Places;
use crate::text::Safe;

/// Near words are sought only where fewer entries than this hold the words surely.
const FEW: usize = 10;

/// Answers queries over one corpus.
///
/// It answers from an [`Index`], so that a query costs what it matches and not what is loaded. Blocks that the index
/// does not cover yet are looked through.
pub struct Engine {
    corpus: Arc<Corpus>,
    index: OnceLock<Index>,
    keywords: OnceLock<Keywords>,
    parallel: Arc<dyn Parallel>,
}

impl Engine {
    /// An engine for a corpus, which builds its index when it is first asked.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        Self::with(corpus, Arc::new(Serial))
    }

    /// The same, with help.
    pub fn with(corpus: Arc<Corpus>, parallel: Arc<dyn Parallel>) -> Self {
        Self { corpus, index: OnceLock::new(), keywords: OnceLock::new(), parallel }
    }

    /// An engine that has its index already, whole or in part.
    pub fn over(corpus: Arc<Corpus>, index: Index, parallel: Arc<dyn Parallel>) -> Self {
        Self { corpus, index: index.into(), keywords: OnceLock::new(), parallel }
    }

    /// The corpus that is searched.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Who does several things at the same time for it.
    pub fn parallel(&self) -> &dyn Parallel {
        &*self.parallel
    }

    /// The index, which is built now if there is none.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.corpus, &*self.parallel))
    }

    /// The index, if there is one already.
    pub fn built_index(&self) -> Option<&Index> {
        self.index.get()
    }

    /// What the corpus speaks of, which is found out now if it was not before: at a million entries that takes seconds.
    pub fn keywords(&self) -> &Keywords {
        self.keywords.get_or_init(|| Keywords::of(self))
    }

    /// What a query finds within a selection, where nothing is on the shelf.
    ///
    /// An empty query finds everything, in the order of the files. The answer is the same whenever it is asked.
    pub fn answer(&self, query: &Query, selection: &Selection, wanted: Wanted) -> Answer {
        self.answer_with(&Places::default(), query, selection, wanted)
    }

    /// The same with a shelf, whose entries stand in these places of the corpus.
    pub fn answer_with(&self, shelf: &Places, query: &Query, selection: &Selection, wanted: Wanted) -> Answer {
        self.answer_unless(shelf, query, selection, wanted, &|| false).unwrap_or_default()
    }

    /// The same, given up where `stop` says so meanwhile.
    pub fn answer_unless(
        &self,
        shelf: &Places,
        query: &Query,
        selection: &Selection,
        wanted: Wanted,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Answer> {
        let mut notes = notes_on(query);
        let filter = Filter::new(&self.corpus, shelf, query, &mut notes);
        let facets = Facets::new(&self.corpus, shelf, *selection);
        let sought: Vec<&Term> = query.sought().collect();
        let asking = Asking { engine: self, filter, facets, sought, wanted, stop };

        let mut found = asking.find(None);
        if !asking.sought.is_empty() && found.count() < FEW && !stop() {
            found = asking.find(Some(&Near::default()));
        }
        let answer = asking.answer(found, notes);
        (!stop()).then_some(answer)
    }
}

/// One question, while it is answered.
struct Asking<'a> {
    engine: &'a Engine,
    filter: Filter<'a>,
    facets: Facets<'a>,
    sought: Vec<&'a Term>,
    wanted: Wanted,
    stop: &'a (dyn Fn() -> bool + Sync),
}

/// What was found in each block, and how many hits each facet has.
struct Found<'a> {
    blocks: Vec<Block<'a>>,
    tally: Tally,
}

impl Found<'_> {
    fn count(&self) -> usize {
        self.blocks.iter().map(Block::found).sum()
    }
}

impl<'a> Asking<'a> {
    /// The index, if words are looked for or repetitions; for anything else none is built.
    fn index(&self) -> Option<&'a Index> {
        let asks_for_words = !self.sought.is_empty() || !self.filter.unwanted.is_empty();
        (asks_for_words || self.wanted.collapsed).then(|| self.engine.index())
    }

    /// Finds the entries that fulfil the query, block by block.
    fn find(&self, near: Option<&Near>) -> Found<'a> {
        let index = self.index();
        let vocabulary = index.map(Index::vocabulary);
        let goes_on = |_: &&&Term| !(self.stop)();
        let look_up = |term: &&Term| Looked::up(term, vocabulary?, near);
        let looked: Vec<Looked> = self.sought.iter().take_while(goes_on).filter_map(look_up).collect();
        let look_up_unwanted = |term: &&Term| Looked::up_unwanted(term, vocabulary?);
        let unwanted = self.filter.unwanted.iter().take_while(goes_on).filter_map(look_up_unwanted);
        let unwanted: Vec<Looked> = unwanted.collect();
        let corpus = &*self.engine.corpus;
        let question = Question {
            corpus,
            index,
            conditions: &self.filter.fields,
            sought: &self.sought,
            unwanted: &self.filter.unwanted,
            looked: &looked,
            looked_unwanted: &unwanted,
            facets: &self.facets,
        };
        let parts = map(&*self.engine.parallel, corpus.blocks().len(), |number| {
            (!(self.stop)()).then(|| question.put_to(number))
        });
        let mut tally = Tally::new(corpus, &self.facets);
        let mut blocks = Vec::with_capacity(parts.len());
        for (block, part) in parts.into_iter().flatten() {
            tally.join(&part);
            blocks.push(block);
        }
        Found { blocks, tally }
    }

    fn answer(&self, found: Found<'_>, notes: Vec<Note>) -> Answer {
        let Found { blocks, tally } = found;
        let repeats = self.wanted.collapsed.then(|| self.engine.index().repeats());
        let mut rows = Rows::count(&blocks, repeats);
        let hits = if self.sought.is_empty() {
            rows.gather_in_order(blocks.iter().flat_map(Block::hits), self.wanted.best)
        } else {
            self.ranked(&blocks, &mut rows)
        };
        let counts = tally.into_counts(&self.engine.corpus, &self.facets);
        Answer { hits, rows: rows.all, sure: rows.sure, found: rows.found, counts, notes }
    }

    /// The best rows in order.
    fn ranked(&self, blocks: &[Block<'_>], rows: &mut Rows<'_>) -> Vec<Hit> {
        let best = self.wanted.best.min(rows.all);
        // What several entries say makes one row: so a few more are ranked than rows are wanted, and if need be many.
        let mut entries = best.saturating_add(best / 4);
        loop {
            let hits = self.ranked_best(blocks, rows, entries);
            if hits.len() >= best || entries >= rows.found || (self.stop)() {
                return hits;
            }
            entries = entries.saturating_mul(8);
        }
    }

    /// The rows of the `best` entries in order.
    fn ranked_best(&self, blocks: &[Block<'_>], rows: &mut Rows<'_>, best: usize) -> Vec<Hit> {
        let classes: BTreeSet<Class> = blocks.iter().flat_map(Block::classes).collect();
        let mut ranked = Vec::new();
        for class in classes {
            if ranked.len() >= best || (self.stop)() {
                break;
            }
            ranked.extend(self.ranked_class(blocks, class, best - ranked.len()));
        }
        // Of each block only the best are known: behind as many there may be some that none of these comes after.
        let mut ranked = only(best, ranked);
        ranked.sort_unstable();
        rows.gather(ranked.into_iter().map(|(rank, entry)| (entry, rank.class.near)), self.wanted.best)
    }
}

impl Asking<'_> {
    /// The hits of a class, or at least the best so many of them.
    fn ranked_class(&self, blocks: &[Block<'_>], class: Class, best: usize) -> Vec<(Rank, EntryId)> {
        /// Fewer are ranked at once.
        const MANY: usize = 2000;
        let each = |rank: &(dyn Fn(&Block<'_>) -> Vec<(Rank, EntryId)> + Sync)| {
            let parts = map(&*self.engine.parallel, blocks.len(), |number| {
                if (self.stop)() { Vec::new() } else { rank(&blocks[number]) }
            });
            parts.concat()
        };
        let count: usize = blocks.iter().map(|block| block.count_of(class)).sum();
        let nearest = blocks.iter().filter_map(|block| block.nearest(class)).min();
        if let Some(nearest) = nearest.filter(|_| self.sought.len() == 1 && count > best.saturating_add(MANY)) {
            let first = each(&|block| block.by_first_word(class, nearest, best));
            if first.len() >= best {
                return first;
            }
        }
        each(&|block| block.ranked(class, best))
    }
}

/// The terms of a query that an entry fulfils or does not, without a rank.
struct Filter<'q> {
    fields: Vec<(bool, Condition)>,
    unwanted: Vec<&'q Term>,
}

impl<'q> Filter<'q> {
    fn new(corpus: &Corpus, shelf: &Places, query: &'q Query, notes: &mut Vec<Note>) -> Self {
        let mut filter = Self { fields: Vec::new(), unwanted: Vec::new() };
        for term in &query.terms {
            match term {
                Term::Word(_) | Term::Phrase { .. } => {}
                Term::Field(field, value) => {
                    filter.fields.push((true, Condition::resolve(corpus, shelf, *field, value, notes)));
                }
                Term::Not(inner) => match &**inner {
                    Term::Field(field, value) => {
                        filter.fields.push((false, Condition::resolve(corpus, shelf, *field, value, notes)));
                    }
                    unwanted => filter.unwanted.push(unwanted),
                },
            }
        }
        // What takes a look at a text comes last.
        filter.fields.sort_by_key(|(_, condition)| matches!(condition, Condition::Id(_)));
        filter
    }
}

fn notes_on(query: &Query) -> Vec<Note> {
    let note = |remark: &Remark| match remark {
        Remark::UnknownField(name) => Note::NoSuchField(Safe::line(name.clone())),
        Remark::EmptyField(field) => Note::NoValue(*field),
        Remark::TooManyWords => Note::TooManyWords,
    };
    query.remarks.iter().map(note).collect()
}
