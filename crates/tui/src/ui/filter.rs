//! The filter box: the query, the number of results, and hints about the query.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::number::{entries, with_thousands_separators};
use super::pane::{PaneTitles, pane};
use super::parts::{Input, pane_title};
use super::sidebar::value_label;
use crate::app::panes::{inner_area, pad_horizontal};
use crate::app::{Focus, Model};
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_search::{Choice, Facet, FieldName};
use kzq_text::wrap::wrap;
use kzq_text::{Safe, safe, width};

/// Where the query begins if there is no border: after a blank, the sign and a blank.
const LINE_START: usize = 3;

pub(super) fn filter(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) -> Option<Position> {
    let focused = model.focus() == Focus::Filter;
    if model.panes().has_filter_border() {
        let titles = PaneTitles { top_left: title(model, look), ..PaneTitles::default() };
        let inner = pane(canvas, area, focused, titles, look).area();
        input_line(model, look, &mut canvas.sub_canvas(pad_horizontal(inner)), 0)
    } else {
        let mut row = canvas.sub_canvas(area);
        let style = if focused { look.theme.accent } else { look.theme.quiet };
        row.write(0, 1, &"/".into(), style);
        input_line(model, look, &mut row, LINE_START)
    }
}

/// The title of the box, with the active facets.
fn title<'m>(model: &'m Model, look: &Appearance) -> Vec<StyledText<'m>> {
    let mut pieces = pane_title(model, "/", "filter", look);
    for (sign, names) in facets(model, look) {
        pieces.push((safe!("  ", sign, " "), look.theme.accent));
        pieces.push((names, look.theme.text));
    }
    pieces
}

/// The names of the chosen values of each facet, with the sign of those that are included or excluded.
fn facets<'m>(model: &'m Model, look: &Appearance) -> Vec<(&'static str, Safe<'m>)> {
    let mut all = Vec::new();
    for facet in Facet::ALL {
        let choices = model.selection().choices_of(facet);
        for (choice, sign, between) in [(Choice::Included, look.glyphs.active, " + "), (Choice::Excluded, "!", ", ")] {
            let of = choices.iter().filter(|(_, other)| *other == choice).map(|&(value, _)| value);
            let names: Vec<Safe<'m>> = of.map(|value| value_label(model, value)).collect();
            if !names.is_empty() {
                all.push((sign, Safe::join(names, between)));
            }
        }
    }
    all
}

/// Draws the query, with the count at the right; returns the cursor position. A remark about the query is put between
/// the two, truncated to the room that they leave, unless it is shown below.
fn input_line(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, start: usize) -> Option<Position> {
    let count_at = canvas.write_right(0, &safe!(result_count(model), " "), look.theme.quiet);
    let input = Input { edit: model.filter(), placeholder: placeholder(), style: look.theme.text };
    let mistake = model.query().errors.first().map(|error| &error.range);
    let room = count_at.saturating_sub(start + 2);
    let (_, cursor) = input.draw_with_mistake((0, start), room, mistake, look, canvas);
    let remark = if remark_below(model, canvas.columns(), start).is_some() { None } else { query_remark(model, look) };
    if let Some((text, style)) = remark {
        let room = remark_room(model, canvas.columns(), start);
        let text = width::truncate(&text, room, look.glyphs.ellipsis);
        canvas.write(0, count_at.saturating_sub(width::width(text.as_str()) + 3), &safe!("  ", text, " "), style);
    }
    cursor
}

/// The columns for a remark, between a query that begins at column `start` and the count.
fn remark_room(model: &Model, columns: usize, start: usize) -> usize {
    let count_at = columns.saturating_sub(width::width(result_count(model).as_str()) + 1);
    let typed = width::width(model.filter().text().as_str()).min(count_at.saturating_sub(start + 2));
    count_at.saturating_sub(start + typed + 5)
}

/// The problem with the query, if it is too long for the line while the user types there: it is shown below.
fn remark_below(model: &Model, columns: usize, start: usize) -> Option<Safe<'static>> {
    let is_typed = model.focus() == Focus::Filter && model.completion().is_none();
    let problem = query_problem(model).filter(|_| is_typed)?;
    (width::width(problem.as_str()) > remark_room(model, columns, start)).then_some(problem)
}

/// Draws the problem with the query below its line, over what is there, if the line has no room for it.
pub(super) fn long_remark(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>, area: Rect) {
    let has_border = model.panes().has_filter_border();
    let (line, start) = if has_border { (pad_horizontal(inner_area(area)), 0) } else { (area, LINE_START) };
    let Some(problem) = remark_below(model, usize::from(line.width), start) else { return };
    let lines = wrap(problem.as_str(), usize::from(line.width).saturating_sub(start + 1));
    let bottom = model.panes().footer.map_or(canvas.area().bottom(), |footer| footer.y);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(bottom.saturating_sub(area.bottom()));
    let below = Rect { y: line.bottom(), height: rows, ..line };
    if has_border {
        // The box grows.
        let grown = Rect { height: area.height + rows, ..area };
        canvas.sub_canvas(Rect { y: below.y, height: rows + 1, ..area }).clear();
        pane(canvas, grown, true, PaneTitles { top_left: title(model, look), ..PaneTitles::default() }, look);
    } else {
        canvas.sub_canvas(below).clear();
    }
    let mut text = canvas.sub_canvas(below);
    for (row, range) in (0..usize::from(rows)).zip(lines) {
        text.write(row, start, &problem.slice(range), look.theme.warning);
    }
}

/// What is wrong with the query.
fn query_problem(model: &Model) -> Option<Safe<'static>> {
    let note = model.answer().warnings.first()?;
    let takes = model.focus() == Focus::Filter && model.query().with_meant_fields().is_some();
    let key = model.keymap().first_key(Scope::Filter, Action::Complete);
    let hint = if takes { safe!("  ", key, " takes it") } else { Safe::default() };
    Some(safe!(note.message(), hint))
}

/// The remark on the query: a problem, a hint, or else the active facets if no border shows them.
fn query_remark(model: &Model, look: &Appearance) -> Option<StyledText<'static>> {
    if let Some(problem) = query_problem(model) {
        return Some((problem, look.theme.warning));
    }
    if model.filter().is_empty() && model.focus() == Focus::Filter && model.has_earlier_queries() {
        return Some(("Up: earlier ones".into(), look.theme.quiet));
    }
    let facets = facets(model, look);
    let named = model.panes().has_filter_border() || facets.is_empty();
    let signed = facets.into_iter().map(|(sign, names)| safe!(sign, " ", names));
    (!named).then(|| (Safe::join(signed, "  "), look.theme.accent))
}

/// The placeholder of an empty filter: what a query may contain.
fn placeholder() -> Safe<'static> {
    const EXAMPLES: [FieldName; 4] = [FieldName::Speaker, FieldName::Topic, FieldName::Source, FieldName::Date];
    let fields = EXAMPLES.map(|field| safe!(field.name(), ":"));
    safe!("words, \"a phrase\", -not, OR, ", Safe::join(fields, ", "))
}

/// The number of results; marked as a lower bound while the search is incomplete.
fn result_count(model: &Model) -> Safe<'static> {
    let answer = model.answer();
    let fuzzy = answer.groups - answer.exact;
    let total = model.corpus().len();
    let and_more = if answer.pending > 0 { "+" } else { "" };
    match fuzzy {
        _ if (model.is_searching() || answer.pending > 0) && answer.hits.is_empty() => "searching".into(),
        _ if model.query().is_empty() && model.selection().is_empty() => entries(total),
        0 => safe!(with_thousands_separators(answer.found), and_more, " of ", with_thousands_separators(total)),
        _ => safe!(
            answer.exact,
            " of ",
            with_thousands_separators(total),
            ", ",
            with_thousands_separators(fuzzy),
            " near"
        ),
    }
}
