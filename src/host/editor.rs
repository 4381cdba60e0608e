//! The reader's own editor.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::atomic::Temporary;

/// What is run where the reader names no editor.
const USUAL: &str = "vi";

/// Opens a text in the editor that the environment names, and waits for it; gives what it left.
///
/// # Errors
///
/// Where it can't be run, or says that it failed: then the text is to be kept as it was. What was saved nevertheless
/// stays in a file, which the error names.
pub(super) fn edit(text: &str) -> io::Result<String> {
    let file = Temporary::new(&env::temp_dir(), "kzq-note-")?;
    file.file().write_all(text.as_bytes())?;
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()));
    let status = command(editor.unwrap_or_else(|| USUAL.into()), file.path()).status()?;
    // Many editors write another file and put it in the place of this one.
    let left = fs::read(file.path())?;
    let is_other = left != text.as_bytes();
    let why = match String::from_utf8(left) {
        Ok(left) if status.success() => return Ok(left),
        Ok(_) => "the editor failed",
        Err(_) => "the editor left no UTF-8",
    };
    let rest = if is_other { format!("; what it left is in {}", keep(&file)?.display()) } else { String::new() };
    Err(io::Error::other(format!("{why}; the note is as it was{rest}")))
}

/// Gives a file a name under which it stays.
fn keep(file: &Temporary) -> io::Result<PathBuf> {
    let kept = file.path().with_extension("txt");
    fs::rename(file.path(), &kept)?;
    Ok(kept)
}

/// The editor may have arguments of its own, so a shell takes it apart.
fn command(editor: OsString, file: &Path) -> Command {
    let mut line = editor;
    line.push(" \"$1\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("kzq").arg(file);
    // A collection may have come by stdin.
    if let Some(terminal) = (!io::stdin().is_terminal()).then(|| File::open("/dev/tty").ok()).flatten() {
        command.stdin(terminal);
    }
    command
}
