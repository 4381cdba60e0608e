//! x
pub mod cli;
pub mod corpus;
pub mod search;
pub mod text;
