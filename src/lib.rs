//! x
pub mod app;
pub mod cli;
pub mod corpus;
pub mod export;
pub mod host;
pub mod search;
pub mod text;
pub mod ui;
