//! Lines of the sample file, and strings in it.

/// A line of the sample file.
pub(super) enum SampleLine {
    /// A comment.
    Comment(String),
    /// A setting, or part of one; commented out in the sample.
    Setting(String),
}

/// Quotes a text as a RON string.
pub(super) fn quote(text: &str) -> String {
    ron::to_string(text).unwrap_or_default()
}
