//! Themes: the built-in ones, and the user's, one RON file each.

use super::string_spans::inside;
use super::style;
use kzq_ron::{Code, Finding, Severity};
use kzq_ron::{Fields, FileKind, Node, Reader, Taker, nearest, said};
use kzq_ron::{decoded, is_blank};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::ui::{Theme, ThemeName};

const THEME: FileKind = FileKind {
    name: "theme",
    smallest: "(based_on: \"dark\")",
    beginning: "(based_on: \"dark\", …)",
    unknown: Severity::Error,
};

/// The field that names the parent theme.
const BASE: &str = "based_on";

/// Source of the user's themes.
pub trait Library {
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
pub enum NoTheme {
    /// No theme has this name; the most similar name.
    Unknown(Option<Safe<'static>>),
    /// The file can't be read; the reason.
    Unreadable(Safe<'static>),
    /// The file, or one of its parents, is invalid.
    Broken(Vec<Finding>),
}

/// Loads a theme by name or path. The user's themes take precedence over built-in ones.
///
/// # Errors
///
/// If there is no such theme, or its file is invalid.
pub fn theme(name: &str, library: &dyn Library) -> Result<Theme, NoTheme> {
    named(name, library, &mut Vec::new())
}

/// Loads a theme; `children` are the themes being loaded that are based on it, directly or indirectly.
fn named(name: &str, library: &dyn Library, above: &mut Vec<String>) -> Result<Theme, NoTheme> {
    let built_in = ThemeName::of(name);
    // A user theme named like a built-in one, and based on that name, is based on the built-in one.
    let own = if built_in.is_some() && above.iter().any(|above| above == name) { None } else { library.find(name) };
    let Some(ThemeFile { file, bytes }) = own else {
        return built_in.map(Theme::named).ok_or_else(|| NoTheme::Unknown(like(name, library)));
    };
    let bytes = bytes.map_err(NoTheme::Unreadable)?;
    above.push(name.to_owned());
    let read = read(&file, &bytes, library, above).map_err(NoTheme::Broken);
    above.pop();
    read
}

/// Returns the theme name most similar to `name`.
fn like(name: &str, library: &dyn Library) -> Option<Safe<'static>> {
    let names = library.names();
    let all = names.iter().map(String::as_str).chain(ThemeName::ALL.map(ThemeName::name)).chain(["auto"]);
    nearest(name, all).map(said)
}

fn read(
    file: &Safe<'static>,
    bytes: &[u8],
    library: &dyn Library,
    above: &mut Vec<String>,
) -> Result<Theme, Vec<Finding>> {
    let text = decoded(&THEME, file, bytes)?;
    let mut reader = Reader::of(&THEME, file.clone(), text);
    let fields = if is_blank(text) { Some(Fields(Vec::new())) } else { reader.read_file() };
    let Some(fields) = fields else { return Err(reader.into_findings()) };
    let mut taker = Taker::new(&mut reader, "theme", Node::whole(text), fields);
    let (mut theme, mut findings) = base(&mut reader, &mut taker, library, above);
    for (name, _, part) in Theme::PARTS {
        let Some(given) = taker.optional::<String>(&mut reader, name) else { continue };
        match style::parse(&given.value) {
            Ok(style) => *part(&mut theme) = style,
            Err(error) => {
                let at = inside(text, &given.span, &given.value, &error.at);
                reader.error_with_help(Code::BadStyle, at, error.message, error.help);
            }
        }
    }
    taker.finish(&mut reader);
    findings.extend(reader.into_findings());
    if findings.is_empty() { Ok(theme) } else { Err(findings) }
}

/// Returns the parent theme, and the diagnostics of its file.
fn base<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    library: &dyn Library,
    above: &mut Vec<String>,
) -> (Theme, Vec<Finding>) {
    let plain = Theme::named(ThemeName::Dark);
    let Some(base) = taker.optional::<String>(reader, BASE) else { return (plain, Vec::new()) };
    let is_built_in = ThemeName::of(&base.value).is_some();
    if above.contains(&base.value) && !is_built_in {
        let message = safe!("the theme “", said(&base.value), "” is based on itself in the end");
        reader.error(Code::Circle, base.span, message);
        return (plain, Vec::new());
    }
    match named(&base.value, library, above) {
        Ok(theme) => (theme, Vec::new()),
        Err(NoTheme::Broken(findings)) => (plain, findings),
        Err(other) => {
            other.report(reader, base.span, &base.value);
            (plain, Vec::new())
        }
    }
}

impl NoTheme {
    /// Returns what is wrong, and a suggestion.
    pub fn told(&self, name: &str) -> (Safe<'static>, Option<Safe<'static>>) {
        match self {
            Self::Unknown(near) => {
                let help = near.as_ref().map(|near| safe!("did you mean “", near, "”?"));
                let all = || "`kzq config --themes` lists those that there are".into();
                (safe!("there is no theme “", said(name), "”"), Some(help.unwrap_or_else(all)))
            }
            Self::Unreadable(why) => (safe!("the theme “", said(name), "” can't be read: ", why), None),
            Self::Broken(_) => (safe!("the theme “", said(name), "” is broken"), None),
        }
    }

    /// Reports an unknown theme name in a file.
    pub(super) fn report(&self, reader: &mut Reader<'_>, span: std::ops::Range<usize>, name: &str) {
        let (message, help) = self.told(name);
        reader.error_with_help(Code::Dangling, span, message, help);
    }
}

/// Writes a theme as a file, every style with its description.
pub fn written(mut theme: Theme) -> Safe<'static> {
    let mut lines: Vec<Safe<'static>> = vec!["(".into()];
    for (name, doc, part) in Theme::PARTS {
        let style = style::written(*part(&mut theme));
        lines.push(safe!("    // ", sentence(doc)));
        lines.push(safe!("    ", name, ": \"", Safe::line(style), "\","));
    }
    lines.push(")".into());
    Safe::join(lines, "\n")
}

/// Turns a description into a sentence.
fn sentence(words: &'static str) -> Safe<'static> {
    let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
    safe!(Safe::from(first).to_uppercase(), rest, ".")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    /// An in-memory theme store.
    struct Shelf(BTreeMap<&'static str, &'static str>);

    impl Library for Shelf {
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

    fn shelf(files: &[(&'static str, &'static str)]) -> Shelf {
        Shelf(files.iter().copied().collect())
    }

    #[test]
    fn each_theme_is_read_as_it_is_written() {
        for name in ThemeName::ALL {
            let text: &'static str = Box::leak(written(Theme::named(name)).to_string().into_boxed_str());
            assert_eq!(theme("mine", &shelf(&[("mine", text)])), Ok(Theme::named(name)), "{text}");
        }
    }

    #[test]
    fn a_theme_takes_what_it_does_not_give_from_the_one_it_is_based_on() {
        let files = shelf(&[
            ("base", "(based_on: \"paper\", told: \"red\", quiet: \"8\")"),
            ("mine", "(based_on: \"base\", told: \"underlined #102030 on 7\")"),
            ("bare", ""),
            ("dark", "(based_on: \"dark\", key: \"bold\")"),
        ]);
        let mine = theme("mine", &files).unwrap();
        assert_eq!(mine.told, Style::new().fg(Color::Rgb(16, 32, 48)).bg(Color::Indexed(7)).underlined());
        assert_eq!(mine.quiet, Style::new().fg(Color::Indexed(8)));
        assert_eq!(mine.accent, Theme::named(ThemeName::Paper).accent);
        assert_eq!(theme("bare", &files), Ok(Theme::named(ThemeName::Dark)));
        // The user's themes come first, and may be based on the built-in ones they replace.
        let bold = Style::new().add_modifier(Modifier::BOLD);
        assert_eq!(theme("dark", &files), Ok(Theme { key: bold, ..Theme::named(ThemeName::Dark) }));
        assert_eq!(theme("paper", &files), Ok(Theme::named(ThemeName::Paper)));
    }

    #[test]
    fn what_is_wrong_is_told_all_at_once() {
        let files = shelf(&[
            ("one", "(based_on: \"two\", text: \"rad\", quiet: 7, titel: \"red\")"),
            ("two", "(based_on: \"one\", key: \"bold bald\")"),
            ("lost", "(based_on: \"papr\")"),
            ("shut", "secret"),
            ("onto", "(based_on: \"shut\")"),
        ]);
        let told = |name| match theme(name, &files) {
            Err(NoTheme::Broken(findings)) => {
                let told = |finding: &Finding| {
                    let (code, place) = (finding.code.name(), &finding.place);
                    format!("{}:{}:{}: {code}: {}", finding.file, place.line, place.column, finding.message)
                };
                findings.iter().map(told).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            told("one"),
            [
                "two.ron:1:12: circle: the theme “one” is based on itself in the end",
                "two.ron:1:30: bad-style: `bald` is neither a colour nor a way to set text",
                "one.ron:1:26: bad-style: `rad` is neither a colour nor a way to set text",
                "one.ron:1:39: syntax: `quiet` must be a text in double quotes; this is the number 7",
                "one.ron:1:42: unknown-field: a theme has no field `titel`",
            ]
        );
        assert_eq!(told("lost"), ["lost.ron:1:12: dangling: there is no theme “papr”"]);
        assert_eq!(told("onto"), ["onto.ron:1:12: dangling: the theme “shut” can't be read: permission denied"]);
        assert_eq!(theme("nigth", &files), Err(NoTheme::Unknown(Some("night".into()))));
    }
}
