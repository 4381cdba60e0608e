//! The sidebar: topics as a tree, wordings, speakers, sources and the shelf, each with its number of results.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::number::with_thousands_separators;
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_above, hidden_below, select_row};
use crate::app::{Focus, Model, SidebarRow};
use kzq_corpus::SourceId;
use kzq_search::FacetCounts;
use kzq_shelf::ShelfFacet;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Draws the sidebar; returns the cursor position.
pub(super) fn sidebar(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Topics;
    let title = vec![("1".into(), look.theme.key), (" Topics".into(), look.theme.quiet)];
    let side = model.sidebar();
    let cursor = side.cursor();
    let below = side.rows().len().saturating_sub(cursor.top + usize::from(area.height.saturating_sub(2)));
    let bottom = hidden_below(below, "", look).map(|text| (text, look.theme.quiet));
    let corner = hidden_above(cursor.top, look).map(|text| (text, look.theme.quiet));
    let mut inner =
        pane(canvas, area, focused, PaneTitles { top_left: title, top_right: corner, bottom_right: bottom }, look);
    let rows = inner.rows();
    for (line, (index, row)) in side.rows().iter().enumerate().skip(cursor.top).take(rows).enumerate() {
        let on = index == cursor.index && focused;
        draw_row(model, look, &mut inner, line, *row, on);
    }
    inner.position(cursor.index.saturating_sub(cursor.top), 0)
}

fn draw_row(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, line: usize, row: SidebarRow, selected: bool) {
    let theme = &look.theme;
    if row.is_set(model.selection()) {
        canvas.write(line, usize::from(selected), &look.glyphs.active.into(), theme.accent);
    }
    match row {
        SidebarRow::Blank => {}
        SidebarRow::Heading(text) => {
            canvas.write(line, 1, &text.into(), theme.quiet);
        }
        SidebarRow::More(count, field) => {
            canvas.write(line, 3, &safe!(count, " more: ", field), theme.quiet);
        }
        SidebarRow::All
        | SidebarRow::Topic(_)
        | SidebarRow::Wording(_)
        | SidebarRow::Speaker(_)
        | SidebarRow::Source(_)
        | SidebarRow::Shelf(_) => {
            draw_facet(model, look, canvas, line, row);
        }
    }
    if selected {
        select_row(line, true, look, canvas);
    }
}

fn draw_facet(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, line: usize, row: SidebarRow) {
    let theme = &look.theme;
    let set = row.is_set(model.selection());
    let (hits, total) = counts(model, row);
    let style = match (set, hits) {
        (true, _) => theme.accent,
        (false, 0) => theme.quiet,
        (false, _) => theme.text,
    };
    let count = match row {
        SidebarRow::Topic(_) => safe!(with_thousands_separators(hits), " "),
        _ => safe!(with_thousands_separators(hits), "/", with_thousands_separators(total), " "),
    };
    let count_at = canvas.write_right(line, &count, if hits == 0 { theme.quiet } else { style });
    let (indent, label) = label(model, look, row);
    let room = count_at.saturating_sub(indent + 1);
    canvas.write(line, indent, &width::truncate(&label, room, look.glyphs.ellipsis), style);
}

/// The column of a row's glyph; its label starts two columns further right.
const INDENT: usize = 2;

/// The column where a row's label starts, and the label.
fn label<'m>(model: &'m Model, look: &Appearance, row: SidebarRow) -> (usize, Safe<'m>) {
    let corpus = model.corpus();
    match row {
        SidebarRow::All => (INDENT, "All topics".into()),
        SidebarRow::Topic(id) => {
            let topic = corpus.topic(id);
            let sign = match (model.has_subtopics(id), model.sidebar().is_folded(id)) {
                (false, _) => return (INDENT + 2 + topic.depth, topic.label.to_borrowed()),
                (true, true) => look.glyphs.folded,
                (true, false) => look.glyphs.unfolded,
            };
            (INDENT + topic.depth, safe!(sign, " ", topic.label))
        }
        SidebarRow::Wording(wording) => (INDENT, safe!(look.glyphs.wording(wording), " ", wording.title())),
        SidebarRow::Speaker(id) => (INDENT, corpus.speaker_name(id)),
        SidebarRow::Source(id) => (INDENT, source_label(model, id)),
        SidebarRow::Shelf(facet) => (INDENT, safe!(shelf_glyph(facet, look), " ", shelf_label(model, facet))),
        SidebarRow::Heading(text) => (1, text.into()),
        SidebarRow::More(..) | SidebarRow::Blank => (1, Safe::default()),
    }
}

/// The glyph of a part of the shelf.
fn shelf_glyph(facet: ShelfFacet, look: &Appearance) -> &'static str {
    match facet {
        ShelfFacet::Starred => look.glyphs.star,
        ShelfFacet::Noted => look.glyphs.note,
        ShelfFacet::Highlighted => look.glyphs.highlight,
        ShelfFacet::Used => look.glyphs.in_list,
        ShelfFacet::List(_) => look.glyphs.list,
    }
}

/// The label of a part of the shelf.
pub(super) fn shelf_label(model: &Model, facet: ShelfFacet) -> Safe<'_> {
    match facet {
        ShelfFacet::Starred => "Starred".into(),
        ShelfFacet::Noted => "With a note".into(),
        ShelfFacet::Highlighted => "Highlighted".into(),
        ShelfFacet::Used => "Used".into(),
        ShelfFacet::List(key) => {
            let list = model.shelf_state().shelf().list_by_key(key);
            list.map_or_else(|| "a deleted list".into(), |list| list.name.to_borrowed())
        }
    }
}

/// The publisher of a source, or its title if another source has the same publisher.
fn source_label(model: &Model, id: SourceId) -> Safe<'_> {
    let corpus = model.corpus();
    let source = corpus.source(id);
    let name = source.short_name();
    let shares = |row: &SidebarRow| matches!(row, SidebarRow::Source(other) if *other != id && corpus.source(*other).short_name() == name);
    if model.sidebar().rows().iter().any(shares) { source.title.to_borrowed() } else { name.to_borrowed() }
}

/// The number of hits that a row would leave, and its number of entries without a filter.
fn counts(model: &Model, row: SidebarRow) -> (usize, usize) {
    let of = |counts: &FacetCounts| match row {
        SidebarRow::All => counts.all_topics,
        SidebarRow::Topic(id) => counts.topic(id),
        SidebarRow::Wording(wording) => counts.wording(wording),
        SidebarRow::Speaker(id) => counts.speaker(id),
        SidebarRow::Source(id) => counts.source(id),
        SidebarRow::Shelf(facet) => counts.shelf(facet),
        SidebarRow::Heading(_) | SidebarRow::More(..) | SidebarRow::Blank => 0,
    };
    let total = match row {
        // The shelf may contain entries that were removed from the collections.
        SidebarRow::Shelf(facet) => model.shelf_state().shelf().count(facet),
        _ => of(model.totals()),
    };
    (of(&model.answer().counts), total)
}
