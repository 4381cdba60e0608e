//! The rule that output must follow.

use kzq_text::Safe;
use kzq_text::print::is_isolate;

/// Whether a character is forbidden in output: control characters except the line feed, bidirectional controls, tag
/// characters, and invisible characters that break words or lines.
fn is_forbidden(c: char) -> bool {
    match c {
        '\n' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => true,
        '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => true,
        '\u{ad}' | '\u{180e}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' => true,
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}' => true,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        _ => c.is_control(),
    }
}

/// The maximum number of combining marks on one base character.
const MOST_MARKS: usize = 16;
/// The maximum number of joiners in an emoji; kzq allows three, but parts of a report may be adjacent.
const MOST_JOINERS: usize = 9;

/// Asserts that data follows the rule: harmless invisible characters are allowed, directional isolates are not.
#[track_caller]
pub fn assert_clean_data(text: &str, what: impl FnOnce() -> String) {
    let safe = Safe::text(text);
    assert!(safe.as_str() == text && !text.contains(is_isolate), "{} changes: {text:?}", what());
    assert_clean(safe.visible().as_str(), what);
}

/// Asserts that a string decoded from data follows the rule.
#[track_caller]
pub fn assert_clean_decoded(text: &str, what: impl FnOnce() -> String) {
    assert_clean_data(&text.replace(is_isolate, ""), what);
}

/// Asserts that a text follows the rule.
#[track_caller]
pub fn assert_clean(text: &str, what: impl FnOnce() -> String) {
    let (mut marks, mut joiners, mut before) = (0, 0, '\n');
    for (at, c) in text.char_indices() {
        marks = if c == '\u{301}' { marks + 1 } else { 0 };
        joiners = match c {
            '\u{200d}' => joiners + 1,
            '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => joiners,
            _ if before == '\u{200d}' => joiners,
            _ => 0,
        };
        before = c;
        if is_forbidden(c) || marks > MOST_MARKS || joiners > MOST_JOINERS {
            let begin = text.floor_char_boundary(at.saturating_sub(80));
            let end = text.ceil_char_boundary((at + 40).min(text.len()));
            panic!("U+{:04X} came out of {}: {:?}", u32::from(c), what(), &text[begin..end]);
        }
    }
}

/// The text without tabs, if the format uses them.
pub fn without_tabs(format: &str, text: &str) -> String {
    if ["tsv", "anki", "fortune"].contains(&format) { text.replace('\t', " ") } else { text.to_owned() }
}

/// The text without sequences that set colours (SGR), the only ones allowed in a report.
pub fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.find(|c: char| !c.is_ascii_digit() && c != ';') {
            Some(end) if part[end..].starts_with('m') => plain.push_str(&part[end + 1..]),
            _ => plain.extend(["\x1b[", part]),
        }
    }
    plain
}

#[test]
fn assertions_reject_forbidden_characters() {
    assert_eq!(without_colours("a\x1b[1;31mb\x1b[0mc"), "abc");
    assert_eq!(without_colours("a\x1b[2Jb\x1b[m"), "a\x1b[2Jb");
    for bad in ["\x1b", "\u{9b}", "\r", "\t", "\u{7f}", "\u{202e}", "\u{e0041}", "\u{feff}", &"👩\u{200d}".repeat(10)]
    {
        assert!(std::panic::catch_unwind(|| assert_clean(bad, String::new)).is_err(), "{bad:?}");
    }
    for bad in ["\x1b", "\u{202e}", "\u{e0041}", "\u{2067}"] {
        assert!(std::panic::catch_unwind(|| assert_clean_data(bad, String::new)).is_err(), "{bad:?}");
    }
    assert_clean_data("soft\u{ad}hyphen\u{feff}", String::new);
    assert_clean("“é” — 👩‍🚀 ❤️\n", String::new);
}
