//! The columns by which entries are counted.

use std::collections::HashMap;

use crate::Date;
use crate::corpus::Corpus;
use crate::facet_columns::FacetColumns;
use crate::ids::CollectionId;
use crate::tables::Topic;

impl Corpus {
    /// Returns the year, the tags and the collection of each entry, computing them on first use.
    pub fn facet_columns(&self) -> &FacetColumns {
        self.facet_columns.get_or_init(|| {
            let years: Vec<Option<i16>> = self.source_ids().map(|id| self.date_of_source(id).map(Date::year)).collect();
            let mut columns = FacetColumns::new(&self.blocks, &years, &self.first_of_collection);
            columns.topic_homes = topic_homes(self, &columns);
            columns.into()
        })
    }
}

/// The collections whose entries have something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    None,
    One(CollectionId),
    Several,
}

impl Home {
    fn add(&mut self, other: Self) {
        *self = match (*self, other) {
            (Self::None, home) | (home, Self::None) => home,
            (one, other) if one == other => one,
            _ => Self::Several,
        };
    }
}

/// For each topic whose label is that of a topic in another collection: the only collection that has it. Empty if no
/// labels clash.
fn topic_homes(corpus: &Corpus, columns: &FacetColumns) -> Vec<Option<CollectionId>> {
    let mut of_label: HashMap<&str, Vec<&Topic>> = HashMap::new();
    for topic in corpus.topics() {
        of_label.entry(topic.label.as_str()).or_default().push(topic);
    }
    if corpus.collections().len() < 2 || of_label.values().all(|topics| topics.len() < 2) {
        return Vec::new();
    }
    let mut of_lists = vec![Home::None; corpus.topic_lists().len()];
    for (block, columns) in corpus.blocks().iter().zip(columns.blocks()) {
        for (entries, collection) in columns.collections() {
            block.topic_lists[entries].iter().for_each(|&list| of_lists[list as usize].add(Home::One(collection)));
        }
    }
    let mut homes = vec![Home::None; corpus.topics().len()];
    for (list, home) in corpus.topic_lists().iter().zip(of_lists) {
        corpus.topics_and_ancestors(list).into_iter().for_each(|topic| homes[topic.index()].add(home));
    }
    let mut of_labels: HashMap<&str, Home> = HashMap::new();
    for (topic, &home) in corpus.topics().iter().zip(&homes) {
        of_labels.entry(topic.label.as_str()).or_insert(Home::None).add(home);
    }
    let home = |(topic, home): (&Topic, &Home)| match home {
        Home::One(id) if of_labels[topic.label.as_str()] == Home::Several => Some(*id),
        _ => None,
    };
    corpus.topics().iter().zip(&homes).map(home).collect()
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
    fn every_entry_has_its_year_tags_and_collection() {
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
    fn topics_of_one_label_are_told_apart_by_their_collections() {
        let of = |id: &str, topics: &str, used: &str| {
            let text = format!(
                "(schema: 1, id: {id:?}, title: {id:?}, speakers: {{\"a\": (name: \"Ada\")}}, topics: [{topics}],
                entries: [Quote(id: \"x\", by: \"a\", text: \"X.\", topics: [{used}])])"
            );
            read("c.ron", text.as_bytes())
        };
        let war = r#"(id: "war", label: "War"), (id: "sea", label: "Sea")"#;
        let warfare = r#"(id: "warfare", label: "War"), (id: "sea", label: "Sea"), (id: "air", label: "Air")"#;
        let corpus =
            Corpus::merge(vec![of("one", war, r#""war", "sea""#), of("other", warfare, r#""warfare", "sea", "air""#)])
                .0;
        let home = |path: &str| {
            let id = corpus.topic_ids().find(|&id| corpus.topic(id).path.as_str() == path).unwrap();
            corpus.facet_columns().home_of_topic(id).map(|id| corpus.collection(id).id.to_string())
        };
        assert_eq!((home("war").as_deref(), home("warfare").as_deref()), (Some("one"), Some("other")));
        assert_eq!((home("sea"), home("air")), (None, None), "one topic of both; a name that no other topic has");
    }

    #[test]
    fn a_corpus_without_dates_and_tags_has_no_columns_of_them() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
            entries: [Quote(id: "x", by: "a", text: "X.")])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let columns = corpus.facet_columns();
        assert!(columns.years().is_empty() && columns.tags().is_empty());
        assert_eq!((columns.blocks()[0].year_row(0), columns.blocks()[0].tags(0).len()), (0, 0));
    }
}
