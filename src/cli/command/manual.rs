//! `completions`, `man` and `paths`.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Outcome;
use crate::cli::args::Args;
use crate::cli::out::Out;
use kzq_text::Safe;
use kzq_text::safe;

/// Prints completions for a shell.
///
/// # Errors
///
/// If writing fails.
pub fn print_completions(out: &mut dyn Write, shell: clap_complete::Shell) -> io::Result<Outcome> {
    // The generator panics on a write error, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "kzq", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Found)
}

/// Prints the manual page.
///
/// # Errors
///
/// If writing fails.
pub fn print_man(out: &mut dyn Write) -> io::Result<Outcome> {
    clap_mangen::Man::new(Args::command()).render(out)?;
    Ok(Outcome::Found)
}

/// Prints the paths kzq uses, each with its purpose.
///
/// # Errors
///
/// If writing fails.
pub fn print_paths(out: &mut Out<'_>, paths: &[(&'static str, String)]) -> io::Result<Outcome> {
    for (name, path) in paths {
        out.line(&safe!(Safe::line(format!("{name:12}")), Safe::line(path.as_str())))?;
    }
    Ok(Outcome::Found)
}
