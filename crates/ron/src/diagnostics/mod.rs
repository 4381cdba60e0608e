//! What is wrong with a file, where, and how it is shown.

mod diagnostic;
mod location;
pub mod render;

pub use diagnostic::{Diagnostic, Rule, Severity};
pub use location::Location;
pub(crate) use location::{LocationIndex, byte_offset};
