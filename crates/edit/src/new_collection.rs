//! The text of a new collection.

use crate::layout::{ItemWriter, Layout, Placing, Row, string_literal};
use crate::new_rows::{NewRows, NewSource, NewSpeaker};
use crate::rows::topic_rows;

/// A collection that is rewritten: its [head](Self::head), the text of an [`ItemWriter`], and its [tail](Self::TAIL).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCollection {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether its entries may have topics that it does not define.
    pub open_topics: bool,
}

impl NewCollection {
    /// What follows the entries.
    pub const TAIL: &'static str = "\n    ],\n)\n";

    /// Creates a collection whose id is derived from a name: that of its file, or its title.
    pub fn named(name: &str) -> Self {
        Self { id: collection_id(name), title: name.to_owned(), open_topics: false }
    }

    /// Creates the user's own collection, to which entries are added by default.
    pub fn for_user() -> Self {
        Self { title: "My quotations".to_owned(), ..Self::named("quotations") }
    }

    /// Returns what comes before the entries: the tables with these rows.
    pub fn head(&self, rows: &NewRows) -> String {
        let Self { id, title, open_topics } = self;
        let mut head =
            format!("(\n    schema: 1,\n    id: {},\n    title: {},\n", string_literal(id), string_literal(title));
        if *open_topics {
            head.push_str("    open_topics: true,\n");
        }
        push_table(&mut head, "speakers", ["{", "}"], rows.speakers.iter().map(NewSpeaker::row));
        push_table(&mut head, "sources", ["{", "}"], rows.sources.iter().map(NewSource::row));
        let topics = topic_rows(&rows.topics).into_iter().flat_map(|(_, rows)| rows);
        push_table(&mut head, "topics", ["[", "]"], topics);
        head.push_str("\n    entries: [");
        head
    }

    /// Returns a collection without entries, with comments that explain how to start.
    pub fn commented(&self) -> String {
        let Self { id, title, .. } = self;
        let (id, title) = (string_literal(id), string_literal(title));
        format!(include_str!("commented.ron.in"), id = id, title = title)
    }
}

/// Writes a table, unless it has no rows.
fn push_table(head: &mut String, name: &str, [open, close]: [&str; 2], rows: impl Iterator<Item = Row>) {
    let layout = Layout::default();
    let mut items = ItemWriter::for_group(layout.clone(), Placing::Lines(layout.indent.repeat(2)));
    for row in rows {
        items.push(&row);
    }
    let items = items.take();
    if !items.is_empty() {
        head.extend(["\n    ", name, ": ", open, &items, "\n    ", close, ",\n"]);
    }
}

/// Makes the id of a collection from a name.
fn collection_id(name: &str) -> String {
    let slug = crate::slug::slug(name, usize::MAX);
    if slug.is_empty() { "quotations".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commented_collection_is_valid_also_when_uncommented() {
        let collection = NewCollection::named("My “notes”").commented();
        for file in [collection.clone(), collection.replace("        // ", "        ")] {
            let parsed = kzq_corpus::read("x.ron", file.as_bytes());
            assert_eq!(parsed.diagnostics, [], "{file}");
            let corpus = parsed.corpus.unwrap();
            assert_eq!(corpus.len(), usize::from(file != collection));
        }
        assert!(collection.contains("id: \"my-notes\",\n    title: \"My “notes”\","));
    }

    #[test]
    fn names_without_letters_get_a_default_id() {
        assert_eq!(NewCollection::named("!").id, "quotations");
    }
}
