//! [`Engine`]: answers queries over a corpus.

use std::sync::{Arc, OnceLock};

use super::answer::{Answer, Hit, Note};
use super::fields::Condition;
use super::near::Near;
use super::query::{Query, Term};
use super::rank::{Prepared, Rank};
use super::tally::{Counts, Selection};
use crate::corpus::{Corpus, EntryId};
use crate::text::Safe;

/// Near words are sought only where fewer entries than this hold the words surely.
const FEW: usize = 10;

/// Answers queries over one corpus.
///
/// It looks through the words of every entry, which is right for a collection of some thousands. The words are
/// taken apart when they are first asked for.
pub struct Engine {
    corpus: Arc<Corpus>,
    prepared: OnceLock<Vec<Prepared>>,
}

impl Engine {
    /// An engine for a corpus.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        Self { corpus, prepared: OnceLock::new() }
    }

    fn prepared(&self, id: EntryId) -> &Prepared {
        &self.prepared.get_or_init(|| self.corpus.entries().map(Prepared::of).collect())[id.index()]
    }

    /// The corpus that is searched.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// What a query finds within a selection.
    ///
    /// An empty query finds everything, in the order of the files. The answer is the same whenever it is asked.
    pub fn answer(&self, query: &Query, selection: &Selection) -> Answer {
        let mut notes = notes_on(query);
        let filter = Filter::new(&self.corpus, query, &mut notes);
        let found = self.find(query, &filter);

        let mut counts = Counts::default();
        let mut hits = Vec::new();
        for hit in found {
            let entry = self.corpus.entry(hit.entry);
            counts.add(&self.corpus, selection, entry);
            if selection.admits(&self.corpus, entry) {
                hits.push(hit);
            }
        }
        let sure = hits.iter().take_while(|hit| !hit.near).count();
        Answer { hits, sure, counts, notes }
    }

    /// All entries that fulfil the query, best first; in the order of the files where it seeks no words.
    fn find(&self, query: &Query, filter: &Filter<'_>) -> Vec<Hit> {
        let sought: Vec<&Term> = query.sought().collect();
        let candidates: Vec<EntryId> = self.corpus.ids().filter(|&id| self.passes(filter, id)).collect();
        if sought.is_empty() {
            return candidates.into_iter().map(|entry| Hit { entry, near: false }).collect();
        }
        let sure = self.ranked(&candidates, &sought, None);
        let ranked = if sure.len() < FEW { self.ranked(&candidates, &sought, Some(&Near::default())) } else { sure };
        ranked.into_iter().map(|(rank, entry)| Hit { entry, near: rank.near }).collect()
    }

    fn passes(&self, filter: &Filter<'_>, id: EntryId) -> bool {
        let entry = self.corpus.entry(id);
        filter.fields.iter().all(|(wanted, condition)| condition.holds(&self.corpus, entry) == *wanted)
            && !filter.unwanted.iter().any(|term| self.prepared(id).holds(term))
    }

    fn ranked(&self, candidates: &[EntryId], sought: &[&Term], near: Option<&Near>) -> Vec<(Rank, EntryId)> {
        let rank = |&id: &EntryId| self.prepared(id).rank(sought, near).map(|rank| (rank, id));
        let mut ranked: Vec<_> = candidates.iter().filter_map(rank).collect();
        ranked.sort_unstable();
        ranked
    }
}

/// The terms of a query that an entry fulfils or does not, without a rank.
struct Filter<'q> {
    fields: Vec<(bool, Condition)>,
    unwanted: Vec<&'q Term>,
}

impl<'q> Filter<'q> {
    fn new(corpus: &Corpus, query: &'q Query, notes: &mut Vec<Note>) -> Self {
        let mut filter = Self { fields: Vec::new(), unwanted: Vec::new() };
        for term in &query.terms {
            match term {
                Term::Word(_) | Term::Phrase { .. } => {}
                Term::Field(field, value) => {
                    filter.fields.push((true, Condition::resolve(corpus, *field, value, notes)));
                }
                Term::Not(inner) => match &**inner {
                    Term::Field(field, value) => {
                        filter.fields.push((false, Condition::resolve(corpus, *field, value, notes)));
                    }
                    unwanted => filter.unwanted.push(unwanted),
                },
            }
        }
        filter
    }
}

fn notes_on(query: &Query) -> Vec<Note> {
    let unknown = query.unknown_fields.iter().map(|name| Note::NoSuchField(Safe::line(name.clone())));
    unknown.chain(query.empty_fields.iter().copied().map(Note::NoValue)).collect()
}
