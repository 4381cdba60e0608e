//! Serialises columns of numbers in their in-memory representation.
//!
//! Reading checks lengths only; the caller must validate the values.

use std::io::{self, Write};
use std::marker::PhantomData;
use std::ops::Deref;

use bytemuck::Pod;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Everything written begins at a multiple of this many bytes, so that columns can be used where they are.
const ALIGNMENT: usize = 8;

/// A column of numbers: in memory of its own, or in the bytes it was read from.
#[derive(Clone, Debug)]
pub struct Column<T>(Rows<T>);

#[derive(Clone, Debug)]
enum Rows<T> {
    Owned(Vec<T>),
    /// Aligned, and a whole number of rows.
    Shared(Bytes, PhantomData<T>),
}

impl<T: Pod> Deref for Column<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Rows::Owned(rows) => rows,
            Rows::Shared(bytes, _) => bytemuck::try_cast_slice(bytes).unwrap_or_default(),
        }
    }
}

impl<T> From<Vec<T>> for Column<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(Rows::Owned(rows))
    }
}

impl<T: Pod + PartialEq> PartialEq for Column<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pod + Eq> Eq for Column<T> {}

impl<T: Pod + PartialEq> Column<T> {
    /// Returns the same column where it was written to; `None` if it is not there.
    pub fn stored(&self, input: &mut ColumnReader) -> Option<Self> {
        input.read_shared_column().filter(|stored| stored == self)
    }
}

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
        self.out.write_all(bytemuck::cast_slice(column))?;
        self.write_padding(size_of_val(column))
    }

    /// Writes zeros after `written` bytes, up to the next multiple of the alignment.
    fn write_padding(&mut self, written: usize) -> io::Result<()> {
        self.out.write_all(&[0; ALIGNMENT][..padding_after(written)])
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
        self.write_padding(rows.len() * size_of::<T>())
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

/// The number of padding bytes after `length` bytes.
fn padding_after(length: usize) -> usize {
    length.next_multiple_of(ALIGNMENT) - length
}

/// Reads the output of a [`ColumnWriter`], which may be damaged or truncated.
pub struct ColumnReader {
    /// What has not been read yet.
    rest: Bytes,
}

impl ColumnReader {
    /// Reads from `bytes`.
    pub fn new(bytes: Bytes) -> Self {
        Self { rest: bytes }
    }

    /// Reads a number of 64 bits; `None` if it is missing or too large for this machine.
    pub fn read_number(&mut self) -> Option<usize> {
        let number = self.take(size_of::<u64>())?;
        usize::try_from(u64::from_ne_bytes(number.as_ref().try_into().ok()?)).ok()
    }

    /// Reads a column into memory of its own.
    pub fn read_column<T: Pod>(&mut self) -> Option<Vec<T>> {
        Some(bytemuck::pod_collect_to_vec(&self.read_rows::<T>()?))
    }

    /// Reads a column that stays where it is, if it is aligned.
    pub fn read_shared_column<T: Pod>(&mut self) -> Option<Column<T>> {
        let bytes = self.read_rows::<T>()?;
        let is_aligned = bytemuck::try_cast_slice::<u8, T>(&bytes).is_ok();
        Some(Column(if is_aligned {
            Rows::Shared(bytes, PhantomData)
        } else {
            Rows::Owned(bytemuck::pod_collect_to_vec(&bytes))
        }))
    }

    /// Like `read_shared_column`, of a column that must have `rows` rows.
    pub fn read_shared_column_of_len<T: Pod>(&mut self, rows: usize) -> Option<Column<T>> {
        self.read_shared_column().filter(|column| column.len() == rows)
    }

    /// Reads the bytes of a column of bytes.
    pub fn read_bytes(&mut self) -> Option<Bytes> {
        self.read_rows::<u8>()
    }

    /// Passes over a column.
    pub fn skip_column<T: Pod>(&mut self) -> Option<()> {
        self.read_rows::<T>().map(drop)
    }

    /// Reads a column that must have `rows` rows.
    pub fn read_column_of_len<T: Pod>(&mut self, rows: usize) -> Option<Vec<T>> {
        self.read_column().filter(|column| column.len() == rows)
    }

    /// Reads a value that is not a column.
    pub fn read_value<T: DeserializeOwned>(&mut self) -> Option<T> {
        let bytes = self.read_bytes()?;
        let (value, rest) = postcard::take_from_bytes(&bytes).ok()?;
        rest.is_empty().then_some(value)
    }

    /// Checks that the input is exhausted.
    pub fn finish(self) -> Option<()> {
        self.rest.is_empty().then_some(())
    }

    /// The bytes of a column of `T`.
    fn read_rows<T>(&mut self) -> Option<Bytes> {
        let length = self.read_number()?.checked_mul(size_of::<T>())?;
        let rows = self.take(length)?;
        self.take(padding_after(length))?;
        Some(rows)
    }

    fn take(&mut self, length: usize) -> Option<Bytes> {
        (length <= self.rest.len()).then(|| self.rest.split_to(length))
    }
}

/// Returns whether `ends`, the end offsets of consecutive items, are sorted and at most `end`.
pub fn are_valid_ends(ends: &[u32], end: usize) -> bool {
    ends.is_sorted() && ends.last().is_none_or(|&last| last as usize <= end)
}
