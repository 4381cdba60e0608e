//! The server by a scripted client: messages in, messages out, without a pipe.

mod client;
mod drafts;
mod help;
mod hostile;
mod life;
