//! [`Settings`]: the effective settings, and the origin of each.

use std::path::PathBuf;

use clap::ValueEnum;

use super::choices::{ClipboardChoice, GlyphChoice};
use super::file::Given;
use super::themes;
use super::themes::{Library, NoTheme};
use crate::cli::Args;
pub(crate) use crate::cli::formats::EntryFormat;
use kzq_export::{Format, Template};
use kzq_ron::{nearest, said};
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
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it was set.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// Wraps a built-in default.
    pub fn default(value: T) -> Self {
        Self { value, origin: Origin::Default }
    }

    /// Picks the value with the highest precedence.
    fn first(flag: (&'static str, Option<T>), variable: (&'static str, Option<T>), file: Option<T>, other: T) -> Self {
        let of = |origin| move |value| Self { value, origin };
        let flag = flag.1.map(of(Origin::Flag(flag.0)));
        let variable = variable.1.map(of(Origin::Variable(variable.0)));
        flag.or(variable).or(file.map(of(Origin::File))).unwrap_or_else(|| Self::default(other))
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
        Self { name: name.name().to_owned(), theme: Theme::named(name) }
    }
}

/// The selected theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeWish {
    /// Chosen to fit the terminal.
    Auto,
    /// A particular theme.
    Named(Box<NamedTheme>),
}

impl ThemeWish {
    /// The name that selects a theme to fit the terminal.
    pub const AUTO: &'static str = "auto";

    /// Parses a theme name or path.
    ///
    /// # Errors
    ///
    /// If there is no such theme.
    pub(super) fn of(name: String, library: &dyn Library) -> Result<Self, (String, NoTheme)> {
        if name == Self::AUTO {
            return Ok(Self::Auto);
        }
        match themes::theme(&name, library) {
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
    pub data: Setting<Vec<PathBuf>>,
    /// The theme, or `Auto`.
    pub theme: Setting<ThemeWish>,
    /// The theme `Auto` takes for a dark background.
    pub dark_theme: Setting<NamedTheme>,
    /// The theme `Auto` takes for a light background.
    pub light_theme: Setting<NamedTheme>,
    /// The glyph set.
    pub glyphs: Setting<GlyphChoice>,
    /// The clipboard backend.
    pub clipboard: Setting<ClipboardChoice>,
    /// Whether the browser captures the mouse.
    pub mouse: Setting<bool>,
    /// Whether the snapshot cache is used.
    pub cache: Setting<bool>,
    /// The key bindings.
    pub keys: Setting<Keymap>,
    /// The user's template.
    pub template: Setting<OwnTemplate>,
    /// The format in which the browser copies.
    pub format: Setting<EntryFormat>,
}

/// A user-defined template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTemplate {
    /// The source text; empty if none is set.
    pub text: String,
    /// The parsed template; `None` if none is set.
    pub template: Option<&'static Template>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: Setting::default(Vec::new()),
            theme: Setting::default(ThemeWish::Auto),
            dark_theme: Setting::default(ThemeName::Dark.into()),
            light_theme: Setting::default(ThemeName::Light.into()),
            glyphs: Setting::default(GlyphChoice::Auto),
            clipboard: Setting::default(ClipboardChoice::Auto),
            mouse: Setting::default(true),
            cache: Setting::default(true),
            keys: Setting::default(Keymap::default()),
            template: Setting::default(OwnTemplate::default()),
            format: Setting::default(EntryFormat::Text),
        }
    }
}

impl Settings {
    /// Returns the settings that the browser's model needs.
    pub fn preferences(&self) -> Preferences {
        let template = self.template.value.template;
        let format = self.format.value.format(template).unwrap_or(Format::Attributed);
        Preferences { keymap: self.keys.value.clone(), mouse: self.mouse.value, format, template }
    }

    /// Resolves the settings: arguments take precedence over variables, the file, and defaults.
    ///
    /// # Errors
    ///
    /// One message for each invalid argument or variable.
    pub fn settle(
        args: &Args,
        environment: &Environment,
        given: Given,
        library: &dyn Library,
    ) -> Result<Self, Vec<Safe<'static>>> {
        let mut wrong = Vec::new();
        let mut wish = |what: &'static str, name: Option<&String>| {
            let wish = name.map(|name| ThemeWish::of(name.clone(), library))?;
            wish.map_err(|(name, error)| wrong.push(in_a_line(what, error.told(&name)))).ok()
        };
        let theme_flag = wish("--theme", args.theme.as_ref());
        let theme_variable = wish("KZQ_THEME", environment.theme.as_ref());
        let glyphs = choice("KZQ_GLYPHS", environment.glyphs.as_deref(), &mut wrong);
        let clipboard = choice("KZQ_CLIPBOARD", environment.clipboard.as_deref(), &mut wrong);
        // `NO_COLOR` overrides a theme from the file.
        let no_colour = environment.no_color.then(|| ThemeWish::Named(Box::new(ThemeName::Mono.into())));
        let theme_variable = match (theme_variable, no_colour) {
            (None, Some(mono)) => ("NO_COLOR", Some(mono)),
            (wish, _) => ("KZQ_THEME", wish),
        };
        let some = |paths: &[PathBuf]| (!paths.is_empty()).then(|| paths.to_vec());
        let default = Self::default();
        let settings = Self {
            data: Setting::first(
                ("--data", some(&args.data)),
                ("KZQ_DATA", some(&environment.data)),
                given.data,
                default.data.value,
            ),
            theme: Setting::first(("--theme", theme_flag), theme_variable, given.theme, default.theme.value),
            dark_theme: Setting::first(none(), none(), given.dark_theme, default.dark_theme.value),
            light_theme: Setting::first(none(), none(), given.light_theme, default.light_theme.value),
            glyphs: Setting::first(
                ("--glyphs", args.glyphs),
                ("KZQ_GLYPHS", glyphs),
                given.glyphs,
                default.glyphs.value,
            ),
            clipboard: Setting::first(
                ("--clipboard", args.clipboard),
                ("KZQ_CLIPBOARD", clipboard),
                given.clipboard,
                default.clipboard.value,
            ),
            template: Setting::first(none(), none(), given.template, default.template.value),
            format: Setting::first(none(), none(), given.format, default.format.value),
            keys: Setting::first(none(), none(), given.keys, default.keys.value),
            mouse: Setting::first(none(), none(), given.mouse, default.mouse.value),
            cache: Setting::first(
                ("--no-cache", args.no_cache.then_some(false)),
                none(),
                given.cache,
                default.cache.value,
            ),
        };
        if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
    }
}

/// For settings without an argument or variable.
fn none<T>() -> (&'static str, Option<T>) {
    ("", None)
}

/// Parses a variable as a clap enum; an invalid value is pushed to `errors`.
fn choice<T: ValueEnum>(name: &'static str, text: Option<&str>, wrong: &mut Vec<Safe<'static>>) -> Option<T> {
    let text = text?;
    let chosen = chosen(text);
    if chosen.is_none() {
        wrong.push(in_a_line(name, no_choice::<T>(text)));
    }
    chosen
}

/// Parses the name of a clap enum's value.
pub(super) fn chosen<T: ValueEnum>(name: &str) -> Option<T> {
    T::from_str(name, false).ok()
}

/// The message for an unknown name, with help.
pub(super) fn no_choice<T: ValueEnum>(name: &str) -> (Safe<'static>, Option<Safe<'static>>) {
    let names: Vec<String> = names::<T>();
    let quoted = names.iter().map(|name| safe!("“", said(name), "”")).collect::<Vec<_>>();
    let help = match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => safe!("did you mean “", said(near), "”?"),
        None => safe!("there are ", Safe::join(quoted, ", ")),
    };
    (safe!("there is no choice “", said(name), "” here"), Some(help))
}

/// The names of all values.
fn names<T: ValueEnum>() -> Vec<String> {
    let values = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

/// The name of a value.
pub(super) fn name_of<T: ValueEnum>(choice: &T) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Joins message and help for an argument or variable on one line.
fn in_a_line(what: &'static str, (message, help): (Safe<'static>, Option<Safe<'static>>)) -> Safe<'static> {
    match help {
        Some(help) => safe!(what, ": ", message, "; ", help),
        None => safe!(what, ": ", message),
    }
}
