//! Runs the user's external editor.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::NamedTempFile;

use crate::host::state::atomic::temp_file;

/// The editor used if neither `VISUAL` nor `EDITOR` is set.
const DEFAULT_EDITOR: &str = "vi";

/// Opens `text` in the user's editor, waits for it, and returns the edited text.
///
/// # Errors
///
/// If the editor can't be run or exits with a failure: then the text must be left as it was. If the editor saved a
/// changed text nevertheless, it is kept in a file that the error names.
pub(crate) fn edit(text: &str) -> io::Result<String> {
    let mut file = temp_file(&env::temp_dir(), "kzq-note-")?;
    file.write_all(text.as_bytes())?;
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()));
    let status = editor_command(editor.unwrap_or_else(|| DEFAULT_EDITOR.into()), file.path()).status()?;
    // Many editors write a new file and rename it over this one.
    let edited = fs::read(file.path())?;
    let is_changed = edited != text.as_bytes();
    let reason = match String::from_utf8(edited) {
        Ok(left) if status.success() => return Ok(left),
        Ok(_) => "the editor failed",
        Err(_) => "the editor left no UTF-8",
    };
    let rest = if is_changed { format!("; what it left is in {}", preserve(file)?.display()) } else { String::new() };
    Err(io::Error::other(format!("{reason}; the note is as it was{rest}")))
}

/// Renames the file so that it is not removed on drop.
fn preserve(file: NamedTempFile) -> io::Result<PathBuf> {
    let preserved_path = file.path().with_extension("txt");
    file.persist(&preserved_path)?;
    Ok(preserved_path)
}

/// Builds the editor command. A shell splits it, since it may contain arguments.
fn editor_command(editor: OsString, file: &Path) -> Command {
    let mut line = editor;
    line.push(" \"$1\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("kzq").arg(file);
    // Standard input may have been used for a collection.
    if let Some(terminal) = (!io::stdin().is_terminal()).then(|| File::open("/dev/tty").ok()).flatten() {
        command.stdin(terminal);
    }
    command
}
