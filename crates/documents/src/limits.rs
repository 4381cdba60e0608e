//! [`Limits`]: how much of a file is read.

/// How much of a file is read. A file that exceeds a limit is refused rather than truncated, so that nothing is missed
/// silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text in bytes.
    pub text_bytes: usize,
    /// The longest packed file in bytes, with the pictures in it.
    pub packed_bytes: usize,
    /// The most bytes that the parts of a packed file may have together when unpacked. Pictures are never unpacked.
    pub unpacked_bytes: usize,
    /// The most files in a packed file.
    pub entries: usize,
    /// How deep elements may be nested in XML.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes: 64 << 20, packed_bytes: 256 << 20, unpacked_bytes: 256 << 20, entries: 20_000, depth: 500 }
    }
}
