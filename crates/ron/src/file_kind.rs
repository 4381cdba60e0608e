//! [`FileKind`]: what a file contains.

use crate::diagnostics::Severity;

/// The kind of a file: what it contains, and how messages describe it.
#[derive(Debug)]
pub struct FileKind {
    /// The name used in messages.
    pub name: &'static str,
    /// The smallest valid file.
    pub minimal_example: &'static str,
    /// How a file of this kind begins.
    pub opening_example: &'static str,
    /// The severity of unknown fields.
    pub unknown_field_severity: Severity,
    /// Returns what the author of an unknown field of a struct probably meant; both are given by name.
    pub help_for_field: fn(&str, &str) -> Option<&'static str>,
}
