//! `lsp`: a language server for editors.

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  kzq lsp
  kzq --data clippings.ron lsp";

/// Check quotations while you write: a language server for editors.
///
/// Your editor starts it and talks to it over stdin and stdout. It underlines quotations that were altered,
/// misattributed or not found, shows the exact words, completes quotations inside quotation marks, and offers fixes.
/// docs/editors.md says how to set up Helix, Neovim, VS Code, Zed and Emacs.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Lsp {
    /// Serve even on a terminal. Some editors add this option; the server always uses stdin and stdout.
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    /// Whether it is to be served on a terminal, too.
    pub(crate) fn is_stdio(&self) -> bool {
        self.stdio
    }
}
