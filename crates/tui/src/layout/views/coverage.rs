//! Coverage view: how much of each topic is verbatim, and how much only reported.

use crate::layout::span::{Line, Piece, Role};
use crate::layout::view_builder::{Draft, beginning};
use crate::layout::view_kind::Making;
use crate::layout::view_row::{Find, Row};
use kzq_corpus::{Coverage, Wording};
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Width of a number with the space before it: room for the name of its wording, or for its glyph alone.
const WIDE: usize = 12;
const NARROW: usize = 8;
/// Minimum width for showing the names.
const ROOMY: usize = 54;
/// Maximum width of a label, which keeps the numbers close to it.
const LABEL: usize = 48;

/// Builds the rows of the topics, in their order.
pub(crate) fn rows(making: &Making<'_>) -> Vec<Row> {
    let corpus = making.corpus();
    let mut draft = Draft::new(making.columns);
    let each = if making.columns >= ROOMY { WIDE } else { NARROW };
    let label = making.columns.saturating_sub(3 * each).clamp(1, LABEL);
    draft.line(titles(label, each));
    for ((id, topic), covered) in corpus.topic_ids().zip(corpus.topics()).zip(corpus.topic_coverage()) {
        draft.find(Find::Topic(id));
        let indent = 2 * topic.depth.min(label / 4);
        let mut line = vec![Piece::blanks(indent)];
        let role = if topic.depth == 0 { Role::Heading } else { Role::Body };
        line.extend(beginning(&topic.label, label - indent, role));
        numbers(&mut line, label, each, covered);
        draft.line(line);
    }
    if corpus.topics().is_empty() {
        draft.paragraph(Line::new(), &"This collection has no topics.".into(), Role::Quiet);
    }
    draft.finish()
}

fn titles(label: usize, each: usize) -> Line<'static> {
    let mut line = vec![Piece::plain("topic", Role::Label), Piece::blanks(label.saturating_sub(5))];
    for wording in Wording::ALL {
        let name = if each == WIDE { safe!(" ", wording.name()) } else { Safe::default() };
        line.push(Piece::blanks(each - 1 - width::width(name.as_str())));
        line.push(Piece::glyph(wording));
        line.push(Piece::plain(name, Role::Label));
    }
    line
}

/// Adds the numbers after a label, with a warning if a topic has paraphrases but no verbatim words.
fn numbers(line: &mut Line<'static>, label: usize, each: usize, covered: Coverage) {
    let used: usize = line.iter().map(Piece::columns).sum();
    line.push(Piece::blanks(label.saturating_sub(used)));
    let is_told = covered.reported + covered.summary > 0;
    for wording in Wording::ALL {
        let count = covered.of(wording);
        let role = match (count, wording) {
            (0, Wording::Verbatim) if is_told => Role::Warning,
            (0, _) => Role::Quiet,
            _ => Role::Body,
        };
        let number = safe!(count);
        line.push(Piece::blanks(each.saturating_sub(number.as_str().len())));
        line.push(Piece::plain(number, role));
    }
}
