//! `keys`: prints the effective key bindings.

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::paragraph::Paragraph;
use crate::cli::text::pad_right;
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::keys::command::COMMANDS;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::keys::scope::Scope;

const EXAMPLES: &str = "\
Examples:
  kzq keys
  kzq keys --markdown";

/// List the keys of the browser.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Keys {
    /// Print a Markdown table.
    #[arg(long)]
    markdown: bool,
}

impl PlainCommand for Keys {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let keymap = console.system.keymap()?;
        let out = &mut console.out;
        if self.markdown {
            out.line(&keys_table(&keymap))?;
            return Ok(Outcome::Found);
        }
        let mut last = None;
        for (scope, keys, doc) in rows(&keymap) {
            if last != Some(scope) {
                if last.is_some() {
                    out.line(&Safe::default())?;
                }
                out.line(&scope.title().into())?;
                last = Some(scope);
            }
            let keys = Safe::join(keys.iter().map(Safe::to_borrowed), "  ");
            Paragraph::new(&doc.into()).write(out, &safe!("  ", pad_right(&keys, 20), "  "))?;
        }
        Ok(Outcome::Found)
    }
}

/// Returns the key bindings as a Markdown table, scope by scope.
pub fn keys_table(keymap: &Keymap) -> Safe<'static> {
    let mut lines: Vec<Safe<'static>> = vec!["| where | keys | do |".into(), "|---|---|---|".into()];
    for (scope, keys, doc) in rows(keymap) {
        let keys = keys.iter().map(|key| safe!("`", key, "`"));
        lines.push(safe!("| ", scope.title(), " | ", Safe::join(keys.collect::<Vec<_>>(), " "), " | ", doc, " |"));
    }
    Safe::join(lines, "\n")
}

/// Returns the commands of the palette as a Markdown table.
pub fn palette_table() -> Safe<'static> {
    let rows = COMMANDS.iter().map(|row| safe!("| `:", row.usage(), "` | ", row.doc, " |"));
    let head = ["| command | does |".into(), "|---|---|".into()];
    Safe::join(head.into_iter().chain(rows), "\n")
}

/// Iterates over the actions with keys, scope by scope.
fn rows(keymap: &Keymap) -> impl Iterator<Item = (Scope, &[Safe<'static>], &'static str)> {
    Scope::ALL
        .into_iter()
        .flat_map(|scope| keymap.bound_actions(scope).map(move |(definition, keys)| (scope, keys, definition.doc)))
}
