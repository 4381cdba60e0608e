//! `lsp`: a language server for editors.

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  kzq lsp
  kzq --data clippings.ron lsp";

/// Check quotations while you write: a language server for editors.
///
/// Your editor starts it, and talks to it through its standard input and output. It underlines quotations that were
/// altered, misattributed or not found, shows the exact words, completes quotations in quotation marks, and puts right
/// what it can. docs/editors.md says how to set up Helix, Neovim, VS Code, Zed and Emacs.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Lsp {
    /// Serve even on a terminal. Some editors add it; there is no other way to talk to the server.
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    /// Whether it is to be served on a terminal, too.
    pub(crate) fn is_stdio(&self) -> bool {
        self.stdio
    }
}
