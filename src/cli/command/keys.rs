//! `keys`: prints the effective key bindings.

use std::io;

use super::Outcome;
use crate::cli::out::Out;
use kzq_text::safe;
use kzq_text::{Safe, width};
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::scope::Scope;

/// Returns the key bindings as a Markdown table, scope by scope.
pub fn keys_table(keymap: &Keymap) -> Safe<'static> {
    let mut lines: Vec<Safe<'static>> = vec!["| where | keys | do |".into(), "|---|---|---|".into()];
    for (scope, keys, doc) in rows(keymap) {
        let keys = keys.iter().map(|key| safe!("`", key, "`"));
        lines.push(safe!("| ", scope.title(), " | ", Safe::join(keys.collect::<Vec<_>>(), " "), " | ", doc, " |"));
    }
    Safe::join(lines, "\n")
}

/// Iterates over the actions with keys, scope by scope.
fn rows(keymap: &Keymap) -> impl Iterator<Item = (Scope, &[Safe<'static>], &'static str)> {
    Scope::ALL
        .into_iter()
        .flat_map(|scope| keymap.bound_actions(scope).map(move |(definition, keys)| (scope, keys, definition.doc)))
}

/// Prints the key bindings.
///
/// # Errors
///
/// If writing fails.
pub fn print_keys(out: &mut Out<'_>, keymap: &Keymap, markdown: bool) -> io::Result<Outcome> {
    if markdown {
        out.line(&keys_table(keymap))?;
        return Ok(Outcome::Found);
    }
    let mut last = None;
    for (scope, keys, doc) in rows(keymap) {
        if last != Some(scope) {
            if last.is_some() {
                out.line(&Safe::default())?;
            }
            out.line(&scope.title().into())?;
            last = Some(scope);
        }
        let keys = Safe::join(keys.iter().map(Safe::to_borrowed), "  ");
        let padding = 20_usize.saturating_sub(width::width(keys.as_str()));
        out.line(&safe!("  ", keys, Safe::line(" ".repeat(padding)), "  ", doc))?;
    }
    Ok(Outcome::Found)
}
