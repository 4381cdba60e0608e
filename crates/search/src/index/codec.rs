//! Variable-length encoding of the gaps between postings; nearly all are small and take one byte.

/// Numbers from here on take more than one byte.
const TWO_BYTES_FROM: u8 = 0x80;
/// Marker: a full 32-bit number follows.
const FULL_MARKER: u8 = 0xff;
/// Numbers from here on take five bytes.
const FULL_FROM: u32 = (FULL_MARKER - TWO_BYTES_FROM) as u32 * 256 + TWO_BYTES_FROM as u32;

/// Appends an encoded number.
#[expect(clippy::cast_possible_truncation, reason = "each branch knows how large its number is")]
pub(super) fn encode(out: &mut Vec<u8>, number: u32) {
    if number < u32::from(TWO_BYTES_FROM) {
        out.push(number as u8);
    } else if number < FULL_FROM {
        let rest = number - u32::from(TWO_BYTES_FROM);
        out.extend([TWO_BYTES_FROM + (rest >> 8) as u8, rest as u8]);
    } else {
        out.push(FULL_MARKER);
        out.extend(number.to_le_bytes());
    }
}

/// Decodes the numbers in `bytes`; stops at a truncated one.
pub(super) fn decode(bytes: &[u8]) -> Varints<'_> {
    Varints { bytes }
}

/// Iterator returned by [`read`].
pub(super) struct Varints<'b> {
    bytes: &'b [u8],
}

impl Iterator for Varints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (&first, rest) = self.bytes.split_first()?;
        if first < TWO_BYTES_FROM {
            self.bytes = rest;
            return Some(u32::from(first));
        }
        self.next_long(first, rest)
    }
}

impl<'b> Varints<'b> {
    #[inline]
    fn next_long(&mut self, first: u8, rest: &'b [u8]) -> Option<u32> {
        if first < FULL_MARKER {
            let (&second, rest) = rest.split_first()?;
            self.bytes = rest;
            return Some((u32::from(first - TWO_BYTES_FROM) << 8) + u32::from(second) + u32::from(TWO_BYTES_FROM));
        }
        let (number, rest) = rest.split_first_chunk()?;
        self.bytes = rest;
        Some(u32::from_le_bytes(*number))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn encoded_lengths() {
        for (number, bytes) in [(0, 1), (0x7f, 1), (0x80, 2), (0x7eff + 0x80, 2), (0x7f00 + 0x80, 5), (u32::MAX, 5)] {
            let mut out = Vec::new();
            encode(&mut out, number);
            assert_eq!((out.len(), decode(&out).collect::<Vec<_>>()), (bytes, vec![number]));
        }
    }

    proptest! {
        #[test]
        fn round_trip(
            numbers in prop::collection::vec(prop_oneof![0_u32..300, 16_000_u32..40_000, any::<u32>()], 0..50),
        ) {
            let mut out = Vec::new();
            for &number in &numbers {
                encode(&mut out, number);
            }
            prop_assert!(decode(&out).eq(numbers));
        }
    }
}
