//! The table of settings: each row declares a setting's name, docs, overrides, parser and display.

use std::path::Path;

use super::choices::Choice;
use super::file::ConfigReader;
use super::resolve::{Origin, Settings, ThemeChoice};
use kzq_export::PLACEHOLDERS;
use kzq_ron::Node;

/// Declaration of a setting.
pub struct Field {
    /// Name of the field in the file.
    pub name: &'static str,
    /// Description, a few lines, for the sample file.
    pub doc: &'static [&'static str],
    /// The argument that overrides it, if any.
    pub flag: Option<&'static str>,
    /// The environment variables that override it, if any.
    pub variable: Option<&'static str>,
    /// Parses the field of the file.
    pub(super) parse: for<'s> fn(&mut ConfigReader<'_, 's, '_>, &'static str, Node<'s>),
    /// The effective value in RON, and its origin.
    pub(super) display: fn(&Settings) -> (String, Origin),
    /// The lines after the description in the sample file, if they say more than the default value.
    pub(super) sample_lines: Option<fn() -> Vec<SampleLine>>,
}

/// A line of the sample file.
pub(super) enum SampleLine {
    /// A comment.
    Comment(String),
    /// A setting, or part of one; commented out in the sample.
    Setting(String),
}

impl Field {
    /// Returns the effective value in RON, and its origin.
    pub fn display(&self, settings: &Settings) -> (String, Origin) {
        (self.display)(settings)
    }
}

/// All settings, in the order of the sample file.
pub const FIELDS: &[Field] = &[
    Field {
        name: "data",
        doc: &[
            "The collections to browse: files, or directories of them. Without any, the one that is part of kzq.",
            "A path starts at the directory of this file, or with ~ at your home.",
        ],
        flag: Some("--data"),
        variable: Some("KZQ_DATA"),
        parse: |reading, name, node| reading.config.data = reading.paths(name, node),
        display: |settings| {
            let paths = settings.data.value.iter().map(|path| quote(&display_path(path)));
            (format!("[{}]", paths.collect::<Vec<_>>().join(", ")), settings.data.origin)
        },
        sample_lines: None,
    },
    Field {
        name: "theme",
        doc: &[
            "The colours: \"auto\", which follows the terminal's light or dark ground where it tells, \"dark\", \"light\",",
            "\"contrast\", \"paper\", \"night\", \"ansi\", \"mono\", one of your own (themes/NAME.ron beside this file), or the",
            "path of one. `kzq config --themes` lists them, `kzq config --show-theme NAME` prints one to begin with.",
        ],
        flag: Some("--theme"),
        variable: Some("KZQ_THEME, NO_COLOR"),
        parse: |reading, name, node| reading.config.theme = reading.theme(name, node),
        display: |settings| {
            let name = match &settings.theme.value {
                ThemeChoice::Auto => ThemeChoice::AUTO,
                ThemeChoice::Named(theme) => &theme.name,
            };
            (quote(name), settings.theme.origin)
        },
        sample_lines: None,
    },
    Field {
        name: "dark_theme",
        doc: &["The theme that \"auto\" takes for a dark ground."],
        flag: None,
        variable: None,
        parse: |reading, name, node| reading.config.dark_theme = reading.fixed_theme(name, node),
        display: |settings| (quote(&settings.dark_theme.value.name), settings.dark_theme.origin),
        sample_lines: None,
    },
    Field {
        name: "light_theme",
        doc: &["The theme that \"auto\" takes for a light ground."],
        flag: None,
        variable: None,
        parse: |reading, name, node| reading.config.light_theme = reading.fixed_theme(name, node),
        display: |settings| (quote(&settings.light_theme.value.name), settings.light_theme.origin),
        sample_lines: None,
    },
    Field {
        name: "glyphs",
        doc: &["The signs: \"unicode\", \"ascii\", or \"auto\": what the locale has."],
        flag: Some("--glyphs"),
        variable: Some("KZQ_GLYPHS"),
        parse: |reading, name, node| reading.config.glyphs = reading.choice(name, node),
        display: |settings| (quote(&settings.glyphs.value.choice_name()), settings.glyphs.origin),
        sample_lines: None,
    },
    Field {
        name: "clipboard",
        doc: &[
            "Where copies go: \"tmux\", \"osc52\" (the terminal), \"system\", \"file\", or \"auto\": the first of these that there",
            "is, as the README says.",
        ],
        flag: Some("--clipboard"),
        variable: Some("KZQ_CLIPBOARD"),
        parse: |reading, name, node| reading.config.clipboard = reading.choice(name, node),
        display: |settings| (quote(&settings.clipboard.value.choice_name()), settings.clipboard.origin),
        sample_lines: None,
    },
    Field {
        name: "mouse",
        doc: &["Whether the mouse works in the browser; otherwise it selects text as in the terminal."],
        flag: None,
        variable: None,
        parse: |reading, name, node| reading.config.mouse = reading.value(name, node),
        display: |settings| (settings.mouse.value.to_string(), settings.mouse.origin),
        sample_lines: None,
    },
    Field {
        name: "template",
        doc: &[
            "A format of your own, which the menu of formats offers and `--format template` prints; an empty one is none:",
            "\"{quoted} — {speaker}[, {source}][, {date}] {url}\"",
            "What stands in [ ] is left out where any of it is missing. Elsewhere what is missing takes the text before it",
            "along, and parentheses around it. {{ }} {[} {]} stand for themselves. What is not verbatim says so at the end,",
            "where the template has no {caveat}. It may hold:",
        ],
        flag: None,
        variable: None,
        parse: |reading, name, node| reading.config.template = reading.template(name, node),
        display: |settings| (quote(&settings.template.value.text), settings.template.origin),
        sample_lines: Some(|| {
            let placeholders = PLACEHOLDERS.iter().map(|(name, doc)| SampleLine::Comment(format!("{{{name}}}: {doc}")));
            placeholders.chain([SampleLine::Setting("template: \"\",".to_owned())]).collect()
        }),
    },
    Field {
        name: "format",
        doc: &[
            "The format in which y copies in the browser: \"text\" (with attribution), \"words\", \"markdown\", \"html\", \"apa\",",
            "\"mla\", \"chicago-note\", \"chicago-bibliography\", \"bibtex\", \"ris\", \"csl-json\", \"json\", \"ron\", \"link\", \"template\".",
        ],
        flag: None,
        variable: None,
        parse: |reading, name, node| reading.config.format = reading.format(name, node),
        display: |settings| (quote(&settings.format.value.choice_name()), settings.format.origin),
        sample_lines: None,
    },
    Field {
        name: "cache",
        doc: &["Whether snapshots of large collections are kept, so that they open quickly."],
        flag: Some("--no-cache"),
        variable: None,
        parse: |reading, name, node| reading.config.cache = reading.value(name, node),
        display: |settings| (settings.cache.value.to_string(), settings.cache.origin),
        sample_lines: None,
    },
    Field {
        name: "keys",
        doc: &[
            "Keys of your own: an action, or a place and an action, with all its keys there; [] takes its keys away.",
            "{\"star\": [\"*\"], \"list.mark\": [\"x\"], \"first\": [\"g g\", \"Home\"], \"down\": [\"j\", \"Down\", \"Ctrl-n\"]}",
            "A key is a character, Ctrl-d, Alt-x, Shift-Tab, Enter, Esc, Space, Up, PgDn, F1 and the like; blanks stand",
            "between keys in a row. Without a place it holds in all places of the action; where text is typed, keys",
            "that type a character are passed over then. These are all actions, with the keys that they have:",
        ],
        flag: None,
        variable: None,
        parse: |reading, name, node| reading.config.keys = reading.keys(name, node),
        display: |settings| (super::keys::to_ron(&settings.keys.value), settings.keys.origin),
        sample_lines: Some(super::keys::sample_lines),
    },
];

/// Quotes a text as a RON string.
pub(super) fn quote(text: &str) -> String {
    ron::to_string(text).unwrap_or_default()
}

fn display_path(path: &Path) -> String {
    path.display().to_string()
}
