//! Writes entries into a file that the user named in the browser.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use crate::cli::Out;
use crate::host::load::source_texts::SourceTextCache;
use crate::host::output_file;
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
    let path = expanded(request.path.as_str()).ok_or("not written: there is no home directory for `~`")?;
    let name = Safe::line(path.display().to_string()).into_owned();
    let mut write = |out: &mut Out<'_>| -> io::Result<()> {
        for part in &parts {
            out.data(part)?;
        }
        out.line(&Safe::default())
    };
    output_file::write(&path, request.overwrite, &mut write).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => safe!(name, " exists; `:write! ", request.path, "` overwrites it"),
        _ => safe!("not written: ", name, ": ", Safe::line(error.to_string())),
    })?;
    let what = if count == 1 { " quotation written to " } else { " quotations written to " };
    let left_out = skipped.map(|(skipped, why)| safe!(", ", skipped, " left out: ", why.reason()));
    Ok(safe!(count, what, name, left_out.unwrap_or_default()))
}

/// Returns a path with `~` as the home directory; `None` if there is none.
fn expanded(typed: &str) -> Option<PathBuf> {
    match typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        Some(rest) => Some(etcetera::home_dir().ok()?.join(rest.trim_start_matches('/'))),
        None => Some(PathBuf::from(typed)),
    }
}
