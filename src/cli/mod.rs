//! The face on the command line: answers one command into a writer.

pub mod report;
