//! Converts the pieces of pages and views to styled text.

use super::appearance::Look;
use super::canvas::Styled;
use crate::layout::span::{Pick, Piece, Role};
use kzq_text::Safe;

/// Styles a piece; on the line that was jumped to (`current`), matches are emphasised more.
pub(super) fn styled<'p>(piece: &'p Piece<'_>, current: bool, look: &Look) -> Styled<'p> {
    let theme = &look.theme;
    let mut style = match piece.role {
        Role::Speaker | Role::Heading => theme.strong,
        Role::Said => theme.said,
        Role::Told => theme.told,
        Role::Mark | Role::Glyph(_) => theme.accent,
        Role::Body | Role::Cut => theme.text,
        Role::Label | Role::Quiet | Role::Dot | Role::Shared => theme.quiet,
        Role::Warning | Role::Differs => theme.warning,
        Role::Holds => theme.good,
        Role::Passage => theme.strong,
        Role::Link => theme.accent,
        Role::Key => theme.key,
        Role::Unfounded => theme.unfounded,
        Role::Rule => theme.border,
    };
    if piece.slip {
        style = style.patch(theme.slip);
    }
    if piece.highlighted {
        style = style.patch(theme.highlighted);
    }
    if piece.matched {
        style = style.patch(if current { theme.current } else { theme.matched });
    }
    style = match piece.pick {
        Pick::None => style,
        Pick::Chosen => style.patch(theme.chosen),
        Pick::Cursor { chosen: false } => style.patch(theme.word),
        Pick::Cursor { chosen: true } => style.patch(theme.chosen).patch(theme.word),
    };
    (sign(piece, look), style)
}

/// The text of a piece, with its symbols replaced by the glyphs of the screen.
fn sign<'p>(piece: &'p Piece<'_>, look: &Look) -> Safe<'p> {
    match (piece.role, piece.text.as_str()) {
        (Role::Glyph(wording), _) => look.glyphs.wording(wording).into(),
        (Role::Mark, "“") => look.glyphs.marks.0.into(),
        (Role::Mark, "”") => look.glyphs.marks.1.into(),
        (Role::Link, "↗") => look.glyphs.link.into(),
        (Role::Holds, "✓") => look.glyphs.holds.into(),
        (Role::Differs, _) => look.glyphs.differs.into(),
        (Role::Cut, _) => look.glyphs.ellipsis.into(),
        (Role::Rule, "│") => look.glyphs.border.vertical_left.into(),
        (Role::Dot, _) => look.glyphs.dot.into(),
        _ => piece.text.borrowed(),
    }
}
