//! Where kzq and the processor differ, and the rule of the manual that decides it.

/// The kinds of citation, the sources, and the rule.
pub const KNOWN: &[(&[&str], &[&str], &str)] = &[];
