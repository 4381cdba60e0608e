//! `config`: what is set, and why; the themes.

use std::io;

use serde::Serialize;

use super::Outcome;
use crate::cli::out::Out;
use crate::safe;
use crate::text::{Safe, width};

/// A setting that holds.
#[derive(Clone, Debug, Serialize)]
pub struct ShownSetting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is, in RON.
    pub value: Safe<'static>,
    /// Where it comes from: `flag`, `environment`, `file` or `default`.
    pub from: &'static str,
    /// The argument or the variable that it comes from.
    pub by: Option<&'static str>,
}

/// The file of settings.
#[derive(Clone, Debug, Serialize)]
pub struct ShownFile {
    /// Where it is, or would be.
    pub path: Safe<'static>,
    /// Whether it is there.
    pub exists: bool,
}

/// A theme that there is.
#[derive(Clone, Debug, Serialize)]
pub struct ShownTheme {
    /// The name by which it is chosen.
    pub name: Safe<'static>,
    /// What it is, where it is one of kzq's.
    pub about: Option<&'static str>,
    /// Its file, where it is one of the reader's.
    pub file: Option<Safe<'static>>,
}

#[derive(Serialize)]
struct Record<'s> {
    file: Option<&'s ShownFile>,
    settings: &'s [ShownSetting],
}

/// Prints what is set, and where each comes from.
///
/// # Errors
///
/// What writing gives.
pub fn print_config(
    out: &mut Out<'_>,
    file: Option<&ShownFile>,
    settings: &[ShownSetting],
    json: bool,
) -> io::Result<Outcome> {
    if json {
        out.json(&Record { file, settings })?;
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
        let value = filled(&setting.value, widest);
        out.line(&safe!(filled(&setting.name.into(), 11), "  ", value, "  ", from))?;
    }
    Ok(Outcome::Found)
}

/// Prints the themes that there are.
///
/// # Errors
///
/// What writing gives.
pub fn print_themes(out: &mut Out<'_>, themes: &[ShownTheme], json: bool) -> io::Result<Outcome> {
    if json {
        out.json(&themes)?;
        return Ok(Outcome::Found);
    }
    let widest = themes.iter().map(|theme| width::width(theme.name.as_str())).max().unwrap_or_default();
    for theme in themes {
        let about = theme.file.as_ref().map(Safe::borrowed).or_else(|| theme.about.map(Safe::from)).unwrap_or_default();
        out.line(&safe!(filled(&theme.name, widest), "  ", about))?;
    }
    Ok(Outcome::Found)
}

/// A text with blanks behind it up to so many columns.
fn filled(text: &Safe<'_>, columns: usize) -> Safe<'static> {
    let air = columns.saturating_sub(width::width(text.as_str()));
    safe!(text, Safe::line(" ".repeat(air)))
}
