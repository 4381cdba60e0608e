//! The filter: what is typed, how much it leaves, and what is odd about it.

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, Styled};
use super::look::Look;
use super::pane::{Titles, pane};
use crate::app::panes::pad;
use crate::app::{Focus, Model};
use crate::safe;
use crate::text::{Safe, width};

pub(super) fn filter(model: &Model, look: &Look, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Filter;
    if model.panes().filter_is_boxed() {
        let titles = Titles { title: title(model, look), ..Titles::default() };
        let inner = pane(canvas, area, focused, titles, look).area();
        line(model, look, &mut canvas.part(pad(inner)), 0)
    } else {
        let mut row = canvas.part(area);
        let style = if focused { look.theme.accent } else { look.theme.quiet };
        let start = row.put(0, 1, &"/".into(), style);
        line(model, look, &mut row, start + 1)
    }
}

/// The title, with the facets that narrow the list besides the text.
fn title<'m>(model: &'m Model, look: &Look) -> Vec<Styled<'m>> {
    let mut pieces = vec![("/".into(), look.theme.key), (" filter".into(), look.theme.quiet)];
    for facet in facets(model) {
        pieces.push((safe!("  ", look.glyphs.set, " "), look.theme.accent));
        pieces.push((facet, look.theme.text));
    }
    pieces
}

/// The names of the facets that are set.
fn facets(model: &Model) -> Vec<Safe<'_>> {
    let (corpus, set) = (model.corpus(), model.selection());
    let topic = set.topic.map(|id| corpus.topic(id).label.borrowed());
    let wording = set.wording.map(|wording| wording.name().into());
    let speaker = set.speaker.map(|id| corpus.speaker(id).name.borrowed());
    let source = set.source.map(|id| corpus.source(id).short_name().borrowed());
    [topic, wording, speaker, source].into_iter().flatten().collect()
}

/// What is typed, with the count at the right; gives the place of the cursor.
fn line(model: &Model, look: &Look, canvas: &mut Canvas<'_>, start: usize) -> Option<Position> {
    let (count, count_style) = count(model, look);
    let count_at = canvas.put_right(0, &safe!(count, " "), count_style);
    let typed = model.filter().text();
    let before = width::width(model.filter().before_cursor().as_str());
    // The cursor stays in sight, and the count is not typed over.
    let room = count_at.saturating_sub(start + 1).max(1);
    let skipped = before.saturating_sub(room.saturating_sub(1));
    let from = width::fit(typed.as_str(), skipped);
    let shown = typed.slice(from..typed.as_str().len());
    let shown = shown.slice(0..width::fit(shown.as_str(), room));
    if typed.is_empty() && model.focus() != Focus::Filter {
        canvas.put(0, start, &"words, \"a phrase\", !not, topic: speaker: kind: source:".into(), look.theme.quiet);
        canvas.put(0, count_at.saturating_sub(1), &safe!(" ", count, " "), count_style);
    } else {
        canvas.put(0, start, &shown, look.theme.text);
    }
    canvas.position(0, start + before - skipped)
}

/// How many entries are left, or what is odd about the query.
fn count(model: &Model, look: &Look) -> (Safe<'static>, ratatui::style::Style) {
    let answer = model.answer();
    let near = answer.hits.len() - answer.sure;
    let total = model.corpus().entries().len();
    let mut count = if model.query().is_empty() && model.selection().is_empty() {
        safe!(total, " entries")
    } else {
        safe!(answer.sure, " of ", total)
    };
    if near > 0 {
        count = safe!(count, ", ", near, " near");
    }
    match answer.notes.first() {
        Some(note) => (safe!(note.text(), "   ", count), look.theme.warning),
        None => (count, look.theme.quiet),
    }
}
