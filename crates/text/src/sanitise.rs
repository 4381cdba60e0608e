//! Makes external text safe: nothing in it can drive a terminal, reorder a line or hide in a paste.
//!
//! Invisible characters are of three classes:
//!
//! - *Kept* where a script or an emoji needs them: joiners, variation selectors, the Mongolian vowel separator.
//! - *Hidden*: soft hyphens, zero-width spaces, joiners of no use and the like do no harm, and the author's words are
//!   the same with them. So are they with directional marks and isolates, which Hebrew and Arabic texts need. Safe text
//!   holds them, so that what is compared, searched and written back to a collection is what the file has;
//!   [`without_hidden`] drops them from what is drawn, printed or copied.
//! - *Shown* as a symbol, so that the user can see them: C0 controls as Unicode control pictures, all others as
//!   `⟨U+XXXX⟩`.
//!
//! Only combining marks beyond [`MAX_MARKS_PER_BASE`] on one base are dropped.
//!
//! The size of a cluster is bounded: an emoji has at most [`MAX_JOINERS_PER_EMOJI`] joiners, so one component more.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;

use crate::variation::takes_selector;

/// Maximum number of combining marks on one base character.
const MAX_MARKS_PER_BASE: usize = 8;
/// Maximum number of joiners in one emoji. A family of four, the longest of Unicode's own (UTS #51), needs three.
const MAX_JOINERS_PER_EMOJI: usize = 3;
/// The zero-width joiner, which merges several characters into one emoji or letter.
const ZERO_WIDTH_JOINER: char = '\u{200d}';
/// The variation selector for emoji presentation.
const EMOJI_VARIATION_SELECTOR: char = '\u{fe0f}';
/// Columns between tab stops.
const TAB_WIDTH: usize = 4;
/// Bytes checked at once.
const BLOCK_BYTES: usize = 64;

/// Sanitises `raw`; clean text is returned without copying.
pub(super) fn sanitise(raw: Cow<'_, str>) -> Cow<'_, str> {
    if is_clean(&raw) { raw } else { Cow::Owned(Cleaner::new(&raw).run()) }
}

/// Drops the hidden characters of sanitised text; text without any is returned without copying.
pub(super) fn without_hidden(text: Cow<'_, str>) -> Cow<'_, str> {
    if hidden_chars(&text).next().is_none() {
        return text;
    }
    Cow::Owned(Cleaner { drops_hidden: true, ..Cleaner::new(&text) }.run())
}

/// The hidden characters of sanitised text, each with its byte offset.
pub(super) fn hidden_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut cleaner = Cleaner::new("");
    let mut at = unchanged_prefix_len(text);
    // A character that can be hidden depends on the one before it.
    at = text[..at].char_indices().next_back().map_or(0, |(last, _)| last);
    std::iter::from_fn(move || {
        loop {
            let mut chars = text[at..].chars();
            let c = chars.next()?;
            let place = at;
            at += c.len_utf8();
            cleaner.out.clear();
            if cleaner.advance(c, chars.next()) {
                return Some((place, c));
            }
        }
    })
}

/// Whether sanitising leaves `raw` unchanged.
pub(super) fn is_clean(raw: &str) -> bool {
    let mut cleaner = Cleaner::new("");
    let mut rest = raw;
    loop {
        let (unchanged, suffix) = rest.split_at(unchanged_prefix_len(rest));
        if let Some(last) = unchanged.chars().next_back() {
            // One character after a joiner still belongs to the joined emoji; a second one does not.
            if cleaner.last_written != Some(ZERO_WIDTH_JOINER) || unchanged.len() > last.len_utf8() {
                cleaner.joiners_in_emoji = 0;
            }
            cleaner.last_written = Some(last);
            cleaner.marks_on_base = 0;
        }
        let mut chars = suffix.chars();
        let Some(c) = chars.next() else { return true };
        rest = chars.as_str();
        cleaner.out.clear();
        if cleaner.advance(c, chars.next()) {
            continue;
        }
        // Neither dropped nor replaced characters are ever offset by what follows, so the first difference decides.
        if !cleaner.out.chars().eq([c]) {
            return false;
        }
    }
}

/// The length of a prefix of `text` in which no character can be changed, whatever its neighbours.
fn unchanged_prefix_len(text: &str) -> usize {
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        match rest.first_chunk::<BLOCK_BYTES>() {
            Some(block) if is_printable_ascii(block) => {
                at += BLOCK_BYTES;
                continue;
            }
            None if is_printable_ascii(rest) => return text.len(),
            _ => {}
        }
        let end = at + BLOCK_BYTES;
        for c in text[at..].chars() {
            if at >= end {
                break;
            }
            if !is_never_changed(c) {
                return at;
            }
            at += c.len_utf8();
        }
    }
    at
}

/// Whether bytes are only printable ASCII and line feeds. Checks every byte without stopping early, so that the
/// compiler can vectorise the loop.
#[inline]
fn is_printable_ascii(bytes: &[u8]) -> bool {
    bytes.iter().fold(0, |bits, &byte| bits | u8::from(!matches!(byte, b' '..=b'~' | b'\n'))) == 0
}

/// Whether `c` is never changed in any context: characters of the common scripts that are not escaped, dropped or
/// combining. Need not be complete.
fn is_never_changed(c: char) -> bool {
    match c {
        ' '..='~' | '\n' => true,
        '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' => true,
        // Greek, Cyrillic, Armenian.
        '\u{370}'..='\u{482}' | '\u{48a}'..='\u{590}' => true,
        // Hebrew and Arabic letters.
        '\u{5d0}'..='\u{60f}' | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d5}' => true,
        '\u{1e00}'..='\u{200a}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205f}' | '\u{2070}'..='\u{20cf}' => true,
        // Symbols; Chinese, Japanese and Korean.
        '\u{2100}'..='\u{2bff}' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}' | '\u{309b}'..='\u{3163}' => true,
        '\u{3165}'..='\u{a66e}' | '\u{ac00}'..='\u{d7ff}' | '\u{ff00}'..='\u{ff9f}' => true,
        '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}' => true,
        _ => false,
    }
}

/// One pass over a text, with the state that decides how each character is treated.
struct Cleaner<'a> {
    raw: &'a str,
    out: String,
    /// Whether hidden characters are dropped.
    drops_hidden: bool,
    /// Characters since the last line break, for tab stops.
    column: usize,
    /// Combining marks and joiners since the last base character.
    marks_on_base: usize,
    /// Joiners in the current emoji.
    joiners_in_emoji: usize,
    /// The last character written.
    last_written: Option<char>,
}

impl<'a> Cleaner<'a> {
    fn new(raw: &'a str) -> Self {
        Self {
            raw,
            out: String::with_capacity(raw.len()),
            drops_hidden: false,
            column: 0,
            marks_on_base: 0,
            joiners_in_emoji: 0,
            last_written: None,
        }
    }

    fn run(mut self) -> String {
        let mut chars = self.raw.chars().peekable();
        while let Some(c) = chars.next() {
            self.advance(c, chars.peek().copied());
        }
        self.out
    }

    /// Reads one character; returns whether it is a hidden one. These change nothing about the characters around them,
    /// so that the text is just as safe without them.
    fn advance(&mut self, c: char, next: Option<char>) -> bool {
        if self.is_hidden(c, next) {
            if !self.drops_hidden {
                self.out.push(c);
            }
            return true;
        }
        let before = self.out.len();
        self.step(c, next);
        self.last_written = self.out[before..].chars().next_back().or(self.last_written);
        false
    }

    /// Whether a character is invisible, harmless and not needed here.
    fn is_hidden(&self, c: char, next: Option<char>) -> bool {
        match c {
            _ if c < '\u{ad}' => false,
            '\u{180e}' => !self.last_written.is_some_and(|before| matches!(before, '\u{1800}'..='\u{18af}')),
            _ if is_joiner(c) => !self.last_written.is_some_and(|before| {
                let joins_emoji = c == ZERO_WIDTH_JOINER
                    && is_emoji(before)
                    && next.is_some_and(|c| is_emoji(c) && c != EMOJI_VARIATION_SELECTOR);
                // The joiner counts as one more mark.
                let shapes = is_shaped_by_joiner(before) && self.marks_on_base < MAX_MARKS_PER_BASE;
                shapes || (joins_emoji && self.joiners_in_emoji < MAX_JOINERS_PER_EMOJI)
            }),
            _ => is_harmless_format(c),
        }
    }

    fn step(&mut self, c: char, next: Option<char>) {
        self.marks_on_base = if attaches_to_base(c) { self.marks_on_base + 1 } else { 0 };
        if !self.continues_emoji(c) {
            self.joiners_in_emoji = 0;
        }
        match c {
            '\n' => {
                self.out.push('\n');
                self.column = 0;
                return;
            }
            '\r' if next == Some('\n') => return,
            '\t' => {
                let spaces = TAB_WIDTH - self.column % TAB_WIDTH;
                self.out.extend(std::iter::repeat_n(' ', spaces));
                self.column += spaces;
                return;
            }
            '\0'..='\x1f' => self.out.push(control_picture(c)),
            '\x7f' => self.out.push('␡'),
            _ if self.must_be_escaped(c) => {
                push_symbol(c, &mut self.out);
                (self.marks_on_base, self.joiners_in_emoji) = (0, 0);
            }
            ZERO_WIDTH_JOINER => {
                self.out.push(c);
                self.joiners_in_emoji += 1;
            }
            _ if self.marks_on_base > MAX_MARKS_PER_BASE => {}
            _ => self.out.push(c),
        }
        self.column += 1;
    }

    /// Whether `c` continues the emoji before it, if there is one.
    fn continues_emoji(&self, c: char) -> bool {
        c == ZERO_WIDTH_JOINER
            || self.last_written == Some(ZERO_WIDTH_JOINER)
            || self.marks_on_base > 0
            || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
    }

    fn must_be_escaped(&self, c: char) -> bool {
        match c {
            // C1 controls, line and paragraph separators, interlinear annotation marks.
            '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' => true,
            // Embeddings and overrides of the writing direction (UAX #9).
            '\u{202a}'..='\u{202e}' => true,
            // Deprecated format characters and tags, and the code points Unicode reserves for more of them.
            '\u{2065}' | '\u{206a}'..='\u{206f}' => true,
            '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
            '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => true,
            // Fillers, which are invisible letters, and vowels that are never written.
            '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}' => true,
            // A grapheme joiner keeps combining marks apart; anywhere else it hides data.
            '\u{34f}' => !self.last_written.is_some_and(|before| is_combining_mark(before) && before != c),
            _ if is_variation_selector(c) => !self.last_written.is_some_and(|before| takes_selector(before, c)),
            _ => false,
        }
    }
}

/// Whether `c` is invisible and never does harm: soft hyphens, zero-width spaces and word joiners, directional marks and
/// isolates, invisible operators.
pub(super) fn is_harmless_format(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}')
}

/// Appends the symbol that shows a character: `⟨U+202E⟩`.
pub(super) fn push_symbol(c: char, out: &mut String) {
    let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
}

/// Characters of a text that are not seen and that no script or emoji needs there, each with its byte offset: those that
/// are hidden, and those that are shown as a symbol, but controls.
pub(super) fn unseen_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut cleaner = Cleaner::new("");
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = chars.next()?;
            cleaner.out.clear();
            let is_unseen = !c.is_ascii() && !c.is_control() && cleaner.must_be_escaped(c);
            if cleaner.advance(c, chars.peek().map(|&(_, next)| next)) || is_unseen {
                return Some((at, c));
            }
        }
    })
}

/// The control picture of a C0 control character.
fn control_picture(c: char) -> char {
    char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | ZERO_WIDTH_JOINER)
}

/// Whether a character belongs to the one before it.
pub(super) fn attaches_to_base(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || is_joiner(c))
}

/// Whether `c` belongs to a script in which a joiner after a letter affects its shape: cursive and Indic scripts.
pub(super) fn is_shaped_by_joiner(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{a840}'..='\u{abff}')
}

/// Whether `c` can be part of a joined emoji.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | EMOJI_VARIATION_SELECTOR | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn clean(raw: &str) -> String {
        sanitise(Cow::Borrowed(raw)).into_owned()
    }

    /// Returns the text as it is drawn and copied.
    fn visible(raw: &str) -> String {
        without_hidden(Cow::Owned(clean(raw))).into_owned()
    }

    #[test]
    fn dangerous_characters_are_made_visible() {
        for (raw, shown) in [
            ("\x1b[31mred", "␛[31mred"),
            ("a\0b\x07c\x7f", "a␀b␇c␡"),
            ("\u{9b}31m", "⟨U+009B⟩31m"),
            ("evil \u{202e}txt.exe", "evil ⟨U+202E⟩txt.exe"),
            ("\u{202a}x\u{202c}", "⟨U+202A⟩x⟨U+202C⟩"),
            ("hi\u{e0041}", "hi⟨U+E0041⟩"),
            ("x\u{e0101}", "x⟨U+E0101⟩"),
            ("0\u{fe00}\u{fe01}\u{e0080}\u{3164}", "0\u{fe00}⟨U+FE01⟩⟨U+E0080⟩⟨U+3164⟩"),
            ("я\u{e0149}", "я⟨U+E0149⟩"),
            ("a\u{34f}b\u{301}\u{34f}\u{34f}", "a⟨U+034F⟩b\u{301}\u{34f}⟨U+034F⟩"),
            ("a\u{180b}", "a⟨U+180B⟩"),
            ("葛\u{e0101}\u{e0102}", "葛\u{e0101}⟨U+E0102⟩"),
            ("x\u{fe00}\u{fe01}", "x⟨U+FE00⟩⟨U+FE01⟩"),
            ("a\r\nb\rc", "a\nb␍c"),
            ("one\u{2028}two", "one⟨U+2028⟩two"),
            ("\tx\n12\ty", "    x\n12  y"),
        ] {
            assert_eq!(clean(raw), shown, "{raw:?}");
        }
    }

    #[test]
    fn harmless_characters_are_hidden() {
        for (raw, visible) in [
            ("multi\u{ad}lateral", "multilateral"),
            ("zero\u{200b}width", "zerowidth"),
            ("a\u{200d}b\u{200c}c", "abc"),
            ("\u{feff}a\u{2060}b", "ab"),
            ("שלום\u{200f}, \u{2067}عالم\u{2069}\u{61c}", "שלום, عالم"),
            ("a\u{180e}b", "ab"),
            ("ᠠ\u{180e}ᠠ", "ᠠ\u{180e}ᠠ"),
            ("می\u{200c}خواهم\u{200c}\u{200b}", "می\u{200c}خواهم\u{200c}"),
            ("❤\u{200b}\u{fe0f}\u{ad}", "❤\u{fe0f}"),
            ("👩\u{200b}\u{200d}🚀", "👩\u{200d}🚀"),
        ] {
            let safe = clean(raw);
            assert_eq!(safe, raw, "what the file has");
            assert_eq!(without_hidden(Cow::Borrowed(&safe)), visible, "{raw:?}");
            let at: String = hidden_chars(&safe)
                .map(|(at, c)| {
                    assert!(safe[at..].starts_with(c));
                    c
                })
                .collect();
            assert_eq!(at.chars().count(), raw.chars().count() - visible.chars().count(), "{raw:?}");
        }
    }

    #[test]
    fn characters_needed_by_scripts_and_emoji_are_kept() {
        for raw in
            ["👩‍🚀", "👨‍👩‍👧", "क्‍ष", "می‌خواهم", "അവന്‍ ", "❤️‍🔥", "1️⃣", "葛\u{e0100}", "ᠠ\u{180b}", "é", "e\u{301}", "Ə ə Қ қ"]
        {
            assert_eq!(clean(raw), raw);
        }
    }

    #[test]
    fn combining_marks_are_capped() {
        let zalgo = format!("a{}b", "\u{301}".repeat(500));
        assert_eq!(clean(&zalgo), format!("a{}b", "\u{301}".repeat(8)));
    }

    #[test]
    fn common_emoji_are_unchanged() {
        for raw in ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦 👨‍👩‍👧‍👦", "🏴‍☠️", "🧑🏽‍🤝‍🧑🏿", "👩🏽‍❤️‍💋‍👨🏿", "👩🏻‍🚀👩🏻‍🚀👩🏻‍🚀👩🏻‍🚀👩🏻‍🚀", "👁️‍🗨️", "❤️‍🔥", "🇰🇿🇰🇿"]
        {
            assert_eq!(clean(raw), raw);
        }
    }

    #[test]
    fn joiners_do_not_reset_the_mark_limit() {
        for joiner in ["\u{200c}", "\u{200d}"] {
            let cleaned = visible(&format!("ب{}", format!("\u{64b}{joiner}").repeat(100)));
            for on_one_base in cleaned.split(['ب', '⟩']) {
                assert!(
                    on_one_base.matches(['\u{64b}', '\u{200c}', '\u{200d}']).count() <= MAX_MARKS_PER_BASE,
                    "{cleaned}"
                );
            }
            assert_eq!(clean(&cleaned), cleaned);
        }
    }

    #[test]
    fn joiners_are_capped() {
        let chain = |count: usize| vec!["👩"; count].join("\u{200d}");
        assert_eq!(visible(&chain(9)), [4, 4, 1].map(chain).concat());
        let toned = |count: usize| vec!["👩🏽"; count].join("\u{200d}");
        assert_eq!(visible(&toned(5)), format!("{}👩🏽", toned(4)));
        let hearts = |count: usize| vec!["❤\u{fe0f}"; count].join("\u{200d}");
        assert_eq!(visible(&hearts(5)), format!("{}❤\u{fe0f}", hearts(4)));
        assert_eq!(visible("👩\u{200c}👩"), "👩👩");
    }

    /// Reference implementation: passes every character through the cleaner.
    fn sanitise_reference(raw: &str) -> String {
        Cleaner::new(raw).run()
    }

    #[test]
    fn never_changed_chars_are_kept_in_any_context() {
        for c in ('\0'..=char::MAX).filter(|&c| is_never_changed(c)) {
            assert!(!is_combining_mark(c), "{c:?}");
            assert!(!matches!(c, '\u{1f3fb}'..='\u{1f3ff}'), "{c:?} goes on with what is before it");
            for before in ["", "a", "\u{301}", "\u{fe0f}", "\u{200d}", "👩"] {
                let raw = format!("{before}{c}");
                assert!(sanitise_reference(&raw).ends_with(c), "{c:?}");
            }
            assert!(matches!(c, '\n' | ' '..) && !matches!(c, '\u{200c}' | '\u{200d}') && !is_variation_selector(c));
        }
    }

    #[test]
    fn is_clean_agrees_with_the_reference_for_every_char() {
        for c in '\0'..=char::MAX {
            for raw in [format!("{c}"), format!("葛{c}"), format!("a{c}b")] {
                assert_eq!(is_clean(&raw), sanitise_reference(&raw) == raw, "{raw:?}");
            }
        }
    }

    #[test]
    fn a_dangerous_character_is_found_at_any_offset() {
        for offender in ["\t", "\r", "\0", "\x1f", "\x7f", "\u{80}", "\u{206a}", "\u{202e}", "\u{fe0f}\u{fe0f}"] {
            for at in 0..150 {
                for filler in ["a", "’", "я"] {
                    let raw = format!("{}{offender}{}", filler.repeat(at), filler.repeat(150 - at));
                    assert!(!is_clean(&raw), "{raw:?}");
                    assert_eq!(clean(&raw), sanitise_reference(&raw));
                }
            }
        }
        assert!(is_clean(""));
        assert!(is_clean(&"A clean text.\n“Да — é.” ".repeat(20)));
    }

    proptest::proptest! {
        #[test]
        fn sanitising_matches_the_reference(raw in "([a-z \n]{0,40}|[’“—…éяқ中]{0,9}|[👩🚀❤क\u{94d}م]|\u{301}{1,9}|[\t\r\u{200c}\u{200d}\u{fe0f}\u{e0101}\u{ad}\u{7f}\u{34f}\u{180b}\u{180e}]|\\PC){0,12}") {
            let plain = sanitise_reference(&raw);
            proptest::prop_assert_eq!(is_clean(&raw), plain == raw);
            proptest::prop_assert_eq!(clean(&raw), plain);
        }

        #[test]
        fn joiners_are_capped_in_any_position(raw in "([👩❤🏽🚀क\u{94d}\u{301}\u{fe0f}a ]{0,3}[\u{200d}\u{200d}\u{200c}]){0,12}[👩a]?") {
            let plain = sanitise_reference(&raw);
            proptest::prop_assert_eq!(is_clean(&raw), plain == raw);
            proptest::prop_assert_eq!(clean(&plain), plain.clone());
            let plain = visible(&plain);
            for grapheme in plain.graphemes(true).filter(|grapheme| !grapheme.contains(is_shaped_by_joiner)) {
                proptest::prop_assert!(grapheme.matches(ZERO_WIDTH_JOINER).count() <= MAX_JOINERS_PER_EMOJI, "{grapheme:?}");
            }
        }

        #[test]
        fn output_is_safe_and_sanitising_is_idempotent(raw in "([👩\u{fe0e}\u{fe0f}\u{200c}\u{200d}\u{301}\u{34f}\u{180b}\u{94d}क]|\\PC|[\\x00-\\x1f\\u{80}-\\u{9f}\\u{200b}-\\u{206f}\\u{e0000}-\\u{e01ef}]|[a-z]){0,40}") {
            let once = clean(&raw);
            let drawn = visible(&raw);
            for c in once.chars() {
                proptest::prop_assert!(c == '\n' || !c.is_control(), "{c:?}");
                proptest::prop_assert!(!matches!(c, '\u{202a}'..='\u{202e}' | '\u{e0000}'..='\u{e007f}'), "{c:?}");
            }
            proptest::prop_assert!(!drawn.contains(is_harmless_format), "{drawn:?}");
            proptest::prop_assert_eq!(hidden_chars(&drawn).count(), 0);
            proptest::prop_assert_eq!(clean(&drawn), drawn);
            proptest::prop_assert_eq!(clean(&once), once);
        }
    }
}
