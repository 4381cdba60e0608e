//! The header: the title of the collections, and the number of verbatim and paraphrased entries.

use super::appearance::Look;
use super::canvas::{Canvas, Styled};
use super::number::grouped;
use crate::app::panes::Width;
use crate::app::{Focus, Model, Progress, Stage};
use kzq_corpus::Wording;
use kzq_text::safe;
use kzq_text::{Safe, width};

pub(super) fn header(model: &Model, look: &Look, canvas: &mut Canvas<'_>) {
    if let Some((count, reason)) = model.desk().trouble() {
        let text = match count {
            1 => safe!("1 change not kept yet: ", reason),
            _ => safe!(count, " changes not kept yet: ", reason),
        };
        return trouble(&text, look, canvas);
    }
    if let Some(text) = model.unreadable() {
        return trouble(text, look, canvas);
    }
    let counts = match model.progress() {
        Some(progress) => bar(model, progress, look),
        None => counts(model, look),
    };
    let long: usize = counts.iter().map(|(text, _)| width::width(text.as_str())).sum();
    let name = canvas.put(0, 1, &"kzq".into(), look.theme.accent);
    let title =
        if model.panes().width == Width::One { place(model, look) } else { vec![(title(model), look.theme.text)] };
    let room = canvas.columns().saturating_sub(name + 4);
    let wanted: usize = title.iter().map(|(text, _)| width::width(text.as_str())).sum();
    canvas.put_all(0, name + 2, title);
    if wanted + long + 2 <= room {
        let start = canvas.columns() - long - 1;
        canvas.put_all(0, start, counts);
    }
}

/// Draws a warning over the whole header: unsaved changes of the shelf, or a collection that could not be reloaded.
fn trouble(text: &Safe<'_>, look: &Look, canvas: &mut Canvas<'_>) {
    let name = canvas.put(0, 1, &"kzq".into(), look.theme.accent);
    let text = safe!(look.glyphs.differs, " ", text);
    let room = canvas.columns().saturating_sub(name + 3);
    canvas.put(0, name + 2, &width::truncate(&text, room, look.glyphs.ellipsis), look.theme.warning);
}

fn title(model: &Model) -> Safe<'_> {
    match model.corpus().collections() {
        [] => "no collection".into(),
        [one] => one.title.borrowed(),
        several => safe!(several[0].title, " and ", several.len() - 1, " more"),
    }
}

/// The breadcrumb that shows the focused pane when only one pane is visible.
fn place<'m>(model: &Model, look: &Look) -> Vec<Styled<'m>> {
    let steps = [("Topics", Focus::Topics), ("Quotes", Focus::List), ("Quotation", Focus::Detail)];
    let mut pieces = Vec::new();
    for (name, focus) in steps {
        if !pieces.is_empty() {
            pieces.push((safe!(" ", look.glyphs.step, " "), look.theme.quiet));
        }
        let here = focus == model.focus() || (focus == Focus::List && model.focus() == Focus::Filter);
        pieces.push((name.into(), if here { look.theme.strong } else { look.theme.quiet }));
    }
    pieces
}

/// The progress of loading: a bar, the percentage, the number of entries so far, and the read rate.
fn bar<'m>(model: &Model, progress: Progress, look: &Look) -> Vec<Styled<'m>> {
    const COLUMNS: usize = 20;
    let percent = usize::try_from(progress.percent()).unwrap_or_default();
    let done = percent * COLUMNS / 100;
    let line = |glyph: &'static str, columns| Safe::join(std::iter::repeat_n(glyph.into(), columns), "");
    let doing: Safe<'_> = match progress.stage {
        Stage::Reading => "reading ".into(),
        Stage::Indexing => "indexing ".into(),
    };
    let rate = progress.rate.map(|rate| usize::try_from(rate / 1_000_000).unwrap_or_default());
    let rate = rate.map_or_else(Safe::default, |rate| safe!(", ", rate, " MB/s"));
    vec![
        (doing, look.theme.quiet),
        (line(look.glyphs.done, done), look.theme.accent),
        (line(look.glyphs.to_do, COLUMNS - done), look.theme.border),
        (safe!(" ", percent, "%  "), look.theme.text),
        (safe!(grouped(model.corpus().len()), " entries", rate), look.theme.quiet),
    ]
}

fn counts<'m>(model: &Model, look: &Look) -> Vec<Styled<'m>> {
    let mut pieces = Vec::new();
    for wording in Wording::ALL {
        let count = model.totals().wording(wording);
        if count == 0 {
            continue;
        }
        let air = if pieces.is_empty() { "" } else { "   " };
        pieces.push((safe!(air, look.glyphs.wording(wording), " "), look.theme.accent));
        pieces.push((safe!(grouped(count), " ", wording.name()), look.theme.quiet));
    }
    pieces
}
