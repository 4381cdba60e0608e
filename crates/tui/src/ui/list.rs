//! The list: an excerpt of each entry, and where the entry comes from.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::number::with_thousands_separators;
use super::pane::{PaneTitles, pane};
use super::parts::{pane_title, repeated, select_row};
use crate::app::{CollectionOrigin, Focus, ItemShape, Model, first_steps_line};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use crate::layout::span::StyledSpan;
use kzq_corpus::{Entry, EntryId, Wording};
use kzq_search::{Hit, Order};
use kzq_shelf::EntryName;
use kzq_text::safe;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, width};

/// The columns before the text of an entry: the cursor bar, the glyph and a blank.
const MARGIN: usize = 3;

/// Draws the list; returns the cursor position.
pub(super) fn list(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::List;
    let hits = &model.answer().hits;
    let mut title = pane_title(model, "2", "Quotes", look);
    if !model.marked().is_empty() {
        let marked = safe!("  ", look.glyphs.marked, " ", with_thousands_separators(model.marked().len()), " marked");
        title.push((marked, look.theme.accent));
    }
    let (order, is_of_query) = model.order();
    if order != Order::default() || is_of_query {
        title.push((safe!("  by ", order.name(), if is_of_query { " (sort:)" } else { "" }), look.theme.quiet));
    }
    let corner = (!hits.is_empty()).then(|| (cursor_label(model), look.theme.quiet));
    let hint = begin_hint(model, area).map(|text| (text, look.theme.quiet));
    let mut inner =
        pane(canvas, area, focused, PaneTitles { top_left: title, top_right: corner, bottom_right: hint }, look);
    if hits.is_empty() {
        empty_message(model, look, &mut inner);
        return inner.position(0, 0);
    }
    let shape = model.item_shape();
    let mut cursor = None;
    for (index, hit) in hits.iter().enumerate().skip(model.list_cursor().top) {
        let row = model.row_of_hit(index);
        if row >= inner.rows() {
            break;
        }
        if model.divider_at() == Some(index) && row > 0 {
            divider(look, &mut inner, row - 1);
        }
        let selected = index == model.list_cursor().index;
        draw_entry(model, look, &mut inner, EntryRow { row, shape, selected, focused, hit: *hit });
        cursor = if selected { inner.position(row, 0) } else { cursor };
    }
    cursor
}

/// How to begin a collection, while the sample is shown, in as many words as there is room for.
fn begin_hint(model: &Model, area: Rect) -> Option<Safe<'static>> {
    let room = usize::from(area.width).saturating_sub(6);
    let hints = ["begin your own: ", "your own: ", "yours: ", ""].map(|lead| safe!(lead, first_steps_line(false)));
    let hint = hints.into_iter().find(|hint| width::width(hint.as_str()) <= room);
    hint.filter(|_| *model.origin() == CollectionOrigin::Embedded)
}

/// The position of the cursor and the number of rows; a lower bound while the search is incomplete.
fn cursor_label(model: &Model) -> Safe<'static> {
    let and_more = if model.answer().pending > 0 { "+" } else { "" };
    safe!(
        with_thousands_separators(model.list_cursor().index + 1),
        " of ",
        with_thousands_separators(model.answer().groups),
        and_more
    )
}

/// An entry to draw, with its place and state.
#[derive(Clone, Copy)]
struct EntryRow {
    row: usize,
    shape: ItemShape,
    selected: bool,
    focused: bool,
    hit: Hit,
}

/// The fewest columns for what an entry comes from and its date.
const MIN_DATE_COLUMNS: usize = 20;

/// The fewest columns of a compact list that says where entries come from.
const MIN_ORIGIN_COLUMNS: usize = 56;

/// The columns of the dates in a compact list: room for whole dates, for years, or for none; none if no entry has a date.
fn compact_date_columns(model: &Model, columns: usize) -> usize {
    const MIN_YEAR_COLUMNS: usize = 50;
    const MIN_WHOLE_DATE_COLUMNS: usize = 96;
    match columns {
        _ if model.corpus().facet_columns().years().is_empty() => 0,
        MIN_WHOLE_DATE_COLUMNS.. => "2025-05-29".len(),
        MIN_YEAR_COLUMNS.. => "2025".len(),
        _ => 0,
    }
}

/// Draws an entry on one row: its words, then the glyphs of the shelf, and where it comes from if there is room.
fn draw_compact_entry(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, item: EntryRow) {
    let theme = &look.theme;
    let entry = model.corpus().entry(item.hit.entry);
    canvas.write(item.row, 1, &look.glyphs.wording(entry.wording()).into(), theme.accent);
    // As long as something is marked, all rows leave a column for it.
    let margin = MARGIN + usize::from(!model.marked().is_empty());
    if model.marked().contains(item.hit.entry) {
        canvas.write(item.row, 2, &look.glyphs.marked.into(), theme.accent);
    }
    let mut end = canvas.columns().saturating_sub(1);
    let date_columns = compact_date_columns(model, canvas.columns());
    if date_columns > 0 {
        let date =
            model.corpus().date_of(entry).map(|date| [date.to_string(), date.year().to_string()].map(Safe::line));
        let date = date.into_iter().flatten().find(|date| width::width(date.as_str()) <= date_columns);
        let date = date.unwrap_or_default();
        canvas.write(item.row, end - width::width(date.as_str()), &date, theme.quiet);
        end -= date_columns + 2;
    }
    // The words have two thirds of the row.
    let room = (canvas.columns() / 3).saturating_sub(if date_columns > 0 { date_columns + 2 } else { 0 });
    if let Some(beside) = model.matched_metadata(item.hit.entry, look.glyphs.ellipsis) {
        let room = room.min(width::width(beside.as_str()));
        canvas.write(item.row, end - room, &width::truncate(&beside, room, look.glyphs.ellipsis), theme.quiet);
        end -= room + 1;
    } else if canvas.columns() >= MIN_ORIGIN_COLUMNS {
        let origin = short_origin(origin_parts(model, entry), room, look.glyphs.separator);
        let style = if entry.status().is_some() { theme.warning } else { theme.quiet };
        canvas.write(item.row, end - room, &width::truncate(&origin, room, look.glyphs.ellipsis), style);
        end -= room + 1;
    }
    let signs = safe!(shelf_glyphs(model, item.hit.entry, look), times_seen(item.hit, look));
    let room = end.saturating_sub(width::width(signs.as_str()));
    canvas.write(item.row, room, &signs, theme.accent);
    // An excerpt with an ellipsis at both ends is wider by one of them.
    let second_ellipsis = width::width(look.glyphs.ellipsis);
    let columns = room.saturating_sub(margin + second_ellipsis + usize::from(!signs.is_empty()));
    let lines = model.excerpt(item.hit, (columns, 1), look.glyphs.ellipsis);
    write_words(model, look, canvas, item, (item.row, margin), lines.first().map_or(&[], Vec::as_slice));
    if item.selected {
        select_row(item.row, item.focused, look, canvas);
    }
}

fn draw_entry(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, item: EntryRow) {
    if item.shape.is_compact() {
        return draw_compact_entry(model, look, canvas, item);
    }
    let theme = &look.theme;
    let entry = model.corpus().entry(item.hit.entry);
    let columns = canvas.columns().saturating_sub(MARGIN + 1);
    let lines = model.excerpt(item.hit, (columns, usize::from(item.shape.text_lines)), look.glyphs.ellipsis);
    let end = item.row + usize::from(item.shape.text_lines) + 1;
    canvas.write(item.row, 1, &look.glyphs.wording(entry.wording()).into(), theme.accent);
    if model.marked().contains(item.hit.entry) {
        canvas.write(item.row + 1, 1, &look.glyphs.marked.into(), theme.accent);
    }
    for (row, line) in (item.row..).zip(&*lines) {
        write_words(model, look, canvas, item, (row, MARGIN), line);
    }
    let signs = safe!(shelf_glyphs(model, item.hit.entry, look), times_seen(item.hit, look));
    let start = canvas.write(end - 1, MARGIN, &signs, theme.accent);
    let mut columns = columns.saturating_sub(start - MARGIN);
    let beside = model.matched_metadata(item.hit.entry, look.glyphs.ellipsis);
    let beside = beside.map(|beside| (width::width(beside.as_str()) + 2, beside));
    if let Some((room, beside)) = beside.filter(|(room, _)| *room < columns) {
        columns -= room;
        canvas.write(end - 1, start + columns + 2, &beside, theme.quiet);
    }
    let origin = origin(model, entry, look.glyphs.separator);
    let style = if entry.status().is_some() { theme.warning } else { theme.quiet };
    if let Some(date) = model.corpus().date_of(entry).filter(|_| columns >= MIN_DATE_COLUMNS) {
        // The whole date if there is room, else at least the year.
        let [full, year] = [date.to_string(), date.year().to_string()].map(Safe::line);
        let fits = width::width(origin.as_str()) + 2 + width::width(full.as_str()) <= columns;
        let date = if fits { full } else { year };
        let room = width::width(date.as_str());
        canvas.write(end - 1, start + columns - room, &date, theme.quiet);
        columns -= room + 2;
    }
    canvas.write(end - 1, start, &width::truncate(&origin, columns, look.glyphs.ellipsis), style);
    if item.selected {
        (item.row..end).for_each(|row| select_row(row, item.focused, look, canvas));
    }
}

/// Draws a line of an excerpt, with its matches marked.
fn write_words(
    model: &Model,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
    item: EntryRow,
    (row, column): (usize, usize),
    line: &[StyledSpan<'static>],
) {
    let theme = &look.theme;
    let wording = model.corpus().entry(item.hit.entry).wording();
    let words = if wording == Wording::Verbatim { theme.verbatim } else { theme.paraphrase };
    let words = if item.selected { words.patch(theme.strong) } else { words };
    let style = |span: &StyledSpan<'_>| if span.matched { words.patch(theme.matched) } else { words };
    canvas.write_all(row, column, line.iter().map(|span| (span.text.to_borrowed(), style(span))));
}

/// How many entries have the same words, if several have.
fn times_seen(hit: Hit, look: &Appearance) -> Safe<'static> {
    if hit.duplicates > 1 {
        safe!(look.glyphs.times, with_thousands_separators(hit.duplicates as usize), " ")
    } else {
        Safe::default()
    }
}

/// The glyphs for what the shelf holds about an entry, each followed by a space. An unsaved star is hollow.
pub(super) fn shelf_glyphs(model: &Model, id: EntryId, look: &Appearance) -> Safe<'static> {
    let desk = model.shelf_state();
    let name = EntryName::new(model.corpus(), id);
    let Some(held) = desk.shelf().annotation(&name) else { return Safe::default() };
    let star = if desk.is_saved(&name) { look.glyphs.star } else { look.glyphs.unsaved_star };
    let is_listed = desk.shelf().lists_containing(&name).next().is_some();
    let signs = [
        (held.starred, star),
        (held.note.is_some(), look.glyphs.note),
        (!held.highlights.is_empty(), look.glyphs.highlight),
        (is_listed, look.glyphs.list),
    ];
    let signs = signs.into_iter().filter(|(is_there, _)| *is_there);
    signs.fold(Safe::default(), |line, (_, sign)| safe!(line, sign, " "))
}

/// Where an entry comes from: its wording, and what is known of the rest.
fn origin(model: &Model, entry: Entry<'_>, dot: &'static str) -> Safe<'static> {
    origin_parts(model, entry).fold(entry.label(), |line, part| safe!(line, " ", dot, " ", part))
}

/// The first part, and those after it of which at least a word would be seen.
fn short_origin<'m>(parts: impl Iterator<Item = Safe<'m>>, columns: usize, dot: &'static str) -> Safe<'m> {
    const MIN_PART_COLUMNS: usize = 7;
    let add = |line: Safe<'m>, part: Safe<'m>| {
        let longer = safe!(line, " ", dot, " ", part);
        let needed = width::width(longer.as_str()).min(width::width(line.as_str()) + 3 + MIN_PART_COLUMNS);
        if needed <= columns { longer } else { line }
    };
    parts.reduce(add).unwrap_or_default()
}

/// The speaker if the corpus has several or it is unknown, the source and the section: two of them.
fn origin_parts<'m>(model: &'m Model, entry: Entry<'m>) -> impl Iterator<Item = Safe<'m>> {
    let corpus = model.corpus();
    let is_shown = corpus.speakers().len() > 1 || entry.speaker().is_none();
    let speaker = is_shown.then(|| corpus.speaker_name(entry.speaker()));
    let source = corpus.source_of(entry).map(|source| source.short_name().to_borrowed());
    let section = entry.citation().and_then(|citation| citation.section).map(Safe::to_borrowed);
    speaker.into_iter().chain(source).chain(section).take(2)
}

fn divider(look: &Appearance, canvas: &mut Canvas<'_>, row: usize) {
    let end = canvas.write(row, 1, &repeated(look.glyphs.rule, 2), look.theme.border);
    let end = canvas.write(row, end, &" near words ".into(), look.theme.quiet);
    let rest = canvas.columns().saturating_sub(end + 1);
    canvas.write(row, end, &repeated(look.glyphs.rule, rest), look.theme.border);
}

/// Draws why the list is empty, and how to widen the search.
fn empty_message(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) {
    let back = model.keymap().first_key(Scope::List, Action::Back);
    let typed = !model.query().is_empty();
    let lines: Vec<Safe<'static>> = if model.is_searching() || model.answer().pending > 0 {
        vec!["Searching".into()]
    } else if model.progress().is_some() {
        vec!["Nothing yet; still loading.".into()]
    } else if typed && model.is_picking() {
        vec!["No matching entries.".into()]
    } else if typed && model.selection().is_empty() {
        vec!["No matching entries.".into(), safe!(back, " clears the filter.")]
    } else if typed {
        vec!["No matches with these facets.".into(), safe!(back, " clears filter, then facets.")]
    } else {
        vec!["No entries with these facets.".into(), safe!(back, " removes them one by one.")]
    };
    let offer = model.relaxation().map(|found| safe!(found.message(), ": ", relaxation_keys(model)));
    let columns = canvas.columns().saturating_sub(3);
    let styled = lines.into_iter().map(|line| (line, look.theme.quiet));
    let styled = styled.chain(offer.map(|line| (line, look.theme.text)));
    let rows = styled.flat_map(|(line, style)| {
        wrap(line.as_str(), columns)
            .into_iter()
            .map(move |range| (line.slice(range).into_owned(), style))
            .collect::<Vec<_>>()
    });
    for (row, (line, style)) in (1..).zip(rows) {
        canvas.write(row, 2, &line, style);
    }
}

/// The keys that take the suggested query.
fn relaxation_keys(model: &Model) -> Safe<'static> {
    let take = model.keymap().first_key(Scope::Filter, Action::Complete);
    match model.focus() {
        Focus::Filter => take,
        _ => safe!(model.keymap().first_key(Scope::List, Action::Filter), ", ", take),
    }
}
