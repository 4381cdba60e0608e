//! The crate `tantivy`: a full-text engine, with an index in memory.
//!
//! It gets the same texts, in one field, and the speaker, source, topics and kind of each entry as fast fields. As with
//! kzq, all words must match, the last one as a prefix; the best fifty are ranked by BM25, and the facets are counted.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use kzq_corpus::{Corpus, Entry, read};
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::{Count, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer, TokenStream};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use crate::libraries::THREADS;
use crate::peer::{BEST, Found, Peer};

/// Entries that are ranked: what a screen shows at most.
const RANKED: usize = 50;

/// The facets, by the names of their fields.
const FACETS: [&str; 4] = ["speaker", "source", "topic", "kind"];

/// How much more a phrase of the query’s words counts than the words.
const PHRASE_BOOST: f32 = 2.0;

/// The name of the analyser of words: what is no letter or digit separates them; case and accents are folded.
const WORDS: &str = "words";

/// The memory for indexing, in bytes, which all threads share.
const INDEXING_MEMORY: usize = 1_000_000_000;

/// An index, and what is asked of it.
#[derive(Clone)]
pub struct Tantivy {
    searcher: Searcher,
    analyser: TextAnalyzer,
    words: Field,
    facets: [Field; FACETS.len()],
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
        let words = schema.add_text_field("words", TextOptions::default().set_indexing_options(indexing));
        let number = schema.add_u64_field("number", FAST);
        let facets = FACETS.map(|name| schema.add_text_field(name, STRING | FAST));
        let mut index = Index::create_in_ram(schema.build());
        let analyser = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter);
        let analyser = analyser.build();
        index.tokenizers().register(WORDS, analyser.clone());
        index.set_multithread_executor(THREADS)?;

        let mut writer = index.writer_with_num_threads(THREADS, INDEXING_MEMORY)?;
        for ((line, entry), at) in lines.iter().zip(corpus.entries()).zip(0..) {
            let mut document = TantivyDocument::default();
            document.add_text(words, line);
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
        Ok(Self { searcher, analyser, words, facets, numbers, counts, boosts_phrases: false })
    }

    /// The same index, with entries ranked higher that have the words of the query as a phrase.
    pub fn boosting_phrases(&self) -> Self {
        Self { boosts_phrases: true, ..self.clone() }
    }

    /// The terms of a text.
    fn terms(&mut self, text: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        let mut tokens = self.analyser.token_stream(text);
        while tokens.advance() {
            terms.push(Term::from_field_text(self.words, &tokens.token().text));
        }
        terms
    }

    /// Reads a query in kzq’s syntax, as far as it is used here: words, phrases, `!`, `topic:` and `kind:`.
    fn parse(&mut self, query: &str) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut plain = Vec::new();
        let parts: Vec<&str> = query.split('"').collect();
        for (at, part) in parts.iter().enumerate() {
            if at % 2 == 1 {
                clauses.push((Occur::Must, phrase(self.terms(part), false)));
                continue;
            }
            for word in part.split_whitespace() {
                let is_last = at + 1 == parts.len() && part.ends_with(word);
                if let Some((field, value)) = word.split_once(':') {
                    let field = FACETS.iter().position(|name| *name == field).map(|at| self.facets[at]);
                    let term = field.map(|field| Term::from_field_text(field, value));
                    clauses.extend(term.map(|term| (Occur::Must, exact(term))));
                } else if let Some(word) = word.strip_prefix('!') {
                    clauses.push((Occur::MustNot, phrase(self.terms(word), false)));
                } else {
                    let terms = self.terms(word);
                    plain.extend(terms.iter().cloned());
                    clauses.push((Occur::Must, phrase(terms, is_last)));
                }
            }
        }
        if self.boosts_phrases && plain.len() > 1 {
            clauses.push((Occur::Should, Box::new(BoostQuery::new(phrase(plain, true), PHRASE_BOOST))));
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Box::new(BooleanQuery::new(clauses))
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

fn exact(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// A query for terms one after the other, the last one whole or as a prefix.
fn phrase(mut terms: Vec<Term>, is_prefix: bool) -> Box<dyn Query> {
    match (terms.len(), is_prefix) {
        (0, _) => Box::new(AllQuery),
        (1, false) => exact(terms.swap_remove(0)),
        (_, false) => Box::new(PhraseQuery::new(terms)),
        (_, true) => Box::new(PhrasePrefixQuery::new(terms)),
    }
}

impl Peer for Tantivy {
    fn name(&self) -> &'static str {
        if self.boosts_phrases { "tantivy, phrases" } else { "tantivy" }
    }

    fn translate(&self, query: &str) -> String {
        query.to_owned()
    }

    fn ask(&mut self, query: &str) -> Result<Found> {
        let query = self.parse(query);
        let counts = AggregationCollector::from_aggs(self.counts.clone(), AggContextParams::default());
        let best = TopDocs::with_limit(RANKED).order_by_score();
        let (hits, best, _facets) = self.searcher.search(&*query, &(Count, best, counts))?;
        let number = |address: tantivy::DocAddress| {
            self.numbers[address.segment_ord as usize].first(address.doc_id).and_then(|at| usize::try_from(at).ok())
        };
        let best = best.into_iter().take(BEST).filter_map(|(_, address)| number(address)).collect();
        Ok(Found { hits, best })
    }
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
        ] {
            let mut found = engine.ask(query)?;
            found.best.sort_unstable();
            assert_eq!((found.hits, &*found.best), (expected.len(), expected), "{query}");
        }
        Ok(())
    }
}
