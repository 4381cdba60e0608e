//! Looks up entries, sources and lists by the names that the user types, and names them in output.

use std::io;

use super::context::Context;
use kzq_corpus::{Corpus, Entry, EntryId, Lookup, SourceId};
use kzq_shelf::{EntryName, List, SavedSearch};
use kzq_text::Safe;
use kzq_text::safe;

/// Returns a source's id, with its collection if there are several.
pub(super) fn source_name(corpus: &Corpus, id: SourceId) -> Safe<'_> {
    let source = corpus.source(id);
    if corpus.collections().len() > 1 {
        safe!(corpus.collection(source.collection).id, "/", source.id)
    } else {
        source.id.to_borrowed()
    }
}

/// Looks up a source by id or collection/id.
///
/// # Errors
///
/// The message if there is none, or several.
pub(super) fn look_up_source(corpus: &Corpus, name: &str) -> Result<SourceId, Safe<'static>> {
    let ids = corpus.sources().iter().map(|source| source.id.to_borrowed());
    exactly_one(corpus.look_up_source(name), "source", "a source", name, ids)
}

/// Looks up an entry by id or collection/id.
///
/// # Errors
///
/// The message if there is none, or several.
pub(super) fn find_entry(corpus: &Corpus, id: &str) -> Result<EntryId, Safe<'static>> {
    exactly_one(corpus.look_up(id), "entry", "an entry", id, corpus.entries().map(Entry::id))
}

/// Returns what was found, or the message that there is nothing of this name, with the most similar one, or several.
fn exactly_one<'i, I>(
    found: Lookup<I>,
    kind: &'static str,
    a_kind: &'static str,
    name: &str,
    names: impl Iterator<Item = Safe<'i>>,
) -> Result<I, Safe<'static>> {
    const MIN_SIMILARITY: f64 = 0.75;
    match found {
        Lookup::Found(id) => return Ok(id),
        Lookup::Ambiguous => {
            return Err(safe!("several collections have ", a_kind, " “", Safe::line(name), "”; write collection/id"));
        }
        Lookup::Missing => {}
    }
    let nearest = names
        .map(|other| (strsim::jaro_winkler(name, other.as_str()), other))
        .filter(|&(similarity, _)| similarity > MIN_SIMILARITY)
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let message = safe!("there is no ", kind, " “", Safe::line(name), "”");
    Err(match nearest {
        Some((_, other)) => safe!(message, "; did you mean “", other, "”?"),
        None => message,
    })
}

impl Context<'_> {
    /// Looks up an entry by id; prints a message if there is none.
    pub(super) fn look_up(&mut self, id: &str) -> io::Result<Option<EntryId>> {
        let found = find_entry(self.engine.corpus(), id);
        self.found(found)
    }

    /// Looks up entries by id; prints a message for each that is not found.
    pub(super) fn look_up_all(&mut self, ids: &[String]) -> io::Result<Vec<EntryId>> {
        ids.iter().filter_map(|id| self.look_up(id).transpose()).collect()
    }

    /// Looks up an entry name by id, in the collections or, for an entry no longer there, on the shelf; prints a message
    /// if there is none.
    pub(super) fn look_up_name(&mut self, id: &str) -> io::Result<Option<EntryName>> {
        let corpus = self.engine.corpus();
        let matches = |name: &&EntryName| name.text().as_str() == id || name.parts().1 == id;
        let mut saved = self.shelf_handle.shelf.entries().map(|(name, _)| name).filter(matches);
        let name = match (corpus.look_up(id), saved.next(), saved.next()) {
            (Lookup::Missing, Some(name), None) => Ok(name.clone()),
            _ => find_entry(corpus, id).map(|entry| EntryName::new(corpus, entry)),
        };
        drop(saved);
        self.found(name)
    }

    /// Looks up entry names by id; prints a message for each that is not found.
    pub(super) fn look_up_names(&mut self, ids: &[String]) -> io::Result<Vec<EntryName>> {
        ids.iter().filter_map(|id| self.look_up_name(id).transpose()).collect()
    }

    /// Looks up a list by name; prints a message if there is none.
    pub(super) fn look_up_list(&mut self, name: &str) -> io::Result<Option<List>> {
        let lists = self.shelf_handle.shelf.lists();
        let list = lists.iter().find(|list| list.name.as_str() == name.trim()).cloned().ok_or_else(|| {
            let names = Safe::join(lists.iter().map(|list| safe!("“", list.name, "”")), ", ");
            let message = safe!("there is no list “", Safe::line(name), "”");
            if names.is_empty() { message } else { safe!(message, "; your lists are ", names) }
        });
        self.found(list)
    }

    /// Looks up a saved search by name; prints a message if there is none.
    pub(super) fn look_up_search(&mut self, name: &str) -> io::Result<Option<SavedSearch>> {
        let shelf = &self.shelf_handle.shelf;
        let search = shelf.search(name.trim()).cloned().ok_or_else(|| {
            let names = Safe::join(shelf.searches().iter().map(|search| safe!("“", search.name, "”")), ", ");
            let message = safe!("there is no saved search “", Safe::line(name), "”");
            if names.is_empty() { message } else { safe!(message, "; yours are ", names) }
        });
        self.found(search)
    }

    /// Prints the message if nothing was found.
    fn found<T>(&mut self, found: Result<T, Safe<'static>>) -> io::Result<Option<T>> {
        match found {
            Ok(found) => Ok(Some(found)),
            Err(message) => {
                self.messages.error(&message)?;
                Ok(None)
            }
        }
    }
}
