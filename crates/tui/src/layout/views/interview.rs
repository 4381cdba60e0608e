//! The view of a whole source: questions and answers under its headings.

use std::ops::Range;

use crate::layout::builder::Builder;
use crate::layout::paragraph::Paragraph;
use crate::layout::span::{StyleRole, StyledSpan};
use crate::layout::view_row::{ViewContext, ViewRow};
use kzq_corpus::{EntryId, Transcript};
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
    let mut builder = Builder::new(corpus, context.columns);
    push_header(&mut builder, &transcript);
    push_omitted(&mut builder, shown.start, "before");
    for number in transcript.section_of(shown.start)..transcript.section_count() {
        let section = transcript.section_range(number);
        let range = section.start.max(shown.start)..section.end.min(shown.end);
        if range.is_empty() {
            break;
        }
        if let Some(heading) = transcript.heading(corpus, number) {
            builder.push_counted_heading(heading.to_single_line(), section.len());
            builder.push_blank();
        }
        push_entries(&mut builder, &transcript, range);
    }
    push_omitted(&mut builder, all - shown.end, "after");
    builder.finish_view()
}

fn push_omitted(builder: &mut Builder<'_>, entries: usize, place: &'static str) {
    if entries > 0 {
        builder.clear_target();
        let text = safe!(entries, " more entries of this source ", place, " these");
        builder.push_text(text, StyleRole::Muted);
        builder.push_blank();
    }
}

/// Adds the title and the details of the source.
fn push_header(builder: &mut Builder<'_>, transcript: &Transcript) {
    let corpus = builder.corpus;
    let Some(source) = transcript.source.map(|id| corpus.source(id)) else {
        builder.push_text("These entries name no source; they are in the order of their file.", StyleRole::Muted);
        return builder.push_blank();
    };
    builder.push_text(source.title.to_single_line(), StyleRole::Speaker);
    let names = [source.container.as_ref(), source.publisher.as_ref()].into_iter().flatten().map(Safe::to_single_line);
    let mut parts: Vec<Safe<'static>> = names.chain([long_date_or_nd(source.date)]).collect();
    if let Some(other) = source.reports.map(|id| corpus.source(id)) {
        parts.push(safe!("on ", other.occasion_name().to_single_line(), ", ", long_date_or_nd(other.date)));
    }
    builder.push(Paragraph::dotted(parts, StyleRole::Muted));
    if let Some(note) = &source.note {
        builder.push_text(note.clone(), StyleRole::Muted);
    }
    builder.push_blank();
}

fn push_entries(builder: &mut Builder<'_>, transcript: &Transcript, range: Range<usize>) {
    let corpus = builder.corpus;
    for at in range {
        let id = transcript.entries()[at];
        builder.start_anchor(id);
        push_label(builder, transcript, at);
        if !transcript.lead_is_repeated(corpus, at) {
            builder.push_lead(id, INDENT_COLUMNS);
        }
        push_kind(builder, id);
        builder.push_words(id, INDENT_COLUMNS);
        builder.push_blank();
    }
}

/// Column at which leads and words begin.
const INDENT_COLUMNS: usize = 2;

/// Labels the turn that begins here, and the lead: a question as it was asked, or the source's own narration.
fn push_label(builder: &mut Builder<'_>, transcript: &Transcript, at: usize) {
    let corpus = builder.corpus;
    let turn = transcript.turn_start_at(corpus, at).flatten().map(|turn| safe!("TURN ", turn as usize));
    let lead = corpus.entry(transcript.entries()[at]).lead().filter(|_| !transcript.lead_is_repeated(corpus, at));
    let lead = lead.map(|lead| Safe::from(lead.kind().label()).to_uppercase());
    if turn.is_some() || lead.is_some() {
        builder.push_unwrapped(Paragraph::dotted(turn.into_iter().chain(lead), StyleRole::Label));
    }
}

/// Adds the kind of an entry, its speaker and its number.
fn push_kind(builder: &mut Builder<'_>, id: EntryId) {
    let entry = builder.corpus.entry(id);
    let speaker = builder.corpus.speaker_name(entry.speaker()).to_single_line();
    let item = entry.citation().and_then(|citation| citation.item);
    let item = item.map(|item| safe!("no. ", item as usize));
    // The first dot comes after the wording.
    let parts = [Safe::default(), speaker].into_iter().chain(item);
    let wording = StyledSpan::plain(entry.label(), StyleRole::Label);
    builder.push_unwrapped(Paragraph::dotted(parts, StyleRole::Muted).with_prefix([
        StyledSpan::glyph(entry.wording()),
        StyledSpan::spaces(1),
        wording,
    ]));
}
