//! Matches sources of drafts with those of a collection.

use super::{Resolver, given_id};
use crate::draft::{SourceDraft, SourceReference};
use crate::known::{name_key, source_key};
use crate::new_rows::NewSource;
use crate::slug::slug;

impl Resolver {
    /// Returns the id of a source of this title and these authors, which is added if there is none, and so are those that
    /// it reports.
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
        let key = source_key(&draft.title, &draft.authors);
        let own = given_id(draft.id.as_deref());
        let own_key = own.as_ref().filter(|_| by_id).map(|id| format!("{key}\0{id}"));
        // Several collections may have a source of this id and title, such as the same speech in another year.
        let edition = [&draft.container, &draft.publisher, &draft.date, &draft.url]
            .map(|text| text.as_deref().unwrap_or_default());
        let edition_key = own_key.as_ref().map(|own| format!("{own}\0{}", edition.join("\0")));
        let find = |key: &str| self.sources.find(key);
        let known = |key: &str| find(key).filter(|&id| own_key.is_none() || !self.given_sources.contains(id));
        let same = edition_key.as_deref().and_then(find).or_else(|| own_key.as_deref().and_then(known));
        if let Some(id) = same.or_else(|| known(&key)) {
            return self.sources.matched(id.to_owned());
        }
        let wanted = own.clone().unwrap_or_else(|| slug(&draft.title, 6));
        let id = self.sources.insert_new(&wanted, "source", edition_key.into_iter().chain([key]));
        if own.is_some() {
            self.given_sources.insert(id.clone());
        }
        self.source_titles.insert(id.clone(), draft.title.clone());
        let draft = SourceDraft { reports: Vec::new(), ..draft.clone() };
        self.rows.sources.push(NewSource { id: id.clone(), draft, reports });
        id
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
