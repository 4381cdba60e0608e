//! Interview view: a whole source as questions and answers under its headings.

use std::ops::Range;

use crate::layout::marked_text::{SEPARATOR, join_with_dots};
use crate::layout::span::{StyleRole, StyledLine, StyledSpan};
use crate::layout::view_builder::ViewBuilder;
use crate::layout::view_kind::ViewContext;
use crate::layout::view_row::ViewRow;
use kzq_corpus::{Corpus, EntryId, Lead, Transcript};
use kzq_export::long_date_or_nd;
use kzq_text::Safe;
use kzq_text::safe;

/// How many entries are shown before, and how many after, the one that the user comes from: a book's worth.
const CONTEXT_ENTRIES: usize = 2000;

/// Builds the rows of the source that an entry comes from.
pub(crate) fn rows(context: &ViewContext<'_>, id: EntryId) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let transcript = Transcript::containing(corpus, id);
    let all = transcript.entries().len();
    let position = transcript.position(id).unwrap_or_default();
    let shown = position.saturating_sub(CONTEXT_ENTRIES)..all.min(position + CONTEXT_ENTRIES);
    let mut builder = ViewBuilder::new(context.columns);
    push_header(&mut builder, corpus, &transcript);
    push_omitted(&mut builder, shown.start, "before");
    for number in transcript.section_of(shown.start)..transcript.section_count() {
        let section = transcript.section_range(number);
        let range = section.start.max(shown.start)..section.end.min(shown.end);
        if range.is_empty() {
            break;
        }
        if let Some(heading) = transcript.heading(corpus, number) {
            let count = StyledSpan::plain(safe!("  ", section.len()), StyleRole::Muted);
            builder.push_heading(1, vec![StyledSpan::plain(heading.to_single_line(), StyleRole::Heading), count]);
            builder.push_blank();
        }
        push_entries(&mut builder, corpus, &transcript, range);
    }
    push_omitted(&mut builder, all - shown.end, "behind");
    builder.finish()
}

fn push_omitted(builder: &mut ViewBuilder, entries: usize, place: &'static str) {
    if entries > 0 {
        builder.clear_target();
        let text = safe!(entries, " more entries of this source stand ", place, " these");
        builder.push_paragraph(StyledLine::new(), &text, StyleRole::Muted);
        builder.push_blank();
    }
}

/// Adds the title and the details of the source.
fn push_header(builder: &mut ViewBuilder, corpus: &Corpus, transcript: &Transcript) {
    let Some(source) = transcript.source.map(|id| corpus.source(id)) else {
        builder.push_paragraph(
            StyledLine::new(),
            &"These entries name no source; they stand as in their file.".into(),
            StyleRole::Muted,
        );
        return builder.push_blank();
    };
    builder.push_paragraph(StyledLine::new(), &source.title.to_single_line(), StyleRole::Speaker);
    let names = [source.container.as_ref(), source.publisher.as_ref()].into_iter().flatten().map(Safe::to_single_line);
    let mut parts: Vec<Safe<'static>> = names.chain([long_date_or_nd(source.date)]).collect();
    if let Some(other) = source.reports.map(|id| corpus.source(id)) {
        parts.push(safe!("on ", other.occasion_name().to_single_line(), ", ", long_date_or_nd(other.date)));
    }
    builder.push_dotted(&Safe::join(parts, SEPARATOR));
    builder.push_blank();
}

fn push_entries(builder: &mut ViewBuilder, corpus: &Corpus, transcript: &Transcript, range: Range<usize>) {
    for at in range {
        let id = transcript.entries()[at];
        builder.start_anchor(id);
        let label = entry_label(corpus, transcript, at);
        if !label.is_empty() {
            builder.push_line(label);
        }
        if !transcript.lead_is_repeated(corpus, at) {
            builder.push_lead(corpus, id, INDENT_COLUMNS);
        }
        builder.push_line(entry_kind(corpus, id));
        builder.push_words(corpus, id, INDENT_COLUMNS);
        builder.push_blank();
    }
}

/// Column at which leads and words begin.
const INDENT_COLUMNS: u8 = 2;

/// Labels the turn that begins here, and the lead: a question as it was asked, or the source's own narration.
fn entry_label(corpus: &Corpus, transcript: &Transcript, at: usize) -> StyledLine<'static> {
    let turn = transcript.turn_start_at(corpus, at).flatten().map(|turn| safe!("TURN ", turn as usize));
    let lead = corpus.entry(transcript.entries()[at]).lead().filter(|_| !transcript.lead_is_repeated(corpus, at));
    let lead = lead.map(|lead| match lead {
        Lead::Asked(_) => "ASKED".into(),
        Lead::Narrated(_) => "LEAD-IN".into(),
    });
    join_with_dots(turn.into_iter().chain(lead), StyleRole::Label)
}

/// Renders the kind of an entry, its speaker and its number.
fn entry_kind(corpus: &Corpus, id: EntryId) -> StyledLine<'static> {
    let entry = corpus.entry(id);
    let speaker = corpus.speaker(entry.speaker()).name.to_single_line();
    let item = entry.citation().and_then(|citation| citation.item);
    let item = item.map(|item| safe!("no. ", item as usize));
    let mut line = vec![
        StyledSpan::glyph(entry.wording()),
        StyledSpan::spaces(1),
        StyledSpan::plain(entry.label(), StyleRole::Label),
    ];
    // The first dot comes after the wording.
    line.extend(join_with_dots([Safe::default(), speaker].into_iter().chain(item), StyleRole::Muted));
    line
}
