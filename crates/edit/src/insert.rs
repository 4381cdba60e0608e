//! Splices that add to a collection, or change one of its entries.

use crate::collection_text::{CollectionText, EditError, EntryPlace, Field};
use crate::layout::{ItemWriter, Placing, Row};
use crate::new_rows::{NewRows, NewSource, NewSpeaker};
use crate::rows::topic_rows;
use crate::splice::{Splice, TextEdit};
use crate::structure::{Group, Item, comments_end, line_indent, line_start};

/// A table of a collection: its field, and its brackets.
type Table = (&'static str, [&'static str; 2]);

impl CollectionText<'_> {
    /// Adds entries, from this collection's [`entry_writer`](Self::entry_writer), and the rows that they need, each at the
    /// end of its table.
    ///
    /// # Errors
    ///
    /// If a table is not written in its brackets.
    pub fn additions(&self, rows: &NewRows, mut entries: ItemWriter) -> Result<Splice, EditError> {
        let mut edits = Vec::new();
        let mut new_tables: Vec<(Table, Vec<Row>)> = Vec::new();
        let speakers = rows.speakers.iter().map(NewSpeaker::row).collect();
        let sources = rows.sources.iter().map(NewSource::row).collect();
        for (table, rows) in [(("speakers", ["{", "}"]), speakers), (("sources", ["{", "}"]), sources)] {
            self.add_rows(table, rows, &mut edits, &mut new_tables)?;
        }
        for (parent, rows) in topic_rows(&rows.topics) {
            match parent {
                None => self.add_rows(("topics", ["[", "]"]), rows, &mut edits, &mut new_tables)?,
                Some(path) => edits.extend(self.add_subtopics(path, &rows)?),
            }
        }
        edits.extend(self.new_tables(&new_tables)?);
        let items = entries.take();
        if !items.is_empty() {
            edits.extend(self.append(self.entries()?, items));
        }
        Ok(Splice::new(edits))
    }

    /// Sets a field of an entry to a value in RON, which must be on one line.
    ///
    /// # Errors
    ///
    /// If there is no such entry.
    pub fn set_field(&self, id: &str, field: &str, value: &str) -> Result<Splice, EditError> {
        let EntryPlace { fields, .. } = self.find_entry(id)?;
        let edits = match fields.field(self.text, field) {
            Some(item) => vec![TextEdit { range: item.value.clone(), replacement: value.to_owned() }],
            None => self.append_rendered(&fields, &format!("{field}: {value}")),
        };
        Ok(Splice::new(edits))
    }

    /// Removes a field of an entry. Comments around it stay.
    ///
    /// # Errors
    ///
    /// If there is no such entry, or it has no such field.
    pub fn remove_field(&self, id: &str, field: &str) -> Result<Splice, EditError> {
        let EntryPlace { fields, .. } = self.find_entry(id)?;
        let item = fields.field(self.text, field);
        let item = item.ok_or_else(|| EditError::NoField { id: id.to_owned(), field: field.to_owned() })?;
        Ok(self.removal(item))
    }

    /// Adds a value in RON to a list of an entry, such as `topics`; an entry without the list gets it.
    ///
    /// # Errors
    ///
    /// If there is no such entry, or the field is not a list in brackets.
    pub fn push_item(&self, id: &str, field: &str, value: &str) -> Result<Splice, EditError> {
        let EntryPlace { fields, .. } = self.find_entry(id)?;
        match self.group_field(&fields, field)? {
            Field::Group(list) => Ok(Splice::new(self.append_rendered(&list, value))),
            Field::Missing => self.set_field(id, field, &format!("[{value}]")),
        }
    }

    /// Removes an entry. Comments around it stay.
    ///
    /// # Errors
    ///
    /// If there is no such entry.
    pub fn remove_entry(&self, id: &str) -> Result<Splice, EditError> {
        let EntryPlace { index, .. } = self.find_entry(id)?;
        Ok(self.removal(&self.entries()?.items[index]))
    }

    /// Adds rows to a table, or notes them for a table that is not there.
    fn add_rows(
        &self,
        table: Table,
        rows: Vec<Row>,
        edits: &mut Vec<TextEdit>,
        new_tables: &mut Vec<(Table, Vec<Row>)>,
    ) -> Result<(), EditError> {
        if rows.is_empty() {
            return Ok(());
        }
        match self.table(table.0)? {
            Field::Group(group) => {
                let mut writer = ItemWriter::for_group(self.layout.clone(), self.placing(&group, true));
                writer.push_all(&rows);
                edits.extend(self.append(&group, writer.take()));
            }
            Field::Missing => new_tables.push((table, rows)),
        }
        Ok(())
    }

    /// Adds topics below one that is there.
    fn add_subtopics(&self, path: &str, rows: &[Row]) -> Result<Vec<TextEdit>, EditError> {
        let unusual = || EditError::Unusual("topics".to_owned());
        let mut topic = None;
        for id in path.split('/') {
            let list =
                match topic.as_ref().map_or_else(|| self.table("topics"), |group| self.group_field(group, "topics"))? {
                    Field::Group(list) => list,
                    Field::Missing => return Err(unusual()),
                };
            let mut groups = list.items.iter().filter_map(|item| Group::of_value(self.text, &item.value));
            topic = Some(
                groups.find(|group| self.text_of(group, "id").is_some_and(|known| known == id)).ok_or_else(unusual)?,
            );
        }
        let topic = topic.ok_or_else(unusual)?;
        match self.group_field(&topic, "topics")? {
            Field::Group(list) => {
                let mut writer = ItemWriter::for_group(self.layout.clone(), self.placing(&list, true));
                writer.push_all(rows);
                Ok(self.append(&list, writer.take()))
            }
            Field::Missing => {
                let rows: Vec<String> = rows.iter().map(Row::one_line).collect();
                Ok(self.append_rendered(&topic, &format!("topics: [{}]", rows.join(", "))))
            }
        }
    }

    /// Adds tables that are not there, before the entries: large files are read faster if those come last.
    fn new_tables(&self, tables: &[(Table, Vec<Row>)]) -> Result<Option<TextEdit>, EditError> {
        if tables.is_empty() {
            return Ok(None);
        }
        let is_entries = |item: &Item| item.name.clone().is_some_and(|name| &self.text[name] == "entries");
        let index = self.top.items.iter().position(is_entries).ok_or(EditError::NoEntries)?;
        let entries = self.top.items[index].start();
        let before = index.checked_sub(1).and_then(|index| self.top.items[index].comma).unwrap_or(self.top.open) + 1;
        let at = comments_end(self.text, before);
        let placing = match self.text[before..entries].contains('\n') {
            true if self.begins_line(entries) => Placing::Lines(line_indent(self.text, entries).to_owned()),
            true => Placing::Lines(format!("{}{}", line_indent(self.text, self.top.open), self.layout.indent)),
            false => Placing::Inline,
        };
        let mut writer = ItemWriter::for_group(self.layout.clone(), placing.clone());
        for ((name, [open, close]), rows) in tables {
            let mut items = ItemWriter::for_group(self.layout.clone(), self.inner_placing(&placing));
            items.push_all(rows);
            let items = items.take();
            let table = match &placing {
                Placing::Inline => format!("{name}: {open}{}{close}", items.trim_matches([' ', ','])),
                Placing::Lines(indent) => format!("{name}: {open}{items}{}{indent}{close}", self.layout.newline),
            };
            writer.push_rendered(&table);
        }
        let mut replacement = writer.take();
        if placing == Placing::Inline && at == self.top.open + 1 {
            replacement = format!("{} ", replacement.trim_start());
        }
        Ok(Some(TextEdit { range: at..at, replacement }))
    }

    fn inner_placing(&self, placing: &Placing) -> Placing {
        match placing {
            Placing::Inline => Placing::Inline,
            Placing::Lines(indent) => Placing::Lines(format!("{indent}{}", self.layout.indent)),
        }
    }

    /// Adds an item that is RON already at the end of a group.
    fn append_rendered(&self, group: &Group, item: &str) -> Vec<TextEdit> {
        let mut writer = ItemWriter::for_group(self.layout.clone(), self.placing(group, false));
        writer.push_rendered(item);
        self.append(group, writer.take())
    }

    /// Adds items, as an [`ItemWriter`] for this group gives them, at its end: after the comments that follow the last
    /// item. Where the last item has no comma, the new last one has none either.
    fn append(&self, group: &Group, mut items: String) -> Vec<TextEdit> {
        let end = group.open + 1 + self.text[group.open + 1..group.close].trim_end().len();
        let is_on_lines = items.starts_with(['\n', '\r']);
        let Some(last) = group.items.last() else {
            let is_blank = end == group.open + 1;
            if !is_on_lines {
                items.pop();
                if is_blank {
                    items.remove(0);
                }
            }
            let closes_on_line = !self.text[end..group.close].contains('\n');
            if is_on_lines && closes_on_line {
                items.push_str(self.layout.newline);
                items.push_str(line_indent(self.text, group.open));
            }
            let range = if closes_on_line { end..group.close } else { end..end };
            return vec![TextEdit { range, replacement: items }];
        };
        if last.comma.is_some() {
            return vec![TextEdit { range: end..end, replacement: items }];
        }
        items.pop();
        let after = last.value.end;
        if after == end {
            return vec![TextEdit { range: end..end, replacement: format!(",{items}") }];
        }
        let comma = TextEdit { range: after..after, replacement: ",".to_owned() };
        vec![comma, TextEdit { range: end..end, replacement: items }]
    }

    /// Removes an item with its comma, and its lines if nothing else is on them.
    fn removal(&self, item: &Item) -> Splice {
        let blanks = [' ', '\t'];
        let text = self.text;
        let mut range = item.start()..item.value.end;
        let mut edits = Vec::new();
        if let Some(comma) = item.comma {
            if text[range.end..comma].trim().is_empty() {
                range.end = comma + 1;
            } else {
                edits.push(TextEdit { range: comma..comma + 1, replacement: String::new() });
            }
        }
        let rest = &text[range.end..];
        let after = rest.trim_start_matches(blanks);
        let line_end = if after.starts_with("\r\n") { 2 } else { usize::from(after.starts_with('\n')) };
        let blanks_after = rest.len() - after.len();
        match self.begins_line(range.start) {
            true if line_end > 0 => range = line_start(text, range.start)..range.end + blanks_after + line_end,
            true => range.end += blanks_after,
            false if line_end == 0 && text[range.clone()].ends_with(',') => range.end += blanks_after,
            false => range.start = text[..range.start].trim_end_matches(blanks).len(),
        }
        edits.push(TextEdit { range, replacement: String::new() });
        Splice::new(edits)
    }
}

#[cfg(test)]
mod tests {
    use crate::{CollectionText, EditError, EntryDraft, Resolution, Resolver, SpeakerReference};

    /// Adds an entry of a speaker.
    fn add(file: &str, speaker: &str, topic: Option<&str>) -> String {
        let collection = CollectionText::parse(file).unwrap();
        let mut resolver = Resolver::of(&collection);
        let mut entries = collection.entry_writer().unwrap();
        let draft = EntryDraft {
            id: Some("new".into()),
            text: "N".into(),
            speaker: Some(SpeakerReference::named(speaker)),
            topics: topic.map(str::to_owned).into_iter().collect(),
            ..EntryDraft::default()
        };
        let Resolution::New(entry) = resolver.resolve(draft).unwrap() else { panic!("it is new") };
        entries.push(&entry.row());
        collection.additions(resolver.rows(), entries).unwrap().apply(file)
    }

    fn edit(file: &str, splice: impl FnOnce(&CollectionText<'_>) -> Result<crate::Splice, EditError>) -> String {
        splice(&CollectionText::parse(file).unwrap()).unwrap().apply(file)
    }

    #[test]
    fn entries_are_added_in_the_layout_of_the_file() {
        for (file, expected) in [
            // A comment after the last entry stays after it.
            (
                "(\n  speakers: {\"a\": (name: \"A\")},\n  entries: [\n    Quote(id: \"o\"), // one\n    // more\n  ],\n)\n",
                "(\n  speakers: {\"a\": (name: \"A\")},\n  entries: [\n    Quote(id: \"o\"), // one\n    // more\n    Quote(\n      id: \"new\",\n      by: \"a\",\n      text: \"N\",\n    ),\n  ],\n)\n",
            ),
            // Where the last item has no comma, the new one has none.
            (
                "(\n\tspeakers: {\"a\": (name: \"A\")},\n\tentries: [\n\t\tQuote(id: \"o\") // one\n\t]\n)",
                "(\n\tspeakers: {\"a\": (name: \"A\")},\n\tentries: [\n\t\tQuote(id: \"o\"), // one\n\t\tQuote(\n\t\t\tid: \"new\",\n\t\t\tby: \"a\",\n\t\t\ttext: \"N\",\n\t\t)\n\t]\n)",
            ),
            (
                "(speakers: {\"a\": (name: \"A\")}, entries: [])",
                "(speakers: {\"a\": (name: \"A\")}, entries: [Quote(id: \"new\", by: \"a\", text: \"N\")])",
            ),
            (
                "(speakers: {\"a\": (name: \"A\")}, entries: [Quote(id: \"o\"), /* two? */])",
                "(speakers: {\"a\": (name: \"A\")}, entries: [Quote(id: \"o\"), /* two? */ Quote(id: \"new\", by: \"a\", text: \"N\"),])",
            ),
            (
                "\u{feff}(\r\n    speakers: {\"a\": (name: \"A\")},\r\n    entries: [],\r\n)\r\n",
                "\u{feff}(\r\n    speakers: {\"a\": (name: \"A\")},\r\n    entries: [\r\n        Quote(\r\n            id: \"new\",\r\n            by: \"a\",\r\n            text: \"N\",\r\n        ),\r\n    ],\r\n)\r\n",
            ),
        ] {
            assert_eq!(add(file, "A", None), expected);
        }
    }

    #[test]
    fn missing_tables_are_inserted_before_the_entries() {
        for (file, expected) in [
            (
                "(\n    id: \"c\", // the id\n\n    // what was said\n    entries: [\n    ],\n)",
                "(\n    id: \"c\", // the id\n    speakers: {\n        \"ada\": (\n            name: \"Ada\",\n        ),\n    },\n    topics: [\n        (id: \"work\", label: \"Work\"),\n    ],\n\n    // what was said\n    entries: [\n        Quote(\n            id: \"new\",\n            by: \"ada\",\n            topics: [\"work\"],\n            text: \"N\",\n        ),\n    ],\n)",
            ),
            (
                "(entries: [])",
                "(speakers: {\"ada\": (name: \"Ada\")}, topics: [(id: \"work\", label: \"Work\")], entries: [Quote(id: \"new\", by: \"ada\", topics: [\"work\"], text: \"N\")])",
            ),
        ] {
            assert_eq!(add(file, "Ada", Some("Work")), expected);
        }
    }

    #[test]
    fn topics_are_added_below_their_parent() {
        let file = "(\n    speakers: {\"a\": (name: \"A\")},\n    topics: [\n        (id: \"war\", label: \"War\"), // and peace\n        (id: \"law\", topics: [\n            (id: \"old\"),\n        ]),\n    ],\n    entries: [],\n)";
        let added = add(file, "A", Some("War/The dead"));
        assert!(added.contains(
            "(id: \"war\", label: \"War\", topics: [(id: \"the-dead\", label: \"The dead\")]), // and peace"
        ));
        let added = add(file, "A", Some("law/New"));
        assert!(
            added.contains("            (id: \"old\"),\n            (id: \"new\", label: \"New\"),\n        ]),"),
            "{added}"
        );
    }

    #[test]
    fn existing_fields_are_replaced_and_new_ones_appended() {
        let file = "(entries: [\n    Quote(\n        id: \"o\", // why\n        topics: [\"t\"], // two\n    ),\n])";
        let set = |field: &'static str, value: &'static str| edit(file, |file| file.set_field("o", field, value));
        assert_eq!(set("topics", "[]"), file.replace("[\"t\"]", "[]"));
        assert_eq!(set("note", "\"n\""), file.replace("// two\n", "// two\n        note: \"n\",\n"));
        let pushed = edit(file, |file| file.push_item("o", "topics", "\"u\""));
        assert_eq!(pushed, file.replace("[\"t\"]", "[\"t\", \"u\"]"));
        let pushed = edit(file, |file| file.push_item("o", "tags", "\"u\""));
        assert_eq!(pushed, file.replace("// two\n", "// two\n        tags: [\"u\"],\n"));
    }

    #[test]
    fn removing_an_item_removes_its_line_but_no_comments() {
        let file = "(entries: [\n    // one\n    Quote(id: \"o\", a: 1, b: 2),\n    Quote(\n        id: \"p\",\n        a: 1, // why\n        b: 2\n    ),\n])";
        let remove = |id: &'static str, field: &'static str| edit(file, |file| file.remove_field(id, field));
        assert_eq!(remove("o", "a"), file.replace("a: 1, b: 2),", "b: 2),"));
        assert_eq!(remove("o", "b"), file.replace("a: 1, b: 2),", "a: 1,),"));
        assert_eq!(remove("p", "a"), file.replace("        a: 1, // why", "        // why"));
        assert_eq!(remove("p", "b"), file.replace("        b: 2\n", ""));
        let removed = edit(file, |file| file.remove_entry("o"));
        assert_eq!(removed, file.replace("    Quote(id: \"o\", a: 1, b: 2),\n", ""));
    }

    #[test]
    fn impossible_edits_are_rejected() {
        let parse = |file| CollectionText::parse(file).map(|_| ());
        for file in ["", "[]", "(entries: [", "entries: []"] {
            assert_eq!(parse(file), Err(EditError::NotACollection), "{file}");
        }
        let file = CollectionText::parse("(entries: [Quote(id: \"o\", topics: 3)])").unwrap();
        assert_eq!(file.set_field("p", "a", "1"), Err(EditError::NoEntry("p".into())));
        assert_eq!(file.push_item("o", "topics", "1"), Err(EditError::Unusual("topics".into())));
        assert!(matches!(file.remove_field("o", "b"), Err(EditError::NoField { .. })));
        assert_eq!(CollectionText::parse("()").unwrap().entry_writer().err(), Some(EditError::NoEntries));
    }
}
