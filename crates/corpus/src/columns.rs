//! Serialises columns of numbers in their in-memory representation.
//!
//! Reading checks lengths only; the caller must validate the values.

use std::io::{self, Read, Write};

use bytemuck::Pod;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes columns, each preceded by its number of rows.
pub struct ColumnWriter<'w> {
    out: &'w mut dyn Write,
}

impl<'w> ColumnWriter<'w> {
    /// Creates a writer to `out`.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    /// Writes a number as 64 bits.
    ///
    /// # Errors
    ///
    /// Returns the error of the underlying writer.
    pub fn write_number(&mut self, number: usize) -> io::Result<()> {
        self.out.write_all(&(number as u64).to_ne_bytes())
    }

    /// Writes a number of rows and then the rows, in the byte order of the machine.
    ///
    /// # Errors
    ///
    /// Returns the error of the underlying writer.
    pub fn write_column<T: Pod>(&mut self, column: &[T]) -> io::Result<()> {
        self.write_number(column.len())?;
        self.out.write_all(bytemuck::cast_slice(column))
    }

    /// Writes a column of rows converted with `make`.
    ///
    /// # Errors
    ///
    /// Returns the error of the underlying writer.
    pub fn write_mapped<R: Copy, T: Pod>(&mut self, rows: &[R], make: impl Fn(R) -> T) -> io::Result<()> {
        /// Rows converted per write.
        const BATCH_ROWS: usize = 1 << 12;
        self.write_number(rows.len())?;
        let mut column = Vec::with_capacity(BATCH_ROWS.min(rows.len()));
        for rows in rows.chunks(BATCH_ROWS) {
            column.clear();
            column.extend(rows.iter().map(|&row| make(row)));
            self.out.write_all(bytemuck::cast_slice(&column))?;
        }
        Ok(())
    }

    /// Writes a value that is not a column, encoded with postcard.
    ///
    /// # Errors
    ///
    /// Returns the error of the underlying writer.
    pub fn write_value(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.write_column(&postcard::to_stdvec(value).map_err(io::Error::other)?)
    }
}

/// Reads the output of a [`ColumnWriter`], which may be damaged or truncated.
pub struct ColumnReader<'r> {
    input: &'r mut dyn Read,
    /// Bytes left in the input; no larger buffer is allocated.
    remaining: u64,
}

impl<'r> ColumnReader<'r> {
    /// Reads from `input`, which has `length` bytes.
    pub fn new(input: &'r mut dyn Read, length: u64) -> Self {
        Self { input, remaining: length }
    }

    /// Reads a number of 64 bits; `None` if it is missing or too large for this machine.
    pub fn read_number(&mut self) -> Option<usize> {
        let mut bytes = [0; size_of::<u64>()];
        self.read_exact(&mut bytes)?;
        usize::try_from(u64::from_ne_bytes(bytes)).ok()
    }

    /// Reads a column directly into its final buffer.
    pub fn read_column<T: Pod>(&mut self) -> Option<Vec<T>> {
        let rows = self.read_number()?;
        let bytes = u64::try_from(rows.checked_mul(size_of::<T>())?).ok()?;
        if bytes > self.remaining {
            return None;
        }
        let mut column = vec![T::zeroed(); rows];
        self.read_exact(bytemuck::cast_slice_mut(&mut column))?;
        Some(column)
    }

    /// Reads a column that must have `rows` rows.
    pub fn read_column_of_len<T: Pod>(&mut self, rows: usize) -> Option<Vec<T>> {
        self.read_column().filter(|column| column.len() == rows)
    }

    /// Reads a value that is not a column.
    pub fn read_value<T: DeserializeOwned>(&mut self) -> Option<T> {
        let bytes = self.read_column::<u8>()?;
        let (value, rest) = postcard::take_from_bytes(&bytes).ok()?;
        rest.is_empty().then_some(value)
    }

    /// Checks that the input is exhausted.
    pub fn finish(self) -> Option<()> {
        (self.remaining == 0).then_some(())
    }

    fn read_exact(&mut self, bytes: &mut [u8]) -> Option<()> {
        self.remaining = self.remaining.checked_sub(bytes.len() as u64)?;
        self.input.read_exact(bytes).ok()
    }
}

/// Returns whether `ends`, the end offsets of consecutive items, are sorted and at most `end`.
pub fn are_valid_ends(ends: &[u32], end: usize) -> bool {
    ends.is_sorted() && ends.last().is_none_or(|&last| last as usize <= end)
}
