//! [`CollectionText`]: the text of a collection by positions.

use std::ops::Range;

use ron::extensions::Extensions;
use ron::options::Options;

use crate::layout::{ItemWriter, Layout, Placing};
use crate::structure::{Group, Item, line_indent, line_start, parse_file};

/// Why a text cannot be edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It is not a collection in RON.
    #[error("this is not a collection; `kzq check` shows what is wrong")]
    NotACollection,
    /// The collection has no field `entries`.
    #[error("the collection has no `entries`; add `entries: []` to it")]
    NoEntries,
    /// There is no such entry.
    #[error("there is no entry “{0}” in this file")]
    NoEntry(String),
    /// The entry has no such field.
    #[error("the entry “{id}” has no `{field}`")]
    NoField {
        /// The entry.
        id: String,
        /// The field.
        field: String,
    },
    /// A field is not written in the brackets that it should have.
    #[error("`{0}` is not written in a form that can be changed here; edit the file")]
    Unusual(String),
}

/// The text of a collection, with the position of everything in it.
pub struct CollectionText<'t> {
    pub(crate) text: &'t str,
    pub(crate) layout: Layout,
    pub(crate) top: Group,
    entries: Result<Group, EditError>,
}

/// A table or a list of a collection, if it exists and in brackets.
pub(crate) enum Field {
    /// There is no such field.
    Missing,
    /// It is in brackets.
    Group(Group),
}

/// An entry by its places.
pub(crate) struct EntryPlace {
    /// Its index among the entries.
    pub(crate) index: usize,
    /// Its fields.
    pub(crate) fields: Group,
    /// The offset at which it begins.
    pub(crate) start: usize,
}

impl<'t> CollectionText<'t> {
    /// Reads the structure of a collection.
    ///
    /// # Errors
    ///
    /// If the text is not a struct in RON, or its entries are not in brackets.
    pub fn parse(text: &'t str) -> Result<Self, EditError> {
        let top = parse_file(text).filter(|group| group.is_struct(text)).ok_or(EditError::NotACollection)?;
        let layout = detect_layout(text, &top);
        let mut collection = Self { text, layout, top, entries: Err(EditError::NoEntries) };
        if let Field::Group(entries) = collection.table("entries")? {
            collection.entries = Ok(entries);
        }
        Ok(collection)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &'t str {
        self.text
    }

    /// Creates a writer for entries to [add](Self::additions) to this collection.
    ///
    /// # Errors
    ///
    /// If it has no list of entries.
    pub fn entry_writer(&self) -> Result<ItemWriter, EditError> {
        let entries = self.entries()?;
        Ok(ItemWriter::for_group(self.layout.clone(), self.placing(entries, true)))
    }

    /// Returns the byte offset at which an entry begins.
    pub fn entry_offset(&self, id: &str) -> Option<usize> {
        self.find_entry(id).ok().map(|entry| entry.start)
    }

    /// Returns the id of each entry, with the byte offset at which it begins.
    pub fn entry_offsets(&self) -> impl Iterator<Item = (String, usize)> {
        let items = self.entries().map_or(&[][..], |entries| &entries.items[..]);
        items.iter().filter_map(|item| {
            let id = self.text_of(&Group::of_value(self.text, &item.value)?, "id")?;
            Some((id, item.value.start))
        })
    }

    /// Returns the number of the line of an offset, from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        1 + self.text[..offset.min(self.text.len())].matches('\n').count()
    }

    /// Returns the text of a field of the collection, such as its id.
    pub fn text_field(&self, name: &str) -> Option<String> {
        self.parse_text(&self.top.field(self.text, name)?.value)
    }

    /// Returns whether a field of the collection is `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.top.field(self.text, name).is_some_and(|item| &self.text[item.value.clone()] == "true")
    }

    /// Returns a field of the collection that is written in brackets.
    pub(crate) fn table(&self, name: &str) -> Result<Field, EditError> {
        self.group_field(&self.top, name)
    }

    /// Returns a field that is written in brackets.
    pub(crate) fn group_field(&self, group: &Group, name: &str) -> Result<Field, EditError> {
        let Some(item) = group.field(self.text, name) else { return Ok(Field::Missing) };
        Group::of_value(self.text, &item.value).map(Field::Group).ok_or_else(|| EditError::Unusual(name.to_owned()))
    }

    /// Returns the list of entries.
    pub(crate) fn entries(&self) -> Result<&Group, EditError> {
        self.entries.as_ref().map_err(EditError::clone)
    }

    pub(crate) fn find_entry(&self, id: &str) -> Result<EntryPlace, EditError> {
        let missing = || EditError::NoEntry(id.to_owned());
        let entries = self.entries().map_err(|_| missing())?;
        let of_item = |(index, item): (usize, &Item)| {
            let fields = Group::of_value(self.text, &item.value)?;
            let is_same = self.text_of(&fields, "id").is_some_and(|known| known == id);
            is_same.then_some(EntryPlace { index, fields, start: item.value.start })
        };
        entries.items.iter().enumerate().find_map(of_item).ok_or_else(missing)
    }

    /// Returns the text of a field of a group.
    pub(crate) fn text_of(&self, group: &Group, name: &str) -> Option<String> {
        self.parse_text(&group.field(self.text, name)?.value)
    }

    /// Returns the texts of a list of a group.
    pub(crate) fn texts_of(&self, group: &Group, name: &str) -> Vec<String> {
        let Ok(Field::Group(list)) = self.group_field(group, name) else { return Vec::new() };
        list.items.iter().filter_map(|item| self.parse_text(&item.value)).collect()
    }

    /// Reads a text; `None` for a value of another type.
    pub(crate) fn parse_text(&self, value: &Range<usize>) -> Option<String> {
        let literal = &self.text[value.clone()];
        let plain = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if let Some(plain) = plain.filter(|plain| !plain.contains(['\\', '"'])) {
            return Some(plain.to_owned());
        }
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str::<Option<String>>(literal).ok().flatten()
    }

    /// Returns how new items of a group are placed; those of an empty one are put on lines of their own if `prefers_lines`.
    pub(crate) fn placing(&self, group: &Group, prefers_lines: bool) -> Placing {
        let inside = &self.text[group.open..group.close];
        let own_line = || format!("{}{}", line_indent(self.text, group.open), self.layout.indent);
        match group.items.first() {
            _ if inside.contains('\n') => {
                let first = group.items.first().map(Item::start).filter(|&start| self.begins_line(start));
                Placing::Lines(first.map_or_else(own_line, |start| line_indent(self.text, start).to_owned()))
            }
            None if prefers_lines && self.text.trim_end().contains('\n') => Placing::Lines(own_line()),
            _ => Placing::Inline,
        }
    }

    /// Returns whether there are only blanks before an offset in its line.
    pub(crate) fn begins_line(&self, offset: usize) -> bool {
        self.text[line_start(self.text, offset)..offset].trim_matches([' ', '\t']).is_empty()
    }
}

/// Returns the layout of a file: that of its first line, and of its first field on a line of its own.
fn detect_layout(text: &str, top: &Group) -> Layout {
    let first_line = text.split_inclusive('\n').next().unwrap_or_default();
    let newline = if first_line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let outer = line_indent(text, top.open).len();
    let own_line = top.items.iter().map(Item::start).find(|&start| {
        let before = &text[line_start(text, start)..start];
        line_start(text, start) > top.open && before.trim_matches([' ', '\t']).is_empty()
    });
    let indent = own_line.map(|start| line_indent(text, start)).and_then(|indent| indent.get(outer..));
    let indent = indent.filter(|indent| !indent.is_empty()).map_or(Layout::default().indent, str::to_owned);
    Layout { indent, newline }
}
