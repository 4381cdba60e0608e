//! A language server that checks the quotations in drafts, as a pure state machine.
//!
//! A [`Server`] takes the messages of a client and returns what to send and do; threads, files and pipes are up to its
//! host. [`FrameDecoder`] splits a stream into messages, and [`frame`] frames a message for sending.
//!
//! ```
//! use std::sync::Arc;
//!
//! use kzq_lsp::{CollectionFiles, Collections, Output, Server};
//! use kzq_search::Engine;
//!
//! let collection = r#"(schema: 1, id: "c", title: "Engines", speakers: {"ada": (name: "Ada Byron")}, entries: [
//!     Quote(id: "said", by: "ada", text: "The engine shall not be stopped."),
//! ])"#;
//! let engine = Engine::new(Arc::new(kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap()));
//! let files = CollectionFiles::default();
//! let collections = Collections::new(&engine, &files);
//!
//! let mut server = Server::new();
//! server.receive(br#"{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}"#);
//! server.receive(
//!     r#"{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///a.md",
//!         "languageId": "markdown", "version": 1, "text": "“The engine shall be stopped,” Byron said."}}}"#.as_bytes(),
//! );
//! let mut sent = Vec::new();
//! while server.has_work(true) {
//!     sent.extend(server.step(Some(&collections)));
//! }
//! let Some(Output::Send(diagnostics)) = sent.last() else { panic!() };
//! assert!(diagnostics.contains("drifted: The engine shall [-not-] be stopped"), "{diagnostics}");
//! ```
//!
//! It implements version 3.17 of the Language Server Protocol over JSON-RPC ([`kzq_rpc`]). It declares types only for the
//! small part that it uses; crates with the whole protocol would add half a dozen dependencies.
//!
//! Internal to kzq: the API is not stable.

#![forbid(unsafe_code)]

mod actions;
mod add;
mod collections;
mod completion;
mod definition;
mod diagnostics;
mod document;
mod escape;
mod features;
mod framing;
mod hover;
mod ignore;
mod position;
mod protocol;
mod related;
mod rewording;
mod server;
mod trial;
mod uri;

pub use add::Addition;
pub use collections::{CollectionFiles, Collections, TextPassage};
pub use definition::entry_ranges;
pub use document::MAX_DRAFT_BYTES;
pub use framing::{FrameDecoder, FrameError, MAX_MESSAGE_BYTES, frame};
pub use position::{LspRange, Position, PositionEncoding};
pub use related::EntryToLocate;
pub use server::{Output, Server, Ticket};
