//! [`EntryPlaces`]: where the entries are that diagnostics are about.

use std::collections::HashMap;
use std::path::PathBuf;

use kzq_corpus::EntryId;
use kzq_fidelity::{DraftVerdict, Judgement};
use kzq_text::safe;

use crate::collections::Collections;
use crate::definition::{entry_file, line_of_passage};
use crate::document::Draft;
use crate::protocol::{Location, RelatedInformation};

/// An entry whose place in its file is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryToLocate {
    /// The entry.
    pub entry: EntryId,
    /// The file of its collection.
    pub file: PathBuf,
    /// Its id there.
    pub id: String,
}

/// Where entries are in their collections, as far as it is known; the host finds out.
#[derive(Debug, Default)]
pub(crate) struct EntryPlaces {
    /// `None` while it is being found out, and if it can't be.
    places: HashMap<EntryId, Option<Location>>,
}

impl EntryPlaces {
    /// Forgets all, when other collections are loaded.
    pub(crate) fn clear(&mut self) {
        self.places.clear();
    }

    /// The entries that the quotations of a draft differ from, and that nobody has looked for.
    pub(crate) fn unknown(&mut self, draft: &Draft, collections: &Collections<'_>) -> Vec<EntryToLocate> {
        let judged = draft.quotations().iter().map(|own| &own.judged);
        let is_reported = |judged: &&Judgement| judged.verdict != DraftVerdict::Exact || judged.is_doubtful;
        let entries = judged.filter(is_reported).filter_map(|judged| judged.entry);
        let mut unknown = Vec::new();
        for entry in entries {
            let Some((file, id)) = entry_file(entry, collections) else { continue };
            self.places.entry(entry).or_insert_with(|| {
                unknown.push(EntryToLocate { entry, file, id });
                None
            });
        }
        unknown
    }

    /// Adds where an entry is.
    pub(crate) fn insert(&mut self, entry: EntryId, location: Location) {
        self.places.insert(entry, Some(location));
    }

    /// The entry that a quotation differs from, or the line of the text that its entry was made of.
    pub(crate) fn related(&self, judged: &Judgement, collections: &Collections<'_>) -> Vec<RelatedInformation> {
        let corpus = collections.corpus();
        let entry = judged.entry.and_then(|entry| {
            let location = self.places.get(&entry)?.clone()?;
            let message = safe!("the entry ", corpus.shown_id(entry)).visible().to_string();
            Some(RelatedInformation { location, message })
        });
        let passage = line_of_passage(judged, collections)
            .map(|location| RelatedInformation { location, message: "the words in the text".to_owned() });
        [entry, passage].into_iter().flatten().collect()
    }
}
