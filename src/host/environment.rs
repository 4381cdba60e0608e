//! What the environment says of the terminal: its colours, its signs, whether there is one.

use std::env;
use std::io::{self, IsTerminal};

use super::failure::Failure;
use crate::cli::args::GlyphChoice;
use crate::settings::{Origin, Settings, ThemeWish};
use crate::ui::{Depth, Glyphs, Grounds, Look, Theme, ThemeName};

/// A variable that is set to something.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether there is a desktop to talk to.
pub(super) fn has_desktop() -> bool {
    cfg!(target_os = "macos") || variable("WAYLAND_DISPLAY").is_some() || variable("DISPLAY").is_some()
}

/// The look that is asked for, or that the environment suggests; and the looks to choose from when the terminal tells
/// of its ground, where it is to be asked.
pub(super) fn look(settings: &Settings) -> (Look, Option<Grounds>) {
    let (theme, grounds) = match (&settings.theme.value, settings.theme.origin) {
        // Who asks for one on the command line sees what this terminal makes of it.
        (ThemeWish::Named(named), Origin::Flag(_)) => (named.theme, None),
        (ThemeWish::Named(named), _) => (named.theme.within(depth()), None),
        (ThemeWish::Auto, _) => suggested_theme(settings),
    };
    let unicode = match settings.glyphs.value {
        GlyphChoice::Auto => is_utf8_locale(),
        GlyphChoice::Unicode => true,
        GlyphChoice::Ascii => false,
    };
    (Look { theme, glyphs: if unicode { Glyphs::UNICODE } else { Glyphs::ASCII } }, grounds)
}

fn suggested_theme(settings: &Settings) -> (Theme, Option<Grounds>) {
    if variable("NO_COLOR").is_some() {
        return (Theme::named(ThemeName::Mono), None);
    }
    if depth() != Depth::Full {
        return (Theme::named(ThemeName::Ansi), None);
    }
    let grounds = Grounds { dark: settings.dark_theme.value.theme, light: settings.light_theme.value.theme };
    // Some terminals say "foreground;background" in numbers of the sixteen colours; 7 and 15 are the whites.
    let light = variable("COLORFGBG").is_some_and(|value| matches!(value.rsplit(';').next(), Some("7" | "15")));
    (if light { grounds.light } else { grounds.dark }, Some(grounds))
}

/// How many colours the terminal says that it has.
fn depth() -> Depth {
    /// Terminals that have all colours, and whose other word for it is not passed on over SSH.
    const FULL: [&str; 6] = ["xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour"];
    let says_full = variable("COLORTERM").is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit"));
    let term = variable("TERM").unwrap_or_default();
    if says_full || term.ends_with("-direct") || FULL.contains(&term.as_str()) {
        Depth::Full
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// Whether the locale's characters are UTF-8, as POSIX orders its variables.
fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Whether messages on stderr may have colours.
pub(super) fn colour_on(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && variable("NO_COLOR").is_none() && variable("TERM").is_none_or(|term| term != "dumb")
}

/// The columns of the terminal that stdout is, if it is one.
pub(super) fn columns() -> Option<usize> {
    let (columns, _) = io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    (columns > 0).then(|| usize::from(columns))
}

/// Makes sure that there is a terminal that a browser can be drawn in.
pub(super) fn require_terminal() -> Result<(), Failure> {
    if !io::stdout().is_terminal() {
        return Err(Failure::NoTerminal("stdout is not a terminal, so there is nothing to browse in"));
    }
    match variable("TERM") {
        Some(term) if term == "dumb" => Err(Failure::NoTerminal("TERM=dumb: this terminal can't be drawn on")),
        _ => Ok(()),
    }
}
