//! A link to the very words: the address of a source with a text fragment.

use std::collections::HashMap;

use super::fragment::{Around, directive, folded};
use crate::corpus::{Corpus, Entry, EntryId, Source, SourceId};
use crate::text::Safe;

/// Writes links, and remembers what it has looked up of a source.
pub(super) struct Linker<'c> {
    corpus: &'c Corpus,
    others: HashMap<SourceId, Vec<(EntryId, String)>>,
}

/// How much of what else stands in a source is looked at, in bytes: the first thousand quotations or so. Each is looked
/// at for each link that is written.
const LOOKED_AT: usize = 512 << 10;

impl<'c> Linker<'c> {
    pub(super) fn new(corpus: &'c Corpus) -> Self {
        Self { corpus, others: HashMap::new() }
    }

    /// The link to an entry's words, which fit no other entry of the same source; nothing where its source has no address.
    pub(super) fn link(&mut self, id: EntryId, entry: Entry<'_>) -> Option<Safe<'static>> {
        let source = entry.source()?;
        let others = self.others.entry(source).or_insert_with(|| others(self.corpus, source));
        let others: Vec<&str> =
            others.iter().filter(|(other, _)| *other != id).map(|(_, words)| words.as_str()).collect();
        link(self.corpus.source(source), &entry.text(), Around::Others(&others))
    }
}

/// The link to an entry's words in a source of which the text is at hand; nothing where the source has no address.
pub fn link_within(corpus: &Corpus, entry: Entry<'_>, source_text: &str) -> Option<Safe<'static>> {
    link(corpus.source_of(entry)?, &entry.text(), Around::Source(source_text))
}

/// An address keeps its fragment, behind which the directive stands; another directive gives way.
fn link(source: &Source, words: &Safe<'_>, around: Around<'_>) -> Option<Safe<'static>> {
    let url = source.url.as_ref()?;
    let address = url.as_str().split(":~:").next().unwrap_or_default();
    let address = url.slice(0..address.len());
    let hash = if address.as_str().contains('#') { "" } else { "#" };
    Some(crate::safe!(address, hash, ":~:", Safe::line(directive(words.as_str(), around))))
}

/// What else the collection has of a source, folded.
fn others(corpus: &Corpus, source: SourceId) -> Vec<(EntryId, String)> {
    let mut bytes = 0;
    let texts = corpus.entries_of(source).map(|id| (id, folded(corpus.entry(id).text().as_str())));
    let looked_at = texts.take_while(|(_, text)| {
        bytes += text.len();
        bytes <= LOOKED_AT
    });
    looked_at.collect()
}
