//! Matches sources of drafts with those of a collection.

use super::{Resolver, given_id};
use crate::draft::{SourceDraft, SourceReference};
use crate::edition::{Edition, SourceOfWork, complete};
use crate::known::{name_key, source_key};
use crate::new_rows::NewSource;
use crate::slug::slug;
use kzq_text::steps::count;

/// If a work has more sources than this, only the same edition is found.
const MAX_COMPARED: usize = 64;

impl Resolver {
    /// Returns the id of a source of this title and these authors that nothing in the draft contradicts; it is added if
    /// there is none, and so are those that it reports.
    pub fn resolve_source(&mut self, draft: &SourceDraft) -> String {
        self.resolve_chain(draft, false)
    }

    pub(super) fn resolve_chain(&mut self, draft: &SourceDraft, by_id: bool) -> String {
        let mut reported = None;
        for source in draft.reports.iter().rev() {
            reported = Some(self.resolve_single_source(source, reported, by_id));
        }
        self.resolve_single_source(draft, reported, by_id)
    }

    /// Resolves a source without those that it reports.
    fn resolve_single_source(&mut self, draft: &SourceDraft, reports: Option<String>, by_id: bool) -> String {
        let work = source_key(&draft.title, &draft.authors);
        let edition = Edition::of(draft);
        let edition_key = format!("{work}\0{}", edition.key());
        let own = given_id(draft.id.as_deref());
        // Several collections may have a source of this id and title, such as the same speech in another year.
        let own_key = own.as_ref().filter(|_| by_id).map(|id| format!("{edition_key}\0{id}"));
        let same = own_key.as_deref().and_then(|key| self.sources.find(key)).map(str::to_owned);
        let wanted = own.as_deref().filter(|_| by_id);
        if let Some(id) = same.or_else(|| self.find_source(&work, &edition, &edition_key, wanted)) {
            self.complete_source(&work, &id, draft, edition_key);
            return self.sources.matched(id);
        }
        let wanted = own.clone().unwrap_or_else(|| slug(&draft.title, 6));
        let id = self.sources.insert_new(&wanted, "source", own_key.into_iter().chain([edition_key]));
        if own.is_some() {
            self.given_sources.insert(id.clone());
        }
        self.source_titles.insert(id.clone(), draft.title.clone());
        let row = Some(self.rows.sources.len());
        self.works.entry(work).or_default().push(SourceOfWork { id: id.clone(), edition, row });
        let draft = SourceDraft { reports: Vec::new(), ..draft.clone() };
        self.rows.sources.push(NewSource { id: id.clone(), draft, reports });
        id
    }

    /// Finds the source of a work that has the wanted id, the same edition, or the only one that agrees. With a wanted
    /// id, new sources that drafts gave other ids are left out.
    fn find_source(&self, work: &str, edition: &Edition, edition_key: &str, wanted: Option<&str>) -> Option<String> {
        let may_be = |id: &str| wanted.is_none() || !self.given_sources.contains(id);
        let sources = self.works.get(work)?;
        let compared: Vec<&SourceOfWork> = if sources.len() > MAX_COMPARED {
            Vec::new()
        } else {
            sources.iter().filter(|source| may_be(&source.id)).collect()
        };
        count(1 + compared.len());
        let by_id = compared.iter().find(|source| wanted == Some(source.id.as_str()) && source.edition.agrees(edition));
        let same = || self.sources.find(edition_key).filter(|id| may_be(id));
        let agreeing = || edition.choose(compared.iter().map(|source| &source.edition)).map(|at| &*compared[at].id);
        by_id.map(|source| &*source.id).or_else(same).or_else(agreeing).map(str::to_owned)
    }

    /// Adds to a new source what another draft says of it.
    fn complete_source(&mut self, work: &str, id: &str, draft: &SourceDraft, edition_key: String) {
        let mut compared = self.works.get_mut(work).into_iter().flatten().take(MAX_COMPARED);
        let Some(source) = compared.find(|source| source.id == id) else { return };
        let Some(row) = source.row else { return };
        let known = &mut self.rows.sources[row].draft;
        complete(known, draft);
        source.edition = Edition::of(known);
        let completed = format!("{work}\0{}", source.edition.key());
        for key in [edition_key, completed] {
            self.sources.insert_key(key, id);
        }
    }

    /// What a draft says of a source that its row in the collection does not, by the names of custom fields.
    pub(super) fn unsaid<'d>(&self, draft: &'d SourceDraft, id: &str) -> impl Iterator<Item = (&'static str, &'d str)> {
        let sources = self.works.get(&source_key(&draft.title, &draft.authors)).map(Vec::as_slice).unwrap_or_default();
        let known = sources.iter().take(MAX_COMPARED).find(|source| source.row.is_none() && source.id == id);
        known.into_iter().flat_map(move |known| known.edition.lacking(draft))
    }

    /// Returns the source that a user names: by its id, or by its title if only one source has it.
    pub fn source_named(&self, name: &str) -> Option<SourceReference> {
        let key = name_key(name);
        let mut titled = self.source_titles.iter().filter(|(_, title)| name_key(title) == key);
        let id = match (self.sources.contains(name), titled.next(), titled.next()) {
            (true, ..) => name.to_owned(),
            (false, Some((id, _)), None) => id.clone(),
            _ => return None,
        };
        Some(SourceReference::Id(id))
    }
}
