//! Prints how a quotation differs from the words it quotes.

use std::io;

use super::context::Context;
use super::out::OutputStyle;
use kzq_fidelity::{ChangeKind, Diff};
use kzq_text::Safe;

/// Prints how a quotation differs, below its line.
pub(super) fn print_diff(context: &mut Context<'_>, diff: &Diff) -> io::Result<()> {
    let tone = |kind| match kind {
        ChangeKind::Equal => OutputStyle::Plain,
        ChangeKind::Delete => OutputStyle::Removed,
        ChangeKind::Insert => OutputStyle::Added,
        ChangeKind::Omit => OutputStyle::Warning,
    };
    let pieces = diff.render_parts().into_iter().map(|(kind, text)| (tone(kind), text));
    let parts: Vec<(OutputStyle, Safe<'static>)> =
        std::iter::once((OutputStyle::Plain, "            ".into())).chain(pieces).collect();
    context.out.styled_line(&parts)
}
