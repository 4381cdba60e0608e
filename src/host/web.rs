//! Opens web addresses, and plays recordings.

use std::io;
use std::process::{Command, Stdio};

use super::environment::{env_var, has_desktop};
use super::platform::processes;
use super::workers::threads;
use crate::settings::player_command;
use kzq_export::recording_address;
use kzq_text::Safe;
use kzq_text::safe;

/// What became of an address.
pub(super) enum Opened {
    /// It was handed to a program, or that failed; the message to show.
    Done(Result<Safe<'static>, Safe<'static>>),
    /// No program here can open the address.
    NoBrowser(Safe<'static>),
}

/// Opens an address in the user's web browser: the one that `BROWSER` names, else the desktop's.
pub(super) fn open(url: &Safe<'static>) -> Opened {
    let opened = match env_var("BROWSER").and_then(|browser| browser_command(&browser, url.as_str())) {
        Some((program, arguments)) => spawn(Command::new(program).args(arguments)),
        None if has_desktop() => spawn_first(processes::openers(url.as_str())),
        // What opens an address might start a text browser in this terminal.
        None => return Opened::NoBrowser(url.clone()),
    };
    Opened::Done(match opened {
        Ok(()) => Ok(safe!("opening ", url)),
        Err(error) => Err(safe!(url, ": ", Safe::line(error.to_string()))),
    })
}

/// Opens a recording at a time in it, in the user's player if one is set, else in the web browser.
pub(super) fn open_recording(url: &Safe<'static>, seconds: u64, player: &str) -> Opened {
    let Some((program, arguments)) = player_command(player, url.as_str(), seconds) else {
        return open(&recording_address(url, seconds));
    };
    let started = spawn(Command::new(&program).args(arguments));
    let name = Safe::line(program);
    Opened::Done(match started {
        Ok(()) => Ok(safe!("playing ", url, " in ", name)),
        Err(error) => Err(safe!(name, ": ", Safe::line(error.to_string()), "; check `player` in the settings")),
    })
}

/// The command that opens an address, as `BROWSER` gives it: the first of several separated by colons; `%s` stands for
/// the address, which otherwise comes last.
fn browser_command(browser: &str, url: &str) -> Option<(String, Vec<String>)> {
    let first = browser.split(':').find(|command| !command.trim().is_empty())?;
    let mut words = first.split_whitespace().map(|word| word.replace("%s", url));
    let program = words.next()?;
    let mut arguments: Vec<String> = words.collect();
    if !first.contains("%s") {
        arguments.push(url.to_owned());
    }
    Some((program, arguments))
}

/// Starts the first of these programs that is installed.
fn spawn_first(commands: impl Iterator<Item = Command>) -> io::Result<()> {
    for mut command in commands {
        match spawn(&mut command) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            started => return started,
        }
    }
    Err(io::Error::new(io::ErrorKind::NotFound, "no program for opening web addresses is installed"))
}

/// Starts a program that has no part in the terminal.
fn spawn(command: &mut Command) -> io::Result<()> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Its exit code is of no interest, but a process that nobody waits for remains until kzq ends.
    let _ = threads::spawn("child", move || drop(child.wait()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_variable_is_a_list_of_commands() {
        const URL: &str = "https://example.org/a:b";
        for (browser, expected) in [
            ("firefox", Some(("firefox", vec![URL]))),
            ("firefox -P work:w3m", Some(("firefox", vec!["-P", "work", URL]))),
            ("open-in %s now", Some(("open-in", vec![URL, "now"]))),
            (":w3m", Some(("w3m", vec![URL]))),
            (" : ", None),
        ] {
            let found = browser_command(browser, URL);
            let expected = expected.map(|(program, arguments): (&str, Vec<&str>)| {
                (program.to_owned(), arguments.into_iter().map(str::to_owned).collect())
            });
            assert_eq!(found, expected, "{browser}");
        }
    }
}
