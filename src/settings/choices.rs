//! Settings that have a few values, each with a name.

use clap::ValueEnum;

use super::message::Message;
use kzq_export::Format;
use kzq_ron::{find_similar, quote_for_message};
use kzq_text::{Safe, safe};
use kzq_tui::app::Focus;

/// The glyph set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum GlyphChoice {
    /// Unicode where the locale is UTF-8.
    #[default]
    Auto,
    /// Unicode.
    Unicode,
    /// ASCII.
    Ascii,
}

/// When commands print in colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The clipboard backend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ClipboardChoice {
    /// tmux, then the terminal over SSH, then the system's clipboard, then the terminal, then a file.
    #[default]
    Auto,
    /// tmux's buffer, which passes it on.
    Tmux,
    /// The terminal, by the escape sequence OSC 52.
    Osc52,
    /// The system's clipboard.
    System,
    /// A file.
    File,
}

/// Where the browser starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum StartChoice {
    /// In the list: letters are commands.
    #[default]
    List,
    /// In the filter: letters are typed into it.
    Filter,
}

impl From<StartChoice> for Focus {
    fn from(choice: StartChoice) -> Self {
        match choice {
            StartChoice::List => Self::List,
            StartChoice::Filter => Self::Filter,
        }
    }
}

/// A value that is chosen by its name.
pub(super) trait Choice: Sized + 'static {
    /// All values, with their names.
    fn choices() -> Vec<(String, Self)>;

    /// Returns the name of the value.
    fn choice_name(&self) -> String;
}

impl Choice for GlyphChoice {
    fn choices() -> Vec<(String, Self)> {
        clap_choices()
    }

    fn choice_name(&self) -> String {
        clap_name(self)
    }
}

impl Choice for ClipboardChoice {
    fn choices() -> Vec<(String, Self)> {
        clap_choices()
    }

    fn choice_name(&self) -> String {
        clap_name(self)
    }
}

impl Choice for StartChoice {
    fn choices() -> Vec<(String, Self)> {
        clap_choices()
    }

    fn choice_name(&self) -> String {
        clap_name(self)
    }
}

impl Choice for Format {
    fn choices() -> Vec<(String, Self)> {
        Self::copied().chain([Self::Template(None)]).map(|format| (format.choice_name(), format)).collect()
    }

    fn choice_name(&self) -> String {
        self.row().name.to_owned()
    }
}

fn clap_choices<T: ValueEnum>() -> Vec<(String, T)> {
    T::value_variants().iter().map(|value| (clap_name(value), value.clone())).collect()
}

fn clap_name<T: ValueEnum>(value: &T) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The names of all values.
pub(super) fn choice_names<T: Choice>() -> Vec<String> {
    T::choices().into_iter().map(|(name, _)| name).collect()
}

/// Parses the name of a choice in a variable, if that is set.
///
/// # Errors
///
/// As [`parse_choice`].
pub(super) fn parse_optional_choice<T: Choice>(name: Option<String>) -> Result<Option<T>, Message> {
    name.map(|name| parse_choice(&name)).transpose()
}

/// Parses the name of a choice.
///
/// # Errors
///
/// The message for an unknown name, with help.
pub(super) fn parse_choice<T: Choice>(name: &str) -> Result<T, Message> {
    let (names, values): (Vec<String>, Vec<T>) = T::choices().into_iter().unzip();
    if let Some(value) = values.into_iter().zip(&names).find_map(|(value, known)| (known == name).then_some(value)) {
        return Ok(value);
    }
    let help = if let Some(near) = find_similar(name, names.iter().map(String::as_str)) {
        safe!("did you mean “", quote_for_message(near), "”?")
    } else {
        let quoted = names.iter().map(|name| safe!("“", quote_for_message(name), "”"));
        safe!("try ", Safe::join(quoted.collect::<Vec<_>>(), ", "))
    };
    Err(Message { message: safe!("unknown value “", quote_for_message(name), "”"), help: Some(help) })
}
