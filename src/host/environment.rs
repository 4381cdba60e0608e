//! Terminal capabilities read from the environment: colours, glyphs, whether there is a terminal at all.

use std::env;
use std::io::{self, IsTerminal};

use super::error::Failure;
use crate::settings::choices::GlyphChoice;
use crate::settings::{Origin, Settings, ThemeWish};
use kzq_tui::ui::{Depth, Glyphs, Grounds, Look, Theme, ThemeName};

/// Returns an environment variable unless it is unset or empty.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether there is a desktop session.
pub(super) fn has_desktop() -> bool {
    cfg!(target_os = "macos") || variable("WAYLAND_DISPLAY").is_some() || variable("DISPLAY").is_some()
}

/// Returns the configured or detected appearance, and the themes to choose from once the terminal reports its
/// background, if it is to be asked.
pub(super) fn look(settings: &Settings) -> (Look, Option<Grounds>) {
    let (theme, grounds) = match (&settings.theme.value, settings.theme.origin) {
        // A theme named on the command line is used as it is, whatever the terminal supports.
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
    // Some terminals set `COLORFGBG` to "foreground;background", as indices of the sixteen colours; 7 and 15 are
    // whites.
    let light = variable("COLORFGBG").is_some_and(|value| matches!(value.rsplit(';').next(), Some("7" | "15")));
    (if light { grounds.light } else { grounds.dark }, Some(grounds))
}

/// Returns the colour depth that the terminal claims.
fn depth() -> Depth {
    /// True-colour terminals whose `COLORTERM` is not forwarded over SSH.
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

/// Whether the locale's encoding is UTF-8; variables in the order POSIX gives them.
fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Whether to use colour in messages on this stream.
pub(super) fn colour_on(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && variable("NO_COLOR").is_none() && variable("TERM").is_none_or(|term| term != "dumb")
}

/// The width of the terminal, if stdout is one.
pub(super) fn columns() -> Option<usize> {
    let (columns, _) = io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    (columns > 0).then(|| usize::from(columns))
}

/// Fails unless stdout is a terminal that the browser can draw in.
pub(super) fn require_terminal() -> Result<(), Failure> {
    if !io::stdout().is_terminal() {
        return Err(Failure::NoTerminal("stdout is not a terminal, so there is nothing to browse in"));
    }
    match variable("TERM") {
        Some(term) if term == "dumb" => Err(Failure::NoTerminal("TERM=dumb: this terminal can't be drawn on")),
        _ => Ok(()),
    }
}
