//! Frames of the base protocol: a header with `Content-Length`, an empty line, and a message of that many bytes.

use memchr::memmem;

/// The longest message that is read, in bytes.
pub const MAX_MESSAGE_BYTES: usize = 64 << 20;
/// The longest header that is read, in bytes.
const MAX_HEADER_BYTES: usize = 4096;
/// The header field that every message has.
const LENGTH_FIELD: &[u8] = b"Content-Length:";

/// Cuts a stream of bytes into messages.
#[derive(Debug, Default)]
pub struct FrameDecoder {
    buffer: Vec<u8>,
    /// How many bytes of the buffer are consumed.
    consumed: usize,
    /// Whether bytes are skipped up to the next header, after one that could not be read.
    is_lost: bool,
}

/// Why bytes are not a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A header does not say how long its message is.
    #[error("the header of a message has no valid Content-Length")]
    NoLength,
    /// A message is longer than [`MAX_MESSAGE_BYTES`].
    #[error("a message of {0} bytes is too long")]
    TooLong(usize),
}

impl FrameDecoder {
    /// Appends bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.consumed);
        self.consumed = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next message; `None` if more bytes are needed. After an error it goes on with the next header.
    pub fn next_message(&mut self) -> Option<Result<Vec<u8>, FrameError>> {
        if self.is_lost && !self.find_header() {
            return None;
        }
        let rest = &self.buffer[self.consumed..];
        let Some(end) = memmem::find(rest, b"\r\n\r\n") else {
            return (rest.len() > MAX_HEADER_BYTES).then(|| self.fail(FrameError::NoLength));
        };
        let Some(length) = content_length(&rest[..end]) else { return Some(self.fail(FrameError::NoLength)) };
        if length > MAX_MESSAGE_BYTES {
            return Some(self.fail(FrameError::TooLong(length)));
        }
        let start = end + 4;
        let message = rest.get(start..start + length)?.to_vec();
        self.consumed += start + length;
        Some(Ok(message))
    }

    fn fail(&mut self, error: FrameError) -> Result<Vec<u8>, FrameError> {
        self.is_lost = true;
        // The header that failed is not found again.
        self.consumed += 1;
        Err(error)
    }

    /// Skips to the next header; returns whether there is one.
    fn find_header(&mut self) -> bool {
        let rest = &self.buffer[self.consumed..];
        let found = memmem::find(rest, LENGTH_FIELD);
        // The end may be the beginning of a header.
        self.consumed += found.unwrap_or(rest.len().saturating_sub(LENGTH_FIELD.len() - 1));
        self.is_lost = found.is_none();
        found.is_some()
    }
}

/// The length that a header gives; field names are in any case (RFC 9110, 5.1).
fn content_length(header: &[u8]) -> Option<usize> {
    let header = std::str::from_utf8(header).ok()?;
    let fields = header.split("\r\n").filter_map(|line| line.split_once(':'));
    let mut lengths = fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-length"));
    let (_, length) = lengths.next()?;
    length.trim().parse().ok()
}

/// Makes a frame of a message.
pub fn frame(message: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{message}", message.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(stream: &[u8], step: usize) -> Vec<Result<String, FrameError>> {
        let mut decoder = FrameDecoder::default();
        let mut found = Vec::new();
        for bytes in stream.chunks(step) {
            decoder.push(bytes);
            while let Some(message) = decoder.next_message() {
                found.push(message.map(|message| String::from_utf8_lossy(&message).into_owned()));
            }
        }
        found
    }

    #[test]
    fn messages_are_decoded_whatever_the_chunk_size() {
        let ok = |text: &str| Ok(text.to_owned());
        let too_long = MAX_MESSAGE_BYTES + 1;
        for (stream, expected) in [
            (format!("{}{}", frame("{}"), frame("“é”")), vec![ok("{}"), ok("“é”")]),
            ("content-length:2\r\nContent-Type: x\r\n\r\n{}".to_owned(), vec![ok("{}")]),
            ("Content-Length: 0\r\n\r\n".to_owned() + &frame("1"), vec![ok(""), ok("1")]),
            ("Content-Length: 5\r\n\r\n{}".to_owned(), vec![]),
            ("Content-Type: x\r\n\r\nlost ".to_owned() + &frame("{}"), vec![Err(FrameError::NoLength), ok("{}")]),
            ("Content-Length: -1\r\n\r\n".to_owned() + &frame("{}"), vec![Err(FrameError::NoLength), ok("{}")]),
            ("Content-Length: 9e9\r\n\r\n".to_owned() + &frame("{}"), vec![Err(FrameError::NoLength), ok("{}")]),
            (
                format!("Content-Length: {}\r\n\r\nxx{}", u128::MAX, frame("{}")),
                vec![Err(FrameError::NoLength), ok("{}")],
            ),
            (
                format!("Content-Length: {too_long}\r\n\r\nxx{}", frame("{}")),
                vec![Err(FrameError::TooLong(too_long)), ok("{}")],
            ),
            ("x".repeat(2 * MAX_HEADER_BYTES) + &frame("{}"), vec![Err(FrameError::NoLength), ok("{}")]),
        ] {
            for step in [1, 2, 7, 100_000] {
                assert_eq!(decode(stream.as_bytes(), step), expected, "{stream:.60} by {step}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_streams_do_not_panic(stream in "(Content-Length: [0-9]{1,3}|\r\n\r\n|\\PC|\r\n|:){0,30}", step in 1_usize..9) {
            for message in decode(stream.as_bytes(), step) {
                proptest::prop_assert!(message.is_err() || message.is_ok_and(|text| text.len() < 1000));
            }
        }
    }
}
