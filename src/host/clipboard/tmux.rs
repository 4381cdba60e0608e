//! tmux's paste buffer, which tmux forwards to the outer terminal.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use crate::host::workers::threads;
use kzq_text::Safe;

/// Copies a text, and reads it back; gives up after `timeout`. The message says whether tmux passes it on.
pub(super) fn copy(text: &str, timeout: Duration) -> io::Result<Safe<'static>> {
    let mut child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let stdin = child.stdin.take();
    let written = text.to_owned();
    // Write on another thread: a tmux that does not read must not block us.
    threads::spawn("tmux", move || {
        // That it did not take the text is noticed below.
        let _ = stdin.map(|mut stdin| stdin.write_all(written.as_bytes()));
    })?;
    wait(&mut child, timeout)?;
    if paste(timeout)? != text {
        return Err(io::Error::other("it did not keep the text"));
    }
    // If tmux does not say, it is not known that it passes the text on.
    let passes_on = output(&["show-messages", "-T"], timeout).is_ok_and(|terminals| has_clipboard(&terminals));
    let message = if passes_on {
        "copied to tmux, which passes it on to the terminal"
    } else {
        "copied to tmux only: the outer terminal takes no text from it"
    };
    Ok(message.into())
}

/// Whether one of the terminals that `tmux show-messages -T` lists has a clipboard that tmux can set.
fn has_clipboard(terminals: &str) -> bool {
    terminals.lines().any(|line| line.contains(" Ms: ") && !line.contains("[missing]"))
}

/// Returns the text of the newest paste buffer; gives up after `timeout`.
pub(super) fn paste(timeout: Duration) -> io::Result<String> {
    output(&["save-buffer", "-"], timeout)
}

/// Returns what tmux prints; gives up after `timeout`.
fn output(arguments: &[&str], timeout: Duration) -> io::Result<String> {
    let mut child = Command::new("tmux")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let stdout = child.stdout.take();
    let (sender, receiver) = channel();
    // Read on another thread: a tmux that writes more than a pipe holds must not block.
    threads::spawn("tmux", move || {
        let mut text = String::new();
        let read = stdout.map_or(Ok(0), |mut stdout| stdout.read_to_string(&mut text));
        // Nobody waits for it any more after the timeout.
        let _ = sender.send(read.map(|_| text));
    })?;
    wait(&mut child, timeout)?;
    receiver.recv_timeout(timeout).map_err(io::Error::other)?
}

/// Waits for a child to succeed; kills it after the timeout.
fn wait(child: &mut Child, timeout: Duration) -> io::Result<()> {
    let deadline = Instant::now() + timeout;
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(format!("{status}"))),
            None if Instant::now() < deadline => thread::sleep(Duration::from_millis(5)),
            None => {
                child.kill()?;
                child.wait()?;
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_with_the_ms_capability_accepts_text() {
        for (terminals, expected) in [
            ("Terminal 0: xterm for /dev/pts/1, flags=0x1:\n 149: Ms: (string) \\033]52;%p1%s;%p2%s\\a\n", true),
            ("Terminal 0: vt100 for /dev/pts/1, flags=0x1:\n 149: Ms: [missing]\n 150: Nobr: [missing]\n", false),
            ("", false),
        ] {
            assert_eq!(has_clipboard(terminals), expected, "{terminals}");
        }
    }
}
