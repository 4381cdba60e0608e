//! Links to the exact words: the URL of a source with a text fragment.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ascii_url;
use crate::fragment::{FoldedText, FragmentTarget, directive_in_text, directive_without_text, fold_text};
use kzq_corpus::{Corpus, Entry, EntryId, Lead, SourceId};
use kzq_text::Safe;

/// Returns the text of a source, if available. The export code does not read files itself.
pub type SourceTextLookup<'t> = dyn Fn(SourceId) -> Option<Arc<str>> + 't;

/// A lookup without any source texts.
pub fn no_source_texts(_: SourceId) -> Option<Arc<str>> {
    None
}

/// Builds links, caching what it looked up for each source.
pub struct LinkBuilder<'c> {
    corpus: &'c Corpus,
    texts: &'c SourceTextLookup<'c>,
    cache: HashMap<SourceId, LinkSource>,
    /// Total bytes of the cached texts.
    cached_bytes: usize,
}

/// The cached data of a source.
struct LinkSource {
    /// The text, if available.
    text: Option<FoldedText>,
    /// The folded texts of its entries.
    entries: Vec<(EntryId, String)>,
}

/// Maximum bytes of other entries of a source that are compared, about a thousand quotations. Every link is compared
/// with each of them.
const MAX_COMPARED_BYTES: usize = 512 << 10;
/// Maximum bytes of cached texts, not counting the one in use.
const MAX_CACHED_BYTES: usize = 64 << 20;

impl<'c> LinkBuilder<'c> {
    /// Prepares links to the sources of a corpus.
    pub fn new(corpus: &'c Corpus, texts: &'c SourceTextLookup<'c>) -> Self {
        Self { corpus, texts, cache: HashMap::new(), cached_bytes: 0 }
    }

    /// Returns the link to an entry's words, or `None` if its source has no URL. It matches no other place in the
    /// source if the text is available, otherwise no other entry of the source. The URL keeps its fragment, to which
    /// the directive is appended; an existing directive is replaced.
    pub fn link(&mut self, id: EntryId, entry: Entry<'_>) -> Option<Safe<'static>> {
        let source = entry.source()?;
        let url = self.corpus.source(source).url.as_ref()?;
        Some(with_directive(url, self.directive(id, entry, source)))
    }

    /// Returns the link to words that no entry has, like [`link`](Self::link).
    pub fn link_to_words(&mut self, source: SourceId, words: &str) -> Option<Safe<'static>> {
        let url = self.corpus.source(source).url.as_ref()?;
        let LinkSource { text, .. } = self.source_data(source);
        let target = FragmentTarget { words, lead: None, duplicate_index: 0 };
        let found = text.as_ref().and_then(|text| directive_in_text(text, target));
        Some(with_directive(url, found.unwrap_or_else(|| directive_without_text(words, &[]))))
    }

    fn directive(&mut self, id: EntryId, entry: Entry<'_>, source: SourceId) -> String {
        let words = entry.text();
        let LinkSource { text, entries } = self.source_data(source);
        if let Some(text) = text {
            let folded_words = fold_text(words.as_str());
            let duplicate_index = entries.iter().filter(|(other, words)| *other < id && *words == folded_words).count();
            let lead = entry.lead().map(Lead::into_text);
            let lead = lead.as_ref().map(Safe::as_str);
            let found = directive_in_text(text, FragmentTarget { words: words.as_str(), lead, duplicate_index });
            if let Some(directive) = found {
                return directive;
            }
        }
        let others: Vec<&str> =
            entries.iter().filter(|(other, _)| *other != id).map(|(_, words)| words.as_str()).collect();
        directive_without_text(words.as_str(), &others)
    }

    fn source_data(&mut self, source: SourceId) -> &LinkSource {
        if !self.cache.contains_key(&source) {
            let text = (self.texts)(source).map(FoldedText::new);
            let bytes = text.as_ref().map_or(0, FoldedText::byte_size);
            if self.cached_bytes + bytes > MAX_CACHED_BYTES {
                self.cache.clear();
                self.cached_bytes = 0;
            }
            self.cached_bytes += bytes;
            self.cache.insert(source, LinkSource { text, entries: folded_entries(self.corpus, source) });
        }
        &self.cache[&source]
    }
}

/// Appends a directive to a URL, in place of one that it has.
fn with_directive(url: &Safe<'_>, directive: String) -> Safe<'static> {
    let page = url.as_str().split(":~:").next().unwrap_or_default();
    let hash = if page.contains('#') { "" } else { "#" };
    kzq_text::safe!(ascii_url(&url.slice(0..page.len())), hash, ":~:", Safe::line(directive))
}

/// Returns the folded texts of the entries of a source, up to the limit.
fn folded_entries(corpus: &Corpus, source: SourceId) -> Vec<(EntryId, String)> {
    let mut bytes = 0;
    let texts = corpus.entries_in_source(source).map(|id| (id, fold_text(corpus.entry(id).text().as_str())));
    let compared = texts.take_while(|(_, text)| {
        bytes += text.len();
        bytes <= MAX_COMPARED_BYTES
    });
    compared.collect()
}
