//! Serialises columns of numbers in their in-memory representation.
//!
//! Reading checks lengths only; the caller must validate the values.

use std::io::{self, Read, Write};

use bytemuck::Pod;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes columns, each preceded by its number of rows.
pub struct Writer<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Writer<'w> {
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    /// Writes a number as 64 bits.
    pub fn number(&mut self, number: usize) -> io::Result<()> {
        self.out.write_all(&(number as u64).to_ne_bytes())
    }

    /// Writes a column.
    pub fn column<T: Pod>(&mut self, column: &[T]) -> io::Result<()> {
        self.number(column.len())?;
        self.out.write_all(bytemuck::cast_slice(column))
    }

    /// Writes a column of rows converted with `make`.
    pub fn made<R: Copy, T: Pod>(&mut self, rows: &[R], make: impl Fn(R) -> T) -> io::Result<()> {
        /// Rows converted per write.
        const ROWS: usize = 1 << 12;
        self.number(rows.len())?;
        let mut column = Vec::with_capacity(ROWS.min(rows.len()));
        for rows in rows.chunks(ROWS) {
            column.clear();
            column.extend(rows.iter().map(|&row| make(row)));
            self.out.write_all(bytemuck::cast_slice(&column))?;
        }
        Ok(())
    }

    /// Writes a value that is not a column, encoded with postcard.
    pub(crate) fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.column(&postcard::to_stdvec(value).map_err(io::Error::other)?)
    }
}

/// Reads the output of a [`Writer`], which may be damaged or truncated.
pub struct Reader<'r> {
    input: &'r mut dyn Read,
    /// Bytes left in the input; no larger buffer is allocated.
    left: u64,
}

impl<'r> Reader<'r> {
    /// Reads from `input`, which has `length` bytes.
    pub fn new(input: &'r mut dyn Read, length: u64) -> Self {
        Self { input, left: length }
    }

    /// Reads a number.
    pub fn number(&mut self) -> Option<usize> {
        let mut bytes = [0; size_of::<u64>()];
        self.fill(&mut bytes)?;
        usize::try_from(u64::from_ne_bytes(bytes)).ok()
    }

    /// Reads a column directly into its final buffer.
    pub fn column<T: Pod>(&mut self) -> Option<Vec<T>> {
        let rows = self.number()?;
        let bytes = u64::try_from(rows.checked_mul(size_of::<T>())?).ok()?;
        if bytes > self.left {
            return None;
        }
        let mut column = vec![T::zeroed(); rows];
        self.fill(bytemuck::cast_slice_mut(&mut column))?;
        Some(column)
    }

    /// Reads a column that must have `rows` rows.
    pub fn column_of<T: Pod>(&mut self, rows: usize) -> Option<Vec<T>> {
        self.column().filter(|column| column.len() == rows)
    }

    /// Reads a value that is not a column.
    pub(crate) fn value<T: DeserializeOwned>(&mut self) -> Option<T> {
        let bytes = self.column::<u8>()?;
        let (value, rest) = postcard::take_from_bytes(&bytes).ok()?;
        rest.is_empty().then_some(value)
    }

    /// Checks that the input is exhausted.
    pub fn end(self) -> Option<()> {
        (self.left == 0).then_some(())
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Option<()> {
        self.left = self.left.checked_sub(bytes.len() as u64)?;
        self.input.read_exact(bytes).ok()
    }
}

/// Returns whether `ends`, the end offsets of consecutive items, are sorted and at most `end`.
pub fn are_ends(ends: &[u32], end: usize) -> bool {
    ends.is_sorted() && ends.last().is_none_or(|&last| last as usize <= end)
}
