//! Themes: the built-in ones, and the user's, one RON file each.

use super::string_spans::span_in_file;
use super::style;
use kzq_ron::{Diagnostic, Rule, Severity};
use kzq_ron::{FieldReader, Fields, FileKind, Node, Parser, find_similar, quote_for_message};
use kzq_ron::{decode_utf8, is_blank};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::ui::{Theme, ThemeName};

const THEME: FileKind = FileKind {
    name: "theme",
    minimal_example: "(based_on: \"dark\")",
    opening_example: "(based_on: \"dark\", …)",
    unknown_field_severity: Severity::Error,
    help_for_field: |_, _| None,
};

/// The field that names the parent theme.
const BASE_FIELD: &str = "based_on";

/// Source of the user's themes.
pub trait ThemeStore {
    /// Returns the theme file with this name, if there is one.
    fn find(&self, name: &str) -> Option<ThemeFile>;

    /// The names of all user themes, in order.
    fn names(&self) -> Vec<String>;
}

/// A theme file.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its name in diagnostics.
    pub file: Safe<'static>,
    /// Its content, or why it can't be read.
    pub bytes: Result<Vec<u8>, Safe<'static>>,
}

/// Why a theme can't be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeError {
    /// No theme has this name; the most similar name.
    Unknown(Option<Safe<'static>>),
    /// The file can't be read; the reason.
    Unreadable(Safe<'static>),
    /// The file, or one of its parents, is invalid.
    Broken(Vec<Diagnostic>),
}

/// Loads a theme by name or path. The user's themes take precedence over built-in ones.
///
/// # Errors
///
/// If there is no such theme, or its file is invalid.
pub fn load_theme(name: &str, store: &dyn ThemeStore) -> Result<Theme, ThemeError> {
    load_nested(name, store, &mut Vec::new())
}

/// Loads a theme; `children` are the themes being loaded that are based on it, directly or indirectly.
fn load_nested(name: &str, store: &dyn ThemeStore, children: &mut Vec<String>) -> Result<Theme, ThemeError> {
    let built_in = ThemeName::from_name(name);
    // A user theme named like a built-in one, and based on that name, is based on the built-in one.
    let own = if built_in.is_some() && children.iter().any(|above| above == name) { None } else { store.find(name) };
    let Some(ThemeFile { file, bytes }) = own else {
        return built_in.map(Theme::builtin).ok_or_else(|| ThemeError::Unknown(most_similar(name, store)));
    };
    let bytes = bytes.map_err(ThemeError::Unreadable)?;
    children.push(name.to_owned());
    let read = parse_theme(&file, &bytes, store, children).map_err(ThemeError::Broken);
    children.pop();
    read
}

/// Returns the theme name most similar to `name`.
fn most_similar(name: &str, store: &dyn ThemeStore) -> Option<Safe<'static>> {
    let names = store.names();
    let all = names.iter().map(String::as_str).chain(ThemeName::ALL.map(ThemeName::name)).chain(["auto"]);
    find_similar(name, all).map(quote_for_message)
}

fn parse_theme(
    file: &Safe<'static>,
    bytes: &[u8],
    store: &dyn ThemeStore,
    children: &mut Vec<String>,
) -> Result<Theme, Vec<Diagnostic>> {
    let text = decode_utf8(&THEME, file, bytes)?;
    let mut reader = Parser::with_kind(&THEME, file.clone(), text);
    let fields = if is_blank(text) { Some(Fields(Vec::new())) } else { reader.parse_file() };
    let Some(fields) = fields else { return Err(reader.into_diagnostics()) };
    let mut fields = FieldReader::new(&mut reader, "theme", Node::new(text), fields);
    let (mut theme, mut findings) = load_base(&mut fields, store, children);
    for part in Theme::PARTS {
        let given = fields.optional::<String>(part.name);
        let Some(given) = given.or_else(|| fields.optional::<String>(part.old_name?)) else { continue };
        match style::parse(&given.value) {
            Ok(style) => *(part.style)(&mut theme) = style,
            Err(error) => {
                let at = span_in_file(text, &given.span, &given.value, &error.range);
                fields.parser().error_with_help(Rule::BadStyle, at, error.message, error.help);
            }
        }
    }
    fields.finish();
    findings.extend(reader.into_diagnostics());
    if findings.is_empty() { Ok(theme) } else { Err(findings) }
}

/// Returns the parent theme, and the diagnostics of its file.
fn load_base(
    fields: &mut FieldReader<'_, '_>,
    store: &dyn ThemeStore,
    children: &mut Vec<String>,
) -> (Theme, Vec<Diagnostic>) {
    let plain = Theme::builtin(ThemeName::Dark);
    let Some(base) = fields.optional::<String>(BASE_FIELD) else { return (plain, Vec::new()) };
    let is_built_in = ThemeName::from_name(&base.value).is_some();
    if children.contains(&base.value) && !is_built_in {
        let message = safe!("the theme “", quote_for_message(&base.value), "” is based on itself");
        fields.parser().error(Rule::Circle, base.span, message);
        return (plain, Vec::new());
    }
    match load_nested(&base.value, store, children) {
        Ok(theme) => (theme, Vec::new()),
        Err(ThemeError::Broken(findings)) => (plain, findings),
        Err(other) => {
            other.report(fields.parser(), base.span, &base.value);
            (plain, Vec::new())
        }
    }
}

impl ThemeError {
    /// Returns what is wrong, and a suggestion.
    pub fn message_and_help(&self, name: &str) -> (Safe<'static>, Option<Safe<'static>>) {
        match self {
            Self::Unknown(near) => {
                let help = near.as_ref().map(|near| safe!("did you mean “", near, "”?"));
                let all = || "`kzq config --themes` lists all".into();
                (safe!("unknown theme “", quote_for_message(name), "”"), Some(help.unwrap_or_else(all)))
            }
            Self::Unreadable(why) => (safe!("the theme “", quote_for_message(name), "” can't be read: ", why), None),
            Self::Broken(_) => (safe!("the theme “", quote_for_message(name), "” is broken"), None),
        }
    }

    /// Reports an unknown theme name in a file.
    pub(super) fn report(&self, reader: &mut Parser<'_>, span: std::ops::Range<usize>, name: &str) {
        let (message, help) = self.message_and_help(name);
        reader.error_with_help(Rule::Dangling, span, message, help);
    }
}

/// Writes a theme as a file, every style with its description.
pub fn to_ron(mut theme: Theme) -> Safe<'static> {
    let mut lines: Vec<Safe<'static>> = vec!["(".into()];
    for part in Theme::PARTS {
        let style = style::format_style(*(part.style)(&mut theme));
        lines.push(safe!("    // ", to_sentence(part.doc)));
        lines.push(safe!("    ", part.name, ": \"", Safe::line(style), "\","));
    }
    lines.push(")".into());
    Safe::join(lines, "\n")
}

/// Turns a description into a sentence.
fn to_sentence(words: &'static str) -> Safe<'static> {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    safe!(Safe::from(first).to_uppercase(), rest, ".")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    /// An in-memory theme store.
    struct MemoryThemes(BTreeMap<&'static str, &'static str>);

    impl ThemeStore for MemoryThemes {
        fn find(&self, name: &str) -> Option<ThemeFile> {
            let text = self.0.get(name)?;
            let file = Safe::line(format!("{name}.ron")).into_owned();
            let bytes = if *text == "secret" { Err("permission denied".into()) } else { Ok((*text).into()) };
            Some(ThemeFile { file, bytes })
        }

        fn names(&self) -> Vec<String> {
            self.0.keys().map(ToString::to_string).collect()
        }
    }

    fn themes(files: &[(&'static str, &'static str)]) -> MemoryThemes {
        MemoryThemes(files.iter().copied().collect())
    }

    #[test]
    fn parses_what_it_writes() {
        for name in ThemeName::ALL {
            let text: &'static str = Box::leak(to_ron(Theme::builtin(name)).to_string().into_boxed_str());
            assert_eq!(load_theme("mine", &themes(&[("mine", text)])), Ok(Theme::builtin(name)), "{text}");
        }
    }

    #[test]
    fn inherits_from_base_theme() {
        let files = themes(&[
            ("base", "(based_on: \"paper\", told: \"red\", quiet: \"8\")"),
            ("mine", "(based_on: \"base\", paraphrase: \"underlined #102030 on 7\")"),
            ("bare", ""),
            ("dark", "(based_on: \"dark\", key: \"bold\")"),
        ]);
        let mine = load_theme("mine", &files).unwrap();
        assert_eq!(mine.paraphrase, Style::new().fg(Color::Rgb(16, 32, 48)).bg(Color::Indexed(7)).underlined());
        assert_eq!(mine.quiet, Style::new().fg(Color::Indexed(8)));
        assert_eq!(mine.accent, Theme::builtin(ThemeName::Paper).accent);
        assert_eq!(load_theme("bare", &files), Ok(Theme::builtin(ThemeName::Dark)));
        // The user's themes come first, and may be based on the built-in ones they replace.
        let bold = Style::new().add_modifier(Modifier::BOLD);
        assert_eq!(load_theme("dark", &files), Ok(Theme { key: bold, ..Theme::builtin(ThemeName::Dark) }));
        assert_eq!(load_theme("paper", &files), Ok(Theme::builtin(ThemeName::Paper)));
    }

    #[test]
    fn reports_all_errors_at_once() {
        let files = themes(&[
            ("one", "(based_on: \"two\", text: \"rad\", quiet: 7, titel: \"red\")"),
            ("two", "(based_on: \"one\", key: \"bold bald\")"),
            ("lost", "(based_on: \"papr\")"),
            ("shut", "secret"),
            ("onto", "(based_on: \"shut\")"),
        ]);
        let told = |name| match load_theme(name, &files) {
            Err(ThemeError::Broken(findings)) => {
                let told = |finding: &Diagnostic| {
                    let (code, place) = (finding.rule.name(), &finding.location);
                    format!("{}:{}:{}: {code}: {}", finding.file, place.line, place.column, finding.message)
                };
                findings.iter().map(told).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            told("one"),
            [
                "two.ron:1:12: circle: the theme “one” is based on itself",
                "two.ron:1:30: bad-style: `bald` is neither a colour nor a text attribute",
                "one.ron:1:26: bad-style: `rad` is neither a colour nor a text attribute",
                "one.ron:1:39: syntax: `quiet` must be a text in double quotes; this is the number 7",
                "one.ron:1:42: unknown-field: a theme has no field `titel`",
            ]
        );
        assert_eq!(told("lost"), ["lost.ron:1:12: dangling: unknown theme “papr”"]);
        assert_eq!(told("onto"), ["onto.ron:1:12: dangling: the theme “shut” can't be read: permission denied"]);
        assert_eq!(load_theme("nigth", &files), Err(ThemeError::Unknown(Some("night".into()))));
    }
}
