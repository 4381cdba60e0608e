//! Any bytes as the file of a shelf: what can be read of it is written whole, and read back as it was.

use kzq_shelf::{parse, serialize};

use super::is_showable;

pub fn run(data: &[u8]) {
    let Ok(kept) = parse(data) else { return };
    if let Some(damage) = kept.damage {
        assert!(is_showable(damage.message().as_str()));
    }
    let written = serialize(&kept.shelf).expect("a shelf can be written");
    assert!(is_showable(&written), "{written}");
    let again = parse(written.as_bytes()).expect("it is of this version");
    assert_eq!(again.damage, None, "{written}");
    assert_eq!(again.shelf, kept.shelf);
    assert_eq!(serialize(&again.shelf).expect("a shelf can be written"), written);
}
