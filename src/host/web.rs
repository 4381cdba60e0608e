//! Opens web addresses.

use super::environment::has_desktop;
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
