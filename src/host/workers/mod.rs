//! The threads other than the one that draws.

pub(crate) mod copy;
pub(crate) mod draft;
pub(crate) mod edit;
pub(crate) mod layout;
pub(crate) mod load;
mod publish;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod shelf;
pub(crate) mod threads;
pub(crate) mod verify;
pub(crate) mod watch;
pub(crate) mod worker;
mod write;
