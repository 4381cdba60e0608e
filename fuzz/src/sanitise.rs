//! Any bytes as a text: the visible part of sanitised text is safe to draw, and sanitising it again changes nothing.

use std::borrow::Cow;

use kzq_text::Safe;
use kzq_text::graphemes::{clusters, unjoined_columns};

use super::is_showable;

pub fn run(data: &[u8]) {
    let raw = String::from_utf8_lossy(data);
    let safe = Safe::text(&*raw);
    let drawn = safe.visible();
    assert!(is_showable(drawn.as_str()), "{safe:?}");
    assert_eq!((drawn.hidden_chars().count(), Safe::text(drawn.as_str())), (0, drawn.to_borrowed()), "{safe:?}");
    assert_eq!(Safe::text(safe.as_str()).as_str(), safe.as_str(), "it changes again");
    let line = Safe::line(&*raw);
    assert!(!line.as_str().contains('\n'));
    assert_eq!(Safe::line(line.as_str()).as_str(), line.as_str());

    // A file's text counts as safe if sanitising would not change it.
    let kept = serde_json::to_string(&raw).map(|json| serde_json::from_str::<Safe<'static>>(&json).is_ok());
    assert_eq!(kept.ok(), Some(safe.as_str() == raw), "{raw:?}");

    let (mut marks, mut joiners, mut before) = (0, 0, '\n');
    for c in drawn.as_str().chars() {
        marks = if matches!(c, '\u{300}'..='\u{36f}') { marks + 1 } else { 0 };
        joiners = match c {
            '\u{200d}' => joiners + 1,
            '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => joiners,
            _ if before == '\u{200d}' && matches!(c, '\u{1f000}'..='\u{1faff}') => joiners,
            _ => 0,
        };
        before = c;
        assert!(marks <= 8 && joiners <= 3, "{safe:?}");
    }
    let cut: Cow<'_, str> = clusters(safe.as_str()).map(|cluster| cluster.text).collect::<String>().into();
    assert_eq!(cut, safe.as_str());
    assert!(clusters(safe.as_str()).all(|cluster| unjoined_columns(cluster.text) <= 12));
}
