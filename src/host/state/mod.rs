//! What is saved between runs: the shelf, the session and the log of edits.

pub(crate) mod atomic;
pub(crate) mod draft_file;
pub(crate) mod edit_log;
pub(crate) mod location;
pub(crate) mod lock;
mod postponed;
mod quarantine;
pub(crate) mod review_file;
pub(crate) mod session_file;
pub mod shelf_store;
