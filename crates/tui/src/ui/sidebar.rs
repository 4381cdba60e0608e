//! The sidebar: topics as a tree, wordings, speakers, sources and the shelf, each with its number of results.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::number::with_thousands_separators;
use super::pane::{PaneTitles, pane};
use super::parts::{hidden_above, hidden_below, pane_title, select_row};
use crate::app::{Focus, Model, SidebarRow};
use kzq_corpus::{Date, SourceId};
use kzq_search::{Choice, FacetCounts, FacetValue};
use kzq_shelf::ShelfFacet;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// Draws the sidebar; returns the cursor position.
pub(super) fn sidebar(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Topics;
    let title = pane_title(model, "1", "Topics", look);
    let side = model.sidebar();
    let cursor = side.cursor();
    let below = side.row_count().saturating_sub(cursor.top + usize::from(area.height.saturating_sub(2)));
    let bottom = hidden_below(below, "", look).map(|text| (text, look.theme.quiet));
    let corner = hidden_above(cursor.top, look).map(|text| (text, look.theme.quiet));
    let mut inner =
        pane(canvas, area, focused, PaneTitles { top_left: title, top_right: corner, bottom_right: bottom }, look);
    let rows = inner.rows();
    for (line, (index, row)) in side.rows_from(cursor.top).take(rows).enumerate() {
        let on = index == cursor.index && focused;
        draw_row(model, look, &mut inner, line, row, on);
    }
    inner.position(cursor.index.saturating_sub(cursor.top), 0)
}

fn draw_row(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, line: usize, row: SidebarRow, selected: bool) {
    let theme = &look.theme;
    if let Some(sign) = choice_sign(model, look, row) {
        canvas.write(line, usize::from(selected), &sign.into(), theme.accent);
    }
    match row {
        SidebarRow::Blank => {}
        SidebarRow::Heading(text) => {
            canvas.write(line, 1, &text.into(), theme.quiet);
        }
        SidebarRow::More(count, field) => {
            canvas.write(line, 3, &safe!(count, " more: ", field, ":"), theme.quiet);
        }
        SidebarRow::All | SidebarRow::Value(_) | SidebarRow::Search(_) => draw_facet(model, look, canvas, line, row),
    }
    if selected {
        select_row(line, true, look, canvas);
    }
}

/// The sign of a row that is active: a value may be the only one of its facet, one of several, or left out.
fn choice_sign(model: &Model, look: &Appearance, row: SidebarRow) -> Option<&'static str> {
    let selection = model.selection();
    match row.value().and_then(|value| Some((value, selection.choice(value)?))) {
        Some((_, Choice::Excluded)) => Some("!"),
        Some((value, Choice::Included)) if selection.only(value.facet()).is_none() => Some("+"),
        _ => is_set(model, row).then_some(look.glyphs.active),
    }
}

fn is_set(model: &Model, row: SidebarRow) -> bool {
    match row {
        SidebarRow::Search(search) => model.is_saved_search_set(search),
        row => row.is_set(model.selection()),
    }
}

fn draw_facet(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, line: usize, row: SidebarRow) {
    let theme = &look.theme;
    let set = is_set(model, row);
    let (hits, total) = counts(model, row);
    let style = match (set, hits) {
        (true, _) => theme.accent,
        (false, 0) => theme.quiet,
        (false, _) => theme.text,
    };
    let count = match row {
        SidebarRow::Value(FacetValue::Topic(_)) => safe!(with_thousands_separators(hits), " "),
        SidebarRow::Search(search) if model.saved_search_count(search).is_none() => "… ".into(),
        SidebarRow::Search(_) => safe!(with_thousands_separators(hits), " "),
        _ => safe!(with_thousands_separators(hits), "/", with_thousands_separators(total), " "),
    };
    let count_at = canvas.write_right(line, &count, if hits == 0 { theme.quiet } else { style });
    let (indent, label) = label(model, look, row);
    let room = count_at.saturating_sub(indent + 1);
    let shown = match row {
        SidebarRow::Value(FacetValue::Source(id)) => fitted_source(model, look, id, &label, room),
        _ => width::truncate(&label, room, look.glyphs.ellipsis),
    };
    let end = canvas.write(line, indent, &shown, style);
    if let Some(home) = home(model, row) {
        let home = safe!(" ", look.glyphs.separator, " ", home);
        let room = count_at.saturating_sub(end + 1);
        canvas.write(line, end, &width::truncate(&home, room, look.glyphs.ellipsis), theme.quiet);
    }
}

/// The column of a row's glyph; its label starts two columns further right.
const INDENT: usize = 2;

/// The column where a row's label starts, and the label.
fn label<'m>(model: &'m Model, look: &Appearance, row: SidebarRow) -> (usize, Safe<'m>) {
    let corpus = model.corpus();
    match row {
        SidebarRow::All => (INDENT, "All topics".into()),
        SidebarRow::Value(FacetValue::Topic(id)) => {
            let topic = corpus.topic(id);
            let sign = match (model.has_subtopics(id), model.sidebar().is_folded(id)) {
                (false, _) => return (INDENT + 2 + topic.depth, topic.label.to_borrowed()),
                (true, true) => look.glyphs.folded,
                (true, false) => look.glyphs.unfolded,
            };
            (INDENT + topic.depth, safe!(sign, " ", topic.label))
        }
        SidebarRow::Value(FacetValue::Wording(wording)) => {
            (INDENT, safe!(look.glyphs.wording(wording), " ", wording.title()))
        }
        SidebarRow::Value(FacetValue::Source(id)) => (INDENT, source_label(model, id)),
        SidebarRow::Value(value @ FacetValue::Shelf(part)) => {
            (INDENT, safe!(shelf_glyph(part, look), " ", value_label(model, value)))
        }
        SidebarRow::Value(value) => (INDENT, value_label(model, value)),
        SidebarRow::Search(search) => {
            let saved = model.shelf_state().shelf().search_by_key(search);
            (INDENT, saved.map_or_else(Safe::default, |saved| saved.name.to_borrowed()))
        }
        SidebarRow::Heading(text) => (1, text.into()),
        SidebarRow::More(..) | SidebarRow::Blank => (1, Safe::default()),
    }
}

/// The collection of a topic, if topics of others have its path or its label. That of the topic above it goes without
/// saying.
fn home(model: &Model, row: SidebarRow) -> Option<Safe<'_>> {
    let Some(FacetValue::Topic(topic)) = row.value() else { return None };
    let corpus = model.corpus();
    let above = corpus.topic(topic).parent.and_then(|parent| corpus.topic_home(parent));
    corpus.topic_home(topic).filter(|home| above.as_ref() != Some(home))
}

/// The label of a value of a facet.
pub(super) fn value_label(model: &Model, value: FacetValue) -> Safe<'_> {
    let corpus = model.corpus();
    match value {
        FacetValue::Topic(id) => corpus.topic_label(id),
        FacetValue::Wording(wording) => wording.name().into(),
        FacetValue::Speaker(id) => corpus.speaker_name(id),
        FacetValue::Source(id) => corpus.source(id).short_name().to_borrowed(),
        FacetValue::Collection(id) => corpus.collection(id).title.to_borrowed(),
        FacetValue::Year(year) => Safe::line(year.to_string()),
        FacetValue::Tag(id) => corpus.facet_columns().tag(id).to_borrowed(),
        FacetValue::Shelf(part) => shelf_label(model, part),
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
fn shelf_label(model: &Model, facet: ShelfFacet) -> Safe<'_> {
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
    let shares = |row: &SidebarRow| matches!(row, SidebarRow::Value(FacetValue::Source(other)) if *other != id && corpus.source(*other).short_name() == name);
    if model.sidebar().facet_rows().iter().any(shares) { source.title.to_borrowed() } else { name.to_borrowed() }
}

/// The label of a source in its columns: where others would look the same, such as the speeches of several years, with its
/// date.
fn fitted_source<'l>(model: &Model, look: &Appearance, id: SourceId, label: &'l Safe<'_>, columns: usize) -> Safe<'l> {
    let corpus = model.corpus();
    let cut = width::truncate(label, columns, look.glyphs.ellipsis);
    let looks_same = |&other: &SourceId| {
        other != id && width::truncate(&source_label(model, other), columns, look.glyphs.ellipsis) == cut
    };
    let sources = model.sidebar().facet_rows().iter().filter_map(|row| match row.value() {
        Some(FacetValue::Source(other)) => Some(other),
        _ => None,
    });
    let date = corpus.source(id).date.filter(|_| cut != *label);
    let Some(date) = date else { return cut };
    let others: Vec<Option<Date>> = sources.filter(looks_same).map(|other| corpus.source(other).date).collect();
    if others.is_empty() {
        return cut;
    }
    let is_shared = |year: i16| others.iter().flatten().any(|other| other.year() == year);
    let date = if is_shared(date.year()) { date.to_string() } else { date.year().to_string() };
    let room = columns.saturating_sub(date.len() + 1);
    safe!(width::truncate(label, room, look.glyphs.ellipsis), " ", Safe::line(date))
}

/// The number of hits that a row would leave, and its number of entries without a filter.
fn counts(model: &Model, row: SidebarRow) -> (usize, usize) {
    let of = |counts: &FacetCounts| match row {
        SidebarRow::All => counts.all_topics,
        SidebarRow::Value(value) => counts.of(value),
        SidebarRow::Search(search) => model.saved_search_count(search).unwrap_or_default(),
        SidebarRow::Heading(_) | SidebarRow::More(..) | SidebarRow::Blank => 0,
    };
    let total = match row {
        // The shelf may contain entries that were removed from the collections.
        SidebarRow::Value(FacetValue::Shelf(facet)) => model.shelf_state().shelf().count(facet),
        _ => of(model.totals()),
    };
    (of(&model.answer().counts), total)
}
