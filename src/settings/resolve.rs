//! [`Settings`]: the effective settings, and the origin of each.

use std::path::PathBuf;

use super::choices::{Choice, ClipboardChoice, GlyphChoice, parse_choice};
use super::file::ConfigFile;
use super::themes;
use super::themes::{ThemeError, ThemeStore};
use crate::cli::Args;
use kzq_export::{Format, Template};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::app::Preferences;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::ui::{Theme, ThemeName};

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This command-line argument.
    Flag(&'static str),
    /// This environment variable.
    Variable(&'static str),
    /// The settings file.
    File,
    /// The built-in default.
    Default,
}

/// The effective value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved<T> {
    /// The value.
    pub value: T,
    /// Where it was set.
    pub origin: Origin,
}

impl<T> Resolved<T> {
    /// Wraps a built-in default.
    pub fn default(value: T) -> Self {
        Self { value, origin: Origin::Default }
    }

    /// Picks the value with the highest precedence.
    fn by_precedence(
        flag: (&'static str, Option<T>),
        variable: (&'static str, Option<T>),
        file: Option<T>,
        default: T,
    ) -> Self {
        let of = |origin| move |value| Self { value, origin };
        let flag = flag.1.map(of(Origin::Flag(flag.0)));
        let variable = variable.1.map(of(Origin::Variable(variable.0)));
        flag.or(variable).or(file.map(of(Origin::File))).unwrap_or_else(|| Self::default(default))
    }
}

/// A theme, with the name it was selected by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTheme {
    /// The theme's name, or the path of its file.
    pub name: String,
    /// The theme itself.
    pub theme: Theme,
}

impl From<ThemeName> for NamedTheme {
    fn from(name: ThemeName) -> Self {
        Self { name: name.name().to_owned(), theme: Theme::builtin(name) }
    }
}

/// The selected theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Chosen to fit the terminal.
    Auto,
    /// A particular theme.
    Named(Box<NamedTheme>),
}

impl ThemeChoice {
    /// The name that selects a theme to fit the terminal.
    pub const AUTO: &'static str = "auto";

    /// Parses a theme name or path.
    ///
    /// # Errors
    ///
    /// If there is no such theme.
    pub(super) fn parse(name: String, store: &dyn ThemeStore) -> Result<Self, (String, ThemeError)> {
        if name == Self::AUTO {
            return Ok(Self::Auto);
        }
        match themes::load_theme(&name, store) {
            Ok(theme) => Ok(Self::Named(Box::new(NamedTheme { name, theme }))),
            Err(error) => Err((name, error)),
        }
    }
}

/// Environment variables that override settings.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `KZQ_DATA`, split into paths.
    pub data: Vec<PathBuf>,
    /// Value of `KZQ_THEME`.
    pub theme: Option<String>,
    /// Value of `KZQ_GLYPHS`.
    pub glyphs: Option<String>,
    /// Value of `KZQ_CLIPBOARD`.
    pub clipboard: Option<String>,
    /// Whether `NO_COLOR` is set.
    pub no_color: bool,
}

/// The effective settings. See [`FIELDS`](super::FIELDS) for what each means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The collections; empty for the embedded one.
    pub data: Resolved<Vec<PathBuf>>,
    /// The theme, or `Auto`.
    pub theme: Resolved<ThemeChoice>,
    /// The theme `Auto` takes for a dark background.
    pub dark_theme: Resolved<NamedTheme>,
    /// The theme `Auto` takes for a light background.
    pub light_theme: Resolved<NamedTheme>,
    /// The glyph set.
    pub glyphs: Resolved<GlyphChoice>,
    /// The clipboard backend.
    pub clipboard: Resolved<ClipboardChoice>,
    /// Whether the browser captures the mouse.
    pub mouse: Resolved<bool>,
    /// Whether the snapshot cache is used.
    pub cache: Resolved<bool>,
    /// The key bindings.
    pub keys: Resolved<Keymap>,
    /// The user's template.
    pub template: Resolved<UserTemplate>,
    /// The format in which the browser copies.
    pub format: Resolved<Format>,
}

/// A user-defined template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserTemplate {
    /// The source text; empty if none is set.
    pub text: String,
    /// The parsed template; `None` if none is set.
    pub template: Option<&'static Template>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: Resolved::default(Vec::new()),
            theme: Resolved::default(ThemeChoice::Auto),
            dark_theme: Resolved::default(ThemeName::Dark.into()),
            light_theme: Resolved::default(ThemeName::Light.into()),
            glyphs: Resolved::default(GlyphChoice::Auto),
            clipboard: Resolved::default(ClipboardChoice::Auto),
            mouse: Resolved::default(true),
            cache: Resolved::default(true),
            keys: Resolved::default(Keymap::default()),
            template: Resolved::default(UserTemplate::default()),
            format: Resolved::default(Format::Attributed),
        }
    }
}

impl Settings {
    /// Returns the settings that the browser's model needs.
    pub fn preferences(&self) -> Preferences {
        let template = self.template.value.template;
        Preferences {
            keymap: self.keys.value.clone(),
            mouse_capture: self.mouse.value,
            default_format: self.format.value.with_template(template),
            template,
        }
    }

    /// Resolves the settings: arguments take precedence over variables, the file, and defaults.
    ///
    /// # Errors
    ///
    /// One message for each invalid argument or variable.
    pub fn resolve(
        args: &Args,
        environment: &Environment,
        config: ConfigFile,
        store: &dyn ThemeStore,
    ) -> Result<Self, Vec<Safe<'static>>> {
        let mut errors = Vec::new();
        let mut parse_theme = |what: &'static str, name: Option<&String>| {
            let wish = name.map(|name| ThemeChoice::parse(name.clone(), store))?;
            wish.map_err(|(name, error)| errors.push(one_line(what, error.message_and_help(&name)))).ok()
        };
        let theme_flag = parse_theme("--theme", args.theme.as_ref());
        let theme_variable = parse_theme("KZQ_THEME", environment.theme.as_ref());
        let glyphs = parse_variable("KZQ_GLYPHS", environment.glyphs.as_deref(), &mut errors);
        let clipboard = parse_variable("KZQ_CLIPBOARD", environment.clipboard.as_deref(), &mut errors);
        // `NO_COLOR` overrides a theme from the file.
        let no_colour = environment.no_color.then(|| ThemeChoice::Named(Box::new(ThemeName::Mono.into())));
        let theme_variable = match (theme_variable, no_colour) {
            (None, Some(mono)) => ("NO_COLOR", Some(mono)),
            (wish, _) => ("KZQ_THEME", wish),
        };
        let some = |paths: &[PathBuf]| (!paths.is_empty()).then(|| paths.to_vec());
        let default = Self::default();
        let settings = Self {
            data: Resolved::by_precedence(
                ("--data", some(&args.data)),
                ("KZQ_DATA", some(&environment.data)),
                config.data,
                default.data.value,
            ),
            theme: Resolved::by_precedence(("--theme", theme_flag), theme_variable, config.theme, default.theme.value),
            dark_theme: Resolved::by_precedence(
                no_override(),
                no_override(),
                config.dark_theme,
                default.dark_theme.value,
            ),
            light_theme: Resolved::by_precedence(
                no_override(),
                no_override(),
                config.light_theme,
                default.light_theme.value,
            ),
            glyphs: Resolved::by_precedence(
                ("--glyphs", args.glyphs),
                ("KZQ_GLYPHS", glyphs),
                config.glyphs,
                default.glyphs.value,
            ),
            clipboard: Resolved::by_precedence(
                ("--clipboard", args.clipboard),
                ("KZQ_CLIPBOARD", clipboard),
                config.clipboard,
                default.clipboard.value,
            ),
            template: Resolved::by_precedence(no_override(), no_override(), config.template, default.template.value),
            format: Resolved::by_precedence(no_override(), no_override(), config.format, default.format.value),
            keys: Resolved::by_precedence(no_override(), no_override(), config.keys, default.keys.value),
            mouse: Resolved::by_precedence(no_override(), no_override(), config.mouse, default.mouse.value),
            cache: Resolved::by_precedence(
                ("--no-cache", args.no_cache.then_some(false)),
                no_override(),
                config.cache,
                default.cache.value,
            ),
        };
        if errors.is_empty() { Ok(settings) } else { Err(errors) }
    }
}

/// For settings without an argument or variable.
fn no_override<T>() -> (&'static str, Option<T>) {
    ("", None)
}

/// Parses a variable as a choice; an invalid value is pushed to `errors`.
fn parse_variable<T: Choice>(name: &'static str, text: Option<&str>, errors: &mut Vec<Safe<'static>>) -> Option<T> {
    parse_choice(text?).map_err(|error| errors.push(one_line(name, error))).ok()
}

/// Joins message and help for an argument or variable on one line.
fn one_line(what: &'static str, (message, help): (Safe<'static>, Option<Safe<'static>>)) -> Safe<'static> {
    match help {
        Some(help) => safe!(what, ": ", message, "; ", help),
        None => safe!(what, ": ", message),
    }
}
