//! The candidates that complete the filter: a list below its box or, if there is little room, a line.

use ratatui::layout::{Position, Rect};

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText};
use super::number::with_thousands_separators;
use super::pane::{PaneTitles, pane};
use super::parts::suggestion;
use crate::app::Model;
use crate::keys::action::Action;
use crate::keys::scope::Scope;
use kzq_search::{Candidate, Completion};
use kzq_text::{Safe, safe, width};

/// Draws the candidates over what is below the filter; `cursor` is that of the filter.
pub(super) fn completion(model: &Model, cursor: Option<Position>, look: &Appearance, canvas: &mut Canvas<'_>) {
    let (Some((completion, selected)), Some(cursor)) = (model.completion(), cursor) else { return };
    let panes = model.panes();
    let Some(filter) = panes.filter else { return };
    let bottom = panes.footer.map_or(canvas.area().bottom(), |footer| footer.y);
    let below = Rect { y: filter.bottom(), height: bottom.saturating_sub(filter.bottom()), ..filter };
    let key = model.keymap().first_key(Scope::Filter, Action::Complete);
    if panes.has_filter_border() {
        let typed = model.filter().text();
        let end = completion.range.end.min(model.filter().cursor());
        let before = width::width(typed.as_str().get(completion.range.start..end).unwrap_or_default());
        let list = List { completion, selected, key };
        list.draw(below, usize::from(cursor.x).saturating_sub(before), look, canvas);
    } else if below.height > 0 {
        line(completion, selected, &key, look, &mut canvas.sub_canvas(Rect { height: 1, ..below }));
    }
}

/// The columns before a candidate: border, bar and blank.
const LABEL_COLUMN: usize = 3;

struct List<'c> {
    completion: &'c Completion,
    selected: usize,
    /// The key that takes a candidate.
    key: Safe<'static>,
}

impl List<'_> {
    /// Draws the list in an area, with its labels at a column of the screen if there is room.
    fn draw(&self, below: Rect, column: usize, look: &Appearance, canvas: &mut Canvas<'_>) {
        let candidates = &self.completion.candidates;
        let widest = |text: &dyn Fn(&Candidate) -> usize| candidates.iter().map(text).max().unwrap_or_default();
        let labels = widest(&|candidate| width::width(candidate.label.as_str()));
        let docs = widest(&|candidate| width::width(candidate.doc.as_str()));
        let counts = widest(&|candidate| width::width(count(candidate).as_str()));
        let gap = |columns: usize| if columns > 0 { columns + 2 } else { 0 };
        let hint = safe!(self.key, " takes it");
        let columns = labels.max(width::width(hint.as_str()) + 2) + gap(docs) + gap(counts) + LABEL_COLUMN + 2;
        let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(below.width);
        let rows = u16::try_from(candidates.len()).unwrap_or(u16::MAX).min(below.height.saturating_sub(2));
        let x = u16::try_from(column.saturating_sub(LABEL_COLUMN)).unwrap_or_default();
        let x = x.clamp(below.x, below.right() - columns);
        let area = Rect { x, width: columns, height: rows + 2, ..below };
        canvas.sub_canvas(area).clear();
        let titles = PaneTitles { bottom_right: Some((hint, look.theme.quiet)), ..PaneTitles::default() };
        let mut inner = pane(canvas, area, true, titles, look);
        let top = (self.selected + 1).saturating_sub(usize::from(rows));
        for (row, (at, candidate)) in candidates.iter().enumerate().skip(top).take(usize::from(rows)).enumerate() {
            let is_selected = at == self.selected;
            let room = inner.columns().saturating_sub(LABEL_COLUMN - 1 + 1 + gap(counts));
            let end = suggestion(row, (LABEL_COLUMN - 1, room), &candidate.label, is_selected, look, &mut inner);
            let count_at = inner.write_right(row, &safe!(count(candidate), " "), look.theme.quiet);
            let doc_at = end.max(LABEL_COLUMN - 1 + labels) + 2;
            let room = count_at.saturating_sub(doc_at + 1);
            if !candidate.doc.is_empty() && room > 0 {
                let doc = width::truncate(&candidate.doc, room, look.glyphs.ellipsis);
                inner.write(row, doc_at, &doc, look.theme.quiet);
            }
        }
    }
}

fn count(candidate: &Candidate) -> Safe<'static> {
    candidate.count.map(with_thousands_separators).unwrap_or_default()
}

/// Draws as many candidates as fit in a row, first the selected one.
fn line(completion: &Completion, selected: usize, key: &Safe<'static>, look: &Appearance, row: &mut Canvas<'_>) {
    row.clear();
    let mut pieces: Vec<StyledText<'_>> = vec![(safe!(key, " "), look.theme.key)];
    let (before, after) = completion.candidates.split_at(selected);
    for (at, candidate) in after.iter().chain(before).enumerate() {
        let style = if at == 0 { look.theme.strong } else { look.theme.quiet };
        let gap = if at == 0 { "" } else { "  " };
        pieces.push((safe!(gap, candidate.label), style));
        if candidate.count.is_some() {
            pieces.push((safe!(" ", count(candidate)), look.theme.quiet));
        }
    }
    let room = row.columns().saturating_sub(1);
    let mut used = 0;
    for (text, style) in pieces {
        let text = width::truncate(&text, room.saturating_sub(used), look.glyphs.ellipsis).into_owned();
        used += width::width(text.as_str());
        row.write(0, 1 + used - width::width(text.as_str()), &text, style);
    }
}
