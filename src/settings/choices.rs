//! Values of the options for glyphs and clipboard.

use clap::ValueEnum;

/// The glyph set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum GlyphChoice {
    /// Unicode where the locale is UTF-8.
    #[default]
    Auto,
    /// Unicode.
    Unicode,
    /// ASCII.
    Ascii,
}

/// The clipboard backend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ClipboardChoice {
    /// tmux, then the terminal over SSH, then the system's clipboard, then the terminal, then a file.
    #[default]
    Auto,
    /// tmux's buffer, which passes it on.
    Tmux,
    /// The terminal, by the escape sequence OSC 52.
    Osc52,
    /// The system's clipboard.
    System,
    /// A file.
    File,
}
