//! The form for a new quotation, or for what entries are given.

use ratatui::layout::Position;

use super::appearance::Appearance;
use super::canvas::Canvas;
use super::number::entries;
use super::parts::{Input, suggestion};
use crate::app::{EntryForm, FORM_LABEL_COLUMNS, FormField, FormRow, form_field_columns};
use kzq_text::{Safe, safe, width};

/// The title of the form.
pub(super) fn form_title(form: &EntryForm) -> Safe<'static> {
    match form.target_count() {
        None => "Add a quotation".into(),
        _ if form.is_for_review() => "Topics".into(),
        Some(1) => "Speaker, topics and tags".into(),
        Some(count) => safe!("Speaker, topics and tags of ", entries(count)),
    }
}

/// Draws the form; returns the cursor position.
pub(super) fn entry_form(form: &EntryForm, look: &Appearance, canvas: &mut Canvas<'_>) -> Option<Position> {
    let columns = form_field_columns(canvas.columns());
    let mut cursor = None;
    let cursor_row = form.cursor_row(columns);
    let mut is_first_line = true;
    for (index, row) in form.rows(columns).into_iter().enumerate() {
        let field = match &row {
            FormRow::Words(_) if std::mem::replace(&mut is_first_line, false) => Some(FormField::Words),
            FormRow::Field(field) => Some(*field),
            FormRow::Words(_) | FormRow::Suggestion(_) | FormRow::Present(_) => None,
        };
        let Some(line) = index.checked_sub(form.scroll.top).filter(|&line| line < canvas.rows()) else { continue };
        if let Some(field) = field {
            let style = if field == form.focused_field() { look.theme.accent } else { look.theme.quiet };
            canvas.write(line, 0, &field.label().into(), style);
        }
        if index == 0 && matches!(row, FormRow::Present(_)) {
            canvas.write(line, 0, &"Now".into(), look.theme.quiet);
        }
        let position = draw_row(form, &row, line, columns, look, canvas);
        if index == cursor_row {
            cursor = position;
        }
    }
    cursor
}

fn draw_row(
    form: &EntryForm,
    row: &FormRow,
    line: usize,
    columns: usize,
    look: &Appearance,
    canvas: &mut Canvas<'_>,
) -> Option<Position> {
    match row {
        FormRow::Words(range) => {
            let edit = form.edit(FormField::Words)?;
            if edit.is_empty() {
                let placeholder = FormField::Words.placeholder().into();
                let placeholder = width::truncate(&placeholder, columns, look.glyphs.ellipsis);
                canvas.write(line, FORM_LABEL_COLUMNS, &placeholder, look.theme.quiet);
            } else {
                canvas.write(line, FORM_LABEL_COLUMNS, &edit.row_text(range), look.theme.strong);
            }
            let (_, column) = edit.cursor_position(columns);
            canvas.position(line, FORM_LABEL_COLUMNS + column.min(columns - 1))
        }
        FormRow::Field(field) => {
            let input = Input {
                edit: form.edit(*field)?,
                placeholder: form.placeholder(*field).into(),
                style: look.theme.text,
            };
            input.draw((line, FORM_LABEL_COLUMNS), columns, look, canvas).1
        }
        FormRow::Suggestion(index) => {
            let place = (FORM_LABEL_COLUMNS + 2, columns.saturating_sub(2));
            let is_selected = form.selected_suggestion() == Some(*index);
            suggestion(line, place, form.suggestions().get(*index)?, is_selected, look, canvas);
            None
        }
        FormRow::Present(text) => {
            canvas.write(line, FORM_LABEL_COLUMNS, text, look.theme.text);
            None
        }
    }
}
