//! Related view: the entries related to one entry, each with the reasons.

use crate::layout::span::{Line, Piece, Role};
use crate::layout::view_builder::{Draft, beginning};
use crate::layout::view_kind::Making;
use crate::layout::view_row::Row;
use kzq_corpus::{Corpus, EntryId, Related, Tie};
use kzq_text::Safe;
use kzq_text::safe;

/// Maximum number of entries shown: the ones after them share little.
const MOST: usize = 200;

/// Tests whether an entry belongs to a group, by its best reason.
type Belongs = fn(Tie) -> bool;

/// Builds the rows of what is related to an entry.
pub(crate) fn rows(making: &Making<'_>, id: EntryId) -> Vec<Row> {
    let corpus = making.corpus();
    let mut draft = Draft::new(making.columns);
    let found = corpus.related(id, usize::MAX, MOST);
    if found.is_empty() {
        draft.paragraph(Line::new(), &"Nothing in this collection has to do with it.".into(), Role::Quiet);
    }
    let groups: [(&'static str, Belongs); 3] = [
        ("THE SAME ANSWER", |tie| tie == Tie::SameTurn),
        ("LINKED BY THE COLLECTION", |tie| tie.is_link() || tie == Tie::SameGround),
        ("SHARING TOPICS", |tie| matches!(tie, Tie::Topics(_))),
    ];
    for (name, belongs) in groups {
        let group: Vec<&Related> = found.iter().filter(|related| belongs(related.ties[0])).collect();
        if group.is_empty() {
            continue;
        }
        let count = Piece::plain(safe!("  ", group.len()), Role::Quiet);
        draft.heading(1, vec![Piece::plain(name, Role::Heading), count]);
        for related in group {
            shown(&mut draft, corpus, making.columns, id, related);
        }
    }
    draft.finish()
}

/// Adds an entry in two lines: what it says, and why it is here.
fn shown(draft: &mut Draft, corpus: &Corpus, columns: usize, id: EntryId, related: &Related) {
    let entry = corpus.entry(related.entry);
    draft.stop(related.entry);
    let mut line = vec![Piece::glyph(entry.wording()), Piece::blanks(1)];
    line.extend(beginning(&entry.text(), columns.saturating_sub(2), Role::Body));
    draft.line(line);
    let reasons = related.ties.iter().map(|&tie| reason(corpus, id, related.entry, tie));
    let reasons = Safe::join(reasons.collect::<Vec<_>>(), "; ");
    let mut line = vec![Piece::blanks(2), Piece::plain(entry.called(), Role::Label), Piece::blanks(2)];
    let used: usize = line.iter().map(Piece::columns).sum();
    line.extend(beginning(&reasons, columns.saturating_sub(used), Role::Quiet));
    draft.line(line);
    draft.blank();
}

/// Describes a reason, naming the topics if they are the reason.
fn reason(corpus: &Corpus, id: EntryId, other: EntryId, tie: Tie) -> Safe<'static> {
    if !matches!(tie, Tie::Topics(_)) {
        return tie.reason().into();
    }
    let labels = corpus.shared_topics(id, other).map(|topic| corpus.topic(topic).label.on_one_line());
    safe!(tie.reason(), ": ", Safe::join(labels.collect::<Vec<_>>(), ", "))
}
