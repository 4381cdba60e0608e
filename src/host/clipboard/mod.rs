//! Copies text to a clipboard.
//!
//! Backends are tried in order: the one given by `--clipboard`; otherwise tmux inside tmux, the terminal (OSC 52) over
//! SSH, the system clipboard, the terminal, and finally a file. Messages only claim what is known: "copied" after
//! reading the text back, "sent to the terminal" where the terminal never answers.

#[cfg_attr(not(feature = "clipboard"), path = "no_system.rs")]
mod system;
mod tmux;

use std::io::{self, Write};
use std::time::Duration;

use super::environment::{env_var, has_desktop};
use super::paths;
use super::state::atomic::persist_as_is;
use super::state::location::StateFile;
use crate::settings::choices::ClipboardChoice;
use kzq_text::Safe;
use kzq_text::safe;

pub use system::{is_daemon, serve};

/// Timeout of each backend.
const BACKEND_TIMEOUT: Duration = Duration::from_secs(2);
/// The longest text sent to the terminal, in bytes: some terminals silently drop longer OSC 52 sequences.
const MAX_OSC52_LEN: usize = 74_994 / 4 * 3;

/// A way to copy text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardBackend {
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
pub struct ClipboardEnvironment {
    /// Running inside tmux.
    pub tmux: bool,
    /// Running over SSH.
    pub ssh: bool,
    /// There is a desktop session.
    pub desktop: bool,
    /// The terminal is the Linux console, which does not support OSC 52.
    pub plain_console: bool,
}

impl ClipboardEnvironment {
    /// Detects them from the environment.
    pub fn detect() -> Self {
        let set = |name| env_var(name).is_some();
        Self {
            tmux: set("TMUX"),
            ssh: set("SSH_TTY") || set("SSH_CONNECTION"),
            desktop: cfg!(feature = "clipboard") && has_desktop(),
            plain_console: env_var("TERM").is_some_and(|term| term == "linux"),
        }
    }
}

/// Returns the backends to try, in order.
pub fn backends(choice: ClipboardChoice, environment: ClipboardEnvironment) -> Vec<ClipboardBackend> {
    match choice {
        ClipboardChoice::Tmux => vec![ClipboardBackend::Tmux],
        ClipboardChoice::Osc52 => vec![ClipboardBackend::Terminal],
        ClipboardChoice::System => vec![ClipboardBackend::System],
        ClipboardChoice::File => vec![ClipboardBackend::File],
        ClipboardChoice::Auto => {
            let terminal = !environment.plain_console;
            [
                (ClipboardBackend::Tmux, environment.tmux),
                (ClipboardBackend::Terminal, environment.ssh && terminal),
                (ClipboardBackend::System, environment.desktop && !environment.ssh),
                (ClipboardBackend::Terminal, terminal && !environment.ssh),
                (ClipboardBackend::File, true),
            ]
            .into_iter()
            .filter_map(|(way, open)| open.then_some(way))
            .collect()
        }
    }
}

/// Upper bound for the time a copy takes: the timeouts of all backends that are waited for, and some slack.
pub(super) fn total_timeout(backends: &[ClipboardBackend]) -> Duration {
    const SLACK: Duration = Duration::from_millis(500);
    let are_waited_for = backends.iter().filter(|way| matches!(way, ClipboardBackend::Tmux | ClipboardBackend::System));
    are_waited_for.fold(SLACK, |sum, _| sum + BACKEND_TIMEOUT)
}

/// Result of a copy.
#[derive(Clone, Debug)]
pub enum CopyOutcome {
    /// It succeeded or failed; the message to show.
    Done(Result<Safe<'static>, Safe<'static>>),
    /// The text must be sent to the terminal, which only the drawing thread may write to; the message to show then.
    SendOsc52(Safe<'static>, Safe<'static>),
}

impl CopyOutcome {
    /// Whether something was copied, as far as that is known.
    pub fn is_copied(&self) -> bool {
        !matches!(self, Self::Done(Err(_)))
    }
}

/// Tries the backends until one succeeds. May block for some seconds. The message says what was copied with
/// `description`, such as "2 quotations".
pub fn copy(text: Safe<'static>, description: &Safe<'static>, backends: &[ClipboardBackend]) -> CopyOutcome {
    let mut failures: Vec<Safe<'static>> = Vec::new();
    for (at, way) in backends.iter().enumerate() {
        let tried = match way {
            ClipboardBackend::Tmux => tmux::copy(text.as_str(), BACKEND_TIMEOUT),
            ClipboardBackend::System => system::copy(text.as_str(), BACKEND_TIMEOUT),
            ClipboardBackend::File => copy_to_file(text.as_str()),
            ClipboardBackend::Terminal if text.as_str().len() <= MAX_OSC52_LEN => {
                let done = with_failures("sent to the terminal".into(), &failures);
                return CopyOutcome::SendOsc52(text, safe!(done, ": ", description));
            }
            ClipboardBackend::Terminal => Err(io::Error::other("too long for the terminal")),
        };
        // On a desktop, other programs look at its clipboard, and not at tmux.
        let tried = match tried {
            Ok(in_tmux) if backends.get(at + 1) == Some(&ClipboardBackend::System) => {
                system::copy(text.as_str(), BACKEND_TIMEOUT)
                    .map(|_| "copied to the clipboard and to tmux".into())
                    .or_else(|error| {
                        failures.push(backend_failure(ClipboardBackend::System, &error));
                        Ok(in_tmux)
                    })
            }
            tried => tried,
        };
        match tried {
            Ok(done) => return CopyOutcome::Done(Ok(safe!(with_failures(done, &failures), ": ", description))),
            Err(error) => failures.push(backend_failure(*way, &error)),
        }
    }
    CopyOutcome::Done(Err(safe!("not copied: ", Safe::join(failures, "; "))))
}

/// Returns the text on the clipboard: of the desktop, otherwise of tmux. May block for some seconds.
///
/// # Errors
///
/// If there is no clipboard, or no text on it.
pub(super) fn paste() -> io::Result<String> {
    let environment = ClipboardEnvironment::detect();
    let pasted = match (environment.desktop, environment.tmux) {
        (true, _) => system::paste(BACKEND_TIMEOUT),
        (false, true) => tmux::paste(BACKEND_TIMEOUT),
        (false, false) => Err(io::Error::other("there is no desktop")),
    };
    let pasted = pasted.and_then(|text| {
        if text.trim().is_empty() { Err(io::Error::other("there is no text on it")) } else { Ok(text) }
    });
    pasted.map_err(|error| {
        io::Error::new(error.kind(), format!("the clipboard can't be read: {error}; `-` reads standard input instead"))
    })
}

fn backend_failure(way: ClipboardBackend, error: &io::Error) -> Safe<'static> {
    safe!(backend_name(way), ": ", Safe::line(error.to_string()))
}

fn with_failures(done: Safe<'static>, failed: &[Safe<'static>]) -> Safe<'static> {
    if failed.is_empty() {
        return done;
    }
    safe!(done, " (", Safe::join(failed.iter().map(Safe::to_borrowed), "; "), ")")
}

fn backend_name(way: ClipboardBackend) -> &'static str {
    match way {
        ClipboardBackend::Tmux => "tmux",
        ClipboardBackend::Terminal => "terminal",
        ClipboardBackend::System => "clipboard",
        ClipboardBackend::File => "file",
    }
}

fn copy_to_file(text: &str) -> io::Result<Safe<'static>> {
    let path = paths::clipboard_file().ok_or_else(|| io::Error::other("there is no home directory"))?;
    // The file must never hold half a text, and only the user may read it. A link or a pipe of that name is replaced.
    let file = StateFile { path: path.clone() };
    let _lock = file.lock(&path)?;
    let mut temporary = file.temp_file()?;
    temporary.write_all(text.as_bytes())?;
    persist_as_is(temporary, &path)?;
    Ok(safe!("written to ", Safe::line(path.display().to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backends_depend_on_environment() {
        let nowhere = ClipboardEnvironment::default();
        for (around, expected) in [
            (nowhere, vec![ClipboardBackend::Terminal, ClipboardBackend::File]),
            (
                ClipboardEnvironment { desktop: true, ..nowhere },
                vec![ClipboardBackend::System, ClipboardBackend::Terminal, ClipboardBackend::File],
            ),
            (
                ClipboardEnvironment { ssh: true, desktop: true, ..nowhere },
                vec![ClipboardBackend::Terminal, ClipboardBackend::File],
            ),
            (
                ClipboardEnvironment { tmux: true, ssh: true, ..nowhere },
                vec![ClipboardBackend::Tmux, ClipboardBackend::Terminal, ClipboardBackend::File],
            ),
            (ClipboardEnvironment { plain_console: true, ..nowhere }, vec![ClipboardBackend::File]),
        ] {
            assert_eq!(backends(ClipboardChoice::Auto, around), expected, "{around:?}");
        }
        assert_eq!(backends(ClipboardChoice::Osc52, nowhere), [ClipboardBackend::Terminal]);
    }

    #[test]
    fn total_timeout_sums_blocking_backends() {
        let seconds = |ways: &[ClipboardBackend]| total_timeout(ways).as_secs();
        assert_eq!(seconds(&[ClipboardBackend::Terminal, ClipboardBackend::File]), 0);
        assert_eq!(
            seconds(&[ClipboardBackend::System, ClipboardBackend::Terminal, ClipboardBackend::File]),
            BACKEND_TIMEOUT.as_secs()
        );
        assert_eq!(
            seconds(&[ClipboardBackend::Tmux, ClipboardBackend::System, ClipboardBackend::File]),
            2 * BACKEND_TIMEOUT.as_secs()
        );
    }

    #[test]
    fn message_describes_what_was_sent() {
        let sent = copy("Yes.".into(), &"2 quotations, 4 characters".into(), &[ClipboardBackend::Terminal]);
        let CopyOutcome::SendOsc52(text, message) = sent else { panic!("it was not sent") };
        assert_eq!((text.as_str(), message.as_str()), ("Yes.", "sent to the terminal: 2 quotations, 4 characters"));
    }

    #[test]
    fn text_too_long_for_osc52_is_not_sent() {
        let long = Safe::line("x".repeat(MAX_OSC52_LEN + 1));
        let CopyOutcome::Done(Err(said)) = copy(long, &"1 quotation".into(), &[ClipboardBackend::Terminal]) else {
            panic!("it was sent")
        };
        assert_eq!(said.as_str(), "not copied: terminal: too long for the terminal");
    }
}
