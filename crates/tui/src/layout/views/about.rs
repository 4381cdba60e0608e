//! About view: how much a speaker said, or a source has, when, and on which topics.

use std::cmp::Reverse;

use crate::layout::builder::Builder;
use crate::layout::paragraph::Paragraph;
use crate::layout::span::{StyleRole, StyledLine, StyledSpan, line_width, truncated_line};
use crate::layout::view_row::{RowFilter, ViewContext, ViewRow};
use crate::layout::views::timeline::push_timeline;
use kzq_corpus::{Corpus, CountBy, CountValue, Coverage, Date, Entry, EntryId, SourceId, SpeakerId, TopicId, Wording};
use kzq_search::FacetValue;
use kzq_text::{Safe, safe, width};

/// Whom or what the view is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All that a speaker said, and what others report of it.
    Speaker(SpeakerId),
    /// All that is from a source.
    Source(SourceId),
}

/// Maximum number of entries listed: there may be a million, and the filter shows them all.
const MAX_ENTRIES: usize = 500;
/// Maximum number of topics listed.
const MAX_TOPICS: usize = 40;
/// The gap between a date and the words.
const GAP_COLUMNS: usize = 2;

impl Subject {
    /// Returns the name shown in the title.
    pub(crate) fn name(self, corpus: &Corpus) -> Safe<'_> {
        match self {
            Self::Speaker(id) => corpus.speaker(id).name.to_borrowed(),
            Self::Source(id) => corpus.source(id).short_name().to_borrowed(),
        }
    }

    /// Returns the filter that finds its entries with a topic, as far as a query finds them.
    fn filter(self, topic: Option<TopicId>, query: Safe<'static>) -> RowFilter {
        let subject = match self {
            Self::Speaker(speaker) => FacetValue::Speaker(Some(speaker).into()),
            Self::Source(source) => FacetValue::Source(source),
        };
        let values = topic.map(FacetValue::Topic).into_iter().chain([subject]).collect();
        RowFilter::Replace { values, query }
    }

    /// Returns its entries, in the order of the collections.
    fn entries(self, corpus: &Corpus) -> Vec<EntryId> {
        corpus.entry_ids().filter(|&id| self.has(corpus.entry(id))).collect()
    }

    /// Whether an entry is of the speaker or source.
    pub(crate) fn has(self, entry: Entry<'_>) -> bool {
        match self {
            Self::Speaker(speaker) => entry.speaker() == Some(speaker),
            Self::Source(source) => entry.source() == Some(source),
        }
    }
}

/// Builds the rows: who or what it is, the numbers, the timeline, the topics, and the entries by date.
pub(crate) fn rows(context: &ViewContext<'_>, subject: Subject) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let entries = subject.entries(corpus);
    let mut builder = Builder::new(corpus, context.columns);
    push_head(&mut builder, subject);
    push_numbers(&mut builder, subject, &entries);
    let mut dated: Vec<(EntryId, Option<Date>)> =
        entries.iter().map(|&id| (id, corpus.date_of(corpus.entry(id)))).collect();
    if dated.iter().any(|(_, date)| date.is_some()) {
        push_section(&mut builder, "WHEN");
        push_timeline(&mut builder, &dated, |query| subject.filter(None, query));
    }
    push_topics(&mut builder, subject, &entries);
    // Undated entries come last; the sort keeps the order of the collections.
    dated.sort_by_key(|(_, date)| (date.is_none(), *date));
    push_entries(&mut builder, subject, &dated);
    builder.finish_view()
}

fn push_section(builder: &mut Builder<'_>, heading: &'static str) {
    builder.clear_target();
    builder.push_blank();
    builder.push_heading(1, vec![StyledSpan::plain(heading, StyleRole::Heading)]);
    builder.clear_target();
}

/// Adds the name, and what the collection says about it.
fn push_head(builder: &mut Builder<'_>, subject: Subject) {
    let corpus = builder.corpus;
    match subject {
        Subject::Speaker(id) => {
            let speaker = corpus.speaker(id);
            builder.push_text(speaker.name.clone(), StyleRole::Speaker);
            if let Some(role) = &speaker.role {
                builder.push_text(role.clone(), StyleRole::Muted);
            }
            if !speaker.aliases.is_empty() {
                let label = StyledSpan::plain("also: ", StyleRole::Label);
                builder.push(Paragraph::dotted(speaker.aliases.iter().cloned(), StyleRole::Muted).with_prefix([label]));
            }
        }
        Subject::Source(id) => {
            let source = corpus.source(id);
            builder.push_text(source.title.clone(), StyleRole::Speaker);
            let date = source.date.map(|date| Safe::line(date.long_form()));
            let parts = [source.container.clone(), source.publisher.clone(), date];
            builder.push(Paragraph::dotted(
                source.authors.iter().cloned().chain(parts.into_iter().flatten()),
                StyleRole::Muted,
            ));
            if let Some(reported) = source.reports {
                let label = StyledSpan::plain("on: ", StyleRole::Label);
                let reported = corpus.source(reported).title.clone();
                builder.push(Paragraph::new(reported, StyleRole::Muted).with_prefix([label]));
            }
        }
    }
}

/// Adds how many entries there are of each wording; the row filters by all of them.
fn push_numbers(builder: &mut Builder<'_>, subject: Subject, entries: &[EntryId]) {
    let counted = builder.corpus.count(entries.iter().copied(), &[]);
    let coverage = counted.first().map_or_else(Coverage::default, |row| row.coverage);
    builder.clear_target();
    builder.push_blank();
    if entries.is_empty() {
        return builder.push_text("no entries", StyleRole::Muted);
    }
    let [long, short] = [true, false].map(|has_names| numbers(coverage, has_names));
    builder.start_filter_anchor(subject.filter(None, Safe::default()));
    builder.push_line(if line_width(&long) <= builder.columns { long } else { short });
}

/// Returns the number of entries of each wording, with its name or only with its glyph.
fn numbers(coverage: Coverage, has_names: bool) -> StyledLine<'static> {
    let mut line = StyledLine::new();
    for wording in Wording::ALL.into_iter().filter(|&wording| coverage.count(wording) > 0) {
        if !line.is_empty() {
            line.push(StyledSpan::spaces(3));
        }
        line.push(StyledSpan::glyph(wording));
        line.push(StyledSpan::plain(safe!(" ", coverage.count(wording)), StyleRole::Body));
        if has_names {
            line.push(StyledSpan::plain(safe!(" ", wording.name()), StyleRole::Label));
        }
    }
    line
}

/// Adds the topics with the most entries; each row filters by the topic.
fn push_topics(builder: &mut Builder<'_>, subject: Subject, entries: &[EntryId]) {
    let mut topics: Vec<(TopicId, usize)> = builder
        .corpus
        .count(entries.iter().copied(), &[CountBy::Topic])
        .into_iter()
        .filter_map(|row| match row.values.first() {
            Some(&CountValue::Topic(id)) => Some((id, row.coverage.total())),
            _ => None,
        })
        .collect();
    if topics.is_empty() {
        return;
    }
    push_section(builder, "ON WHAT");
    topics.sort_by_key(|&(_, count)| Reverse(count));
    let more = topics.len().saturating_sub(MAX_TOPICS);
    topics.truncate(MAX_TOPICS);
    let number_columns = topics.first().map_or(0, |&(_, count)| safe!(count).as_str().len());
    for (id, count) in topics {
        let number = safe!(count);
        let mut line = vec![
            StyledSpan::spaces(GAP_COLUMNS + number_columns - number.as_str().len()),
            StyledSpan::plain(number, StyleRole::Body),
            StyledSpan::spaces(GAP_COLUMNS),
        ];
        let room = builder.columns.saturating_sub(line_width(&line));
        line.extend(truncated_line(&builder.corpus.topic_label(id), room, StyleRole::Body));
        builder.start_filter_anchor(subject.filter(Some(id), Safe::default()));
        builder.push_line(line);
    }
    push_more(builder, more, "topics");
}

/// Adds the entries, from the earliest, each in a line after its date.
fn push_entries(builder: &mut Builder<'_>, subject: Subject, dated: &[(EntryId, Option<Date>)]) {
    if dated.is_empty() {
        return;
    }
    push_section(builder, "WHAT");
    let shown = &dated[..dated.len().min(MAX_ENTRIES)];
    let name = |date: Option<Date>| date.map_or_else(|| "undated".into(), |date| Safe::line(date.long_form()));
    let date_columns = shown.iter().map(|&(_, date)| width::width(name(date).as_str())).max().unwrap_or_default();
    let mut previous = None;
    for &(id, date) in shown {
        let entry = builder.corpus.entry(id);
        // A date is not repeated.
        let text = if previous == Some(date) { Safe::default() } else { name(date) };
        previous = Some(date);
        let mut line = vec![StyledSpan::plain(text, StyleRole::Label)];
        line.push(StyledSpan::spaces((date_columns + GAP_COLUMNS).saturating_sub(line_width(&line))));
        line.extend([StyledSpan::glyph(entry.wording()), StyledSpan::spaces(1)]);
        let room = builder.columns.saturating_sub(line_width(&line));
        let role = if entry.wording() == Wording::Verbatim { StyleRole::Quotation } else { StyleRole::Paraphrase };
        line.extend(truncated_line(&entry.text(), room, role));
        builder.start_anchor(id);
        builder.push_line(line);
    }
    let more = dated.len() - shown.len();
    if more > 0 {
        builder.start_filter_anchor(subject.filter(None, Safe::default()));
        push_more(builder, more, "entries: all of them in the list");
    }
}

fn push_more(builder: &mut Builder<'_>, more: usize, what: &'static str) {
    if more > 0 {
        builder.push_line(vec![StyledSpan::plain(safe!("  ", more, " more ", what), StyleRole::Muted)]);
    }
}
