//! Parses the values of `config.ron`.

use std::path::{Path, PathBuf};

use super::choices::{Choice, parse_choice};
use super::message::Message;
use super::resolve::{NamedTheme, ThemeChoice, UserTemplate};
use super::string_spans::span_in_file;
use super::themes::{ThemeError, ThemeStore};
use kzq_export::{Format, Template};
use kzq_ron::{Diagnostic, FieldRole, FromRon, Node, Parser, Rule, Spanned};

/// Where paths and theme names in the file are looked up.
#[derive(Clone, Copy)]
pub struct ConfigContext<'p> {
    /// The directory of the file, the base of relative paths.
    pub directory: &'p Path,
    /// The user's home directory, for `~`.
    pub home: Option<&'p Path>,
    /// The user's themes.
    pub themes: &'p dyn ThemeStore,
}

/// Returns a path with `~` as the home directory; `None` for `~` without one.
pub(crate) fn expand_home(path: &str, home: Option<&Path>) -> Option<PathBuf> {
    match path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        Some(rest) => home.map(|home| home.join(rest.trim_start_matches('/'))),
        None => Some(PathBuf::from(path)),
    }
}

/// State of parsing the file.
pub(super) struct ConfigReader<'r, 's, 'p> {
    pub(super) parser: &'r mut Parser<'s>,
    context: ConfigContext<'p>,
    /// Whether the file sets a template.
    has_template: bool,
    /// Diagnostics of other files (themes).
    theme_diagnostics: Vec<Diagnostic>,
}

impl<'r, 's, 'p> ConfigReader<'r, 's, 'p> {
    /// Starts reading with `parser`.
    pub(super) fn new(parser: &'r mut Parser<'s>, context: ConfigContext<'p>) -> Self {
        Self { parser, context, has_template: false, theme_diagnostics: Vec::new() }
    }

    /// Returns the diagnostics of the theme files that were read.
    pub(super) fn into_theme_diagnostics(self) -> Vec<Diagnostic> {
        self.theme_diagnostics
    }

    /// Parses a value of a simple type.
    pub(super) fn value<T: FromRon<'s>>(&mut self, name: &'static str, node: Node<'s>) -> Option<T> {
        self.parser.parse(FieldRole::Field(name), node)
    }

    /// Parses the name of a choice.
    pub(super) fn choice<T: Choice>(&mut self, name: &'static str, node: Node<'s>) -> Option<T> {
        let Spanned { value, span } = self.parser.parse_spanned::<String>(FieldRole::Field(name), node)?;
        let chosen = parse_choice(&value);
        chosen
            .map_err(|Message { message, help }| self.parser.error_with_help(Rule::BadValue, span, message, help))
            .ok()
    }

    /// Resolves a path against the file's directory; `None` for `~` without a home directory.
    fn resolve_path(&self, value: &str) -> Option<PathBuf> {
        expand_home(value, self.context.home).map(|path| self.context.directory.join(path))
    }

    /// Parses a list of paths, relative to the file's directory.
    pub(super) fn paths(&mut self, name: &'static str, node: Node<'s>) -> Option<Vec<PathBuf>> {
        let nodes = self.parser.parse::<Vec<Node<'s>>>(FieldRole::Field(name), node)?;
        let mut paths = Vec::new();
        for node in nodes {
            let Spanned { value, span } = self.parser.parse_spanned::<String>(FieldRole::Item(name), node)?;
            let path = self.resolve_path(&value);
            if value.is_empty() || value == "-" {
                self.parser.error(Rule::BadValue, span, "this is not a file that can be opened again");
            } else if let Some(path) = path {
                paths.push(path);
            } else {
                self.parser.error(Rule::BadValue, span, "`~` needs a home directory");
            }
        }
        Some(paths)
    }

    /// Parses a path, relative to the file's directory; an empty string is the empty path.
    pub(super) fn path(&mut self, name: &'static str, node: Node<'s>) -> Option<PathBuf> {
        let Spanned { value, span } = self.parser.parse_spanned::<String>(FieldRole::Field(name), node)?;
        if value.is_empty() {
            return Some(PathBuf::new());
        }
        let path = self.resolve_path(&value);
        if path.is_none() {
            self.parser.error(Rule::BadValue, span, "`~` needs a home directory");
        }
        path
    }

    /// Parses a template; an empty string means none.
    pub(super) fn template(&mut self, name: &'static str, node: Node<'s>) -> Option<UserTemplate> {
        let Spanned { value, span } = self.parser.parse_spanned::<String>(FieldRole::Field(name), node)?;
        if value.is_empty() {
            return Some(UserTemplate::default());
        }
        self.has_template = true;
        match Template::parse(&value) {
            // Leaked on purpose: settings are read once, and live as long as the program.
            Ok(template) => Some(UserTemplate { text: value, template: Some(Box::leak(Box::new(template))) }),
            Err(faults) => {
                for fault in faults {
                    let at = span_in_file(self.parser.text(), &span, &value, &fault.span);
                    self.parser.error_with_help(Rule::BadTemplate, at, fault.message, fault.help);
                }
                // Not `None`, so that `format: "template"` does not cause a second error.
                Some(UserTemplate { text: value, template: None })
            }
        }
    }

    /// Parses an entry format; a template must be parsed before it.
    pub(super) fn format(&mut self, name: &'static str, node: Node<'s>) -> Option<Format> {
        let format = self.choice::<Format>(name, node)?;
        if format == Format::Template(None) && !self.has_template {
            let span = node.span(self.parser.text());
            let help = Some("set `template` to use it".into());
            self.parser.error_with_help(Rule::BadValue, span, "no template is set", help);
        }
        Some(format)
    }

    /// Parses a theme, given by name or path.
    pub(super) fn theme(&mut self, name: &'static str, node: Node<'s>) -> Option<ThemeChoice> {
        let Spanned { value, span } = self.parser.parse_spanned::<String>(FieldRole::Field(name), node)?;
        // A value with a slash is a path.
        let path = if value.contains('/') { self.resolve_path(&value) } else { None };
        let value = path.map_or(value, |path| path.display().to_string());
        match ThemeChoice::parse(value, self.context.themes) {
            Ok(wish) => Some(wish),
            Err((_, ThemeError::Broken(findings))) => {
                self.theme_diagnostics.extend(
                    findings
                        .into_iter()
                        .filter(|finding| !self.theme_diagnostics.contains(finding))
                        .collect::<Vec<_>>(),
                );
                None
            }
            Err((name, error)) => {
                error.report(self.parser, span, &name);
                None
            }
        }
    }

    /// Parses a theme for a dark or light background, for which `auto` is not allowed.
    pub(super) fn fixed_theme(&mut self, name: &'static str, node: Node<'s>) -> Option<NamedTheme> {
        let span = node.span(self.parser.text());
        match self.theme(name, node)? {
            ThemeChoice::Named(theme) => Some(*theme),
            ThemeChoice::Auto => {
                let message = kzq_text::safe!("`", name, "` must be a theme other than “auto”");
                self.parser.error(Rule::BadValue, span, message);
                None
            }
        }
    }
}
