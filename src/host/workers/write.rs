//! Writes entries into a file that the user named in the browser.

use std::io::ErrorKind;

use crate::cli::{Out, quotations, write_parts};
use crate::host::load::source_texts::SourceTextCache;
use crate::host::output_file;
use crate::host::paths;
use crate::settings::expand_home;
use kzq_search::Engine;
use kzq_text::{Safe, safe};
use kzq_tui::layout::write_request::{WriteRequest, Written};

/// Writes the file; returns a message for the user, both on success and on failure.
pub(super) fn write(
    request: &WriteRequest,
    engine: &Engine,
    texts: &SourceTextCache,
) -> Result<Safe<'static>, Safe<'static>> {
    let corpus = engine.corpus();
    let Written { parts, count, skipped } = request.run(engine, &|source| texts.text(corpus, source));
    if count == 0 {
        let why = skipped.map_or_else(|| "there is nothing to write".into(), |(_, why)| Safe::from(why.reason()));
        return Err(safe!("not written: ", why));
    }
    let home = paths::home();
    let path = expand_home(request.path.as_str(), home.as_deref());
    let path = path.ok_or("not written: there is no home directory for `~`")?;
    let name = Safe::line(path.display().to_string()).into_owned();
    let mut write = |out: &mut Out<'_>| write_parts(out, parts.iter().cloned());
    output_file::write(&path, request.overwrite, &mut write).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => safe!(name, " exists; `:write! ", request.path, "` overwrites it"),
        _ => safe!("not written: ", name, ": ", Safe::line(error.to_string())),
    })?;
    let left_out = skipped.map(|(skipped, why)| safe!(", ", skipped, " left out: ", why.reason()));
    Ok(safe!(quotations(count), " written to ", name, left_out.unwrap_or_default()))
}
