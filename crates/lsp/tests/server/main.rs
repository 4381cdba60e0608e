//! Tests of the server with a scripted client that exchanges messages without a pipe.

mod client;
mod drafts;
mod help;
mod hostile;
mod life;
