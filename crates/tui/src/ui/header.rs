//! The header: the title of the collections, and the number of verbatim and paraphrased entries.

use super::appearance::Appearance;
use super::canvas::{Canvas, StyledText, columns_of};
use super::number::{entries, with_thousands_separators};
use super::parts::repeated;
use crate::app::panes::ScreenLayout;
use crate::app::{Focus, LoadStage, Model, Progress};
use kzq_corpus::{NotLoaded, Wording};
use kzq_search::FacetValue;
use kzq_text::safe;
use kzq_text::{Safe, width};

pub(super) fn header(model: &Model, look: &Appearance, canvas: &mut Canvas<'_>) {
    if let Some((count, reason)) = model.shelf_state().save_error() {
        let text = match count {
            1 => safe!("1 change not saved yet: ", reason),
            _ => safe!(count, " changes not saved yet: ", reason),
        };
        return draw_warning(&text, look, canvas);
    }
    if let Some(text) = model.reload_error() {
        return draw_warning(text, look, canvas);
    }
    let counts = match model.progress() {
        Some(progress) => progress_bar(model, progress, look),
        None => counts(model, look),
    };
    let mut title = if model.panes().layout == ScreenLayout::One {
        breadcrumb(model, look)
    } else {
        vec![(title(model), look.theme.text)]
    };
    if !model.not_loaded().is_empty() {
        return draw_not_loaded(model, &title, look, canvas);
    }
    let name = canvas.write(0, 1, &"kzq".into(), look.theme.accent);
    let room = canvas.columns().saturating_sub(name + 4);
    let marked = marked(model, look);
    if let [(text, _)] = &mut title[..] {
        // The marks must be seen; a title may be cut.
        let room = room.saturating_sub(columns_of(marked.as_slice()));
        *text = width::truncate(text, room, look.glyphs.ellipsis).into_owned();
    }
    title.extend(marked);
    let wanted = columns_of(&title);
    canvas.write_all(0, name + 2, title);
    let long = columns_of(&counts);
    if wanted + long + 2 <= room {
        let start = canvas.columns() - long - 1;
        canvas.write_all(0, start, counts);
    }
}

/// The number of marked entries, if any are marked.
fn marked<'m>(model: &Model, look: &Appearance) -> Option<StyledText<'m>> {
    let count = model.marked().len();
    (count > 0)
        .then(|| (safe!("  ", look.glyphs.marked, " ", with_thousands_separators(count), " marked"), look.theme.accent))
}

/// Draws a warning over the whole header: unsaved changes of the shelf, or a collection that could not be reloaded.
fn draw_warning(text: &Safe<'_>, look: &Appearance, canvas: &mut Canvas<'_>) {
    let name = canvas.write(0, 1, &"kzq".into(), look.theme.accent);
    let text = safe!(look.glyphs.problem, " ", text);
    let room = canvas.columns().saturating_sub(name + 3);
    canvas.write(0, name + 2, &width::truncate(&text, room, look.glyphs.ellipsis), look.theme.warning);
}

/// Draws the title, and at the right which files are not loaded, in as many words as there is room for. Without room
/// for both, there is no title.
fn draw_not_loaded(model: &Model, title: &[StyledText<'_>], look: &Appearance, canvas: &mut Canvas<'_>) {
    /// The least number of columns that a title keeps.
    const MIN_TITLE_COLUMNS: usize = 16;
    let files = model.not_loaded();
    let count = match files.len() {
        1 => "1 file not loaded".into(),
        count => safe!(with_thousands_separators(count), " files not loaded"),
    };
    let more = if files.len() > 1 { " and more" } else { "" };
    let first = files.first().map(NotLoaded::brief).unwrap_or_default();
    let long = safe!(look.glyphs.problem, " ", count, ": ", first, more);
    let short = safe!(look.glyphs.problem, " ", count);
    // A title may be cut, but not the parts of a breadcrumb.
    let wanted = match title {
        [_] => columns_of(title).min(MIN_TITLE_COLUMNS),
        parts => columns_of(parts),
    };
    let room = |text: &Safe<'_>| canvas.columns().saturating_sub(width::width(text.as_str()) + 9);
    let Some(text) = [&long, &short].into_iter().find(|text| wanted <= room(text)) else {
        return draw_warning(&safe!(count, ": ", first, more), look, canvas);
    };
    let (room, start) = (room(text), canvas.columns() - width::width(text.as_str()) - 1);
    let name = canvas.write(0, 1, &"kzq".into(), look.theme.accent);
    let title = title.iter().map(|(text, style)| (width::truncate(text, room, look.glyphs.ellipsis), *style));
    canvas.write_all(0, name + 2, title);
    canvas.write(0, start, text, look.theme.warning);
}

fn title(model: &Model) -> Safe<'_> {
    match model.corpus().collections() {
        [] => "no collection".into(),
        [one] => one.title.to_borrowed(),
        several => safe!(several[0].title, " and ", several.len() - 1, " more"),
    }
}

/// The breadcrumb that shows the focused pane when only one pane is visible.
fn breadcrumb<'m>(model: &Model, look: &Appearance) -> Vec<StyledText<'m>> {
    let steps = [("Topics", Focus::Topics), ("Quotes", Focus::List), ("Quotation", Focus::Detail)];
    let mut pieces = Vec::new();
    for (name, focus) in steps {
        if !pieces.is_empty() {
            pieces.push((safe!(" ", look.glyphs.breadcrumb, " "), look.theme.quiet));
        }
        let here = focus == model.focus() || (focus == Focus::List && model.focus() == Focus::Filter);
        pieces.push((name.into(), if here { look.theme.strong } else { look.theme.quiet }));
    }
    pieces
}

/// The progress of loading: a bar, the percentage, the number of entries so far, and the read rate.
fn progress_bar<'m>(model: &Model, progress: Progress, look: &Appearance) -> Vec<StyledText<'m>> {
    const COLUMNS: usize = 20;
    let percent = usize::try_from(progress.percent()).unwrap_or_default();
    let done = percent * COLUMNS / 100;
    let doing: Safe<'_> = match progress.stage {
        LoadStage::Reading => "reading ".into(),
        LoadStage::Indexing => "indexing ".into(),
    };
    let rate = progress.rate.map(|rate| usize::try_from(rate / 1_000_000).unwrap_or_default());
    let rate = rate.map_or_else(Safe::default, |rate| safe!(", ", rate, " MB/s"));
    vec![
        (doing, look.theme.quiet),
        (repeated(look.glyphs.done, done), look.theme.accent),
        (repeated(look.glyphs.remaining, COLUMNS - done), look.theme.border),
        (safe!(" ", percent, "%  "), look.theme.text),
        (safe!(entries(model.corpus().len()), rate), look.theme.quiet),
    ]
}

fn counts<'m>(model: &Model, look: &Appearance) -> Vec<StyledText<'m>> {
    let mut pieces = Vec::new();
    for wording in Wording::ALL {
        let count = model.totals().of(FacetValue::Wording(wording));
        if count == 0 {
            continue;
        }
        let air = if pieces.is_empty() { "" } else { "   " };
        pieces.push((safe!(air, look.glyphs.wording(wording), " "), look.theme.accent));
        pieces.push((safe!(with_thousands_separators(count), " ", wording.name()), look.theme.quiet));
    }
    pieces
}
