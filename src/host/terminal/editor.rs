//! Runs the user's external editor.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::MutexGuard;
use std::sync::mpsc::Sender;

use tempfile::NamedTempFile;

use super::input;
use super::screen::{self, ModesGuard};
use crate::host::message::Message;
use crate::host::platform::signals::{self, ChildSignalsGuard};
use crate::host::platform::{locks, processes, tty};
use crate::host::state::atomic::temp_file;
use crate::host::workers::threads;

/// How to tell an editor at which line to open a file.
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

/// A shell exits with this code and the number of the signal that killed its last command.
const FIRST_SIGNAL_CODE: i32 = 128;

/// Start of the names of temporary files.
const TEMPORARY_PREFIX: &str = "kzq-note-";

/// The user's editor with a text. It has the terminal and the keyboard for as long as this lives, while the browser goes
/// on behind it and may end at any time.
pub(crate) struct RunningEditor {
    text: String,
    path: PathBuf,
    /// The file at `path`, if it is removed at the end.
    _temporary: Option<NamedTempFile>,
    _modes: ModesGuard,
    _signals: ChildSignalsGuard,
    _keys: MutexGuard<'static, ()>,
}

impl RunningEditor {
    /// Gives the terminal to the user's editor, with a file that has `text`, or else a temporary one. Its end is sent as
    /// a message.
    ///
    /// # Errors
    ///
    /// If there is no file or no thread for it.
    pub(crate) fn start(text: String, file: Option<PathBuf>, sender: Sender<Message>) -> io::Result<Self> {
        let (path, temporary) = if let Some(path) = file {
            (path, None)
        } else {
            let mut temporary = temp_file(&env::temp_dir(), TEMPORARY_PREFIX)?;
            temporary.write_all(text.as_bytes())?;
            locks::allow_reading(temporary.as_file());
            (temporary.path().to_owned(), Some(temporary))
        };
        let keys = input::pause();
        let signals = signals::leave_to_child();
        screen::restore();
        let modes = screen::keep_modes();
        let mut command = editor_command(user_editor(), &[path.clone().into()]);
        threads::spawn("editor", move || {
            // If the receiver is gone, the browser has ended before the editor.
            let _ = sender.send(Message::EditorExited(command.status()));
        })?;
        Ok(Self { text, path, _temporary: temporary, _modes: modes, _signals: signals, _keys: keys })
    }

    /// What the editor has saved so far; `None` if that is nothing new.
    pub(crate) fn saved(&self) -> Option<String> {
        // An editor that is killed while it writes leaves nothing.
        let saved = fs::read(&self.path).ok().filter(|bytes| !bytes.is_empty() && *bytes != self.text.as_bytes())?;
        Some(String::from_utf8_lossy(&saved).into_owned())
    }

    /// Takes the terminal back, and returns the edited text.
    ///
    /// # Errors
    ///
    /// If the editor can't be run or failed: then the text must be left as it was. If the editor saved a changed text
    /// nevertheless, that is kept in a file that the error names.
    pub(crate) fn finish(self, status: io::Result<ExitStatus>) -> io::Result<String> {
        let status = status?;
        // Many editors write a new file and rename it over this one.
        let edited = fs::read(&self.path)?;
        let is_changed = !edited.is_empty() && edited != self.text.as_bytes();
        // If the editor was killed, as by a hang-up, what the user had saved in it counts. One that fails by itself may
        // have been told to: `:cq`.
        let was_killed = status.code().is_none_or(|code| code > FIRST_SIGNAL_CODE);
        let reason = match std::str::from_utf8(&edited) {
            Ok(left) if status.success() || (was_killed && is_changed) => return Ok(left.to_owned()),
            Ok(_) => "the editor failed",
            Err(_) => "the editor's text is not UTF-8",
        };
        let rest =
            if is_changed { format!("; its text is in {}", preserve(&edited)?.display()) } else { String::new() };
        Err(io::Error::other(format!("{reason}; the note is unchanged{rest}")))
    }
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
    editor.unwrap_or_else(|| processes::DEFAULT_EDITOR.into())
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

/// Writes what an editor left into a file that is not removed.
fn preserve(edited: &[u8]) -> io::Result<PathBuf> {
    let mut file = temp_file(&env::temp_dir(), TEMPORARY_PREFIX)?;
    file.write_all(edited)?;
    let preserved_path = file.path().with_extension("txt");
    file.persist(&preserved_path)?;
    Ok(preserved_path)
}

/// Builds the editor command.
fn editor_command(editor: OsString, arguments: &[OsString]) -> Command {
    let mut command = processes::user_command(editor, arguments);
    // Standard input may have been used for a collection.
    if let Some(terminal) = (!io::stdin().is_terminal()).then(|| tty::open_keyboard().ok()).flatten() {
        command.stdin(terminal);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_number_is_passed_in_the_syntax_of_the_editor() {
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
