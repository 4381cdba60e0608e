//! `completions`, `man` and `paths`.

use std::io::{self, Write};

use clap::CommandFactory;

use super::Outcome;
use crate::cli::args::Args;
use crate::cli::out::Out;
use crate::safe;
use crate::text::Safe;

/// Prints completions for a shell.
///
/// # Errors
///
/// What writing gives.
pub fn print_completions(out: &mut dyn Write, shell: clap_complete::Shell) -> io::Result<Outcome> {
    // Its generator panics where writing fails, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "kzq", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Found)
}

/// Prints the manual page.
///
/// # Errors
///
/// What writing gives.
pub fn print_man(out: &mut dyn Write) -> io::Result<Outcome> {
    clap_mangen::Man::new(Args::command()).render(out)?;
    Ok(Outcome::Found)
}

/// Prints what kzq reads and writes: each with its use.
///
/// # Errors
///
/// What writing gives.
pub fn print_paths(out: &mut Out<'_>, paths: &[(&'static str, String)]) -> io::Result<Outcome> {
    for (name, path) in paths {
        out.line(&safe!(Safe::line(format!("{name:12}")), Safe::line(path.as_str())))?;
    }
    Ok(Outcome::Found)
}
