//! The filter box: the query, the number of results, and hints about the query.

use ratatui::layout::{Position, Rect};

use super::appearance::Look;
use super::canvas::{Canvas, Styled};
use super::number::grouped;
use super::pane::{Titles, pane};
use super::sidebar::shelf_label;
use crate::app::panes::pad;
use crate::app::{Focus, Model};
use kzq_text::safe;
use kzq_text::{Safe, width};

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

/// The title of the box, with the active facets.
fn title<'m>(model: &'m Model, look: &Look) -> Vec<Styled<'m>> {
    let mut pieces = vec![("/".into(), look.theme.key), (" filter".into(), look.theme.quiet)];
    for facet in facets(model) {
        pieces.push((safe!("  ", look.glyphs.set, " "), look.theme.accent));
        pieces.push((facet, look.theme.text));
    }
    pieces
}

/// The names of the active facets.
fn facets(model: &Model) -> Vec<Safe<'_>> {
    let (corpus, set) = (model.corpus(), model.selection());
    let topic = set.topic.map(|id| corpus.topic(id).label.borrowed());
    let wording = set.wording.map(|wording| wording.name().into());
    let speaker = set.speaker.map(|id| corpus.speaker(id).name.borrowed());
    let source = set.source.map(|id| corpus.source(id).short_name().borrowed());
    let shelf = set.shelf.map(|facet| shelf_label(model, facet));
    [topic, wording, speaker, source, shelf].into_iter().flatten().collect()
}

/// Draws the query, with the count at the right; returns the cursor position. A remark about the query is put between
/// the two, truncated to the room that they leave.
fn line(model: &Model, look: &Look, canvas: &mut Canvas<'_>, start: usize) -> Option<Position> {
    let count_at = canvas.put_right(0, &safe!(count(model), " "), look.theme.quiet);
    let before = width::width(model.filter().before_cursor().as_str());
    let room = count_at.saturating_sub(start + 2).max(1);
    // Scroll horizontally to keep the cursor visible, and stop before the count.
    let skipped = before.saturating_sub(room.saturating_sub(1));
    let end = if model.filter().is_empty() {
        let hint = width::truncate(&HINT.into(), room, look.glyphs.ellipsis).into_owned();
        canvas.put(0, start, &hint, look.theme.quiet)
    } else {
        let typed = model.filter().text();
        let typed = typed.slice(width::fit(typed.as_str(), skipped)..typed.as_str().len());
        canvas.put(0, start, &typed.slice(0..width::fit(typed.as_str(), room)), look.theme.text)
    };
    if let Some((text, style)) = remark(model, look) {
        let end = if model.filter().is_empty() { start } else { end };
        let room = count_at.saturating_sub(end + 5);
        let text = width::truncate(&text, room, look.glyphs.ellipsis);
        canvas.put(0, count_at.saturating_sub(width::width(text.as_str()) + 3), &safe!("  ", text, " "), style);
    }
    canvas.position(0, start + before - skipped)
}

/// The remark on the query: a problem, a hint, or else the active facets if no border shows them.
fn remark(model: &Model, look: &Look) -> Option<Styled<'static>> {
    if let Some(note) = model.answer().notes.first() {
        return Some((note.text(), look.theme.warning));
    }
    if model.filter().is_empty() && model.focus() == Focus::Filter && model.has_earlier_queries() {
        return Some(("Up: earlier ones".into(), look.theme.quiet));
    }
    let facets = facets(model);
    let named = model.panes().filter_is_boxed() || facets.is_empty();
    (!named).then(|| (safe!(look.glyphs.set, " ", Safe::join(facets, ", ")), look.theme.accent))
}

/// The placeholder of an empty filter.
const HINT: &str = "words, \"a phrase\", !not, topic: speaker: kind: source: id:";

/// The number of results; marked as a lower bound while the search is incomplete.
fn count(model: &Model) -> Safe<'static> {
    let answer = model.answer();
    let near = answer.rows - answer.sure;
    let total = model.corpus().len();
    let and_more = if answer.to_come > 0 { "+" } else { "" };
    match near {
        _ if (model.is_searching() || answer.to_come > 0) && answer.hits.is_empty() => "searching".into(),
        _ if model.query().is_empty() && model.selection().is_empty() => safe!(grouped(total), " entries"),
        0 => safe!(grouped(answer.found), and_more, " of ", grouped(total)),
        _ => safe!(answer.sure, " of ", grouped(total), ", ", grouped(near), " near"),
    }
}
