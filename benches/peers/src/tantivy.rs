//! The crate `tantivy`: a full-text engine, with an index in memory.
//!
//! It gets the same texts, those of speakers, sources and topics included, in one field, and the speaker, source, topics
//! and kind of each entry as fast fields. As with kzq, all words must match, the last one as a prefix; the best fifty are
//! ranked by BM25, and the facets are counted.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use kzq_corpus::{Corpus, Date, Entry, Source, read};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::schema::{FAST, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{DocAddress, Index, Order, Searcher, TantivyDocument};

use crate::libraries::THREADS;
use crate::peer::{BEST, Found, Peer};
use crate::tantivy_query::{Fields, Parsed, Parser};

/// Entries that are ranked: what a screen shows at most.
const RANKED: usize = 50;

/// The facets, by the names of their fields.
const FACETS: [&str; 4] = ["speaker", "source", "topic", "kind"];

/// The name of the analyser of words: what is no letter or digit separates them; case and accents are folded.
const WORDS: &str = "words";

/// The memory for indexing, in bytes, which all threads share.
const INDEXING_MEMORY: usize = 1_000_000_000;

/// An index, and what is asked of it.
#[derive(Clone)]
pub struct Tantivy {
    searcher: Searcher,
    analyser: TextAnalyzer,
    fields: Fields,
    /// The number of each entry in the file, for each segment.
    numbers: Vec<Column<u64>>,
    counts: Aggregations,
    boosts_phrases: bool,
}

impl Tantivy {
    /// Indexes the lines of a collection with the facets of its entries.
    pub fn load(ron: &Path, lines: &[String]) -> Result<Self> {
        let bytes = fs::read(ron).with_context(|| format!("reading {}", ron.display()))?;
        let corpus = read(&ron.display().to_string(), &bytes).corpus.context("the collection is broken")?;

        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(WORDS)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let texts = TextOptions::default().set_indexing_options(indexing);
        let number = schema.add_u64_field("number", FAST);
        let facets = FACETS.map(|name| schema.add_text_field(name, STRING | FAST));
        let fields = Fields {
            words: schema.add_text_field("words", texts.clone()),
            name: schema.add_text_field("name", texts),
            topic: schema.add_text_field("topic_id", STRING),
            kind: facets[3],
            date: schema.add_u64_field("date", FAST | INDEXED),
        };
        let mut index = Index::create_in_ram(schema.build());
        let analyser = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter);
        let analyser = analyser.build();
        index.tokenizers().register(WORDS, analyser.clone());
        index.set_multithread_executor(THREADS)?;

        let mut writer = index.writer_with_num_threads(THREADS, INDEXING_MEMORY)?;
        for ((line, entry), at) in lines.iter().zip(corpus.entries()).zip(0..) {
            let mut document = TantivyDocument::default();
            document.add_text(fields.words, line);
            if let Some(speaker) = entry.speaker().map(|id| corpus.speaker(id)) {
                document.add_text(fields.name, speaker.name.as_str());
                speaker.aliases.iter().chain(&speaker.role).for_each(|text| {
                    document.add_text(fields.words, text.as_str());
                });
            }
            corpus.source_of(entry).into_iter().flat_map(Source::names).for_each(|name| {
                document.add_text(fields.words, name.as_str());
            });
            for &topic in entry.topics() {
                let path = corpus.topic(topic).path.as_str();
                document.add_text(fields.topic, path.rsplit('/').next().unwrap_or(path));
                for topic in corpus.topic_ancestors(topic) {
                    document.add_text(fields.words, corpus.topic(topic).label.as_str());
                }
            }
            if let Some(date) = corpus.date_of(entry) {
                document.add_u64(fields.date, day_number(date));
            }
            document.add_u64(number, at);
            for (field, values) in facets.into_iter().zip(facet_values(&corpus, entry)) {
                for value in values {
                    document.add_text(field, value);
                }
            }
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;

        let searcher = index.reader()?.searcher();
        let numbers = searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("number"));
        let numbers = numbers.collect::<tantivy::Result<_>>()?;
        let counts: serde_json::Map<String, serde_json::Value> = FACETS
            .iter()
            .map(|name| ((*name).to_owned(), serde_json::json!({ "terms": { "field": name, "size": 1000 } })))
            .collect();
        let counts = serde_json::from_value(counts.into())?;
        Ok(Self { searcher, analyser, fields, numbers, counts, boosts_phrases: false })
    }

    /// The same index, with entries ranked higher that have the words of the query as a phrase.
    pub fn boosting_phrases(&self) -> Self {
        Self { boosts_phrases: true, ..self.clone() }
    }
}

/// The values of an entry, in the order of [`FACETS`].
fn facet_values(corpus: &Corpus, entry: Entry<'_>) -> [Vec<String>; FACETS.len()] {
    let speaker = entry.speaker().map(|id| corpus.speaker(id).id.as_str().to_owned());
    let source = entry.source().map(|id| corpus.source(id).id.as_str().to_owned());
    let topics = entry.topics().iter().map(|id| corpus.topics()[id.index()].path.as_str().to_owned());
    [
        speaker.into_iter().collect(),
        source.into_iter().collect(),
        topics.collect(),
        vec![entry.kind().name().to_owned()],
    ]
}

impl Peer for Tantivy {
    fn name(&self) -> &'static str {
        if self.boosts_phrases { "tantivy, phrases" } else { "tantivy" }
    }

    fn translate(&self, query: &str) -> String {
        query.to_owned()
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        let Self { fields, boosts_phrases, .. } = *self;
        let Parsed { query, is_by_date } =
            Parser { analyser: &mut self.analyser, fields, boosts_phrases }.parse(query)?;
        let counts = AggregationCollector::from_aggs(self.counts.clone(), AggContextParams::default());
        let best = TopDocs::with_limit(RANKED);
        let (hits, best): (_, Vec<DocAddress>) = if is_by_date {
            let best = best.order_by_fast_field::<u64>("date", Order::Asc);
            let (hits, best, _facets) = self.searcher.search(&*query, &(Count, best, counts))?;
            (hits, best.into_iter().map(|(_, address)| address).collect())
        } else {
            let (hits, best, _facets) = self.searcher.search(&*query, &(Count, best.order_by_score(), counts))?;
            (hits, best.into_iter().map(|(_, address)| address).collect())
        };
        let number = |address: DocAddress| {
            self.numbers[address.segment_ord as usize].first(address.doc_id).and_then(|at| usize::try_from(at).ok())
        };
        Ok(Found { hits, best: best.into_iter().take(BEST).filter_map(number).collect() })
    }
}

/// A date as one number that sorts like it; what is not known of it is 0.
fn day_number(date: Date) -> u64 {
    let year = u64::try_from(date.year()).unwrap_or_default();
    year * 10_000 + u64::from(date.month().unwrap_or_default()) * 100 + u64::from(date.day().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_mean_what_they_mean_in_kzq() -> Result<()> {
        let file = tempfile::NamedTempFile::new()?;
        let texts = ["War ends", "Peace after a war", "The council of peace", "Peaceful war"];
        let quote = |(at, text): (usize, &&str)| {
            let kind = if at == 3 { "Paraphrase(of" } else { "Quote(by" };
            format!("{kind}: \"a\", id: \"{at}\", topics: [\"x\"], text: \"{text}\"),")
        };
        let entries: String = texts.iter().enumerate().map(quote).collect();
        let tables = "speakers: {\"a\": (name: \"A\")}, topics: [(id: \"x\", label: \"X\")]";
        fs::write(file.path(), format!("(schema: 1, id: \"c\", title: \"C\", {tables}, entries: [{entries}])"))?;
        let mut engine = Tantivy::load(file.path(), &texts.map(str::to_owned))?;
        for (query, expected) in [
            ("war", &[0, 1, 3][..]),
            ("peac war", &[]),
            ("war peac", &[1, 3]),
            ("!war peace", &[2]),
            ("\"of peace\"", &[2]),
            ("topic:x kind:quote war", &[0, 1]),
            ("xqz", &[]),
            ("council OR ends", &[0, 2]),
            ("(council OR war) peace", &[1, 2, 3]),
            ("\"after war\"~1", &[1]),
            ("/counc.*/", &[2]),
            ("speaker:a peace", &[1, 2, 3]),
            ("speaker:b", &[]),
        ] {
            let mut found = engine.ask(query)?;
            found.best.sort_unstable();
            assert_eq!((found.hits, &*found.best), (expected.len(), expected), "{query}");
        }
        Ok(())
    }
}
