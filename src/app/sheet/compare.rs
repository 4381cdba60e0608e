//! Comparing: a quotation beside what restates it, or a paraphrase beside the words it rests on.

use super::draft::Draft;
use super::row::Row;
use super::subject::Making;
use crate::app::page::{Line, Piece, Role};
use crate::corpus::{Corpus, EntryId, Wording};
use crate::safe;
use crate::text::Safe;

/// The rows of a comparison.
pub(super) fn rows(making: &Making<'_>, id: EntryId) -> Vec<Row> {
    let corpus = making.corpus();
    let entry = corpus.entry(id);
    let mut draft = Draft::new(making.columns);
    shown(&mut draft, corpus, id);
    draft.blank();
    let (label, others) = match entry.wording() {
        Wording::Verbatim => ("SAID AS", corpus.restatements(id)),
        Wording::Reported | Wording::Summary => ("RESTS ON", entry.ground()),
    };
    draft.heading(1, heading(label, others.len()));
    if others.is_empty() {
        draft.rest();
        draft.paragraph(Line::new(), &"nothing in this collection".into(), Role::Quiet);
    }
    for &other in others {
        shown(&mut draft, corpus, other);
        draft.blank();
    }
    draft.finish()
}

fn heading(label: &'static str, count: usize) -> Line<'static> {
    vec![Piece::plain(label, Role::Heading), Piece::plain(safe!("  ", count), Role::Quiet)]
}

fn shown(draft: &mut Draft, corpus: &Corpus, id: EntryId) {
    let entry = corpus.entry(id);
    draft.stop(id);
    draft.line(vec![Piece::plain(entry.wording().title(), Role::Label)]);
    draft.lead(corpus, id, 0);
    draft.words(corpus, id, 0);
    for difference in entry.differs() {
        draft.paragraph(vec![Piece::plain("≠", Role::Differs), Piece::blanks(1)], difference, Role::Warning);
    }
    let source = corpus.source_of(entry).map_or(Safe::from("no source given"), |source| source.short_name().borrowed());
    draft.paragraph(Line::new(), &safe!(corpus.speaker(entry.speaker()).name, ", ", source), Role::Quiet);
}
