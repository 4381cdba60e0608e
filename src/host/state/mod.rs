//! What is saved between runs: the shelf and the session.

pub(crate) mod atomic;
pub(crate) mod location;
mod lock;
mod quarantine;
pub(crate) mod session_file;
pub mod shelf_store;
