//! A link to the very words: the address of a source with a text fragment.

use std::collections::HashMap;
use std::sync::Arc;

use super::address;
use super::fragment::{SeenText, Sought, directive_among, directive_within, folded};
use crate::corpus::{Corpus, Entry, EntryId, Lead, SourceId};
use crate::text::Safe;

/// Gives the text of a source, where it is at hand. What reads it is not the business of who writes.
pub type SourceTexts<'t> = dyn Fn(SourceId) -> Option<Arc<str>> + 't;

/// No text is at hand.
pub fn no_texts(_: SourceId) -> Option<Arc<str>> {
    None
}

/// Writes links, and remembers what it has looked up of a source.
pub(super) struct Linker<'c> {
    corpus: &'c Corpus,
    texts: &'c SourceTexts<'c>,
    known: HashMap<SourceId, Known>,
    /// How many bytes the texts have that are held.
    held: usize,
}

/// What is known of a source.
struct Known {
    /// Its text, where it is at hand.
    text: Option<SeenText>,
    /// What else the collection has of it, folded.
    entries: Vec<(EntryId, String)>,
}

/// How much of what else stands in a source is looked at, in bytes: the first thousand quotations or so. Each is looked
/// at for each link that is written.
const LOOKED_AT: usize = 512 << 10;
/// How many bytes of texts are held at the most, but for the one that is needed.
const HELD: usize = 64 << 20;

impl<'c> Linker<'c> {
    pub(super) fn new(corpus: &'c Corpus, texts: &'c SourceTexts<'c>) -> Self {
        Self { corpus, texts, known: HashMap::new(), held: 0 }
    }

    /// The link to an entry's words; nothing where its source has no address. It fits no other place of the source where
    /// the text of that is at hand, else no other entry of the same source. An address keeps its fragment, behind which
    /// the directive stands; another directive gives way.
    pub(super) fn link(&mut self, id: EntryId, entry: Entry<'_>) -> Option<Safe<'static>> {
        let source = entry.source()?;
        let url = self.corpus.source(source).url.as_ref()?;
        let directive = self.directive(id, entry, source);
        let page = url.as_str().split(":~:").next().unwrap_or_default();
        let hash = if page.contains('#') { "" } else { "#" };
        Some(crate::safe!(address(&url.slice(0..page.len())), hash, ":~:", Safe::line(directive)))
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

/// What the collection has of a source, folded.
fn entries(corpus: &Corpus, source: SourceId) -> Vec<(EntryId, String)> {
    let mut bytes = 0;
    let texts = corpus.entries_of(source).map(|id| (id, folded(corpus.entry(id).text().as_str())));
    let looked_at = texts.take_while(|(_, text)| {
        bytes += text.len();
        bytes <= LOOKED_AT
    });
    looked_at.collect()
}
