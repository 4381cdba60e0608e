//! `config`: settings and their origin; themes.

use std::io;

use serde::Serialize;

use super::Outcome;
use crate::cli::out::Out;
use kzq_text::safe;
use kzq_text::{Safe, width};

/// An effective setting.
#[derive(Clone, Debug, Serialize)]
pub struct ShownSetting {
    /// Name of the field in the file.
    pub name: &'static str,
    /// The value in RON.
    pub value: Safe<'static>,
    /// Its origin: `flag`, `environment`, `file` or `default`.
    pub from: &'static str,
    /// The argument or variable that set it.
    pub by: Option<&'static str>,
}

/// The settings file.
#[derive(Clone, Debug, Serialize)]
pub struct ShownFile {
    /// Its path, whether or not it exists.
    pub path: Safe<'static>,
    /// Whether the file exists.
    pub exists: bool,
}

/// An available theme.
#[derive(Clone, Debug, Serialize)]
pub struct ShownTheme {
    /// The name to select it by.
    pub name: Safe<'static>,
    /// Description of a built-in theme.
    pub about: Option<&'static str>,
    /// Path of a user theme.
    pub file: Option<Safe<'static>>,
}

#[derive(Serialize)]
struct ConfigRecord<'s> {
    file: Option<&'s ShownFile>,
    settings: &'s [ShownSetting],
}

/// Prints the effective settings and their origin.
///
/// # Errors
///
/// If writing fails.
pub fn print_config(
    out: &mut Out<'_>,
    file: Option<&ShownFile>,
    settings: &[ShownSetting],
    json: bool,
) -> io::Result<Outcome> {
    if json {
        out.json(&ConfigRecord { file, settings })?;
        return Ok(Outcome::Found);
    }
    match file {
        Some(ShownFile { path, exists: true }) => out.line(&safe!("file         ", path))?,
        Some(ShownFile { path, exists: false }) => out.line(&safe!("file         ", path, " (not there)"))?,
        None => out.line(&"file         none: there is no home".into())?,
    }
    let widest = settings.iter().map(|setting| width::width(setting.value.as_str())).max().unwrap_or_default().min(40);
    for setting in settings {
        let from = match setting.by {
            Some(by) => by,
            None => setting.from,
        };
        let value = pad(&setting.value, widest);
        out.line(&safe!(pad(&setting.name.into(), 11), "  ", value, "  ", from))?;
    }
    Ok(Outcome::Found)
}

/// Prints the available themes.
///
/// # Errors
///
/// If writing fails.
pub fn print_themes(out: &mut Out<'_>, themes: &[ShownTheme], json: bool) -> io::Result<Outcome> {
    if json {
        out.json(&themes)?;
        return Ok(Outcome::Found);
    }
    let widest = themes.iter().map(|theme| width::width(theme.name.as_str())).max().unwrap_or_default();
    for theme in themes {
        let about =
            theme.file.as_ref().map(Safe::to_borrowed).or_else(|| theme.about.map(Safe::from)).unwrap_or_default();
        out.line(&safe!(pad(&theme.name, widest), "  ", about))?;
    }
    Ok(Outcome::Found)
}

/// Pads a text with blanks to a width in columns.
fn pad(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    let padding = columns.saturating_sub(width::width(text.as_str()));
    safe!(text, Safe::line(" ".repeat(padding)))
}
