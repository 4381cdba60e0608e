//! The page in place of the panes where there is no entry: what to do next.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::detail::toast_over_last_row;
use super::filter::filter;
use super::pane::{PaneTitles, pane};
use crate::app::panes::{Panes, ScreenLayout, pad_horizontal};
use crate::app::{CollectionOrigin, FIRST_STEPS, FirstStep, Focus, Model};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, safe, width};

/// The columns of the labels, if there is room for commands beside them.
const LABEL_COLUMNS: usize = 22;

/// Draws how to add to an empty collection, and where its file is; returns the cursor position.
pub(super) fn empty(model: &Model, panes: &Panes, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let mut area = panes.view();
    let mut cursor = None;
    if let Some(top) = panes.filter.filter(|_| model.focus() == Focus::Filter) {
        cursor = filter(model, look, canvas, top);
        area = Rect { y: top.bottom(), height: area.bottom().saturating_sub(top.bottom()), ..area };
    }
    let inner = if panes.layout == ScreenLayout::Bare {
        area
    } else {
        let title = vec![("Quotes".into(), look.theme.quiet)];
        let is_focused = model.focus() != Focus::Filter;
        pad_horizontal(
            pane(canvas, area, is_focused, PaneTitles { top_left: title, ..PaneTitles::default() }, look).area(),
        )
    };
    let mut page = canvas.sub_canvas(inner);
    let lines = lines(model, look, page.columns());
    // A blank row above, if there is room.
    let top = usize::from(lines.len() < page.rows());
    for (row, parts) in (top..page.rows()).zip(lines) {
        for (column, (text, style)) in parts {
            page.write(row, column, &text, style);
        }
    }
    cursor = cursor.or_else(|| page.position(0, 0));
    if let Some(toast) = model.toast().filter(|_| panes.layout == ScreenLayout::Bare) {
        toast_over_last_row(toast, look, canvas);
    }
    cursor
}

/// The parts of a line, each with its column.
type Line = Vec<(usize, StyledText<'static>)>;

fn lines(model: &Model, look: &Appearance, columns: usize) -> Vec<Line> {
    let theme = &look.theme;
    let heading = match model.corpus().collections().len() {
        0 | 1 => "This collection has no entries yet.".into(),
        count => safe!("These ", count, " collections have no entries yet."),
    };
    let mut lines = wrapped(&heading, 0, columns, theme.strong);
    lines.push(Line::new());
    let ways = ways_to_begin(model);
    let fits = |value: &Safe<'_>| LABEL_COLUMNS + width::width(value.as_str()) <= columns;
    let is_beside = ways.iter().flat_map(|(_, values)| values).all(fits);
    let indent = if is_beside { LABEL_COLUMNS } else { 2 };
    for (label, values) in ways {
        let mut below: Vec<Line> = values.iter().flat_map(|value| wrapped(value, indent, columns, theme.key)).collect();
        let label = (0, (label.into(), theme.quiet));
        match below.first_mut().filter(|_| is_beside) {
            Some(first) => first.insert(0, label),
            None => below.insert(0, vec![label]),
        }
        lines.extend(below);
    }
    lines.push(Line::new());
    lines.extend(wrapped(&"New entries appear here automatically.".into(), 0, columns, theme.quiet));
    lines
}

/// How to begin: labels, each with the commands or files that it is about.
fn ways_to_begin(model: &Model) -> Vec<(&'static str, Vec<Safe<'static>>)> {
    let origin = model.origin();
    let target = origin.target();
    let command = |step: &FirstStep| safe!(step.command, step.arguments, " --into ", target);
    let key = model.keymap().first_key(Scope::List, Action::Add);
    let mut ways: Vec<_> =
        Some(("Add one here", vec![key])).filter(|(_, key)| !key[0].is_empty()).into_iter().collect();
    ways.extend(FIRST_STEPS.iter().map(|step| (step.doc, vec![command(step)])));
    if let CollectionOrigin::Paths(paths) = origin
        && !paths.is_empty()
    {
        ways.push(("Write one by hand in", paths.clone()));
    }
    ways
}

/// Wraps a text into lines that start at a column.
fn wrapped(text: &Safe<'_>, column: usize, columns: usize, style: Style) -> Vec<Line> {
    let lines = wrap(text.as_str(), columns.saturating_sub(column));
    lines.into_iter().map(|line| vec![(column, (text.slice(line).into_owned(), style))]).collect()
}
