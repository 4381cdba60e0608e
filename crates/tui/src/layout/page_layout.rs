//! [`PageLayout`]: an entry wrapped into lines at one width, whatever the query.

use std::fmt;
use std::iter;
use std::sync::Arc;

use super::builder::Builder;
use super::limits::IMMEDIATE_BYTES;
use super::page_key::LayoutKey;
use super::page_link::PageLink;
use super::paragraph::{EntryField, Paragraph, ParagraphText};
use super::preview::Preview;
use super::span::{StyleRole, StyledSpan, difference_sign, line_width, truncated_line};
use super::view_row::RowFilter;
use kzq_corpus::{Corpus, Entry, EntryId, LeadKind, Related, Wording};
use kzq_export::{caveat, caveats, difference_sentence, locator_text, long_date_or_nd, sorted_differences};
use kzq_search::FacetValue;
use kzq_text::ranges::merge_ranges;
use kzq_text::{Safe, safe};

/// Width of a label in columns, including the space after it.
pub(crate) const LABEL_COLUMNS: usize = 9;

/// An entry wrapped into lines.
#[derive(PartialEq, Eq)]
pub(crate) struct PageLayout {
    key: LayoutKey,
    pub(super) paragraphs: Vec<Paragraph>,
    /// The rows that lead elsewhere, from top to bottom.
    pub(super) links: Vec<PageLink>,
    /// Whether it is all of the entry, not only its beginning.
    pub(super) is_complete: bool,
    pub(super) preview: Preview,
}

impl PageLayout {
    /// Lays out all of an entry.
    pub(super) fn full(corpus: &Corpus, id: EntryId, key: &LayoutKey) -> Arc<Self> {
        let preview = Preview::full(corpus, id, key.columns, key.copy_format);
        Self::new(Builder::new(corpus, key.columns), id, preview, key)
    }

    /// Lays out the beginning of an entry, which is all of most.
    pub(super) fn partial(corpus: &Corpus, id: EntryId, key: &LayoutKey) -> Arc<Self> {
        let preview = Preview::partial(corpus, &[id], key.columns, key.copy_format);
        Self::new(Builder::new(corpus, key.columns).with_limit(IMMEDIATE_BYTES), id, preview, key)
    }

    fn new(mut builder: Builder<'_>, id: EntryId, preview: Preview, key: &LayoutKey) -> Arc<Self> {
        push_header(&mut builder, id);
        push_words(&mut builder, id);
        builder.push_blank();
        push_annotations(&mut builder, key);
        push_labels(&mut builder, id, key);
        let (paragraphs, links, is_complete) = builder.finish_page();
        Arc::new(Self { key: key.clone(), paragraphs, links, is_complete, preview })
    }

    /// Returns whether it was laid out for this `key`.
    pub(super) fn is_for_key(&self, key: &LayoutKey) -> bool {
        self.key == *key
    }

    pub(super) fn line_count(&self) -> usize {
        self.paragraphs.last().map_or(0, |last| last.rows().end)
    }

    /// Returns the paragraph that contains a line, and the index of the line in it.
    pub(super) fn paragraph_at(&self, line: usize) -> Option<(&Paragraph, usize)> {
        let index = self.paragraphs.partition_point(|paragraph| paragraph.rows().end <= line);
        self.paragraphs.get(index).map(|paragraph| (paragraph, line - paragraph.first_row))
    }

    /// Returns the paragraph of a field of the entry.
    pub(super) fn paragraph_of(&self, field: EntryField) -> Option<&Paragraph> {
        let is_field = |text: &ParagraphText| matches!(text, ParagraphText::Field(_, other) if *other == field);
        self.paragraphs.iter().find(|paragraph| is_field(&paragraph.text))
    }
}

impl fmt::Debug for PageLayout {
    /// Writes the size only: the contents may fill a book.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lines at {} columns", self.line_count(), self.key.columns)
    }
}

fn push_header(builder: &mut Builder<'_>, id: EntryId) {
    let corpus = builder.corpus;
    let entry = corpus.entry(id);
    builder.push_text(corpus.speaker_name(entry.speaker()).to_uppercase(), StyleRole::Speaker);
    if let Some(role) = corpus.speaker_of(entry).and_then(|speaker| speaker.role.as_ref()) {
        builder.push_text(role.clone(), StyleRole::Muted);
    }
    // The kind of words is in the title of the page.
    let of_wording = caveat(entry.wording());
    for caveat in caveats(corpus, entry).into_iter().filter(|caveat| Some(caveat.as_str()) != of_wording) {
        builder.push_text(caveat, StyleRole::Warning);
    }
    builder.push_blank();
}

/// Adds what an entry says, with its slips marked.
fn push_words(builder: &mut Builder<'_>, id: EntryId) {
    let entry = builder.corpus.entry(id);
    if entry.question().is_some() {
        builder.push(Paragraph::of_question(id, StyleRole::Body));
        builder.push_blank();
    }
    let text = entry.text();
    let find = |slip: &Safe<'_>| {
        let (text, slip) = (text.as_str(), slip.as_str());
        let end = text.floor_char_boundary(builder.bytes_left().saturating_add(slip.len()));
        text[..end].find(slip).map(|at| at..at + slip.len())
    };
    let slips = merge_ranges(entry.sic().iter().filter_map(find).collect());
    builder.push(Paragraph::of_words(id, entry.wording()).with_slips(&slips));
}

/// Adds what the user's shelf records about the entry.
fn push_annotations(builder: &mut Builder<'_>, key: &LayoutKey) {
    let annotations = &key.annotations;
    if let Some(former) = &annotations.former_text {
        let text = safe!("since it was put on your shelf; it was: ", former);
        push_labelled(builder, "CHANGED", text, StyleRole::Warning);
    }
    for words in &annotations.lost_highlights {
        let text = safe!("highlighted, but no longer in the text: ", words);
        push_labelled(builder, "LOST", text, StyleRole::Warning);
    }
    if let Some(note) = &annotations.note {
        push_labelled(builder, "MY NOTE", note.clone(), StyleRole::Body);
    }
    if !annotations.lists.is_empty() {
        let lists = annotations.lists.iter().map(Safe::to_borrowed);
        builder.push(labelled("MY LISTS", Paragraph::dotted(lists, StyleRole::Body)));
    }
    if !annotations.uses.is_empty() {
        let uses = annotations.uses.iter().map(Safe::to_borrowed);
        builder.push(labelled("USED", Paragraph::dotted(uses, StyleRole::Body)));
    }
}

fn push_labels(builder: &mut Builder<'_>, id: EntryId, key: &LayoutKey) {
    let corpus = builder.corpus;
    let entry = corpus.entry(id);
    if let Some(lead) = &entry.lead() {
        let mut label = if lead.kind() == LeadKind::Narrated { "LEAD-IN" } else { "ASKED" };
        if lead.kind() == LeadKind::AskedAsTold {
            builder.push_line(vec![label_span(label), StyledSpan::plain("as told", StyleRole::Muted)]);
            label = "";
        }
        builder.push(labelled(label, Paragraph::of_field(id, EntryField::Lead, StyleRole::Body)));
    }
    push_source(builder, entry);
    if let Some(date) = entry.date() {
        push_labelled(builder, "DATE", long_date_or_nd(Some(date)), StyleRole::Body);
    }
    let checks = [key.check.to_line(), key.check.person_line(entry)];
    for (label, [sign, found]) in label_once("CHECKED").zip(checks.into_iter().flatten()) {
        let found = Paragraph::new(found.text, found.role).with_prefix([sign, StyledSpan::spaces(1)]);
        builder.push(labelled(label, found));
    }
    for (label, slip) in label_once("SIC").zip(entry.sic()) {
        let slip = Paragraph::new(slip.clone(), StyleRole::Muted);
        let is_verbatim = entry.wording() == Wording::Verbatim;
        builder.push(labelled(label, if is_verbatim { slip.in_quotation_marks() } else { slip }));
    }
    push_basis(builder, entry);
    push_links(builder, "SAID AS", corpus.restatements(id), |_| None);
    let language = |entry: Entry<'_>| entry.lang().map(|lang| safe!("(", lang, ") "));
    push_links(builder, "ORIGINAL", entry.translation_of().as_slice(), language);
    // Labels have nine columns.
    push_links(builder, "TRANSL.", corpus.translations(id), language);
    let printed_by =
        |entry: Entry<'_>| corpus.source_of(entry).map(|source| safe!("(as printed by ", source.short_name(), ") "));
    push_links(builder, "VARIANTS", &corpus.variants_of(id), printed_by);
    push_links(builder, "SAME", entry.says_same(), |_| None);
    for (label, difference) in label_once("DIFFERS").zip(sorted_differences(entry)) {
        let difference = Paragraph::new(difference_sentence(corpus, entry, difference), StyleRole::Warning);
        builder.push(labelled(label, difference.with_prefix(difference_sign())));
    }
    for (label, &topic) in label_once("TOPICS").zip(entry.topics()) {
        builder.start_filter_anchor(RowFilter::of_values([FacetValue::Topic(topic)]));
        push_labelled(builder, label, corpus.topic_label(topic).into_owned(), StyleRole::Muted);
    }
    if !entry.tags().is_empty() {
        let tags = entry.tags().iter().map(Safe::to_borrowed);
        builder.push(labelled("TAGS", Paragraph::dotted(tags, StyleRole::Muted)));
    }
    push_related(builder, id);
    for (label, text) in [("TIME", entry.time()), ("LANGUAGE", entry.lang()), ("NOTE", entry.note())] {
        if let Some(text) = text {
            push_labelled(builder, label, text.clone(), StyleRole::Body);
        }
    }
    for (key, value) in entry.extra() {
        push_labelled(builder, "", safe!(key, ": ", value), StyleRole::Muted);
    }
    if let Some(source) = corpus.source_of(entry) {
        let texts =
            [("SRC NOTE", source.note.clone()), ("LINK", source.address()), ("ARCHIVED", source.archived.clone())];
        for (label, text) in texts {
            if let Some(text) = text {
                push_labelled(builder, label, text, StyleRole::Muted);
            }
        }
    }
    push_labelled(builder, "ID", entry.id().into_owned(), StyleRole::Muted);
}

fn push_source(builder: &mut Builder<'_>, entry: Entry<'_>) {
    let corpus = builder.corpus;
    let (Some(source), Some(citation)) = (corpus.source_of(entry), &entry.citation()) else {
        return push_labelled(builder, "SOURCE", "none given", StyleRole::Muted);
    };
    let mut parts = vec![source.short_name().to_borrowed()];
    parts.extend(citation.section.map(Safe::to_borrowed));
    parts.extend(citation.item.map(|item| safe!("no. ", item as usize)));
    parts.extend(citation.locators.iter().map(|(field, text)| locator_text(*field, text)));
    parts.push(long_date_or_nd(source.date));
    let list = labelled("SOURCE", Paragraph::dotted(parts, StyleRole::Body));
    // An arrow shows that there is an address to open.
    let arrow = [" ", "↗"].map(|text| StyledSpan::plain(text, StyleRole::Link));
    builder.push(if source.address().is_some() { list.with_suffix(arrow) } else { list });
    if let Some(occasion) = corpus.original_source_of(entry).filter(|occasion| occasion.id != source.id) {
        let parts = [occasion.occasion_name().to_borrowed(), long_date_or_nd(occasion.date)];
        builder.push(labelled("ON", Paragraph::dotted(parts, StyleRole::Body)));
    }
}

fn push_basis(builder: &mut Builder<'_>, entry: Entry<'_>) {
    match entry.rests_on() {
        Some([]) => push_labelled(builder, "RESTS ON", "no quotation in this collection", StyleRole::Warning),
        Some(ids) => push_links(builder, "RESTS ON", ids, |_| None),
        None if entry.wording() != Wording::Verbatim => {
            push_labelled(builder, "RESTS ON", "the collection does not say", StyleRole::Muted);
        }
        None => {}
    }
}

/// Adds a few related entries, the closest first, leaving out those that a label above names.
fn push_related(builder: &mut Builder<'_>, id: EntryId) {
    const MAX_SHOWN: usize = 4;
    // The related view lists all of them: the page is laid out at every step of the user.
    const MAX_CANDIDATES: usize = 2048;
    let found = builder.corpus.related(id, MAX_CANDIDATES, MAX_LINKED + MAX_SHOWN);
    let is_unlinked = |related: &&Related| !related.relations.iter().any(|tie| tie.is_explicit());
    for (label, related) in label_once("RELATED").zip(found.iter().filter(is_unlinked).take(MAX_SHOWN)) {
        push_link(builder, label, related.entry, Some(safe!(related.relations[0].reason(), "  ")));
    }
}

/// Maximum number of entries under one label: a page is laid out at each step, and an entry may be linked with all others.
const MAX_LINKED: usize = 64;

/// Adds other entries, one per line; of more than a few screens, the number of the rest.
fn push_links<'c>(
    builder: &mut Builder<'c>,
    label: &'static str,
    ids: &[EntryId],
    remark: impl Fn(Entry<'c>) -> Option<Safe<'static>>,
) {
    for (label, &id) in label_once(label).zip(ids).take(MAX_LINKED) {
        push_link(builder, label, id, remark(builder.corpus.entry(id)));
    }
    if ids.len() > MAX_LINKED {
        push_labelled(builder, "", safe!("and ", ids.len() - MAX_LINKED, " more"), StyleRole::Muted);
    }
}

/// Adds another entry on one line. The glyph of its wording comes right before its words: the remark is not part of
/// the quotation.
fn push_link(builder: &mut Builder<'_>, label: &'static str, id: EntryId, remark: Option<Safe<'static>>) {
    let entry = builder.corpus.entry(id);
    let mut line = vec![label_span(label)];
    line.extend(remark.map(|remark| StyledSpan::plain(remark, StyleRole::Muted)));
    let status = entry.status().map(|status| safe!(status.kind.name(), " "));
    line.extend(status.map(|status| StyledSpan::plain(status, StyleRole::Warning)));
    line.extend([StyledSpan::glyph(entry.wording()), StyledSpan::spaces(1)]);
    let room = builder.columns.saturating_sub(line_width(&line));
    line.extend(truncated_line(&entry.text(), room, StyleRole::Body));
    builder.set_target(id);
    builder.push_line(line);
    builder.clear_target();
}

/// Puts a label before the first line of a paragraph.
fn labelled(label: &'static str, paragraph: Paragraph) -> Paragraph {
    paragraph.with_prefix([label_span(label)])
}

fn push_labelled(builder: &mut Builder<'_>, label: &'static str, text: impl Into<Safe<'static>>, role: StyleRole) {
    builder.push(labelled(label, Paragraph::new(text, role)));
}

/// Returns a label for the first of several lines, and empty ones for the others.
fn label_once(label: &'static str) -> impl Iterator<Item = &'static str> {
    iter::once(label).chain(iter::repeat(""))
}

fn label_span(label: &'static str) -> StyledSpan<'static> {
    StyledSpan::plain(Safe::line(format!("{label:LABEL_COLUMNS$}")), StyleRole::Label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_entry_is_truncated_only_if_it_does_not_fit() {
        let ron = br#"(schema: 1, id: "l", title: "L", speakers: {"s": (name: "S")},
            entries: [Quote(id: "a", by: "s", text: "0123456789")])"#;
        let corpus = Corpus::merge(vec![kzq_corpus::read("l.ron", ron)]).0;
        let link = |columns| {
            let mut builder = Builder::new(&corpus, columns);
            push_link(&mut builder, "SAME", EntryId::new(0), Some("(en) ".into()));
            let rows = builder.finish_view();
            rows[0].render(&corpus).iter().map(|span| span.text.as_str()).collect::<String>()
        };
        // The glyph of the wording takes one column and has no text.
        let columns = LABEL_COLUMNS + "(en) ".len() + 2 + 10;
        assert_eq!(link(columns), "SAME     (en)  0123456789");
        assert_eq!(link(columns - 1), "SAME     (en)  012345…");
    }
}
