//! The text of a PDF, by `pdftotext` of Poppler or Xpdf.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use super::error::Error;
use super::load::given_texts::MAX_TEXT_LEN;

/// Converts a PDF to text in UTF-8, with a form feed at the end of each page.
///
/// # Errors
///
/// If `pdftotext` is not installed, or can't read the PDF.
pub(super) fn text(name: &str, pdf: &[u8]) -> Result<Vec<u8>, Error> {
    let failed = |why: String| Error::UnreadableData(format!("{name}: {why}"));
    let spawned = Command::new("pdftotext")
        .args(["-q", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = spawned.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            failed("a PDF is read with `pdftotext`; install it (poppler-utils), or convert the file to text".to_owned())
        }
        _ => failed(format!("pdftotext: {error}")),
    })?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let converted = thread::scope(|scope| {
        // Write on another thread: both pipes may be full.
        let write = move || drop(stdin.map(|mut stdin| stdin.write_all(pdf)));
        thread::Builder::new().spawn_scoped(scope, write)?;
        let mut text = Vec::new();
        let read = stdout.map_or(Ok(0), |stdout| stdout.take(MAX_TEXT_LEN + 1).read_to_end(&mut text));
        read.map(|_| text)
    });
    let ended = child.wait_with_output();
    let (text, ended) = (converted.map_err(|error| failed(error.to_string()))?, ended?);
    if text.len() as u64 > MAX_TEXT_LEN {
        return Err(failed(format!("its text is longer than {} MiB; split it", MAX_TEXT_LEN >> 20)));
    }
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr);
        let said = said.lines().next().unwrap_or("it failed").trim().to_owned();
        return Err(failed(format!(
            "pdftotext can't read it: {said}; save a copy without a password, or print it to a new PDF"
        )));
    }
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(failed("the PDF has no text, only pictures; run it through text recognition first".to_owned()));
    }
    Ok(text)
}
