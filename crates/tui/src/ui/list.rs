//! The list: an excerpt of each entry, and where the entry comes from.

use ratatui::layout::{Position, Rect};

use super::appearance::Look;
use super::canvas::Canvas;
use super::excerpt::excerpt;
use super::number::grouped;
use super::pane::{Titles, pane};
use crate::app::{Focus, ItemShape, Model};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_corpus::{Entry, EntryId, Wording};
use kzq_search::Hit;
use kzq_shelf::EntryName;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// The columns before the text of an entry: the cursor bar, the glyph and a blank.
const MARGIN: usize = 3;

/// Draws the list; returns the cursor position.
pub(super) fn list(model: &Model, look: &Look, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::List;
    let hits = &model.answer().hits;
    let mut title = vec![("2".into(), look.theme.key), (" Quotes".into(), look.theme.quiet)];
    if !model.marked().is_empty() {
        let marked = safe!("  ", look.glyphs.marked, " ", grouped(model.marked().len()), " marked");
        title.push((marked, look.theme.accent));
    }
    let corner = (!hits.is_empty()).then(|| (place(model), look.theme.quiet));
    let mut inner = pane(canvas, area, focused, Titles { title, corner, bottom: None }, look);
    if hits.is_empty() {
        nothing(model, look, &mut inner);
        return inner.position(0, 0);
    }
    let shape = ItemShape::within(inner.area().height);
    let mut cursor = None;
    for (index, hit) in hits.iter().enumerate().skip(model.list().top) {
        let row = model.list_row(index);
        if row >= inner.rows() {
            break;
        }
        if model.divider_at() == Some(index) && row > 0 {
            divider(look, &mut inner, row - 1);
        }
        let selected = index == model.list().at;
        item(model, look, &mut inner, Item { row, shape, selected, focused, hit: *hit });
        cursor = if selected { inner.position(row, 0) } else { cursor };
    }
    cursor
}

/// The position of the cursor and the number of rows; a lower bound while the search is incomplete.
fn place(model: &Model) -> Safe<'static> {
    let and_more = if model.answer().to_come > 0 { "+" } else { "" };
    safe!(grouped(model.list().at + 1), " of ", grouped(model.answer().rows), and_more)
}

/// An entry to draw, with its place and state.
#[derive(Clone, Copy)]
struct Item {
    row: usize,
    shape: ItemShape,
    selected: bool,
    focused: bool,
    hit: Hit,
}

fn item(model: &Model, look: &Look, canvas: &mut Canvas<'_>, item: Item) {
    let theme = &look.theme;
    let entry = model.corpus().entry(item.hit.entry);
    let columns = canvas.columns().saturating_sub(MARGIN + 1);
    let lines =
        excerpt(entry, model.query(), item.hit.near, (columns, usize::from(item.shape.text)), look.glyphs.ellipsis);
    let words = if entry.wording() == Wording::Verbatim { theme.said } else { theme.told };
    let end = item.row + usize::from(item.shape.text) + 1;
    if item.selected {
        let bar = if item.focused { theme.accent } else { theme.quiet };
        for row in item.row..end {
            canvas.tint(row, theme.selected);
            canvas.put(row, 0, &look.glyphs.bar.into(), bar);
        }
    }
    canvas.put(item.row, 1, &look.glyphs.wording(entry.wording()).into(), theme.accent);
    if model.marked().contains(item.hit.entry) {
        canvas.put(item.row + 1, 1, &look.glyphs.marked.into(), theme.accent);
    }
    for (row, line) in (item.row..).zip(lines) {
        let words = if item.selected { words.patch(theme.strong) } else { words };
        let pieces =
            line.into_iter().map(|(text, matched)| (text, if matched { words.patch(theme.matched) } else { words }));
        canvas.put_all(row, MARGIN, pieces);
    }
    let times = if item.hit.times > 1 {
        safe!(look.glyphs.times, grouped(item.hit.times as usize), " ")
    } else {
        Safe::default()
    };
    let signs = shelf_signs(model, item.hit.entry, look);
    let start = canvas.put(end - 1, MARGIN, &safe!(signs, times), theme.accent);
    let columns = columns.saturating_sub(start - MARGIN);
    let origin = origin(model, entry, look.glyphs.dot);
    canvas.put(end - 1, start, &width::truncate(&origin, columns, look.glyphs.ellipsis), theme.quiet);
}

/// The glyphs for what the shelf holds about an entry, each followed by a space. An unsaved star is hollow.
pub(super) fn shelf_signs(model: &Model, id: EntryId, look: &Look) -> Safe<'static> {
    let desk = model.desk();
    let name = EntryName::of(model.corpus(), id);
    let Some(held) = desk.shelf().held(&name) else { return Safe::default() };
    let star = if desk.is_kept(&name) { look.glyphs.star } else { look.glyphs.star_to_be };
    let is_listed = desk.shelf().lists_with(&name).next().is_some();
    let signs = [
        (held.starred, star),
        (held.note.is_some(), look.glyphs.note),
        (!held.highlights.is_empty(), look.glyphs.highlight),
        (is_listed, look.glyphs.list),
    ];
    let signs = signs.into_iter().filter(|(is_there, _)| *is_there);
    signs.fold(Safe::default(), |line, (_, sign)| safe!(line, sign, " "))
}

/// Where an entry comes from: its wording, the speaker if the corpus has several, the source and the section.
fn origin(model: &Model, entry: Entry<'_>, dot: &'static str) -> Safe<'static> {
    let corpus = model.corpus();
    let speaker = (corpus.speakers().len() > 1).then(|| corpus.speaker(entry.speaker()).name.borrowed());
    let source = corpus.source_of(entry).map(|source| source.short_name().borrowed());
    let section = entry.citation().and_then(|citation| citation.section).map(Safe::borrowed);
    let parts = speaker.into_iter().chain(source).chain(section).take(2);
    parts.fold(entry.called().into(), |line, part| safe!(line, " ", dot, " ", part))
}

fn divider(look: &Look, canvas: &mut Canvas<'_>, row: usize) {
    let rule = |count: usize| Safe::join(std::iter::repeat_n(look.glyphs.rule.into(), count), "");
    let end = canvas.put(row, 1, &rule(2), look.theme.border);
    let end = canvas.put(row, end, &" near words ".into(), look.theme.quiet);
    let rest = canvas.columns().saturating_sub(end + 1);
    canvas.put(row, end, &rule(rest), look.theme.border);
}

/// Draws why the list is empty, and how to widen the search.
fn nothing(model: &Model, look: &Look, canvas: &mut Canvas<'_>) {
    let back = model.keymap().key_of(Scope::List, Action::Back);
    let typed = !model.query().is_empty();
    let lines: [Safe<'static>; 2] = if model.is_searching() || model.answer().to_come > 0 {
        ["Searching".into(), Safe::default()]
    } else if model.progress().is_some() {
        ["Nothing yet; still opening.".into(), Safe::default()]
    } else if model.corpus().is_empty() {
        ["This collection is empty.".into(), Safe::default()]
    } else if typed && model.selection().is_empty() {
        ["No entry here holds this.".into(), safe!(back, " clears the filter.")]
    } else if typed {
        ["No match under these facets.".into(), safe!(back, " clears filter, then facets.")]
    } else {
        ["Nothing under these facets.".into(), safe!(back, " lifts them one by one.")]
    };
    for (row, line) in (1..).zip(lines) {
        canvas.put(row, 2, &line, look.theme.quiet);
    }
}
