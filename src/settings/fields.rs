//! The table of settings: a row declares a setting's value, description, default, parser and overrides.
//!
//! The parser of `config.ron`, the sample file, `kzq config` and the documentation are all made from it. To add a
//! setting, write its row (and its argument in `cli::args`, if it has one).

use std::path::PathBuf;

use super::choices::{Choice, ClipboardChoice, GlyphChoice, StartChoice, choice_names, parse_optional_choice};
use super::config_reader::ConfigReader;
use super::message::Message;
use super::resolve::{NamedTheme, Origin, Overrides, Resolved, ThemeChoice, UserTemplate};
use super::sample_line::{SampleLine, quote};
use kzq_export::{Format, PLACEHOLDERS};
use kzq_ron::Node;
use kzq_text::Safe;
use kzq_tui::keys::keymap::Keymap;
use kzq_tui::ui::ThemeName;

/// The row of a setting with values of type `T`.
struct Row<T: 'static> {
    /// The description after its first line.
    details: &'static [&'static str],
    default: fn() -> T,
    /// Parses the field of the file.
    parse: for<'s> fn(&mut ConfigReader<'_, 's, '_>, &'static str, Node<'s>) -> Option<T>,
    /// Returns the value in RON.
    show: fn(&T) -> String,
    /// What overrides the settings file, the highest precedence first.
    overrides: &'static [Override<T>],
    /// The names of the values, if there are a few.
    choices: Option<fn() -> Vec<String>>,
    sample_lines: Option<fn() -> Vec<SampleLine>>,
}

/// An argument, variable or project file that overrides the settings file, and how its value is read, if it is given.
type Override<T> = (Origin, fn(&Overrides<'_>) -> Result<Option<T>, Message>);

/// A setting, whatever its type.
pub struct Field {
    /// Name of the field in the file.
    pub name: &'static str,
    /// The first line of the description.
    pub summary: &'static str,
    /// The other lines of the description.
    pub details: &'static [&'static str],
    overrides: fn() -> Vec<Origin>,
    /// Parses the field of the file.
    pub(super) parse: for<'s> fn(&mut ConfigReader<'_, 's, '_>, &mut ConfigFile, &'static str, Node<'s>),
    show: fn(&Settings) -> (String, Origin),
    choices: Option<fn() -> Vec<String>>,
    /// The lines after the description in the sample file, if they say more than the default value.
    pub(super) sample_lines: Option<fn() -> Vec<SampleLine>>,
}

impl Field {
    /// Returns the effective value in RON, and its origin.
    pub fn display(&self, settings: &Settings) -> (String, Origin) {
        (self.show)(settings)
    }

    /// Returns the names of its values; empty if there are more than a few.
    pub fn choices(&self) -> Vec<String> {
        self.choices.map_or_else(Vec::new, |choices| choices())
    }

    /// Returns what overrides the settings file, the highest precedence first.
    pub fn overrides(&self) -> Vec<Origin> {
        (self.overrides)()
    }
}

macro_rules! settings {
    ($($name:ident: $type:ty, $summary:literal => $row:expr;)+) => {
        /// The effective settings.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Settings {
            $(#[doc = $summary] pub $name: Resolved<$type>,)+
        }

        /// Contents of the settings file; `None` for fields that it does not set.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct ConfigFile {
            $(pub(super) $name: Option<$type>,)+
        }

        struct Rows {
            $($name: Row<$type>,)+
        }

        const ROWS: Rows = Rows { $($name: $row,)+ };

        /// All settings, in the order of the sample file.
        pub const FIELDS: &[Field] = &[$(Field {
            name: stringify!($name),
            summary: $summary,
            details: ROWS.$name.details,
            overrides: || ROWS.$name.overrides.iter().map(|&(origin, _)| origin).collect(),
            parse: |reader, config, name, node| config.$name = (ROWS.$name.parse)(reader, name, node),
            show: |settings| ((ROWS.$name.show)(&settings.$name.value), settings.$name.origin),
            choices: ROWS.$name.choices,
            sample_lines: ROWS.$name.sample_lines,
        }),+];

        impl Default for Settings {
            fn default() -> Self {
                Self { $($name: Resolved::default((ROWS.$name.default)()),)+ }
            }
        }

        impl ConfigFile {
            /// A file that sets every field to its default.
            pub fn defaults() -> Self {
                Self { $($name: Some((ROWS.$name.default)()),)+ }
            }
        }

        impl Settings {
            /// Resolves the settings: arguments take precedence over variables, the project, the file, and defaults.
            ///
            /// # Errors
            ///
            /// One message for each invalid argument or variable.
            pub fn resolve(overrides: &Overrides<'_>, config: ConfigFile) -> Result<Self, Vec<Safe<'static>>> {
                let mut errors = Vec::new();
                let settings = Self {
                    $($name: ROWS.$name.resolve(overrides, config.$name, &mut errors),)+
                };
                if errors.is_empty() { Ok(settings) } else { Err(errors) }
            }
        }
    };
}

impl<T> Row<T> {
    /// Picks the value with the highest precedence; pushes a message for each invalid argument or variable.
    fn resolve(&self, overrides: &Overrides<'_>, file: Option<T>, errors: &mut Vec<Safe<'static>>) -> Resolved<T> {
        let mut highest = None;
        for (origin, value) in self.overrides {
            match value(overrides) {
                Ok(value) => highest = highest.or(value.map(|value| Resolved { value, origin: *origin })),
                Err(message) => errors.push(message.on_one_line(origin.name())),
            }
        }
        let file = file.map(|value| Resolved { value, origin: Origin::File });
        highest.or(file).unwrap_or_else(|| Resolved::default((self.default)()))
    }
}

settings! {
    data: Vec<PathBuf>,
    "The collections to open: files or directories. Without any, your own collection, or else the example."
    => Row {
        details: &["A relative path is relative to this file; ~ is your home directory."],
        default: Vec::new,
        parse: |reader, name, node| reader.paths(name, node),
        show: |paths| {
            let paths = paths.iter().map(|path| quote(&path.display().to_string()));
            format!("[{}]", paths.collect::<Vec<_>>().join(", "))
        },
        overrides: &[
            (Origin::Flag("--data"), |given| Ok(non_empty(given.args.data.clone()))),
            (Origin::Variable("KZQ_DATA"), |given| Ok(non_empty(given.environment.paths("KZQ_DATA")))),
            (Origin::Project, |given| Ok(non_empty(given.project_data.to_vec()))),
        ],
        choices: None,
        sample_lines: None,
    };

    shelf: PathBuf,
    "The file of your stars, notes, lists and highlights, such as one next to a collection; \"\" means your own shelf."
    => Row {
        details: &["A relative path is relative to this file; ~ is your home directory."],
        default: PathBuf::new,
        parse: |reader, name, node| reader.path(name, node),
        show: |path| quote(&path.display().to_string()),
        overrides: &[(Origin::Flag("--shelf"), |given| Ok(given.args.shelf.clone()))],
        choices: None,
        sample_lines: None,
    };

    theme: ThemeChoice,
    "The theme: \"auto\", which follows the background of the terminal, a built-in theme, or one of your own."
    => Row {
        details: &[
            "Your own are themes/NAME.ron beside this file, or a path. `kzq config --themes` lists all themes, and",
            "`kzq config --show-theme NAME` prints one to start from.",
        ],
        default: || ThemeChoice::Auto,
        parse: |reader, name, node| reader.theme(name, node),
        show: |theme| match theme {
            ThemeChoice::Auto => quote(ThemeChoice::AUTO),
            ThemeChoice::Named(theme) => quote(&theme.name),
        },
        overrides: &[
            (Origin::Flag("--theme"), |given| given.theme(given.args.theme.clone())),
            (Origin::Variable("KZQ_THEME"), |given| given.theme(given.environment.text("KZQ_THEME"))),
            (Origin::Variable("NO_COLOR"), |given| {
                Ok(given.environment.text("NO_COLOR").map(|_| ThemeChoice::Named(Box::new(ThemeName::Mono.into()))))
            }),
        ],
        choices: Some(ThemeChoice::names),
        sample_lines: None,
    };

    dark_theme: NamedTheme,
    "The theme that \"auto\" uses on a dark background."
    => Row {
        details: &[],
        default: || ThemeName::Dark.into(),
        parse: |reader, name, node| reader.fixed_theme(name, node),
        show: |theme| quote(&theme.name),
        overrides: &[],
        choices: None,
        sample_lines: None,
    };

    light_theme: NamedTheme,
    "The theme that \"auto\" uses on a light background."
    => Row {
        details: &[],
        default: || ThemeName::Light.into(),
        parse: |reader, name, node| reader.fixed_theme(name, node),
        show: |theme| quote(&theme.name),
        overrides: &[],
        choices: None,
        sample_lines: None,
    };

    glyphs: GlyphChoice,
    "The symbols to draw with; \"auto\" is Unicode if the locale is UTF-8."
    => Row {
        details: &[],
        default: || GlyphChoice::Auto,
        parse: |reader, name, node| reader.choice(name, node),
        show: |glyphs| quote(&glyphs.choice_name()),
        overrides: &[
            (Origin::Flag("--glyphs"), |given| Ok(given.args.glyphs)),
            (Origin::Variable("KZQ_GLYPHS"), |given| parse_optional_choice(given.environment.text("KZQ_GLYPHS"))),
        ],
        choices: Some(choice_names::<GlyphChoice>),
        sample_lines: None,
    };

    clipboard: ClipboardChoice,
    "How to copy; \"auto\" uses the first way that works."
    => Row {
        details: &[],
        default: || ClipboardChoice::Auto,
        parse: |reader, name, node| reader.choice(name, node),
        show: |clipboard| quote(&clipboard.choice_name()),
        overrides: &[
            (Origin::Flag("--clipboard"), |given| Ok(given.args.clipboard)),
            (Origin::Variable("KZQ_CLIPBOARD"), |given| parse_optional_choice(given.environment.text("KZQ_CLIPBOARD"))),
        ],
        choices: Some(choice_names::<ClipboardChoice>),
        sample_lines: None,
    };

    mouse: bool,
    "Whether the browser uses the mouse; if not, the mouse selects text as usual in the terminal."
    => Row {
        details: &[],
        default: || true,
        parse: |reader, name, node| reader.value(name, node),
        show: bool::to_string,
        overrides: &[],
        choices: None,
        sample_lines: None,
    };

    start_in: StartChoice,
    "Where the browser starts: in the list, or in the filter, so that you can type a query at once."
    => Row {
        details: &[],
        default: || StartChoice::List,
        parse: |reader, name, node| reader.choice(name, node),
        show: |place| quote(&place.choice_name()),
        overrides: &[],
        choices: Some(choice_names::<StartChoice>),
        sample_lines: None,
    };

    player: String,
    "The command that plays recordings from the time of the quotation; without one, the web browser plays them."
    => Row {
        details: &[
            "For example: \"mpv --start={time} {url}\". {time} is in seconds. Spaces separate the words; no shell is involved.",
        ],
        default: String::new,
        parse: |reader, name, node| reader.value(name, node),
        show: |player| quote(player),
        overrides: &[],
        choices: None,
        sample_lines: None,
    };

    template: UserTemplate,
    "Your own copy format, offered in the menu and as `--format template`; an empty text means none."
    => Row {
        details: &[
            "For example: \"{quoted} — {speaker}[, {source}][, {date}] {url}\"",
            "Text in [ ] is left out if any value in it is missing. Elsewhere, a missing value also removes the text before it",
            "and any parentheses around it. {{ }} {[} {]} are the characters themselves. Entries that are not verbatim say so,",
            "unless the template has a {caveat}. The placeholders are:",
        ],
        default: UserTemplate::default,
        parse: |reader, name, node| reader.template(name, node),
        show: |template| quote(&template.text),
        overrides: &[],
        choices: None,
        sample_lines: Some(|| {
            let placeholders = PLACEHOLDERS.iter().map(|(name, doc)| SampleLine::Comment(format!("{{{name}}}: {doc}")));
            placeholders.chain([SampleLine::Setting("template: \"\",".to_owned())]).collect()
        }),
    };

    // After `template`, which it may name.
    format: Format,
    "The format in which `y` copies in the browser."
    => Row {
        details: &[],
        default: || Format::Attributed,
        parse: |reader, name, node| reader.format(name, node),
        show: |format| quote(&format.choice_name()),
        overrides: &[],
        choices: Some(choice_names::<Format>),
        sample_lines: None,
    };

    record_use: bool,
    "Whether copying in the browser records on the shelf that an entry was used; `is:used` finds such entries."
    => Row {
        details: &[],
        default: || false,
        parse: |reader, name, node| reader.value(name, node),
        show: bool::to_string,
        overrides: &[],
        choices: None,
        sample_lines: None,
    };

    cache: bool,
    "Whether to cache large collections, so that they open quickly."
    => Row {
        details: &[],
        default: || true,
        parse: |reader, name, node| reader.value(name, node),
        show: bool::to_string,
        overrides: &[(Origin::Flag("--no-cache"), |given| Ok(given.args.no_cache.then_some(false)))],
        choices: None,
        sample_lines: None,
    };

    max_size: u32,
    "The largest file that kzq reads, in MB. The browser asks about larger files, and commands refuse them."
    => Row {
        details: &["Texts to check and articles are never more than 64 MB."],
        default: || 2048,
        parse: |reader, name, node| reader.value(name, node),
        show: u32::to_string,
        overrides: &[],
        choices: None,
        sample_lines: None,
    };

    refuse_broken: bool,
    "Whether to fail if a collection is broken, instead of loading the others."
    => Row {
        details: &[],
        default: || false,
        parse: |reader, name, node| reader.value(name, node),
        show: bool::to_string,
        overrides: &[(Origin::Flag("--refuse-broken"), |given| Ok(given.args.refuse_broken.then_some(true)))],
        choices: None,
        sample_lines: None,
    };

    keys: Keymap,
    "Your own keys: all keys of an action, everywhere or in one place; [] removes them."
    => Row {
        details: &[
            "For example: {\"star\": [\"*\"], \"list.mark\": [\"x\"], \"first\": [\"g g\", \"Home\"], \"down\": [\"j\", \"Down\", \"Ctrl-n\"]}",
            "A key is a character, a name such as Ctrl-d, Alt-x, Shift-Tab, Enter, Esc, Space, Up, PgDn or F1, or several of them",
            "separated by spaces. Without a place, keys apply wherever the action works; where text is typed, keys that type a",
            "character are ignored. A key that you set is taken from the action that has it by default. All actions:",
        ],
        default: Keymap::default,
        parse: |reader, name, node| reader.keys(name, node),
        show: super::keys::to_ron,
        overrides: &[],
        choices: None,
        sample_lines: Some(super::keys::sample_lines),
    };
}

/// Returns the paths, or `None` if there are none.
fn non_empty(paths: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
    (!paths.is_empty()).then_some(paths)
}
