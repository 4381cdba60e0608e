//! Lets the user edit a collection in their editor, until it has no mistakes.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::editor;
use crate::host::collection_edit::{bad_data, errors};
use crate::host::editor_edit::EditorEdit;
use crate::host::environment;
use crate::host::error::Error;
use kzq_ron::diagnostics::render;

/// What became of a collection in the user's editor.
pub(crate) struct EditorOutcome {
    /// Whether it changed.
    pub(crate) is_changed: bool,
    /// The mistakes that are left in it, or why the editor failed.
    pub(crate) error: Option<Error>,
}

/// Opens a collection in the user's editor at a line, from 1, and checks it afterwards. On a terminal, a mistake leads
/// back to the editor, if the user wants; otherwise it is the error. The changes can be undone as one step, which `what`
/// describes.
pub(crate) fn edit_collection(path: &Path, line: usize, what: String) -> Result<EditorOutcome, Error> {
    let before = EditorEdit::begin(path)?;
    let error = edit_until_right(path, line).err();
    Ok(EditorOutcome { is_changed: before.finish(what)?, error })
}

fn edit_until_right(path: &Path, mut line: usize) -> Result<(), Error> {
    loop {
        editor::open_at(path, line).map_err(|error| Error::file(path, error))?;
        let bytes = fs::read(path).map_err(|error| Error::file(path, error))?;
        let errors = errors(path, &bytes);
        let Some(first) = errors.first() else { return Ok(()) };
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(bad_data(&errors, ""));
        }
        let mut stderr = io::stderr();
        // The report is sanitised already.
        write!(stderr, "{}", render::render(&errors, environment::use_colour(&stderr)))?;
        write!(stderr, "Enter to edit again at line {}, anything else to leave: ", first.location.line)?;
        stderr.flush()?;
        let mut answer = String::new();
        // At the end of input nobody answers.
        let is_answered = io::stdin().lock().read_line(&mut answer)? > 0;
        if !is_answered || !answer.trim_end_matches(['\n', '\r']).is_empty() {
            return Err(bad_data(&errors[..1], ""));
        }
        line = first.location.line;
    }
}
