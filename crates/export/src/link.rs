//! Links to the exact words: the URL of a source with a text fragment.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address;
use crate::fragment::{SeenText, Sought, directive_among, directive_within, folded};
use kzq_corpus::{Corpus, Entry, EntryId, Lead, SourceId};
use kzq_text::Safe;

/// Returns the text of a source, if available. The export code does not read files itself.
pub type SourceTexts<'t> = dyn Fn(SourceId) -> Option<Arc<str>> + 't;

/// A lookup without any source texts.
pub fn no_texts(_: SourceId) -> Option<Arc<str>> {
    None
}

/// Builds links, caching what it looked up for each source.
pub(super) struct Linker<'c> {
    corpus: &'c Corpus,
    texts: &'c SourceTexts<'c>,
    known: HashMap<SourceId, Known>,
    /// Total bytes of the cached texts.
    held: usize,
}

/// The cached data of a source.
struct Known {
    /// The text, if available.
    text: Option<SeenText>,
    /// The folded texts of its entries.
    entries: Vec<(EntryId, String)>,
}

/// Maximum bytes of other entries of a source that are compared, about a thousand quotations. Every link is compared
/// with each of them.
const LOOKED_AT: usize = 512 << 10;
/// Maximum bytes of cached texts, not counting the one in use.
const HELD: usize = 64 << 20;

impl<'c> Linker<'c> {
    pub(super) fn new(corpus: &'c Corpus, texts: &'c SourceTexts<'c>) -> Self {
        Self { corpus, texts, known: HashMap::new(), held: 0 }
    }

    /// Returns the link to an entry's words, or `None` if its source has no URL. It matches no other place in the
    /// source if the text is available, otherwise no other entry of the source. The URL keeps its fragment, to which
    /// the directive is appended; an existing directive is replaced.
    pub(super) fn link(&mut self, id: EntryId, entry: Entry<'_>) -> Option<Safe<'static>> {
        let source = entry.source()?;
        let url = self.corpus.source(source).url.as_ref()?;
        let directive = self.directive(id, entry, source);
        let page = url.as_str().split(":~:").next().unwrap_or_default();
        let hash = if page.contains('#') { "" } else { "#" };
        Some(kzq_text::safe!(address(&url.slice(0..page.len())), hash, ":~:", Safe::line(directive)))
    }

    fn directive(&mut self, id: EntryId, entry: Entry<'_>, source: SourceId) -> String {
        let words = entry.text();
        let Known { text, entries } = self.known(source);
        if let Some(text) = text {
            let own = folded(words.as_str());
            let rank = entries.iter().filter(|(other, words)| *other < id && *words == own).count();
            let lead = entry.lead().map(Lead::into_text);
            let lead = lead.as_ref().map(Safe::as_str);
            let found = directive_within(text, Sought { words: words.as_str(), lead, rank });
            if let Some(directive) = found {
                return directive;
            }
        }
        let others: Vec<&str> =
            entries.iter().filter(|(other, _)| *other != id).map(|(_, words)| words.as_str()).collect();
        directive_among(words.as_str(), &others)
    }

    fn known(&mut self, source: SourceId) -> &Known {
        if !self.known.contains_key(&source) {
            let text = (self.texts)(source).map(SeenText::new);
            let bytes = text.as_ref().map_or(0, SeenText::bytes);
            if self.held + bytes > HELD {
                self.known.clear();
                self.held = 0;
            }
            self.held += bytes;
            self.known.insert(source, Known { text, entries: entries(self.corpus, source) });
        }
        &self.known[&source]
    }
}

/// Returns the folded texts of the entries of a source, up to the limit.
fn entries(corpus: &Corpus, source: SourceId) -> Vec<(EntryId, String)> {
    let mut bytes = 0;
    let texts = corpus.entries_of(source).map(|id| (id, folded(corpus.entry(id).text().as_str())));
    let looked_at = texts.take_while(|(_, text)| {
        bytes += text.len();
        bytes <= LOOKED_AT
    });
    looked_at.collect()
}
