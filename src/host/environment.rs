//! Terminal capabilities read from the environment: colours, glyphs, whether there is a terminal at all.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::OnceLock;

use super::error::Error;
use crate::settings::choices::{ColourChoice, GlyphChoice};
use crate::settings::{Origin, Settings, ThemeChoice};
use kzq_tui::ui::{Appearance, ColourDepth, Glyphs, Ground, Theme, ThemeName, ThemePair};

/// Returns an environment variable unless it is unset or empty.
pub(super) fn env_var(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether there is a desktop session.
pub(super) fn has_desktop() -> bool {
    cfg!(any(target_os = "macos", windows)) || env_var("WAYLAND_DISPLAY").is_some() || env_var("DISPLAY").is_some()
}

/// Returns the configured or detected appearance, and the themes to choose from once the terminal reports its
/// background, if it should be asked.
pub(super) fn appearance(settings: &Settings) -> (Appearance, Option<ThemePair>) {
    let (theme, grounds) = match (&settings.theme.value, settings.theme.origin) {
        (ThemeChoice::Named(named), _) if named.theme == Theme::builtin(ThemeName::Ansi) => sixteen_colours(),
        // A theme named on the command line is used as it is, whatever the terminal supports.
        (ThemeChoice::Named(named), Origin::Flag(_)) => (named.theme, None),
        (ThemeChoice::Named(named), _) => (in_terminal_colours(&named.theme), None),
        (ThemeChoice::Auto, _) => detect_theme(settings),
    };
    let unicode = match settings.glyphs.value {
        GlyphChoice::Auto => cfg!(windows) || is_utf8_locale(),
        GlyphChoice::Unicode => true,
        GlyphChoice::Ascii => false,
    };
    (Appearance { theme, glyphs: if unicode { Glyphs::UNICODE } else { Glyphs::ASCII } }, grounds)
}

fn detect_theme(settings: &Settings) -> (Theme, Option<ThemePair>) {
    if env_var("NO_COLOR").is_some() {
        return (Theme::builtin(ThemeName::Mono), None);
    }
    if colour_depth() != ColourDepth::Full {
        return sixteen_colours();
    }
    let theme_pair = ThemePair {
        dark: settings.dark_theme.value.theme.on_terminal_background(),
        light: settings.light_theme.value.theme.on_terminal_background(),
    };
    let light = ground_of_environment() == Some(Ground::Light);
    (if light { theme_pair.light } else { theme_pair.dark }, Some(theme_pair))
}

/// Returns a theme in the colours that the terminal has.
pub(super) fn in_terminal_colours(theme: &Theme) -> Theme {
    if *theme == Theme::builtin(ThemeName::Ansi) { sixteen_colours().0 } else { theme.for_depth(colour_depth()) }
}

/// Returns the theme of the terminal's sixteen colours, with the accents that suit its background.
fn sixteen_colours() -> (Theme, Option<ThemePair>) {
    let term = env_var("TERM").unwrap_or_default();
    if term.starts_with("linux") {
        return (Theme::ansi(Some(Ground::Dark)), None);
    }
    // Terminals that are this old may show the question.
    let can_answer = !term.starts_with("vt") && term != "ansi";
    let theme_pair = ThemePair { dark: Theme::ansi(Some(Ground::Dark)), light: Theme::ansi(Some(Ground::Light)) };
    (Theme::ansi(ground_of_environment()), can_answer.then_some(theme_pair))
}

/// Returns the background that the terminal claims. Some set `COLORFGBG` to "foreground;background", as indices of the
/// sixteen colours; 7 and 15 are whites.
fn ground_of_environment() -> Option<Ground> {
    let value = env_var("COLORFGBG")?;
    let is_light = matches!(value.rsplit(';').next(), Some("7" | "15"));
    Some(if is_light { Ground::Light } else { Ground::Dark })
}

/// Returns the colour depth that the terminal claims.
fn colour_depth() -> ColourDepth {
    /// True-colour terminals whose `COLORTERM` is not forwarded over SSH.
    const TRUE_COLOUR_TERMS: [&str; 6] = ["xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour"];
    let is_true_colour = env_var("COLORTERM").is_some_and(|value| matches!(value.as_str(), "truecolor" | "24bit"));
    let term = env_var("TERM").unwrap_or_default();
    // Every console of Windows 10 and later has all colours.
    if cfg!(windows) || is_true_colour || term.ends_with("-direct") || TRUE_COLOUR_TERMS.contains(&term.as_str()) {
        ColourDepth::Full
    } else if term.contains("256color") {
        ColourDepth::Indexed
    } else {
        ColourDepth::Sixteen
    }
}

/// Whether the locale's encoding is UTF-8; variables in the order POSIX gives them.
fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(env_var).unwrap_or_default().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// When to print in colour; automatically until it is set.
static COLOUR_CHOICE: OnceLock<ColourChoice> = OnceLock::new();

/// Sets when to print in colour, once, as the arguments say.
pub(super) fn set_colour_choice(choice: ColourChoice) {
    let _ = COLOUR_CHOICE.set(choice);
}

/// Whether to print in colour on this stream.
pub(super) fn use_colour(stream: &impl IsTerminal) -> bool {
    match COLOUR_CHOICE.get().copied().unwrap_or_default() {
        ColourChoice::Auto => {
            stream.is_terminal() && env_var("NO_COLOR").is_none() && env_var("TERM").is_none_or(|term| term != "dumb")
        }
        ColourChoice::Always => true,
        ColourChoice::Never => false,
    }
}

/// The width of the terminal, if stdout is one.
pub(super) fn terminal_width() -> Option<usize> {
    let (columns, _) = io::stdout().is_terminal().then(crossterm::terminal::size)?.ok()?;
    (columns > 0).then(|| usize::from(columns))
}

/// Fails unless stdout is a terminal that the browser can draw in.
pub(super) fn require_terminal() -> Result<(), Error> {
    if !io::stdout().is_terminal() {
        return Err(Error::NoTerminal("the browser needs a terminal"));
    }
    require_drawing_terminal()
}

/// Fails if the browser can't draw in terminals of this kind.
pub(super) fn require_drawing_terminal() -> Result<(), Error> {
    match env_var("TERM") {
        Some(term) if term == "dumb" => Err(Error::NoTerminal("the browser can't draw here (TERM is “dumb”)")),
        _ => Ok(()),
    }
}
