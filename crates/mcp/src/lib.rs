//! The [Model Context Protocol](https://modelcontextprotocol.io) over lines of JSON-RPC 2.0, as a server with tools.
//!
//! [`Server`] is a state machine: a line goes in, and at most one line comes out. It speaks the stateless revision
//! 2026-07-28, in which each request names its version, and the older ones that begin with `initialize`. What the tools do
//! is up to the caller.

mod line;
mod server;
mod tool;

pub use line::Line;
pub use server::{Identity, Server};
pub use tool::{Tool, ToolAnswer, ToolCall};
