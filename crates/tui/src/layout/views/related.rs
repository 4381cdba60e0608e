//! Related view: the entries related to one entry, each with the reasons.

use crate::layout::builder::Builder;
use crate::layout::span::{StyleRole, StyledSpan, line_width, truncated_line};
use crate::layout::view_row::{ViewContext, ViewRow};
use kzq_corpus::{Corpus, EntryId, Related, Relation};
use kzq_text::Safe;
use kzq_text::safe;

/// Maximum number of entries shown: the ones after them share little.
const MAX_RELATED: usize = 200;

/// Tests whether an entry belongs to a group, by its best reason.
type GroupPredicate = fn(Relation) -> bool;

/// Builds the rows of what is related to an entry.
pub(crate) fn rows(context: &ViewContext<'_>, id: EntryId) -> Vec<ViewRow> {
    let corpus = context.corpus();
    let mut builder = Builder::new(corpus, context.columns);
    let found = corpus.related(id, usize::MAX, MAX_RELATED);
    if found.is_empty() {
        builder.push_text("No related entries in this collection.", StyleRole::Muted);
    }
    let groups: [(&'static str, GroupPredicate); 3] = [
        ("THE SAME ANSWER", |tie| tie == Relation::SameTurn),
        ("LINKED BY THE COLLECTION", |tie| tie.is_explicit() || tie == Relation::SameBasis),
        ("SHARING TOPICS", |tie| matches!(tie, Relation::SharedTopics(_))),
    ];
    for (name, belongs) in groups {
        let group: Vec<&Related> = found.iter().filter(|related| belongs(related.relations[0])).collect();
        if group.is_empty() {
            continue;
        }
        builder.push_counted_heading(name, group.len());
        for related in group {
            push_entry(&mut builder, context.columns, id, related);
        }
    }
    builder.finish_view()
}

/// Adds an entry in two lines: what it says, and why it is here.
fn push_entry(builder: &mut Builder<'_>, columns: usize, id: EntryId, related: &Related) {
    let corpus = builder.corpus;
    let entry = corpus.entry(related.entry);
    builder.start_anchor(related.entry);
    let mut line = vec![StyledSpan::glyph(entry.wording()), StyledSpan::spaces(1)];
    line.extend(truncated_line(&entry.text(), columns.saturating_sub(2), StyleRole::Body));
    builder.push_line(line);
    let reasons = related.relations.iter().map(|&tie| describe_reason(corpus, id, related.entry, tie));
    let reasons = Safe::join(reasons.collect::<Vec<_>>(), "; ");
    let mut line =
        vec![StyledSpan::spaces(2), StyledSpan::plain(entry.label(), StyleRole::Label), StyledSpan::spaces(2)];
    let room = columns.saturating_sub(line_width(&line));
    line.extend(truncated_line(&reasons, room, StyleRole::Muted));
    builder.push_line(line);
    builder.push_blank();
}

/// Describes a reason, naming the topics if they are the reason.
fn describe_reason(corpus: &Corpus, id: EntryId, other: EntryId, tie: Relation) -> Safe<'static> {
    if !matches!(tie, Relation::SharedTopics(_)) {
        return tie.reason().into();
    }
    let labels = corpus.shared_topics(id, other).map(|topic| corpus.topic_label(topic).to_single_line());
    safe!(tie.reason(), ": ", Safe::join(labels.collect::<Vec<_>>(), ", "))
}
