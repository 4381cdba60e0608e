//! Interview view: a whole source as questions and answers under its headings.

use std::ops::Range;

use crate::layout::marked_text::{DOT, with_dots};
use crate::layout::span::{Line, Piece, Role};
use crate::layout::view_builder::Draft;
use crate::layout::view_kind::Making;
use crate::layout::view_row::Row;
use kzq_corpus::{Corpus, EntryId, Lead, Transcript};
use kzq_export::date_or_nd;
use kzq_text::Safe;
use kzq_text::safe;

/// How many entries are shown before, and how many after, the one that the user comes from: a book's worth.
const AROUND: usize = 2000;

/// Builds the rows of the source that an entry comes from.
pub(crate) fn rows(making: &Making<'_>, id: EntryId) -> Vec<Row> {
    let corpus = making.corpus();
    let transcript = Transcript::around(corpus, id);
    let all = transcript.entries().len();
    let here = transcript.position(id).unwrap_or_default();
    let shown = here.saturating_sub(AROUND)..all.min(here + AROUND);
    let mut draft = Draft::new(making.columns);
    head(&mut draft, corpus, &transcript);
    left_out(&mut draft, shown.start, "before");
    for number in transcript.section_of(shown.start)..transcript.sections() {
        let section = transcript.section(number);
        let places = section.start.max(shown.start)..section.end.min(shown.end);
        if places.is_empty() {
            break;
        }
        if let Some(heading) = transcript.heading(corpus, number) {
            let count = Piece::plain(safe!("  ", section.len()), Role::Quiet);
            draft.heading(1, vec![Piece::plain(heading.on_one_line(), Role::Heading), count]);
            draft.blank();
        }
        entries(&mut draft, corpus, &transcript, places);
    }
    left_out(&mut draft, all - shown.end, "behind");
    draft.finish()
}

fn left_out(draft: &mut Draft, entries: usize, place: &'static str) {
    if entries > 0 {
        draft.rest();
        let text = safe!(entries, " more entries of this source stand ", place, " these");
        draft.paragraph(Line::new(), &text, Role::Quiet);
        draft.blank();
    }
}

/// Adds the title and the details of the source.
fn head(draft: &mut Draft, corpus: &Corpus, transcript: &Transcript) {
    let Some(source) = transcript.source.map(|id| corpus.source(id)) else {
        draft.paragraph(Line::new(), &"These entries name no source; they stand as in their file.".into(), Role::Quiet);
        return draft.blank();
    };
    draft.paragraph(Line::new(), &source.title.on_one_line(), Role::Speaker);
    let names = [source.container.as_ref(), source.publisher.as_ref()].into_iter().flatten().map(Safe::on_one_line);
    let mut parts: Vec<Safe<'static>> = names.chain([date_or_nd(source.date)]).collect();
    if let Some(other) = source.reports.map(|id| corpus.source(id)) {
        parts.push(safe!("on ", other.programme().on_one_line(), ", ", date_or_nd(other.date)));
    }
    draft.dotted(&Safe::join(parts, DOT));
    draft.blank();
}

fn entries(draft: &mut Draft, corpus: &Corpus, transcript: &Transcript, places: Range<usize>) {
    for at in places {
        let id = transcript.entries()[at];
        draft.stop(id);
        let label = label(corpus, transcript, at);
        if !label.is_empty() {
            draft.line(label);
        }
        if !transcript.lead_is_known(corpus, at) {
            draft.lead(corpus, id, INDENT);
        }
        draft.line(kind(corpus, id));
        draft.words(corpus, id, INDENT);
        draft.blank();
    }
}

/// Column at which leads and words begin.
const INDENT: u8 = 2;

/// Labels the turn that begins here, and the lead: a question as it was asked, or the source's own narration.
fn label(corpus: &Corpus, transcript: &Transcript, at: usize) -> Line<'static> {
    let turn = transcript.turn_at(corpus, at).flatten().map(|turn| safe!("TURN ", turn as usize));
    let lead = corpus.entry(transcript.entries()[at]).lead().filter(|_| !transcript.lead_is_known(corpus, at));
    let lead = lead.map(|lead| match lead {
        Lead::Asked(_) => "ASKED".into(),
        Lead::Narrated(_) => "LEAD-IN".into(),
    });
    with_dots(turn.into_iter().chain(lead), Role::Label)
}

/// Renders the kind of an entry, its speaker and its number.
fn kind(corpus: &Corpus, id: EntryId) -> Line<'static> {
    let entry = corpus.entry(id);
    let speaker = corpus.speaker(entry.speaker()).name.on_one_line();
    let item = entry.citation().and_then(|citation| citation.item);
    let item = item.map(|item| safe!("no. ", item as usize));
    let mut line = vec![Piece::glyph(entry.wording()), Piece::blanks(1), Piece::plain(entry.called(), Role::Label)];
    // The first dot comes after the wording.
    line.extend(with_dots([Safe::default(), speaker].into_iter().chain(item), Role::Quiet));
    line
}
