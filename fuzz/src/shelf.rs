//! Any bytes as a shelf file: what can be read is written completely and reads back the same.

use kzq_shelf::{parse, serialize};

use super::is_showable;
use kzq_text::Safe;

pub fn run(data: &[u8]) {
    let Ok(kept) = parse(data) else { return };
    if let Some(damage) = kept.damage {
        assert!(is_showable(damage.message().visible().as_str()));
    }
    let written = serialize(&kept.shelf).expect("a shelf can be written");
    let safe = Safe::text(&*written);
    assert!(safe.as_str() == written && is_showable(safe.visible().as_str()), "{written}");
    let again = parse(written.as_bytes()).expect("it is of this version");
    assert_eq!(again.damage, None, "{written}");
    assert_eq!(again.shelf, kept.shelf);
    assert_eq!(serialize(&again.shelf).expect("a shelf can be written"), written);
}
