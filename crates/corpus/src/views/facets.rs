//! The columns by which entries are counted.

use crate::Date;
use crate::corpus::Corpus;
use crate::facet_columns::FacetColumns;

impl Corpus {
    /// Returns the year, the tags and the collection of each entry, computing them on first use.
    pub fn facet_columns(&self) -> &FacetColumns {
        self.facet_columns.get_or_init(|| {
            let years: Vec<Option<i16>> = self.source_ids().map(|id| self.date_of_source(id).map(Date::year)).collect();
            FacetColumns::new(&self.blocks, &years, &self.first_of_collection).into()
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Corpus, read};

    fn corpus() -> Corpus {
        let of = |id: &str, rest: &str| {
            let text = format!("(schema: 1, id: {id:?}, title: {id:?}, speakers: {{\"a\": (name: \"Ada\")}}, {rest})");
            read("c.ron", text.as_bytes())
        };
        let one = of(
            "one",
            r#"sources: {"hour": (title: "The Hour", date: "1941-05-02"), "paper": (title: "P", date: "1942", reports: "hour")},
            entries: [
                Quote(id: "own", by: "a", text: "One.", date: "1939?", source: (id: "paper"), tags: ["war", "sea", "war"]),
                Quote(id: "heard", by: "a", text: "Two.", source: (id: "paper")),
            ]"#,
        );
        let other = of(
            "other",
            r#"entries: [
                Quote(id: "undated", by: "a", text: "Three."),
                Quote(id: "old", by: "a", text: "Four.", date: "-380", tags: ["sea"]),
                Quote(id: "last", by: "a", text: "Five.", tags: []),
            ]"#,
        );
        Corpus::merge(vec![one, other]).0
    }

    #[test]
    fn columns_hold_year_tags_and_collection_of_each_entry() {
        let corpus = corpus();
        let columns = corpus.facet_columns();
        assert_eq!(columns.years(), [1941, 1939, -380]);
        let mut rows = Vec::new();
        for (block, columns_of_block) in corpus.blocks().iter().zip(columns.blocks()) {
            for at in 0..block.len() {
                let year = columns.years().get(columns_of_block.year_row(at)).copied();
                let tags: Vec<&str> = columns_of_block.tags(at).iter().map(|&tag| columns.tag(tag).as_str()).collect();
                rows.push((year, tags.join(" "), columns_of_block.collection(at).index()));
            }
        }
        let expected =
            [(Some(1939), "war sea", 0), (Some(1941), "", 0), (None, "", 1), (Some(-380), "sea", 1), (None, "", 1)];
        assert_eq!(rows, expected.map(|(year, tags, collection)| (year, tags.to_owned(), collection)));
    }

    #[test]
    fn year_and_tag_columns_are_empty_without_dates_and_tags() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
            entries: [Quote(id: "x", by: "a", text: "X.")])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let columns = corpus.facet_columns();
        assert!(columns.years().is_empty() && columns.tags().is_empty());
        assert_eq!((columns.blocks()[0].year_row(0), columns.blocks()[0].tags(0).len()), (0, 0));
    }
}
