//! What a paraphrase says that the words it rests on do not, in sentences and as data.

use serde::Serialize;

use kzq_corpus::{Corpus, Difference, Entry};
use kzq_text::Safe;

/// Returns the differences of an entry in the order in which they are shown: contradictions, what goes beyond the
/// words, the rest.
pub fn sorted_differences(entry: Entry<'_>) -> Vec<&Difference> {
    let mut sorted: Vec<&Difference> = entry.differs().iter().collect();
    sorted.sort_by_key(|difference| match difference {
        Difference::Against { .. } => 0,
        Difference::Beyond(_) => 1,
        Difference::Other(_) => 2,
    });
    sorted
}

/// Returns a difference of an entry as a sentence without a full stop.
pub fn difference_sentence(corpus: &Corpus, entry: Entry<'_>, difference: &Difference) -> Safe<'static> {
    match difference {
        Difference::Against { phrase, words, .. } => {
            let place = entry.contradicted(difference).map(|id| corpus.relative_id(id, entry.collection()));
            let place = place.map(|id| kzq_text::safe!(" (", id, ")")).unwrap_or_default();
            kzq_text::safe!(contradiction_sentence(phrase, words), place)
        }
        Difference::Beyond(phrase) => kzq_text::safe!("“", phrase, "”: in no quotation here"),
        Difference::Other(text) => text.clone(),
    }
}

/// Returns a contradiction as a sentence that does not name the quotation.
pub(crate) fn contradiction_sentence(phrase: &Safe<'_>, words: &Safe<'_>) -> Safe<'static> {
    kzq_text::safe!("“", phrase, "”: the quotation says “", words, "”")
}

/// A difference as data; what a kind of difference does not have is null.
#[derive(Debug, Serialize)]
pub(crate) struct DifferenceRecord<'c> {
    /// `against`, `beyond` or `other`.
    kind: &'static str,
    phrase: Option<&'c Safe<'static>>,
    words: Option<&'c Safe<'static>>,
    /// The quotation that has the words.
    entry: Option<Safe<'c>>,
}

impl<'c> DifferenceRecord<'c> {
    pub(crate) fn new(corpus: &'c Corpus, entry: Entry<'c>, difference: &'c Difference) -> Self {
        let (kind, phrase, words) = match difference {
            Difference::Against { phrase, words, .. } => ("against", Some(phrase), Some(words)),
            Difference::Beyond(phrase) => ("beyond", Some(phrase), None),
            Difference::Other(_) => ("other", None, None),
        };
        let quotation = entry.contradicted(difference).map(|id| corpus.relative_id(id, entry.collection()));
        Self { kind, phrase, words, entry: quotation }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")}, entries: [
        Quote(id: "one", by: "a", text: "The bridge opens in May."),
        Quote(id: "two", by: "a", text: "It costs nothing."),
        Paraphrase(id: "both", of: "a", text: "It opens in June and is cheap.", rests_on: ["one", "two"], differs: [
            "She did not say which bridge", Beyond("cheap"), Against(phrase: "in June", words: "in May", in: "one"),
        ]),
        Paraphrase(id: "only", of: "a", text: "It opens in June.", rests_on: ["one"],
            differs: [Against(phrase: "June", words: "May")]),
    ])"#;

    #[test]
    fn contradictions_sort_first_and_name_their_quotation() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let sentences = |id: &str| {
            let entry = corpus.entry(corpus.look_up(id).found().unwrap());
            let sentence = |difference| difference_sentence(&corpus, entry, difference).to_string();
            sorted_differences(entry).into_iter().map(sentence).collect::<Vec<_>>()
        };
        let expected = [
            "“in June”: the quotation says “in May” (one)",
            "“cheap”: in no quotation here",
            "She did not say which bridge",
        ];
        assert_eq!(sentences("both"), expected);
        assert_eq!(sentences("only"), ["“June”: the quotation says “May” (one)"]);
    }

    #[test]
    fn json_lists_differences_in_the_same_order() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let record = crate::EntryRecord::new(&corpus, corpus.look_up("both").found().unwrap());
        let json = serde_json::to_value(&record).unwrap();
        assert_eq!(json["differs"].as_array().map(Vec::len), Some(3));
        let expected = serde_json::json!([
            {"kind": "against", "phrase": "in June", "words": "in May", "entry": "one"},
            {"kind": "beyond", "phrase": "cheap", "words": null, "entry": null},
            {"kind": "other", "phrase": null, "words": null, "entry": null},
        ]);
        assert_eq!(json["differences"], expected);
    }
}
