//! The reader's own editor.

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::Command;

use super::atomic::Temporary;

/// What is run where the reader names no editor.
const USUAL: &str = "vi";

/// Opens a text in the editor that the environment names, and waits for it; gives what it left.
///
/// # Errors
///
/// Where it can't be run, or says that it failed: then the text is to be kept as it was.
pub(super) fn edit(text: &str) -> io::Result<String> {
    let file = Temporary::new(&env::temp_dir(), "kzq-note-")?;
    file.file().write_all(text.as_bytes())?;
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()));
    let status = command(editor.unwrap_or_else(|| USUAL.into()), file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other("the editor failed; the note is as it was"));
    }
    let mut bytes = Vec::new();
    // Many editors write another file and put it in the place of this one.
    File::open(file.path())?.read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| io::Error::other("the editor left no UTF-8; the note is as it was"))
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
