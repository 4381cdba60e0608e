//! A filter with its facets and order, written as the text of one query.

use crate::facet::{Choice, Facet, FacetFilter, FacetValue};
use crate::field::FieldName;
use crate::order::Order;
use crate::suggestions::quoted;
use kzq_corpus::Corpus;
use kzq_shelf::{Shelf, ShelfFacet};
use kzq_text::Safe;

/// Writes a query that finds, in this corpus and with this shelf, what a typed one finds with facets and an order.
/// Deleted lists are left out.
pub fn query_text(typed: &str, filter: &FacetFilter, order: Order, corpus: &Corpus, shelf: &Shelf) -> Safe<'static> {
    let mut parts = Vec::new();
    for facet in Facet::ALL {
        for choice in [Choice::Included, Choice::Excluded] {
            let values = filter.choices_of(facet).iter().filter(|(_, other)| *other == choice);
            parts.extend(fields_text(values.map(|&(value, _)| value), choice, corpus, shelf));
        }
    }
    parts.extend((order != Order::default()).then(|| format!("{}:{}", FieldName::Sort.name(), order.name())));
    Safe::line(with_more(typed, &parts.join(" ")))
}

/// Writes a query of which both parts must match.
pub fn with_more(typed: &str, more: &str) -> String {
    let (mut typed, more) = (typed.trim().to_owned(), more.trim());
    if more.is_empty() || typed.is_empty() {
        return typed + more;
    }
    let has_alternatives = |text: &str| text.contains('|') || text.split_whitespace().any(|word| word == "OR");
    // What follows would belong to an open phrase, or to the last alternative.
    if typed.matches('"').count() % 2 == 1 {
        typed.push('"');
    }
    let [typed, more] =
        [typed.as_str(), more].map(|part| if has_alternatives(part) { format!("({part})") } else { part.to_owned() });
    format!("{typed} {more}")
}

/// Values of a facet as fields, of which one must match, or none if they are excluded.
fn fields_text(
    values: impl Iterator<Item = FacetValue>,
    choice: Choice,
    corpus: &Corpus,
    shelf: &Shelf,
) -> Option<String> {
    let mut fields: Vec<(FieldName, Vec<String>)> = Vec::new();
    for (field, own) in values.filter_map(|value| field_of(value, corpus, shelf)) {
        let own = own.iter().map(|value| quoted(value.as_str()));
        match fields.iter_mut().find(|(other, _)| *other == field) {
            Some((_, values)) => values.extend(own),
            None => fields.push((field, own.collect())),
        }
    }
    let sign = if choice == Choice::Excluded { "!" } else { "" };
    let mut texts: Vec<String> =
        fields.iter().map(|(field, values)| format!("{sign}{}:{}", field.name(), values.join(","))).collect();
    match (texts.len(), choice) {
        (0 | 1, _) => texts.pop(),
        (_, Choice::Included) => Some(format!("({})", texts.join(" OR "))),
        (_, Choice::Excluded) => Some(texts.join(" ")),
    }
}

/// The field and its values that together find the entries of a value of a facet.
fn field_of(value: FacetValue, corpus: &Corpus, shelf: &Shelf) -> Option<(FieldName, Vec<Safe<'static>>)> {
    let field = FieldName::from_name(value.facet().row().field)?;
    let text = match value {
        FacetValue::Topic(id) => {
            let names = corpus.topic_names(id);
            return Some((field, names.into_iter().map(|name| kzq_text::safe!("/", name)).collect()));
        }
        FacetValue::Wording(wording) => wording.name().into(),
        FacetValue::Speaker(id) => {
            id.get().map_or_else(|| corpus.speaker_name(id).into_owned(), |id| corpus.speaker(id).id.clone())
        }
        FacetValue::Source(id) => {
            let source = corpus.source(id);
            kzq_text::safe!(corpus.collection(source.collection).id, "/", source.id)
        }
        FacetValue::Collection(id) => corpus.collection(id).id.clone(),
        FacetValue::Year(year) => Safe::line(year.to_string()),
        FacetValue::Tag(id) => corpus.facet_columns().tag(id).clone(),
        FacetValue::Shelf(ShelfFacet::Starred) => return Some((FieldName::Is, vec!["starred".into()])),
        FacetValue::Shelf(ShelfFacet::Used) => return Some((FieldName::Is, vec!["used".into()])),
        FacetValue::Shelf(ShelfFacet::Noted) => return Some((FieldName::Has, vec!["note".into()])),
        FacetValue::Shelf(ShelfFacet::Highlighted) => return Some((FieldName::Has, vec!["highlight".into()])),
        FacetValue::Shelf(ShelfFacet::List(key)) => shelf.list_by_key(key)?.name.clone(),
    };
    Some((field, vec![text]))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Engine, Query, SearchOptions};
    use kzq_corpus::{CollectionId, MaybeSpeaker, Wording};
    use kzq_shelf::{Change, InsertPosition, ListKey};

    const FILE: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"ada": (name: "Ada"), "ben": (name: "Ben")},
        sources: {"s": (title: "S", date: "1939"), "t": (title: "T", date: "1941")},
        topics: [(id: "war"), (id: "peace", topics: [(id: "war")])],
        entries: [
            Quote(id: "one", by: "ada", text: "A bridge.", topics: ["war"], source: (id: "s"), tags: ["cold war"]),
            Quote(id: "two", by: "ben", text: "A ferry.", topics: ["peace/war"], source: (id: "t")),
            Paraphrase(id: "three", text: "A bridge and a ferry.", date: "1940"),
        ])"#;

    #[test]
    fn narrowing_a_filter_groups_its_alternatives() {
        for (filter, expected) in [
            ("", "date:1941"),
            ("peace", "peace date:1941"),
            ("war OR peace", "(war OR peace) date:1941"),
            ("war|peace", "(war|peace) date:1941"),
            ("\"war", "\"war\" date:1941"),
        ] {
            assert_eq!(with_more(filter, "date:1941"), expected);
        }
        assert_eq!(with_more("a OR b", "b OR c"), "(a OR b) (b OR c)");
    }

    #[test]
    fn every_facet_has_a_field() {
        assert!(Facet::ALL.iter().all(|facet| FieldName::from_name(facet.row().field).is_some()));
    }

    #[test]
    fn filter_as_query_text_finds_the_same_entries() {
        use Choice::{Excluded, Included};
        let corpus = Arc::new(kzq_corpus::read("c.ron", FILE.as_bytes()).corpus.unwrap());
        let mut shelf = Shelf::default();
        Change::List("for “Monday”".into(), InsertPosition::Last).apply(&mut shelf);
        let topic = |path: &str| {
            FacetValue::Topic(corpus.topic_ids().find(|&id| corpus.topic(id).path.as_str() == path).unwrap())
        };
        let speaker = |at: usize| FacetValue::Speaker(corpus.speaker_ids().nth(at).into());
        let source = FacetValue::Source(corpus.source_ids().next().unwrap());
        let unknown = FacetValue::Speaker(MaybeSpeaker::UNKNOWN);
        let tag = FacetValue::Tag(corpus.facet_columns().tag_ids().next().unwrap());
        let list = FacetValue::Shelf(ShelfFacet::List(ListKey::new("for “Monday”")));
        let starred = FacetValue::Shelf(ShelfFacet::Starred);
        let summary = FacetValue::Wording(Wording::Reported);
        let year = FacetValue::Year;
        for (typed, choices, order, text) in [
            ("", vec![], Order::Relevance, ""),
            ("bridge", vec![], Order::Date, "bridge sort:date"),
            ("", vec![(topic("war"), Included)], Order::Relevance, "topic:/war"),
            (
                "bridge",
                vec![(speaker(0), Included), (speaker(1), Included)],
                Order::Relevance,
                "bridge speaker:ada,ben",
            ),
            ("bridge OR ferry", vec![(speaker(0), Excluded)], Order::Relevance, "(bridge OR ferry) !speaker:ada"),
            ("\"a bridge", vec![(source, Included)], Order::Relevance, "\"a bridge\" source:c/s"),
            ("", vec![(unknown, Included)], Order::Relevance, "speaker:\"unknown speaker\""),
            ("", vec![(tag, Included), (summary, Excluded)], Order::Relevance, "!kind:reported tag:\"cold war\""),
            ("a", vec![(year(1939), Included), (year(1941), Excluded)], Order::Relevance, "a year:1939 !year:1941"),
            ("a", vec![(FacetValue::Collection(CollectionId::new(0)), Included)], Order::Relevance, "a collection:c"),
            (
                "",
                vec![(starred, Included), (list, Included)],
                Order::Random,
                "(is:starred OR list:«for “Monday”») sort:random",
            ),
            ("", vec![(starred, Excluded), (list, Excluded)], Order::Relevance, "!is:starred !list:«for “Monday”»"),
        ] {
            let filter: FacetFilter = choices.into_iter().collect();
            let written = query_text(typed, &filter, order, &corpus, &shelf);
            assert_eq!(written.as_str(), text);
            let engine = Engine::new(Arc::clone(&corpus));
            let found = |query: Query, filter: &FacetFilter| {
                let query = Query { order: None, ..query };
                let hits = engine.answer(&query, filter, SearchOptions::ALL).hits;
                hits.into_iter().map(|hit| hit.entry).collect::<Vec<_>>()
            };
            let (by_filter, by_text) =
                (found(Query::parse(typed), &filter), found(Query::parse(written.as_str()), &FacetFilter::default()));
            assert_eq!(by_filter, by_text, "{text}");
            assert_eq!(Query::parse(written.as_str()).errors, [], "{text}");
        }
    }
    #[test]
    fn shared_topic_is_found_in_each_of_its_collections() {
        let file = |id: &str, label: &str| {
            format!(
                r#"(schema: 1, id: "{id}", title: "{id}", topics: [(id: "war", label: "{label}", topics: [(id: "sea")])],
                entries: [
                    Quote(id: "{id}1", text: "A bridge.", topics: ["war"]),
                    Quote(id: "{id}2", text: "A ferry.", topics: ["war/sea"]),
                ])"#
            )
        };
        let files = [("a", "War"), ("b", "Warfare"), ("c", "War")].map(|(id, label)| file(id, label));
        let corpus = Corpus::merge(files.map(|file| kzq_corpus::read("c.ron", file.as_bytes())).into()).0;
        let engine = Engine::new(Arc::new(corpus.clone()));
        let found = |query: &str| {
            let hits = engine.answer(&Query::parse(query), &FacetFilter::default(), SearchOptions::ALL).hits;
            hits.iter().map(|hit| corpus.entry(hit.entry).id().to_string()).collect::<Vec<_>>().join(" ")
        };
        for (query, expected) in [
            ("topic:war", "a1 a2 b1 b2 c1 c2"),
            // `a` and `c` share the topic, but these entries are from one of them.
            ("topic:war@a", "a1 a2"),
            ("topic:/war@c", "c1 c2"),
            ("topic:WAR@B", "b1 b2"),
            ("topic:war/sea@a", "a2"),
            ("topic:war/sea@a,war@c", "a2 c1 c2"),
            ("!topic:war@a", "b1 b2 c1 c2"),
            ("topic:war@d", ""),
        ] {
            assert_eq!(found(query), expected, "{query}");
        }
        let topic = FacetValue::Topic(corpus.topic_by_name("war@a").unwrap());
        for (choice, expected_text, expected) in [
            (Choice::Included, r#"topic:"/war@a","/war@c""#, "a1 a2 c1 c2"),
            (Choice::Excluded, r#"!topic:"/war@a","/war@c""#, "b1 b2"),
        ] {
            let filter = std::iter::once((topic, choice)).collect();
            let text = query_text("", &filter, Order::Relevance, &corpus, &Shelf::default());
            assert_eq!((text.as_str(), found(text.as_str()).as_str()), (expected_text, expected));
        }
    }
}
