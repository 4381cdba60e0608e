//! Converts the pieces of pages and views to styled text.

use super::appearance::Appearance;
use super::canvas::StyledText;
use crate::layout::span::{SelectState, StyleRole, StyledSpan};
use kzq_corpus::Wording;
use kzq_text::Safe;

/// Styles a piece; on the line that was jumped to (`current`), matches are emphasised more.
pub(super) fn styled<'p>(piece: &'p StyledSpan<'_>, current: bool, look: &Appearance) -> StyledText<'p> {
    let theme = &look.theme;
    let mut style = match piece.role {
        StyleRole::Speaker | StyleRole::Heading => theme.strong,
        StyleRole::Quotation => theme.verbatim,
        StyleRole::Paraphrase => theme.paraphrase,
        StyleRole::QuotationMark | StyleRole::WordingGlyph(_) => theme.accent,
        StyleRole::Body | StyleRole::Ellipsis => theme.text,
        StyleRole::Label
        | StyleRole::Muted
        | StyleRole::Separator
        | StyleRole::Shared
        | StyleRole::MinorDifferenceSign => theme.quiet,
        StyleRole::Warning | StyleRole::DifferenceSign => theme.warning,
        StyleRole::Verified => theme.success,
        StyleRole::SourceWords => theme.strong,
        StyleRole::Link => theme.accent,
        StyleRole::Key => theme.key,
        StyleRole::Unsupported => theme.unsupported,
        StyleRole::UnsupportedFact => theme.unsupported_fact,
        StyleRole::Divider => theme.border,
        StyleRole::Bar(Wording::Verbatim) | StyleRole::Shade(_) => theme.verbatim,
        StyleRole::Bar(Wording::Reported) => theme.paraphrase,
        StyleRole::Bar(Wording::Summary) => theme.quiet,
    };
    if piece.slip {
        style = style.patch(theme.slip);
    }
    if piece.highlighted {
        style = style.patch(theme.highlighted);
    }
    if piece.matched {
        style = style.patch(if current { theme.current_match } else { theme.matched });
    }
    style = match piece.select_state {
        SelectState::None => style,
        SelectState::Selected => style.patch(theme.phrase),
        SelectState::Cursor { selected: false } => style.patch(theme.phrase_cursor),
        SelectState::Cursor { selected: true } => style.patch(theme.phrase).patch(theme.phrase_cursor),
    };
    (glyph_text(piece, look), style)
}

/// The text of a piece, with its symbols replaced by the glyphs of the screen.
fn glyph_text<'p>(piece: &'p StyledSpan<'_>, look: &Appearance) -> Safe<'p> {
    match (piece.role, piece.text.as_str()) {
        (StyleRole::WordingGlyph(wording), _) => look.glyphs.wording(wording).into(),
        (StyleRole::QuotationMark, "“") => look.glyphs.quotes.0.into(),
        (StyleRole::QuotationMark, "”") => look.glyphs.quotes.1.into(),
        (StyleRole::Link, "↗") => look.glyphs.link.into(),
        (StyleRole::Verified, "✓") => look.glyphs.verified.into(),
        (StyleRole::DifferenceSign | StyleRole::MinorDifferenceSign, _) => look.glyphs.problem.into(),
        (StyleRole::Ellipsis, _) => look.glyphs.ellipsis.into(),
        (StyleRole::Divider, "│") => look.glyphs.border.vertical_left.into(),
        (StyleRole::Separator, _) => look.glyphs.separator.into(),
        (StyleRole::Bar(wording), _) => piece.text.replace_chars(|_, _| Some(look.glyphs.bars[wording as usize])),
        (StyleRole::Shade(level), _) => look.glyphs.shades[level].into(),
        _ => piece.text.to_borrowed(),
    }
}
