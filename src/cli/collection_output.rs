//! New collections and additions to one, as `import` and `extract` write them.

use std::io::{self, Read};
use std::path::Path;

use super::failure::UsageError;
use super::out::Out;
use super::system::{System, is_standard_input};
use super::text::shell_word;
use kzq_edit::NewCollection;

/// Refuses a new collection where there is a file, and additions to one that is not there.
///
/// # Errors
///
/// What to do instead.
pub(super) fn check_destination(
    output: Option<&Path>,
    into: Option<&Path>,
    system: &dyn System,
) -> Result<(), UsageError> {
    if let Some(file) = output.filter(|file| system.is_there(file)) {
        let (name, file) = (file.display(), shell_word(file));
        return Err(UsageError(format!("{name} already exists; `--into {file}` adds to it")));
    }
    if let Some(file) = into.filter(|file| !is_standard_input(file) && !system.is_there(file)) {
        let (name, file) = (file.display(), shell_word(file));
        return Err(UsageError(format!(
            "there is no collection {name}; `-o {file}` creates a new one, `kzq new {file}` an empty one"
        )));
    }
    Ok(())
}

/// The name of a new collection: that of its file, or of the file that it is made of.
pub(super) fn name_of_new(output: Option<&Path>, made_of: Option<&Path>) -> String {
    let stem = output.or(made_of).filter(|file| !is_standard_input(file)).and_then(Path::file_stem);
    stem.map_or_else(|| "quotations".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Writes a collection, whose text is RON with escapes for what must not be shown.
///
/// # Errors
///
/// If reading or writing fails.
pub(super) fn write_collection(out: &mut Out<'_>, head: &str, entries: &mut impl Read) -> io::Result<()> {
    out.rendered(head)?;
    out.rendered_from(entries)?;
    out.rendered(NewCollection::TAIL)
}
