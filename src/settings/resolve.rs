//! What settings are resolved from: arguments, variables and the file; and the values that are more than a choice.

use std::path::PathBuf;

use super::message::Message;
use super::project::PROJECT_FILE_NAME;
use super::themes;
use super::themes::{ThemeError, ThemeStore};
use crate::cli::Args;
use kzq_export::Template;
use kzq_tui::ui::{Theme, ThemeName};

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This command-line argument.
    Flag(&'static str),
    /// This environment variable.
    Variable(&'static str),
    /// The file of the project.
    Project,
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
}

impl Origin {
    /// Returns the name of the argument, the variable or the project file; empty for the settings file and the default.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flag(name) | Self::Variable(name) => name,
            Self::Project => PROJECT_FILE_NAME,
            Self::File | Self::Default => "",
        }
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

    /// The names of all values, but for the user's own themes.
    pub(super) fn names() -> Vec<String> {
        [Self::AUTO].into_iter().chain(ThemeName::ALL.map(ThemeName::name)).map(str::to_owned).collect()
    }

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

/// The environment variables that override settings; by default none is set.
pub trait Environment {
    /// Returns the value of a variable; `None` if it is not set, or empty.
    fn text(&self, _variable: &str) -> Option<String> {
        None
    }

    /// Returns the paths in a variable, separated as in `PATH`.
    fn paths(&self, _variable: &str) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// What overrides the settings file, and where themes named there are looked up.
pub struct Overrides<'o> {
    /// The command-line arguments.
    pub args: &'o Args,
    /// The environment variables.
    pub environment: &'o dyn Environment,
    /// The collections of the project.
    pub project_data: &'o [PathBuf],
    /// The user's themes.
    pub themes: &'o dyn ThemeStore,
}

impl Overrides<'_> {
    /// Loads a theme that is named in an argument or variable.
    pub(super) fn theme(&self, name: Option<String>) -> Result<Option<ThemeChoice>, Message> {
        let theme = name.map(|name| ThemeChoice::parse(name, self.themes)).transpose();
        theme.map_err(|(name, error)| {
            let (message, help) = error.message_and_help(&name);
            Message { message, help }
        })
    }
}

/// A user-defined template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserTemplate {
    /// The source text; empty if none is set.
    pub text: String,
    /// The parsed template; `None` if none is set.
    pub template: Option<&'static Template>,
}
