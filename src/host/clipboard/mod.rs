//! Copies text to a clipboard.
//!
//! Backends are tried in order: the one given by `--clipboard`; otherwise tmux inside tmux, the terminal (OSC 52) over
//! SSH, the system clipboard, the terminal, and finally a file. Messages only claim what is known: "copied" after
//! reading the text back, "sent to the terminal" where the terminal never answers.

mod system;
mod tmux;

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::Duration;

use super::environment::{has_desktop, variable};
use super::paths;
use crate::settings::choices::ClipboardChoice;
use kzq_text::Safe;
use kzq_text::safe;

pub use system::{hold, is_holder};

/// Timeout of each backend.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest text sent to the terminal, in bytes: some terminals silently drop longer OSC 52 sequences.
const LONGEST_SENT: usize = 74_994 / 4 * 3;

/// A way to copy text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `tmux load-buffer -w`, which also forwards the text to the outer terminal.
    Tmux,
    /// The OSC 52 escape sequence.
    Terminal,
    /// The desktop's clipboard.
    System,
    /// A file in kzq's state directory.
    File,
}

/// The facts that decide which backends are tried.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts of the environment, each true or not whatever the others are")]
pub struct Surroundings {
    /// Running inside tmux.
    pub tmux: bool,
    /// Running over SSH.
    pub ssh: bool,
    /// There is a desktop session.
    pub desktop: bool,
    /// The terminal is the Linux console, which does not support OSC 52.
    pub plain_console: bool,
}

impl Surroundings {
    /// Detects them from the environment.
    pub fn look() -> Self {
        let set = |name| variable(name).is_some();
        Self {
            tmux: set("TMUX"),
            ssh: set("SSH_TTY") || set("SSH_CONNECTION"),
            desktop: has_desktop(),
            plain_console: variable("TERM").is_some_and(|term| term == "linux"),
        }
    }
}

/// Returns the backends to try, in order.
pub fn ways(choice: ClipboardChoice, around: Surroundings) -> Vec<Way> {
    match choice {
        ClipboardChoice::Tmux => vec![Way::Tmux],
        ClipboardChoice::Osc52 => vec![Way::Terminal],
        ClipboardChoice::System => vec![Way::System],
        ClipboardChoice::File => vec![Way::File],
        ClipboardChoice::Auto => {
            let terminal = !around.plain_console;
            [
                (Way::Tmux, around.tmux),
                (Way::Terminal, around.ssh && terminal),
                (Way::System, around.desktop && !around.ssh),
                (Way::Terminal, terminal && !around.ssh),
                (Way::File, true),
            ]
            .into_iter()
            .filter_map(|(way, open)| open.then_some(way))
            .collect()
        }
    }
}

/// Upper bound for the time a copy takes: the timeouts of all backends that are waited for, and some slack.
pub(super) fn patience(ways: &[Way]) -> Duration {
    const MORE: Duration = Duration::from_millis(500);
    let are_waited_for = ways.iter().filter(|way| matches!(way, Way::Tmux | Way::System));
    are_waited_for.fold(MORE, |sum, _| sum + PATIENCE)
}

/// Result of a copy.
#[derive(Clone, Debug)]
pub enum Copied {
    /// It succeeded or failed; the message to show.
    Said(Result<Safe<'static>, Safe<'static>>),
    /// The text must be sent to the terminal, which only the drawing thread may write to; with a note for the message.
    Send(Safe<'static>, Safe<'static>),
}

impl Copied {
    /// Appends a note to the message.
    pub(crate) fn with_remark(self, remark: &Safe<'static>) -> Self {
        match self {
            Self::Said(Ok(done)) => Self::Said(Ok(safe!(done, remark))),
            Self::Said(Err(failed)) => Self::Said(Err(failed)),
            Self::Send(text, more) => Self::Send(text, safe!(more, remark)),
        }
    }
}

/// Tries the backends until one succeeds. May block for some seconds.
pub fn copy(text: Safe<'static>, ways: &[Way]) -> Copied {
    let mut failed: Vec<Safe<'static>> = Vec::new();
    for way in ways {
        let tried = match way {
            Way::Tmux => tmux::copy(text.as_str()),
            Way::System => system::copy(text.as_str()),
            Way::File => to_file(text.as_str()),
            Way::Terminal if text.as_str().len() <= LONGEST_SENT => return Copied::Send(text, Safe::default()),
            Way::Terminal => Err(io::Error::other("too long for the terminal")),
        };
        match tried {
            Ok(done) => return Copied::Said(Ok(with_failures(done, &failed))),
            Err(error) => failed.push(safe!(name(*way), ": ", Safe::line(error.to_string()))),
        }
    }
    Copied::Said(Err(safe!("not copied: ", Safe::join(failed, "; "))))
}

fn with_failures(done: Safe<'static>, failed: &[Safe<'static>]) -> Safe<'static> {
    if failed.is_empty() {
        return done;
    }
    safe!(done, " (", Safe::join(failed.iter().map(Safe::borrowed), "; "), ")")
}

fn name(way: Way) -> &'static str {
    match way {
        Way::Tmux => "tmux",
        Way::Terminal => "terminal",
        Way::System => "clipboard",
        Way::File => "file",
    }
}

fn to_file(text: &str) -> io::Result<Safe<'static>> {
    let path = paths::clipboard_file().ok_or_else(|| io::Error::other("there is no home directory"))?;
    write_private(&path, text)?;
    Ok(safe!("written to ", Safe::line(path.display().to_string())))
}

/// Writes a file readable only by its owner.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    // The file may have existed with wider permissions.
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_depend_on_where_kzq_runs() {
        let nowhere = Surroundings::default();
        for (around, expected) in [
            (nowhere, vec![Way::Terminal, Way::File]),
            (Surroundings { desktop: true, ..nowhere }, vec![Way::System, Way::Terminal, Way::File]),
            (Surroundings { ssh: true, desktop: true, ..nowhere }, vec![Way::Terminal, Way::File]),
            (Surroundings { tmux: true, ssh: true, ..nowhere }, vec![Way::Tmux, Way::Terminal, Way::File]),
            (Surroundings { plain_console: true, ..nowhere }, vec![Way::File]),
        ] {
            assert_eq!(ways(ClipboardChoice::Auto, around), expected, "{around:?}");
        }
        assert_eq!(ways(ClipboardChoice::Osc52, nowhere), [Way::Terminal]);
    }

    #[test]
    fn copying_is_waited_for_as_long_as_its_ways_take() {
        let seconds = |ways: &[Way]| patience(ways).as_secs();
        assert_eq!(seconds(&[Way::Terminal, Way::File]), 0);
        assert_eq!(seconds(&[Way::System, Way::Terminal, Way::File]), PATIENCE.as_secs());
        assert_eq!(seconds(&[Way::Tmux, Way::System, Way::File]), 2 * PATIENCE.as_secs());
    }

    #[test]
    fn a_text_too_long_for_the_terminal_goes_on_to_the_next_way() {
        let long = Safe::line("x".repeat(LONGEST_SENT + 1));
        let Copied::Said(Err(said)) = copy(long, &[Way::Terminal]) else { panic!("it was sent") };
        assert_eq!(said.as_str(), "not copied: terminal: too long for the terminal");
    }
}
