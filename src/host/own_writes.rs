//! The files that this process has written, to tell its own changes of collections from those of other programs.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Mutex;

use super::file_stamp::FileStamp;

/// How many of the latest are known. They are asked for within seconds.
const MAX_KNOWN: usize = 64;

static WRITTEN: Mutex<VecDeque<FileStamp>> = Mutex::new(VecDeque::new());

/// Notes a file that was just written.
pub(super) fn note(path: &Path) {
    let Some(stamp) = FileStamp::of(path) else { return };
    let Ok(mut written) = WRITTEN.lock() else { return };
    written.truncate(MAX_KNOWN - 1);
    written.push_front(stamp);
}

/// Whether a file is as this process has written it.
pub(super) fn contains(stamp: FileStamp) -> bool {
    WRITTEN.lock().is_ok_and(|written| written.contains(&stamp))
}
