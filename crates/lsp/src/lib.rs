//! A language server that checks the quotations of drafts, as a pure state machine.
//!
//! A [`Server`] takes in the messages of a client and gives out what is to be sent and done; threads, files and pipes are
//! its host's. [`FrameDecoder`] and [`frame`] cut a stream into messages and make one of them.
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
//! The protocol is version 3.17 of the Language Server Protocol, whose messages are those of JSON-RPC ([`kzq_rpc`]). The
//! types are those of the small part that the server speaks: crates for all of it would be half a dozen more to build.
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
