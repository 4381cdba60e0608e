//! The sidebar: topics as a tree, wordings, speakers, sources and the shelf, each with its number of results.

use ratatui::layout::{Position, Rect};

use super::appearance::Look;
use super::canvas::Canvas;
use super::number::grouped;
use super::pane::{Titles, pane};
use crate::app::{Focus, Model, Row};
use kzq_corpus::SourceId;
use kzq_search::Counts;
use kzq_shelf::Facet;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Draws the sidebar; returns the cursor position.
pub(super) fn sidebar(model: &Model, look: &Look, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Topics;
    let title = vec![("1".into(), look.theme.key), (" Topics".into(), look.theme.quiet)];
    let side = model.sidebar();
    let cursor = side.cursor();
    let below = side.rows().len().saturating_sub(cursor.top + usize::from(area.height.saturating_sub(2)));
    let bottom = (below > 0).then(|| (safe!(look.glyphs.below, " ", below), look.theme.quiet));
    let corner = (cursor.top > 0).then(|| (safe!(look.glyphs.above, " ", cursor.top), look.theme.quiet));
    let mut inner = pane(canvas, area, focused, Titles { title, corner, bottom }, look);
    let rows = inner.rows();
    for (line, (index, row)) in side.rows().iter().enumerate().skip(cursor.top).take(rows).enumerate() {
        let on = index == cursor.at && focused;
        draw_row(model, look, &mut inner, line, *row, on);
    }
    inner.position(cursor.at.saturating_sub(cursor.top), 0)
}

fn draw_row(model: &Model, look: &Look, canvas: &mut Canvas<'_>, line: usize, row: Row, on: bool) {
    let theme = &look.theme;
    if on {
        canvas.tint(line, theme.selected);
        canvas.put(line, 0, &look.glyphs.bar.into(), theme.accent);
    }
    if row.is_set(model.selection()) {
        canvas.put(line, usize::from(on), &look.glyphs.set.into(), theme.accent);
    }
    match row {
        Row::Blank => {}
        Row::Heading(text) => {
            canvas.put(line, 1, &text.into(), theme.quiet);
        }
        Row::More(count, field) => {
            canvas.put(line, 3, &safe!(count, " more: ", field), theme.quiet);
        }
        Row::All | Row::Topic(_) | Row::Wording(_) | Row::Speaker(_) | Row::Source(_) | Row::Shelf(_) => {
            facet(model, look, canvas, line, row);
        }
    }
}

fn facet(model: &Model, look: &Look, canvas: &mut Canvas<'_>, line: usize, row: Row) {
    let theme = &look.theme;
    let set = row.is_set(model.selection());
    let (hits, total) = counts(model, row);
    let style = match (set, hits) {
        (true, _) => theme.accent,
        (false, 0) => theme.quiet,
        (false, _) => theme.text,
    };
    let count = match row {
        Row::Topic(_) => safe!(grouped(hits), " "),
        _ => safe!(grouped(hits), "/", grouped(total), " "),
    };
    let count_at = canvas.put_right(line, &count, if hits == 0 { theme.quiet } else { style });
    let (indent, label) = label(model, look, row);
    let room = count_at.saturating_sub(indent + 1);
    canvas.put(line, indent, &width::truncate(&label, room, look.glyphs.ellipsis), style);
}

/// The column of a row's glyph; its label starts two columns further right.
const INDENT: usize = 2;

/// The column where a row's label starts, and the label.
fn label<'m>(model: &'m Model, look: &Look, row: Row) -> (usize, Safe<'m>) {
    let corpus = model.corpus();
    match row {
        Row::All => (INDENT, "All topics".into()),
        Row::Topic(id) => {
            let topic = corpus.topic(id);
            let sign = match (model.has_subtopics(id), model.sidebar().is_folded(id)) {
                (false, _) => return (INDENT + 2 + topic.depth, topic.label.borrowed()),
                (true, true) => look.glyphs.folded,
                (true, false) => look.glyphs.unfolded,
            };
            (INDENT + topic.depth, safe!(sign, " ", topic.label))
        }
        Row::Wording(wording) => (INDENT, safe!(look.glyphs.wording(wording), " ", wording.title())),
        Row::Speaker(id) => (INDENT, corpus.speaker(id).name.borrowed()),
        Row::Source(id) => (INDENT, source_label(model, id)),
        Row::Shelf(facet) => (INDENT, safe!(shelf_sign(facet, look), " ", shelf_label(model, facet))),
        Row::Heading(text) => (1, text.into()),
        Row::More(..) | Row::Blank => (1, Safe::default()),
    }
}

/// The glyph of a part of the shelf.
fn shelf_sign(facet: Facet, look: &Look) -> &'static str {
    match facet {
        Facet::Starred => look.glyphs.star,
        Facet::Noted => look.glyphs.note,
        Facet::Highlighted => look.glyphs.highlight,
        Facet::List(_) => look.glyphs.list,
    }
}

/// The label of a part of the shelf.
pub(super) fn shelf_label(model: &Model, facet: Facet) -> Safe<'_> {
    match facet {
        Facet::Starred => "Starred".into(),
        Facet::Noted => "With a note".into(),
        Facet::Highlighted => "Highlighted".into(),
        Facet::List(key) => {
            let list = model.desk().shelf().list_of(key);
            list.map_or_else(|| "a list that is gone".into(), |list| list.name.borrowed())
        }
    }
}

/// The publisher of a source, or its title if another source has the same publisher.
fn source_label(model: &Model, id: SourceId) -> Safe<'_> {
    let corpus = model.corpus();
    let source = corpus.source(id);
    let name = source.short_name();
    let shares =
        |row: &Row| matches!(row, Row::Source(other) if *other != id && corpus.source(*other).short_name() == name);
    if model.sidebar().rows().iter().any(shares) { source.title.borrowed() } else { name.borrowed() }
}

/// The number of hits that a row would leave, and its number of entries without a filter.
fn counts(model: &Model, row: Row) -> (usize, usize) {
    let of = |counts: &Counts| match row {
        Row::All => counts.all_topics,
        Row::Topic(id) => counts.topic(id),
        Row::Wording(wording) => counts.wording(wording),
        Row::Speaker(id) => counts.speaker(id),
        Row::Source(id) => counts.source(id),
        Row::Shelf(facet) => counts.shelf(facet),
        Row::Heading(_) | Row::More(..) | Row::Blank => 0,
    };
    let total = match row {
        // The shelf may contain entries that were removed from the collections.
        Row::Shelf(facet) => model.desk().shelf().count(facet),
        _ => of(model.totals()),
    };
    (of(&model.answer().counts), total)
}
