//! The database of a Kobo reader, `KoboReader.sqlite`.

#[cfg(feature = "sqlite")]
mod database;

use crate::format::{Format, Input};
#[cfg(not(feature = "sqlite"))]
use crate::format::{ReadError, ReadOptions};
#[cfg(not(feature = "sqlite"))]
use crate::item::Sink;
#[cfg(feature = "sqlite")]
use database::read;

/// The row of the format. Without the feature, the error says how to get it.
pub(super) const FORMAT: Format = Format {
    name: "kobo",
    about: "highlights in a Kobo's `KoboReader.sqlite` (if kzq was built with the feature `sqlite`)",
    sniff,
    read,
};

fn sniff(input: &Input<'_>) -> Option<String> {
    input.bytes.starts_with(b"SQLite format 3\0").then(|| "a SQLite database".into())
}

#[cfg(not(feature = "sqlite"))]
fn read(_: &Input<'_>, _: &ReadOptions, _: &mut dyn Sink) -> Result<(), ReadError> {
    Err(ReadError::of_file("a SQLite database, but kzq was built without sqlite: cargo install --features sqlite"))
}

#[cfg(all(test, not(feature = "sqlite")))]
mod tests {
    use super::*;
    use crate::formats::tests::collect;

    #[test]
    fn error_without_the_sqlite_feature_names_it() {
        let error = collect(&FORMAT, "KoboReader.sqlite", b"SQLite format 3\0").error.unwrap();
        assert!(error.to_string().ends_with("cargo install --features sqlite"), "{error}");
    }
}
