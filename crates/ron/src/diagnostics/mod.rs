//! What is wrong with a file, where, and how it is shown.

mod diagnostic;
mod location;
pub mod render;

pub use diagnostic::{Code, Finding, Severity};
pub use location::Place;
pub(crate) use location::{Places, byte_at};
