//! Keywords view: what the collections speak of.

use crate::layout::span::{Line, Piece, Role};
use crate::layout::view_builder::{Draft, beginning};
use crate::layout::view_kind::Making;
use crate::layout::view_row::{Find, Row};
use kzq_search::{Keyword, KeywordKind};
use kzq_text::safe;

/// Width of a number in columns, including the space after it.
const NUMBER: usize = 9;
/// Maximum width of a keyword, which keeps its kind close to it.
const WORD: usize = 44;

/// Builds the rows of the keywords: names first, then topics.
pub(crate) fn rows(making: &Making<'_>) -> Vec<Row> {
    let corpus = making.corpus();
    let found = making.engine.keywords();
    let mut draft = Draft::new(making.columns);
    if found.sampled < corpus.len() {
        let text = safe!("Names were learnt from ", found.sampled, " entries, spread over all; all are counted.");
        draft.paragraph(Line::new(), &text, Role::Quiet);
        draft.blank();
    }
    let is_topic = |word: &&Keyword| matches!(word.kind, KeywordKind::Topic(_));
    let (topics, names): (Vec<&Keyword>, Vec<&Keyword>) = found.words.iter().partition(is_topic);
    for (name, words) in [("NAMES AND ACRONYMS", names), ("TOPICS", topics)] {
        let count = Piece::plain(safe!("  ", words.len()), Role::Quiet);
        draft.heading(1, vec![Piece::plain(name, Role::Heading), count]);
        for word in words {
            draft.find(match word.kind {
                KeywordKind::Topic(topic) => Find::Topic(topic),
                KeywordKind::Name | KeywordKind::Acronym => Find::Words(word.query(corpus)),
            });
            draft.line(line(word, making.columns));
        }
        draft.blank();
    }
    draft.finish()
}

fn line(word: &Keyword, columns: usize) -> Line<'static> {
    let number = safe!(word.entries);
    let room = columns.saturating_sub(NUMBER + 10).clamp(1, WORD);
    let mut line = vec![Piece::blanks((NUMBER - 2).saturating_sub(number.as_str().len()))];
    line.push(Piece::plain(number, Role::Quiet));
    line.push(Piece::blanks(2));
    line.extend(beginning(&word.text, room, Role::Body));
    let used: usize = line.iter().map(Piece::columns).sum();
    if word.kind == KeywordKind::Acronym {
        line.push(Piece::blanks((NUMBER + room).saturating_sub(used) + 2));
        line.push(Piece::plain(word.kind.name(), Role::Label));
    }
    line
}
