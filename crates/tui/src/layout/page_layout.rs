//! [`Setting`]: an entry wrapped into lines at one width, whatever the query.

use std::fmt;
use std::sync::Arc;

use super::annotations::Aside;
use super::page::Key;
use super::page_builder::Draft;
use super::paragraph::Passage;
use super::preview::Preview;
use super::source_check::Check;
use super::span::Role;
use kzq_corpus::{Corpus, Entry, EntryId, Lead, Related, Wording};
use kzq_export::{Format, date_or_nd, translation_note};
use kzq_text::Safe;
use kzq_text::safe;

/// How many bytes of a text are laid out at once: several screens. The rest of a longer text takes time.
pub(crate) const AT_ONCE: usize = 48 * 1024;

/// An entry wrapped into lines.
#[derive(PartialEq, Eq)]
pub(crate) struct Setting {
    /// Width for which it was laid out.
    pub(crate) columns: usize,
    aside: Aside,
    /// Result of checking the words against their source.
    check: Check,
    pub(crate) passages: Vec<Passage>,
    /// Whether it is all of the entry, not only its beginning.
    pub(crate) is_whole: bool,
    /// Format of the preview.
    copies: Format,
    pub(crate) preview: Preview,
}

impl Setting {
    /// Lays out all of an entry.
    pub(crate) fn whole(corpus: &Corpus, id: EntryId, key: &Key) -> Arc<Self> {
        let preview = Preview::whole(corpus, id, key.columns, key.copies);
        Self::new(passages(None, corpus, id, key), preview, key)
    }

    /// Lays out the beginning of an entry, which is all of most.
    pub(crate) fn beginning(corpus: &Corpus, id: EntryId, key: &Key) -> Arc<Self> {
        let preview = Preview::beginning(corpus, &[id], key.columns, key.copies);
        Self::new(passages(Some(AT_ONCE), corpus, id, key), preview, key)
    }

    fn new((passages, is_whole): (Vec<Passage>, bool), preview: Preview, key: &Key) -> Arc<Self> {
        let Key { columns, aside, check, copies, .. } = key.clone();
        Arc::new(Self { columns, aside, check, passages, is_whole, copies, preview })
    }

    /// Returns whether it was laid out for this `key`.
    pub(crate) fn is_for(&self, key: &Key) -> bool {
        self.columns == key.columns && self.aside == key.aside && self.check == key.check && self.copies == key.copies
    }

    pub(crate) fn count(&self) -> usize {
        self.passages.last().map_or(0, |last| last.rows().end)
    }

    /// Returns the paragraph that contains a line, and the index of the line in it.
    pub(crate) fn at(&self, line: usize) -> Option<(&Passage, usize)> {
        let place = self.passages.partition_point(|passage| passage.rows().end <= line);
        self.passages.get(place).map(|passage| (passage, line - passage.from))
    }
}

impl fmt::Debug for Setting {
    /// Writes the size only: the contents may fill a book.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lines at {} columns", self.count(), self.columns)
    }
}

/// Lays out an entry, up to `limit` bytes of text; returns its paragraphs, and whether they are complete.
fn passages(limit: Option<usize>, corpus: &Corpus, id: EntryId, key: &Key) -> (Vec<Passage>, bool) {
    let mut draft = Draft::new(key.columns, limit);
    let entry = corpus.entry(id);
    head(&mut draft, corpus, entry);
    draft.words(entry);
    draft.blank();
    key.aside.set(&mut draft);
    labels(&mut draft, corpus, id, &key.check);
    draft.finish()
}

fn head(draft: &mut Draft, corpus: &Corpus, entry: Entry<'_>) {
    let speaker = corpus.speaker(entry.speaker());
    draft.paragraph(&speaker.name.to_uppercase(), Role::Speaker);
    if let Some(role) = &speaker.role {
        draft.paragraph(role, Role::Quiet);
    }
    if let Some(note) = translation_note(corpus, entry) {
        draft.paragraph(&note, Role::Warning);
    }
    draft.blank();
}

fn labels(draft: &mut Draft, corpus: &Corpus, id: EntryId, check: &Check) {
    let entry = corpus.entry(id);
    match &entry.lead() {
        Some(Lead::Asked(text)) => draft.labelled_lead("ASKED", text),
        Some(Lead::Narrated(text)) => draft.labelled_lead("LEAD-IN", text),
        None => {}
    }
    source(draft, corpus, entry);
    draft.checked("CHECKED", check.line());
    for (label, slip) in std::iter::once("SIC").chain(std::iter::repeat("")).zip(entry.sic()) {
        draft.slip(label, slip, entry.wording());
    }
    ground(draft, corpus, entry);
    links(draft, corpus, "SAID AS", corpus.restatements(id), |_| None);
    let language = |entry: Entry<'_>| entry.lang().map(|lang| safe!("(", lang, ") "));
    links(draft, corpus, "ORIGINAL", entry.translation_of().as_slice(), language);
    // Labels have nine columns.
    links(draft, corpus, "TRANSL.", corpus.translations(id), language);
    let printer = |entry| corpus.source_of(entry).map(|source| safe!("(as printed by ", source.short_name(), ") "));
    links(draft, corpus, "VARIANTS", &corpus.printings(id), printer);
    links(draft, corpus, "SAME", entry.says_same(), |_| None);
    for (label, difference) in std::iter::once("DIFFERS").chain(std::iter::repeat("")).zip(entry.differs()) {
        draft.difference(label, difference);
    }
    let topics: Vec<Safe<'_>> = entry.topics().iter().map(|&topic| corpus.topic(topic).label.borrowed()).collect();
    if !topics.is_empty() {
        draft.labelled_list("TOPICS", &topics, Role::Quiet, false);
    }
    related(draft, corpus, id);
    for (label, text) in [("TIME", entry.time()), ("LANGUAGE", entry.lang()), ("NOTE", entry.note())] {
        if let Some(text) = text {
            draft.labelled(label, text, Role::Body);
        }
    }
    for (key, value) in entry.extra() {
        draft.labelled("", &safe!(key, ": ", value), Role::Quiet);
    }
    if let Some(url) = corpus.source_of(entry).and_then(|source| source.url.as_ref()) {
        draft.labelled("LINK", url, Role::Quiet);
    }
    draft.labelled("ID", &entry.id(), Role::Quiet);
}

fn source(draft: &mut Draft, corpus: &Corpus, entry: Entry<'_>) {
    let (Some(source), Some(citation)) = (corpus.source_of(entry), &entry.citation()) else {
        return draft.labelled("SOURCE", &"none given".into(), Role::Quiet);
    };
    let mut parts = vec![source.short_name().borrowed()];
    parts.extend(citation.section.map(Safe::borrowed));
    parts.extend(citation.item.map(|item| safe!("no. ", item as usize)));
    parts.push(date_or_nd(source.date));
    draft.labelled_list("SOURCE", &parts, Role::Body, source.url.is_some());
    if let Some(occasion) = corpus.occasion_of(entry).filter(|occasion| occasion.id != source.id) {
        let parts = [occasion.programme().borrowed(), date_or_nd(occasion.date)];
        draft.labelled_list("ON", &parts, Role::Body, false);
    }
}

fn ground(draft: &mut Draft, corpus: &Corpus, entry: Entry<'_>) {
    match entry.rests_on() {
        Some([]) => draft.labelled("RESTS ON", &"no quotation in this collection".into(), Role::Warning),
        Some(ids) => links(draft, corpus, "RESTS ON", ids, |_| None),
        None if entry.wording() != Wording::Verbatim => {
            draft.labelled("RESTS ON", &"the collection does not say".into(), Role::Quiet);
        }
        None => {}
    }
}

/// Adds a few related entries, the closest first, leaving out those that a label above names.
fn related(draft: &mut Draft, corpus: &Corpus, id: EntryId) {
    const FEW: usize = 4;
    // The related view lists all of them: the page is laid out at every step of the user.
    const REACH: usize = 2048;
    /// Maximum number of entries named above.
    const NAMED: usize = 64;
    let found = corpus.related(id, REACH, NAMED + FEW);
    let is_new = |related: &&Related| !related.ties.iter().any(|tie| tie.is_link());
    let labels = std::iter::once("RELATED").chain(std::iter::repeat(""));
    for (label, related) in labels.zip(found.iter().filter(is_new).take(FEW)) {
        let other = corpus.entry(related.entry);
        let reason = safe!(related.ties[0].reason(), "  ");
        draft.labelled_entry(label, other.wording(), Some(reason), &other.text());
    }
}

/// Adds other entries, one per line, with the glyph of their wording and an optional remark before their words.
fn links<'c>(
    draft: &mut Draft,
    corpus: &'c Corpus,
    label: &'static str,
    ids: &[EntryId],
    remark: impl Fn(Entry<'c>) -> Option<Safe<'static>>,
) {
    for (label, &id) in std::iter::once(label).chain(std::iter::repeat("")).zip(ids) {
        let entry = corpus.entry(id);
        draft.labelled_entry(label, entry.wording(), remark(entry), &entry.text());
    }
}
