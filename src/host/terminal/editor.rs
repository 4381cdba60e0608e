//! Runs the user's external editor.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::NamedTempFile;

use crate::host::state::atomic::temp_file;

/// How an editor is told the line at which to open a file.
#[derive(Clone, Copy)]
enum LineArgument {
    /// `+12 FILE`.
    Plus,
    /// `FILE:12`.
    Colon,
    /// `--goto FILE:12`.
    Goto,
}

/// Editors, by the names of their programs; others open files at the top.
const EDITORS: &[(&[&str], LineArgument)] = &[
    (
        &[
            "vi",
            "vim",
            "nvim",
            "gvim",
            "view",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "kak",
            "micro",
            "mg",
            "joe",
            "jed",
            "ne",
            "gedit",
        ],
        LineArgument::Plus,
    ),
    (&["hx", "helix", "subl", "zed"], LineArgument::Colon),
    (&["code", "code-insiders", "codium", "vscodium", "cursor"], LineArgument::Goto),
];

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
    let status = editor_command(user_editor(), &[file.path().into()]).status()?;
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

/// Opens a file in the user's editor at a line, from 1, if the editor is one of the [`EDITORS`], and waits for it.
///
/// # Errors
///
/// If the editor can't be run or exits with a failure.
pub(crate) fn open_at(file: &Path, line: usize) -> io::Result<()> {
    let editor = user_editor();
    let arguments = arguments_for_line(&editor, file, line);
    let status = editor_command(editor, &arguments).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("the editor failed")) }
}

fn user_editor() -> OsString {
    let editor = ["VISUAL", "EDITOR"].into_iter().find_map(|name| env::var_os(name).filter(|value| !value.is_empty()));
    editor.unwrap_or_else(|| DEFAULT_EDITOR.into())
}

/// Returns the arguments with which an editor opens a file at a line.
fn arguments_for_line(editor: &OsStr, file: &Path, line: usize) -> Vec<OsString> {
    let command = editor.to_string_lossy();
    let program = command.split_whitespace().next().unwrap_or_default();
    let name = program.rsplit('/').next().unwrap_or_default();
    let style = EDITORS.iter().find(|(names, _)| names.contains(&name)).map(|(_, style)| style);
    let file_and_line = || {
        let mut argument = file.as_os_str().to_owned();
        argument.push(format!(":{line}"));
        argument
    };
    match style {
        Some(LineArgument::Plus) => vec![format!("+{line}").into(), file.into()],
        Some(LineArgument::Colon) => vec![file_and_line()],
        Some(LineArgument::Goto) => vec!["--goto".into(), file_and_line()],
        None => vec![file.into()],
    }
}

/// Renames the file so that it is not removed on drop.
fn preserve(file: NamedTempFile) -> io::Result<PathBuf> {
    let preserved_path = file.path().with_extension("txt");
    file.persist(&preserved_path)?;
    Ok(preserved_path)
}

/// Builds the editor command. A shell splits it, since it may contain arguments.
fn editor_command(editor: OsString, arguments: &[OsString]) -> Command {
    let mut line = editor;
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("kzq").args(arguments);
    // Standard input may have been used for a collection.
    if let Some(terminal) = (!io::stdin().is_terminal()).then(|| File::open("/dev/tty").ok()).flatten() {
        command.stdin(terminal);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_given_the_line_in_its_own_way() {
        for (editor, expected) in [
            ("vi", "+7 /a b.ron"),
            ("/usr/bin/nvim -f", "+7 /a b.ron"),
            ("emacsclient -t", "+7 /a b.ron"),
            ("hx", "/a b.ron:7"),
            ("code --wait", "--goto /a b.ron:7"),
            ("some-editor", "/a b.ron"),
            ("", "/a b.ron"),
        ] {
            let arguments = arguments_for_line(OsStr::new(editor), Path::new("/a b.ron"), 7);
            assert_eq!(arguments.join(OsStr::new(" ")), expected, "{editor}");
        }
    }
}
