//! Opens web addresses, and plays recordings.

use std::process::{Command, Stdio};
use std::thread;

use super::environment::has_desktop;
use crate::settings::player_command;
use kzq_export::recording_address;
use kzq_text::Safe;
use kzq_text::safe;

/// Opens an address in the user's web browser; returns the message to show, or why it failed.
pub(super) fn open(url: &Safe<'static>) -> Result<Safe<'static>, Safe<'static>> {
    // Without a desktop, `open` might start a text browser in this terminal.
    if !has_desktop() {
        return Ok(url.clone());
    }
    match open::that_detached(url.as_str()) {
        Ok(()) => Ok(safe!("opening ", url)),
        Err(error) => Err(safe!(url, ": ", Safe::line(error.to_string()))),
    }
}

/// Opens a recording at a time in it, in the user's player if one is set, else in the web browser.
pub(super) fn open_recording(url: &Safe<'static>, seconds: u64, player: &str) -> Result<Safe<'static>, Safe<'static>> {
    let Some((program, arguments)) = player_command(player, url.as_str(), seconds) else {
        return open(&recording_address(url, seconds));
    };
    let mut command = Command::new(&program);
    let player = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let name = Safe::line(program);
    match player {
        Ok(mut player) => {
            // Its exit code is of no interest, but a process that nobody waits for remains.
            thread::spawn(move || player.wait());
            Ok(safe!("playing ", url, " in ", name))
        }
        Err(error) => Err(safe!(name, ": ", Safe::line(error.to_string()), "; check `player` in the settings")),
    }
}
