//! `man`: prints the manual page.

use clap::Args;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};

/// Print the manual page (roff).
#[derive(Clone, Debug, Args)]
pub(crate) struct Man {}

impl PlainCommand for Man {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut page = Vec::new();
        clap_mangen::Man::new(console.system.clap_command()).render(&mut page)?;
        console.out.rendered(&name_commands(&String::from_utf8(page)?))?;
        Ok(Outcome::Found)
    }
}

/// Names commands as they are typed: they have no pages of their own, as `kzq-check(1)` would say.
fn name_commands(page: &str) -> String {
    let line = |line: &str| match line.strip_prefix("kzq\\-").and_then(|rest| rest.strip_suffix("(1)")) {
        Some(name) => format!("\\fBkzq {name}\\fR\n"),
        None => format!("{line}\n"),
    };
    page.lines().map(line).collect()
}
