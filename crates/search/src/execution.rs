//! One running query: the blocks to search, their hits so far, and the answer built from them.

use std::collections::BTreeSet;

use crate::answer::{Answer, Hit, Note, Wanted};
use crate::block_hits::{Block, Piece, Question, only};
use crate::engine::Engine;
use crate::executor::map;
use crate::facets::{Facets, Selection, Tally};
use crate::field::Condition;
use crate::index::Index;
use crate::observer::Asker;
use crate::query::{Query, Remark, Term};
use crate::rank::{Class, Rank};
use crate::resolved_term::Looked;
use crate::rows::Rows;
use crate::typo::Near;
use kzq_corpus::{Corpus, EntryId};
use kzq_shelf::Places;
use kzq_text::Safe;

/// Fuzzy matches are searched only if there are fewer exact matches than this.
const FEW: usize = 10;

/// One running query.
pub(super) struct Asking<'a> {
    engine: &'a Engine,
    filter: Filter<'a>,
    facets: Facets<'a>,
    sought: Vec<&'a Term>,
    wanted: Wanted,
    asker: &'a dyn Asker,
    notes: Vec<Note>,
}

/// Hits and facet counts for each range; `None` if it has not been searched yet.
struct Found<'a>(Vec<(Piece, Option<(Block<'a>, Tally)>)>);

impl<'a> Found<'a> {
    fn new(pieces: Vec<Piece>) -> Self {
        Self(pieces.into_iter().map(|piece| (piece, None)).collect())
    }

    fn parts(&self) -> impl Iterator<Item = &(Block<'a>, Tally)> {
        self.0.iter().filter_map(|(_, part)| part.as_ref())
    }

    fn count(&self) -> usize {
        self.parts().map(|(block, _)| block.found()).sum()
    }

    /// The number of entries not searched yet.
    fn missing(&self) -> usize {
        self.0.iter().filter(|(_, part)| part.is_none()).map(|(piece, _)| piece.len()).sum()
    }
}

impl<'a> Asking<'a> {
    pub(super) fn new(
        engine: &'a Engine,
        asker: &'a dyn Asker,
        shelf: &'a Places,
        query: &'a Query,
        selection: &Selection,
        wanted: Wanted,
    ) -> Self {
        let mut notes = notes_on(query);
        let filter = Filter::new(engine.corpus(), shelf, query, &mut notes);
        let facets = Facets::new(engine.corpus(), shelf, *selection);
        Self { engine, filter, facets, sought: query.sought().collect(), wanted, asker, notes }
    }

    /// Runs the query; returns `None` if cancelled.
    pub(super) fn answer(&self) -> Option<Answer> {
        let mut found = Found::new(self.pieces());
        self.find(&mut found);
        if !self.sought.is_empty() && found.count() < FEW {
            self.find_near(&mut found);
        }
        let answer = self.answer_of(&found);
        (!self.asker.has_gone()).then_some(answer)
    }

    fn asks_for_words(&self) -> bool {
        !self.sought.is_empty() || !self.filter.unwanted.is_empty()
    }

    /// The index, if words or duplicates are needed; otherwise it is not built.
    fn index(&self) -> Option<&'a Index> {
        (self.asks_for_words() || self.wanted.collapsed).then(|| self.engine.index())
    }

    /// Whether the texts of a block must be scanned.
    fn is_slow(&self, block: usize) -> bool {
        self.asks_for_words() && self.index().is_none_or(|index| index.segment(block).is_none())
    }

    /// The ranges to search, in entry order.
    fn pieces(&self) -> Vec<Piece> {
        let blocks = self.engine.corpus().blocks().iter().enumerate();
        blocks.flat_map(|(number, block)| Piece::of(number, block.len(), self.is_slow(number))).collect()
    }

    /// Searches all ranges, indexed blocks first because they are fast. Passes on partial answers while the rest is
    /// scanned.
    fn find(&self, found: &mut Found<'a>) {
        let mut missing: Vec<usize> = (0..found.0.len()).collect();
        missing.sort_by_key(|&at| self.is_slow(found.0[at].0.block()));
        let looked = self.look_up(None);
        loop {
            self.look_into(&missing, &looked, found, &|| self.asker.is_impatient());
            missing.retain(|&at| found.0[at].1.is_none());
            if missing.is_empty() || self.asker.has_gone() {
                return;
            }
            self.asker.hear(self.answer_of(found));
        }
    }

    /// Adds fuzzy matches, in indexed blocks only.
    fn find_near(&self, found: &mut Found<'a>) {
        let looked = self.look_up(Some(&Near::default()));
        if looked.iter().any(Looked::has_near) {
            let covered: Vec<usize> = (0..found.0.len()).filter(|&at| !self.is_slow(found.0[at].0.block())).collect();
            self.look_into(&covered, &looked, found, &|| false);
        }
    }

    /// Resolves the terms in the vocabulary.
    fn look_up(&self, near: Option<&Near>) -> Vec<Looked> {
        let vocabulary = self.index().map(Index::vocabulary);
        let goes_on = |_: &&&Term| !self.asker.has_gone();
        let look_up = |term: &&Term| Looked::up(term, vocabulary?, near);
        self.sought.iter().take_while(goes_on).filter_map(look_up).collect()
    }

    /// Searches some ranges, at least the first, until interrupted.
    fn look_into(
        &self,
        pieces: &[usize],
        looked: &[Looked],
        found: &mut Found<'a>,
        is_interrupted: &(dyn Fn() -> bool + Sync),
    ) {
        let index = self.index();
        let look_up_unwanted = |term: &&Term| Looked::up_unwanted(term, index?.vocabulary());
        let unwanted: Vec<Looked> = self.filter.unwanted.iter().filter_map(look_up_unwanted).collect();
        let question = Question {
            corpus: self.engine.corpus(),
            index,
            conditions: &self.filter.fields,
            sought: &self.sought,
            unwanted: &self.filter.unwanted,
            looked,
            looked_unwanted: &unwanted,
            facets: &self.facets,
        };
        let parts = map(self.engine.parallel(), pieces.len(), |at| {
            let goes_on = !self.asker.has_gone() && (at == 0 || !is_interrupted());
            goes_on.then(|| question.put_to(&found.0[pieces[at]].0))
        });
        for (&at, part) in pieces.iter().zip(parts).filter(|(_, part)| part.is_some()) {
            found.0[at].1 = part;
        }
    }

    /// Builds the answer from the hits found so far.
    fn answer_of(&self, found: &Found<'a>) -> Answer {
        let corpus = self.engine.corpus();
        let mut tally = Tally::new(corpus, &self.facets);
        found.parts().for_each(|(_, part)| tally.join(part));
        let blocks: Vec<&Block<'_>> = found.parts().map(|(block, _)| block).collect();
        let repeats = self.wanted.collapsed.then(|| self.engine.index().repeats());
        let mut rows = Rows::count(&blocks, repeats);
        let hits = if self.sought.is_empty() {
            rows.gather_in_order(blocks.iter().flat_map(|block| block.hits()), self.wanted.best)
        } else {
            self.ranked(&blocks, &mut rows)
        };
        Answer {
            hits,
            rows: rows.all,
            sure: rows.sure,
            found: rows.found,
            to_come: found.missing(),
            counts: tally.into_counts(corpus, &self.facets),
            notes: self.notes.clone(),
        }
    }

    /// The best hits, in order.
    fn ranked(&self, blocks: &[&Block<'_>], rows: &mut Rows<'_>) -> Vec<Hit> {
        let best = self.wanted.best.min(rows.all);
        // Duplicates are grouped afterwards, so rank some more entries than hits are wanted, and many more if that is
        // not enough.
        let mut entries = best.saturating_add(best / 4);
        loop {
            let hits = self.ranked_best(blocks, rows, entries);
            if hits.len() >= best || entries >= rows.found || self.asker.has_gone() {
                return hits;
            }
            entries = entries.saturating_mul(8);
        }
    }

    /// Groups the `best` best entries into hits, in order.
    fn ranked_best(&self, blocks: &[&Block<'_>], rows: &mut Rows<'_>, best: usize) -> Vec<Hit> {
        let classes: BTreeSet<Class> = blocks.iter().flat_map(|block| block.classes()).collect();
        let mut ranked = Vec::new();
        for class in classes {
            if ranked.len() >= best || self.asker.has_gone() {
                break;
            }
            ranked.extend(self.ranked_class(blocks, class, best - ranked.len()));
        }
        // Each block returns only its best entries, so ranks beyond `best` may be incomplete: drop them.
        let mut ranked = only(best, ranked);
        ranked.sort_unstable();
        rows.gather(ranked.into_iter().map(|(rank, entry)| (entry, rank.class.near)), self.wanted.best)
    }
}

impl Asking<'_> {
    /// The ranked hits of a class; at least the `best` best ones.
    fn ranked_class(&self, blocks: &[&Block<'_>], class: Class, best: usize) -> Vec<(Rank, EntryId)> {
        /// Up to this many more hits than wanted are simply all ranked.
        const MANY: usize = 2000;
        let each = |rank: &(dyn Fn(&Block<'_>) -> Vec<(Rank, EntryId)> + Sync)| {
            let parts = map(self.engine.parallel(), blocks.len(), |number| {
                if self.asker.has_gone() { Vec::new() } else { rank(blocks[number]) }
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

/// The parts of a query that filter entries without affecting their ranks.
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
        // Conditions that read text are the slowest: run them last.
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
