//! [`Setting`]: an entry wrapped into lines at one width, whatever the query.

use std::fmt;
use std::sync::Arc;

use super::annotations::EntryAnnotations;
use super::page::PageKey;
use super::page_builder::PageBuilder;
use super::paragraph::Paragraph;
use super::preview::Preview;
use super::source_check::CheckState;
use super::span::StyleRole;
use kzq_corpus::{Corpus, Entry, EntryId, Lead, Related, Wording};
use kzq_export::{Format, long_date_or_nd, translation_note};
use kzq_text::Safe;
use kzq_text::safe;

/// How many bytes of a text are laid out at once: several screens. The rest of a longer text takes time.
pub(crate) const IMMEDIATE_BYTES: usize = 48 * 1024;

/// An entry wrapped into lines.
#[derive(PartialEq, Eq)]
pub(crate) struct PageLayout {
    /// Width for which it was laid out.
    pub(crate) columns: usize,
    annotations: EntryAnnotations,
    /// Result of checking the words against their source.
    check: CheckState,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Whether it is all of the entry, not only its beginning.
    pub(crate) is_complete: bool,
    /// Format of the preview.
    copy_format: Format,
    pub(crate) preview: Preview,
}

impl PageLayout {
    /// Lays out all of an entry.
    pub(crate) fn full(corpus: &Corpus, id: EntryId, key: &PageKey) -> Arc<Self> {
        let preview = Preview::full(corpus, id, key.columns, key.copy_format);
        Self::new(layout_paragraphs(None, corpus, id, key), preview, key)
    }

    /// Lays out the beginning of an entry, which is all of most.
    pub(crate) fn partial(corpus: &Corpus, id: EntryId, key: &PageKey) -> Arc<Self> {
        let preview = Preview::partial(corpus, &[id], key.columns, key.copy_format);
        Self::new(layout_paragraphs(Some(IMMEDIATE_BYTES), corpus, id, key), preview, key)
    }

    fn new((passages, is_whole): (Vec<Paragraph>, bool), preview: Preview, key: &PageKey) -> Arc<Self> {
        let PageKey { columns, annotations: aside, check, copy_format: copies, .. } = key.clone();
        Arc::new(Self {
            columns,
            annotations: aside,
            check,
            paragraphs: passages,
            is_complete: is_whole,
            copy_format: copies,
            preview,
        })
    }

    /// Returns whether it was laid out for this `key`.
    pub(crate) fn is_for_key(&self, key: &PageKey) -> bool {
        self.columns == key.columns
            && self.annotations == key.annotations
            && self.check == key.check
            && self.copy_format == key.copy_format
    }

    pub(crate) fn line_count(&self) -> usize {
        self.paragraphs.last().map_or(0, |last| last.rows().end)
    }

    /// Returns the paragraph that contains a line, and the index of the line in it.
    pub(crate) fn paragraph_at(&self, line: usize) -> Option<(&Paragraph, usize)> {
        let index = self.paragraphs.partition_point(|passage| passage.rows().end <= line);
        self.paragraphs.get(index).map(|passage| (passage, line - passage.first_row))
    }
}

impl fmt::Debug for PageLayout {
    /// Writes the size only: the contents may fill a book.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lines at {} columns", self.line_count(), self.columns)
    }
}

/// Lays out an entry, up to `limit` bytes of text; returns its paragraphs, and whether they are complete.
fn layout_paragraphs(limit: Option<usize>, corpus: &Corpus, id: EntryId, key: &PageKey) -> (Vec<Paragraph>, bool) {
    let mut builder = PageBuilder::new(key.columns, limit);
    let entry = corpus.entry(id);
    push_header(&mut builder, corpus, entry);
    builder.push_words(entry);
    builder.push_blank();
    key.annotations.push_to(&mut builder);
    push_labels(&mut builder, corpus, id, &key.check);
    builder.finish()
}

fn push_header(builder: &mut PageBuilder, corpus: &Corpus, entry: Entry<'_>) {
    let speaker = corpus.speaker(entry.speaker());
    builder.push_paragraph(&speaker.name.to_uppercase(), StyleRole::Speaker);
    if let Some(role) = &speaker.role {
        builder.push_paragraph(role, StyleRole::Muted);
    }
    if let Some(note) = translation_note(corpus, entry) {
        builder.push_paragraph(&note, StyleRole::Warning);
    }
    builder.push_blank();
}

fn push_labels(builder: &mut PageBuilder, corpus: &Corpus, id: EntryId, check: &CheckState) {
    let entry = corpus.entry(id);
    match &entry.lead() {
        Some(Lead::Asked(text)) => builder.push_labelled_lead("ASKED", text),
        Some(Lead::Narrated(text)) => builder.push_labelled_lead("LEAD-IN", text),
        None => {}
    }
    push_source(builder, corpus, entry);
    builder.push_check_result("CHECKED", check.to_line());
    for (label, slip) in std::iter::once("SIC").chain(std::iter::repeat("")).zip(entry.sic()) {
        builder.push_slip(label, slip, entry.wording());
    }
    push_basis(builder, corpus, entry);
    push_links(builder, corpus, "SAID AS", corpus.restatements(id), |_| None);
    let language = |entry: Entry<'_>| entry.lang().map(|lang| safe!("(", lang, ") "));
    push_links(builder, corpus, "ORIGINAL", entry.translation_of().as_slice(), language);
    // Labels have nine columns.
    push_links(builder, corpus, "TRANSL.", corpus.translations(id), language);
    let printed_by = |entry| corpus.source_of(entry).map(|source| safe!("(as printed by ", source.short_name(), ") "));
    push_links(builder, corpus, "VARIANTS", &corpus.variants_of(id), printed_by);
    push_links(builder, corpus, "SAME", entry.says_same(), |_| None);
    for (label, difference) in std::iter::once("DIFFERS").chain(std::iter::repeat("")).zip(entry.differs()) {
        builder.push_difference(label, difference);
    }
    let topics: Vec<Safe<'_>> = entry.topics().iter().map(|&topic| corpus.topic(topic).label.to_borrowed()).collect();
    if !topics.is_empty() {
        builder.push_labelled_list("TOPICS", &topics, StyleRole::Muted, false);
    }
    push_related(builder, corpus, id);
    for (label, text) in [("TIME", entry.time()), ("LANGUAGE", entry.lang()), ("NOTE", entry.note())] {
        if let Some(text) = text {
            builder.push_labelled(label, text, StyleRole::Body);
        }
    }
    for (key, value) in entry.extra() {
        builder.push_labelled("", &safe!(key, ": ", value), StyleRole::Muted);
    }
    if let Some(url) = corpus.source_of(entry).and_then(|source| source.url.as_ref()) {
        builder.push_labelled("LINK", url, StyleRole::Muted);
    }
    builder.push_labelled("ID", &entry.id(), StyleRole::Muted);
}

fn push_source(builder: &mut PageBuilder, corpus: &Corpus, entry: Entry<'_>) {
    let (Some(source), Some(citation)) = (corpus.source_of(entry), &entry.citation()) else {
        return builder.push_labelled("SOURCE", &"none given".into(), StyleRole::Muted);
    };
    let mut parts = vec![source.short_name().to_borrowed()];
    parts.extend(citation.section.map(Safe::to_borrowed));
    parts.extend(citation.item.map(|item| safe!("no. ", item as usize)));
    parts.push(long_date_or_nd(source.date));
    builder.push_labelled_list("SOURCE", &parts, StyleRole::Body, source.url.is_some());
    if let Some(occasion) = corpus.original_source_of(entry).filter(|occasion| occasion.id != source.id) {
        let parts = [occasion.occasion_name().to_borrowed(), long_date_or_nd(occasion.date)];
        builder.push_labelled_list("ON", &parts, StyleRole::Body, false);
    }
}

fn push_basis(builder: &mut PageBuilder, corpus: &Corpus, entry: Entry<'_>) {
    match entry.rests_on() {
        Some([]) => builder.push_labelled("RESTS ON", &"no quotation in this collection".into(), StyleRole::Warning),
        Some(ids) => push_links(builder, corpus, "RESTS ON", ids, |_| None),
        None if entry.wording() != Wording::Verbatim => {
            builder.push_labelled("RESTS ON", &"the collection does not say".into(), StyleRole::Muted);
        }
        None => {}
    }
}

/// Adds a few related entries, the closest first, leaving out those that a label above names.
fn push_related(builder: &mut PageBuilder, corpus: &Corpus, id: EntryId) {
    const MAX_SHOWN: usize = 4;
    // The related view lists all of them: the page is laid out at every step of the user.
    const MAX_CANDIDATES: usize = 2048;
    /// Maximum number of entries named above.
    const MAX_LINKED: usize = 64;
    let found = corpus.related(id, MAX_CANDIDATES, MAX_LINKED + MAX_SHOWN);
    let is_unlinked = |related: &&Related| !related.relations.iter().any(|tie| tie.is_explicit());
    let labels = std::iter::once("RELATED").chain(std::iter::repeat(""));
    for (label, related) in labels.zip(found.iter().filter(is_unlinked).take(MAX_SHOWN)) {
        let other = corpus.entry(related.entry);
        let reason = safe!(related.relations[0].reason(), "  ");
        builder.push_labelled_entry(label, other.wording(), Some(reason), &other.text());
    }
}

/// Adds other entries, one per line, with the glyph of their wording and an optional remark before their words.
fn push_links<'c>(
    builder: &mut PageBuilder,
    corpus: &'c Corpus,
    label: &'static str,
    ids: &[EntryId],
    remark: impl Fn(Entry<'c>) -> Option<Safe<'static>>,
) {
    for (label, &id) in std::iter::once(label).chain(std::iter::repeat("")).zip(ids) {
        let entry = corpus.entry(id);
        builder.push_labelled_entry(label, entry.wording(), remark(entry), &entry.text());
    }
}
