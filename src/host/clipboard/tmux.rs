//! tmux's paste buffer, which tmux forwards to the outer terminal.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use kzq_text::Safe;

/// Copies a text; gives up after `timeout`.
pub(super) fn copy(text: &str, timeout: Duration) -> io::Result<Safe<'static>> {
    let mut child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let stdin = child.stdin.take();
    let text = text.to_owned();
    // Write on another thread: a tmux that does not read must not block us.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(text.as_bytes())));
    wait(&mut child, timeout)?;
    Ok("copied to tmux, which passes it on to the terminal".into())
}

/// Returns the text of the newest paste buffer; gives up after `timeout`.
pub(super) fn paste(timeout: Duration) -> io::Result<String> {
    let mut child = Command::new("tmux")
        .args(["save-buffer", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let stdout = child.stdout.take();
    let (sender, receiver) = channel();
    // Read on another thread: a tmux that writes more than a pipe holds must not block.
    thread::spawn(move || {
        let mut text = String::new();
        let read = stdout.map_or(Ok(0), |mut stdout| stdout.read_to_string(&mut text));
        sender.send(read.map(|_| text))
    });
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
