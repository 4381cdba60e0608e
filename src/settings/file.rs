//! Parses `config.ron`; reports all errors at once.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::choices::{ClipboardChoice, GlyphChoice};
use super::fields::FIELDS;
use super::resolve::{NamedTheme, OwnTemplate, Settings, ThemeWish, chosen, no_choice};
use super::string_spans::inside;
use super::themes::{Library, NoTheme};
pub(crate) use crate::cli::formats::EntryFormat;
use kzq_export::Template;
use kzq_ron::{At, Fields, FileKind, Node, Readable, Reader, Role, Taker};
use kzq_ron::{Code, Finding, Severity};
use kzq_ron::{decoded, is_blank};
use kzq_text::Safe;
use kzq_tui::keys::keymap::Keymap;

const CONFIGURATION: FileKind =
    FileKind { name: "configuration", smallest: "()", beginning: "(theme: \"auto\", …)", unknown: Severity::Error };

/// Contents of the settings file; `None` for fields that it does not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub(super) data: Option<Vec<PathBuf>>,
    pub(super) theme: Option<ThemeWish>,
    pub(super) dark_theme: Option<NamedTheme>,
    pub(super) light_theme: Option<NamedTheme>,
    pub(super) glyphs: Option<GlyphChoice>,
    pub(super) clipboard: Option<ClipboardChoice>,
    pub(super) mouse: Option<bool>,
    pub(super) cache: Option<bool>,
    pub(super) keys: Option<Keymap>,
    pub(super) template: Option<OwnTemplate>,
    pub(super) format: Option<EntryFormat>,
}

impl Given {
    /// A file that sets every field to its default.
    pub fn defaults() -> Self {
        let settings = Settings::default();
        Self {
            data: Some(settings.data.value),
            theme: Some(settings.theme.value),
            dark_theme: Some(settings.dark_theme.value),
            light_theme: Some(settings.light_theme.value),
            glyphs: Some(settings.glyphs.value),
            clipboard: Some(settings.clipboard.value),
            mouse: Some(settings.mouse.value),
            cache: Some(settings.cache.value),
            keys: Some(settings.keys.value),
            template: Some(settings.template.value),
            format: Some(settings.format.value),
        }
    }
}

/// Where paths and theme names in the file are looked up.
#[derive(Clone, Copy)]
pub struct Places<'p> {
    /// The directory of the file, the base of relative paths.
    pub directory: &'p Path,
    /// The user's home directory, for `~`.
    pub home: Option<&'p Path>,
    /// The user's themes.
    pub themes: &'p dyn Library,
}

/// Parses a settings file, which diagnostics call `file`. An empty file sets nothing.
///
/// # Errors
///
/// All diagnostics, in the order of the file; those of the theme files it names come first.
pub fn read(file: &str, bytes: &[u8], places: Places<'_>) -> Result<Given, Vec<Finding>> {
    let file = Safe::line(file).into_owned();
    let text = decoded(&CONFIGURATION, &file, bytes)?;
    if is_blank(text) {
        return Ok(Given::default());
    }
    let mut reader = Reader::of(&CONFIGURATION, file, text);
    let Some(fields) = reader.read_file() else { return Err(reader.into_findings()) };
    let (given, mut findings) = fields_of(&mut reader, fields, places);
    findings.extend(reader.into_findings());
    if findings.is_empty() { Ok(given) } else { Err(findings) }
}

fn fields_of<'s>(reader: &mut Reader<'s>, fields: Fields<'s>, places: Places<'_>) -> (Given, Vec<Finding>) {
    let whole = Node::whole(reader.text());
    let mut taker = Taker::new(reader, "configuration", whole, fields);
    let mut reading = Reading { reader, places, given: Given::default(), elsewhere: Vec::new() };
    for field in FIELDS {
        if let Some(node) = taker.node(field.name) {
            (field.read)(&mut reading, field.name, node);
        }
    }
    let Reading { given, elsewhere, .. } = reading;
    taker.finish(reader);
    (given, elsewhere)
}

/// State of parsing the file.
pub(super) struct Reading<'r, 's, 'p> {
    pub(super) reader: &'r mut Reader<'s>,
    places: Places<'p>,
    pub(super) given: Given,
    /// Diagnostics of other files (themes).
    elsewhere: Vec<Finding>,
}

impl<'s> Reading<'_, 's, '_> {
    /// Parses a value of a simple type.
    pub(super) fn value<T: Readable<'s>>(&mut self, name: &'static str, node: Node<'s>) -> Option<T> {
        self.reader.read(Role::Field(name), node)
    }

    /// Parses a value of a clap enum.
    pub(super) fn choice<T: ValueEnum>(&mut self, name: &'static str, node: Node<'s>) -> Option<T> {
        let At { value, span } = self.reader.read_at::<String>(Role::Field(name), node)?;
        let chosen = chosen(&value);
        if chosen.is_none() {
            let (message, help) = no_choice::<T>(&value);
            self.reader.error_with_help(Code::BadValue, span, message, help);
        }
        chosen
    }

    /// Resolves a path against the file's directory; `None` for `~` without a home directory.
    fn path(&self, value: &str) -> Option<PathBuf> {
        match value.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            Some(rest) => self.places.home.map(|home| home.join(rest.trim_start_matches('/'))),
            None => Some(self.places.directory.join(value)),
        }
    }

    /// Parses a list of paths, relative to the file's directory.
    pub(super) fn paths(&mut self, name: &'static str, node: Node<'s>) -> Option<Vec<PathBuf>> {
        let nodes = self.reader.read::<Vec<Node<'s>>>(Role::Field(name), node)?;
        let mut paths = Vec::new();
        for node in nodes {
            let At { value, span } = self.reader.read_at::<String>(Role::Item(name), node)?;
            let path = self.path(&value);
            if value.is_empty() || value == "-" {
                self.reader.error(Code::BadValue, span, "this is no file that could be opened every time");
            } else if let Some(path) = path {
                paths.push(path);
            } else {
                self.reader.error(Code::BadValue, span, "there is no home that `~` could stand for");
            }
        }
        Some(paths)
    }

    /// Parses a template; an empty string means none.
    pub(super) fn template(&mut self, name: &'static str, node: Node<'s>) -> Option<OwnTemplate> {
        let At { value, span } = self.reader.read_at::<String>(Role::Field(name), node)?;
        if value.is_empty() {
            return Some(OwnTemplate::default());
        }
        match Template::parse(&value) {
            // Leaked on purpose: settings are read once, and live as long as the program.
            Ok(template) => Some(OwnTemplate { text: value, template: Some(Box::leak(Box::new(template))) }),
            Err(faults) => {
                for fault in faults {
                    let at = inside(self.reader.text(), &span, &value, &fault.at);
                    self.reader.error_with_help(Code::BadTemplate, at, fault.message, fault.help);
                }
                // Not `None`, so that `format: "template"` does not cause a second error.
                Some(OwnTemplate { text: value, template: None })
            }
        }
    }

    /// Parses an entry format; `template` must be set before it.
    pub(super) fn format(&mut self, name: &'static str, node: Node<'s>) -> Option<EntryFormat> {
        let format = self.choice::<EntryFormat>(name, node)?;
        let has_template = self.given.template.as_ref().is_some_and(|template| !template.text.is_empty());
        if format == EntryFormat::Template && !has_template {
            let span = node.span(self.reader.text());
            let help = Some("set `template`, too".into());
            self.reader.error_with_help(Code::BadValue, span, "there is no template that this could be", help);
        }
        Some(format)
    }

    /// Parses a theme, given by name or path.
    pub(super) fn theme(&mut self, name: &'static str, node: Node<'s>) -> Option<ThemeWish> {
        let At { value, span } = self.reader.read_at::<String>(Role::Field(name), node)?;
        // A value with a slash is a path.
        let path = if value.contains('/') { self.path(&value) } else { None };
        let value = path.map_or(value, |path| path.display().to_string());
        match ThemeWish::of(value, self.places.themes) {
            Ok(wish) => Some(wish),
            Err((_, NoTheme::Broken(findings))) => {
                self.elsewhere.extend(
                    findings.into_iter().filter(|finding| !self.elsewhere.contains(finding)).collect::<Vec<_>>(),
                );
                None
            }
            Err((name, error)) => {
                error.report(self.reader, span, &name);
                None
            }
        }
    }

    /// Parses a theme for a dark or light background, for which `auto` is not allowed.
    pub(super) fn theme_for(&mut self, name: &'static str, node: Node<'s>) -> Option<NamedTheme> {
        let span = node.span(self.reader.text());
        match self.theme(name, node)? {
            ThemeWish::Named(theme) => Some(*theme),
            ThemeWish::Auto => {
                let message = kzq_text::safe!("`", name, "` must be a theme, for `theme: \"auto\"` to take");
                self.reader.error(Code::BadValue, span, message);
                None
            }
        }
    }
}
