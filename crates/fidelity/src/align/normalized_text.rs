//! [`NormalizedText`]: a text normalised for finding quotations, with offsets back into the original.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::note_marks::note_mark_at;
use kzq_text::marks::{is_corner_bracket, is_double_quote, is_quotation_mark, is_single_quote};
use kzq_text::print::{is_dash, is_invisible, is_letter_form, is_needless_joiner, is_plain_space};

/// Marks the hyphen of a word broken at a line end: it may be the word's own, as in `state-of-the-art`, or not.
pub(crate) const LINE_END_HYPHEN: char = '\u{ad}';

/// How a text is read where that is not clear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReadingMode {
    /// As it usually is.
    #[default]
    Usual,
    /// A hyphen between a blank and a line end breaks a word, as in some texts extracted from PDFs, and is not a dash.
    SpacedHyphensBreakWords,
    /// Numbers in brackets and raised digits are marks of notes, and no words.
    SkipsNoteMarks,
}

/// A text without the differences in print that [`PrintDifference`](crate::PrintDifference) lists: white space is a single
/// blank, marks and dashes are plain, letters are composed (NFC) and have no other form, broken words are joined by a
/// [`LINE_END_HYPHEN`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NormalizedText {
    text: String,
    /// The parts that differ from the original, in order; everything else is copied unchanged.
    replacements: Vec<Replacement>,
}

/// A part of the normalised text that differs from the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// Its byte range in the normalised text.
    pub(crate) range: Range<usize>,
    /// The byte range it replaces in the original.
    pub(crate) raw: Range<usize>,
}

impl NormalizedText {
    /// Normalises a text.
    pub(crate) fn new(raw: &str) -> Self {
        Self::read(raw, ReadingMode::Usual)
    }

    /// Like `new`, with a choice of how to read the text.
    pub(crate) fn read(raw: &str, mode: ReadingMode) -> Self {
        let mut builder = Normalizer { raw, mode, output: Self::default() };
        builder.output.text.reserve(raw.len());
        let mut at = 0;
        while at < raw.len() {
            at = builder.push_next(at);
        }
        builder.output
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte range without leading and trailing white space.
    pub(crate) fn trimmed_range(&self) -> Range<usize> {
        let start = self.text.len() - self.text.trim_start().len();
        start..self.text.trim_end().len().max(start)
    }

    /// Maps a range back to the original; replacements that it cuts into are included whole.
    pub(crate) fn raw_range(&self, at: Range<usize>) -> Range<usize> {
        let first = self.replacements.partition_point(|folded| folded.range.end <= at.start);
        let start = match self.replacements.get(first) {
            Some(folded) if folded.range.start <= at.start => folded.raw.start,
            _ => self.raw_offset(first, at.start),
        };
        let last = self.replacements.partition_point(|folded| folded.range.end <= at.end);
        let end = match self.replacements.get(last) {
            Some(folded) if folded.range.start < at.end => folded.raw.end,
            _ => self.raw_offset(last, at.end),
        };
        start..end.max(start)
    }

    /// Maps an offset that follows the first `count` replacements back to the original.
    fn raw_offset(&self, count: usize, at: usize) -> usize {
        count.checked_sub(1).map_or(at, |last| {
            let folded = &self.replacements[last];
            folded.raw.end + (at - folded.range.end)
        })
    }

    /// Whether a match can begin or end here: not inside a replacement.
    pub(crate) fn is_boundary(&self, at: usize) -> bool {
        let next = self.replacements.partition_point(|folded| folded.range.end <= at);
        self.replacements.get(next).is_none_or(|folded| folded.range.start >= at)
    }

    /// The replacements that overlap a range.
    pub(crate) fn replacements_in(&self, at: &Range<usize>) -> &[Replacement] {
        let start = self.replacements.partition_point(|folded| folded.range.end <= at.start);
        let end = self.replacements.partition_point(|folded| folded.range.start < at.end);
        &self.replacements[start.min(end)..end]
    }
}

struct Normalizer<'r> {
    raw: &'r str,
    mode: ReadingMode,
    output: NormalizedText,
}

impl Normalizer<'_> {
    /// Processes the text at byte offset `at`; returns the offset after it.
    fn push_next(&mut self, at: usize) -> usize {
        if let Some(mark) = self.note_mark_at(at) {
            return self.extend_last(mark);
        }
        let mut plain = unchanged_prefix_len(&self.raw.as_bytes()[at..]);
        if self.mode == ReadingMode::SkipsNoteMarks && plain > 0 {
            // Up to what may be a mark.
            plain = self.raw[at + 1..at + plain].find('[').map_or(plain, |length| length + 1);
        }
        if plain > 0 {
            self.output.text.push_str(&self.raw[at..at + plain]);
            return at + plain;
        }
        let Some(c) = self.char_at(at) else { return self.raw.len() };
        let end = at + c.len_utf8();
        if let Some(end) = self.broken_word_end(at, c) {
            return self.push_as("\u{ad}", at..end);
        }
        match c {
            _ if c.is_whitespace() => self.push_white_space(at),
            '.' | '…' => self.push_dots(at),
            _ if is_dash(c) => self.push_dash(at, at),
            _ if is_single_quote(c) || is_double_quote(c) || matches!(c, '＂' | '＇') => self.push_mark(at, c),
            _ => match self.invisible_len(at) {
                0 if is_letter_form(c) => self.push_letter_form(at, c),
                0 => self.push_letter(at, end),
                length => self.extend_last(at..at + length),
            },
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.raw[at..].chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.raw[..at].chars().next_back()
    }

    /// The byte length of the invisible character at `at`, or 0.
    fn invisible_len(&self, at: usize) -> usize {
        invisible_len(&self.raw[at..], self.char_before(at))
    }

    /// The range of the mark of a note at `at`, if it is to be skipped.
    fn note_mark_at(&self, at: usize) -> Option<Range<usize>> {
        if self.mode == ReadingMode::SkipsNoteMarks { note_mark_at(self.raw, at) } else { None }
    }

    /// The end of the hyphen and line break at `at`, where `c` is, if they break a word.
    fn broken_word_end(&self, at: usize, c: char) -> Option<usize> {
        let has_blank = matches!(c, ' ' | '\u{a0}') && self.mode == ReadingMode::SpacedHyphensBreakWords;
        if !(is_line_end_hyphen(c) || has_blank) || !self.char_before(at).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let rest = &self.raw[at..];
        let rest = if has_blank { rest.trim_start_matches([' ', '\u{a0}']) } else { rest };
        let rest = rest.strip_prefix(is_line_end_hyphen)?.trim_start_matches([' ', '\t', '\u{a0}', '\r']);
        let rest = rest.strip_prefix('\n')?.trim_start_matches([' ', '\t', '\u{a0}']);
        rest.starts_with(char::is_alphanumeric).then_some(self.raw.len() - rest.len())
    }

    /// Appends `normalized`, the normalised form of a range of the original; returns the end of the range.
    fn push_as(&mut self, normalized: &str, raw: Range<usize>) -> usize {
        let (start, end) = (self.output.text.len(), raw.end);
        self.output.text.push_str(normalized);
        if *normalized != self.raw[raw.clone()] {
            self.output.replacements.push(Replacement { range: start..self.output.text.len(), raw });
        }
        end
    }

    /// Makes the last part also cover `raw`, a range of the original; returns the end of the range.
    fn extend_last(&mut self, raw: Range<usize>) -> usize {
        let end = raw.end;
        let length = self.output.text.len();
        if let Some(last) = self.output.replacements.last_mut().filter(|last| last.raw.end == raw.start) {
            last.raw.end = end;
        } else {
            let last = self.output.text.chars().next_back().map_or(0, char::len_utf8);
            self.output.replacements.push(Replacement { range: length - last..length, raw: raw.start - last..end });
        }
        end
    }

    /// The end of the white space that begins at `at`, including invisible characters.
    fn white_space_end(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            end += match self.invisible_len(end) {
                _ if c.is_whitespace() => c.len_utf8(),
                0 => break,
                length => length,
            };
        }
        end
    }

    fn push_white_space(&mut self, at: usize) -> usize {
        let end = self.white_space_end(at);
        let blank = &self.raw[at..end];
        if let Some(mark) = self.note_mark_at(end).filter(|_| !is_paragraph_break(blank)) {
            return self.extend_last(at..mark.end);
        }
        let mut next = self.raw[end..].chars();
        match (next.next(), next.next()) {
            (Some(c), _) if is_dash(c) && !is_paragraph_break(blank) => self.push_dash(at, end),
            // The opening mark of a quotation is repeated at each new paragraph.
            (Some(c), Some(after)) if is_paragraph_break(blank) && may_open_paragraph(c) && !after.is_whitespace() => {
                self.push_as(" ", at..end + c.len_utf8())
            }
            // French marks are set apart by a special space from what they enclose.
            (Some(c @ ('»' | '›')), _) if !blank.contains(is_plain_space) => {
                self.push_as("\"", at..end + c.len_utf8())
            }
            _ => self.push_as(" ", at..end),
        }
    }

    /// Handles a dash or hyphen at `at`, preceded by white space from `start` on.
    fn push_dash(&mut self, start: usize, at: usize) -> usize {
        let run = self.raw[at..].find(|c| !is_dash(c)).map_or(self.raw.len(), |length| at + length);
        let behind = self.white_space_end(run);
        let is_one = self.raw[at..run].chars().nth(1).is_none();
        let is_apart = (start < at || at == 0) && run < behind;
        if is_one && !is_apart && !self.raw[at..run].contains(['—', '―']) {
            // A hyphen, or a dash used as one.
            if start < at {
                self.push_as(" ", start..at);
            }
            return self.push_as("-", at..run);
        }
        let end = if is_paragraph_break(&self.raw[run..behind]) { run } else { behind };
        self.push_as("—", start..end)
    }

    fn push_mark(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if is_single_quote(c) && is_letter(self.char_before(at)) && is_letter(self.char_at(end)) {
            return self.push_as("'", at..end);
        }
        let blank = self.white_space_end(end);
        let is_french = matches!(c, '«' | '‹') && !self.raw[end..blank].contains(is_plain_space);
        self.push_as("\"", at..if is_french { blank } else { end })
    }

    /// Handles a full stop, an ellipsis, or spaced dots that form one.
    fn push_dots(&mut self, at: usize) -> usize {
        if let Some(rest) = self.raw[at..].strip_prefix('…') {
            return self.push_as("...", at..self.raw.len() - rest.len());
        }
        let mut end = at + 1;
        for _ in 0..2 {
            let blank = self.raw[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
            match blank.strip_prefix('.') {
                Some(rest) => end = self.raw.len() - rest.len(),
                None => return self.push_as(".", at..at + 1),
            }
        }
        self.push_as("...", at..end)
    }

    /// Handles a ligature or another form of letters or digits.
    fn push_letter_form(&mut self, at: usize, c: char) -> usize {
        let mut plain: String =
            std::iter::once(c).nfkc().filter(|&c| c != ' ').map(|c| if c == '⁄' { '/' } else { c }).collect();
        let follows_digit = self.output.text.ends_with(|c: char| c.is_ascii_digit());
        if plain.contains('/') && follows_digit {
            // 2½ is not 21/2.
            plain.insert(0, ' ');
        }
        self.push_as(&plain, at..at + c.len_utf8())
    }

    /// Handles a letter with the marks that combine with it, composing them.
    fn push_letter(&mut self, at: usize, mut end: usize) -> usize {
        while let Some(c) = self.char_at(end).filter(|&c| !c.is_ascii() && is_combining(c)) {
            end += c.len_utf8();
        }
        let letter = &self.raw[at..end];
        if letter.is_ascii() || is_nfc_quick(letter.chars()) == IsNormalized::Yes {
            self.output.text.push_str(letter);
            return end;
        }
        let composed: String = letter.nfc().collect();
        self.push_as(&composed, at..end)
    }
}

/// The number of leading bytes that normalising never changes, whatever surrounds them.
fn unchanged_prefix_len(bytes: &[u8]) -> usize {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'"' | b'-' | b'.');
    let end = bytes.iter().position(|&byte| !is_plain(byte)).unwrap_or(bytes.len());
    // The next character may combine with the last one.
    if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) { end.saturating_sub(1) } else { end }
}

fn is_combining(c: char) -> bool {
    // Vowels and final consonants of Hangul compose with what precedes them.
    is_combining_mark(c) || matches!(c, '\u{1161}'..='\u{11ff}')
}

/// Whether a character is set where a word is broken at a line end.
fn is_line_end_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '¬')
}

/// Whether a text has a hyphen between a blank and a line end.
pub(crate) fn has_spaced_hyphen(raw: &str) -> bool {
    raw.lines().any(|line| {
        let line = line.trim_end().strip_suffix(is_line_end_hyphen);
        line.is_some_and(|line| line.ends_with([' ', '\u{a0}']) && line.trim_end().ends_with(char::is_alphanumeric))
    })
}

/// Whether a mark can open a quotation at the beginning of a paragraph.
fn may_open_paragraph(c: char) -> bool {
    is_quotation_mark(c) && !is_corner_bracket(c)
}

/// Whether white space separates paragraphs: it contains an empty line.
pub(crate) fn is_paragraph_break(blank: &str) -> bool {
    blank.matches(['\n', '\u{2029}']).count() > 1 || blank.contains('\u{2029}')
}

/// The byte length of the invisible character that a text begins with, or 0; `before` is the character before it. Also
/// counts one that sanitising made visible (`⟨U+202E⟩`).
fn invisible_len(text: &str, before: Option<char>) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if is_invisible(c) || is_needless_joiner(c, before) => c.len_utf8(),
        Some('⟨') => {
            let sign = chars.as_str().strip_prefix("U+").and_then(|rest| rest.split_once('⟩'));
            let hidden = sign.and_then(|(digits, _)| char::from_u32(u32::from_str_radix(digits.get(..4)?, 16).ok()?));
            sign.filter(|(digits, _)| digits.len() == 4 && hidden.is_some_and(is_invisible))
                .map_or(0, |(digits, _)| "⟨U+⟩".len() + digits.len())
        }
        _ => 0,
    }
}

/// Splits a text into its visible and its invisible characters.
pub(crate) fn split_invisible(mut text: &str) -> (String, String) {
    let (mut seen, mut hidden) = (String::new(), String::new());
    let mut before = None;
    while let Some(c) = text.chars().next() {
        let length = invisible_len(text, before);
        let (part, rest) = text.split_at(length.max(c.len_utf8()));
        if length > 0 {
            hidden.push_str(part);
        } else {
            seen.push_str(part);
        }
        before = Some(c);
        text = rest;
    }
    (seen, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typographic_differences_are_normalised() {
        for (raw, expected) in [
            ("that’s ‘so’ “new”", "that's \"so\" \"new\""),
            ("a  b\tc\nd", "a b c d"),
            ("one.\n\n“Two", "one. Two"),
            ("one.\n\n“ Two", "one. \" Two"),
            ("one. “Two", "one. \"Two"),
            ("a\u{a0}b", "a b"),
            ("a — b – c - d--e—f", "a—b—c—d—e—f"),
            ("Baku–Ceyhan, non-oil", "Baku-Ceyhan, non-oil"),
            ("pre- and post-war", "pre- and post-war"),
            ("wait… no... . . . x", "wait... no... ... x"),
            ("co\u{ad}op ⟨U+00AD⟩x ⟨U+202E⟩", "coop x "),
            ("nai\u{308}ve é e\u{301}", "naïve é é"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("«\u{a0}Oui\u{202f}», « non »", "\"Oui\", \" non \""),
            ("\u{feff}x", "x"),
            ("⟨U+0041⟩⟨", "⟨U+0041⟩⟨"),
            ("wo\u{200b}r\u{2060}d\u{200d}s a\u{61c}b\u{180e}c", "words abc"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("eﬃcient ﬁrſt Ａｂ１！ ĳs ﺏ", "efficient first Ab1! ijs ب"),
            ("½ and 2½, 10² m", "1/2 and 2 1/2, 10² m"),
            ("multi-\nlateral govern‐\r\n ments hyp\u{ad}\nhens", "multi\u{ad}lateral govern\u{ad}ments hyp\u{ad}hens"),
            ("pre-\n\nwar 1914-\n18 won -\nthey", "pre- war 1914\u{ad}18 won—they"),
            ("6′2″ tall, 6'2\" tall", "6'2\" tall, 6'2\" tall"),
        ] {
            assert_eq!(NormalizedText::new(raw).as_str(), expected, "{raw}");
        }
    }

    #[test]
    fn spaced_hyphens_may_break_words() {
        let broken = |raw| NormalizedText::read(raw, ReadingMode::SpacedHyphensBreakWords);
        for raw in ["evalu -\nation", "evalu\u{a0}-\nation", "evalu ‐ \n ation"] {
            assert!(has_spaced_hyphen(raw));
            assert_eq!(broken(raw).as_str(), "evalu\u{ad}ation");
        }
        for raw in ["evalu-\nation", "an -end\n", "- x\n-"] {
            assert!(!has_spaced_hyphen(raw), "{raw}");
            assert_eq!(broken(raw).as_str(), NormalizedText::new(raw).as_str());
        }
    }

    #[test]
    fn note_marks_can_be_skipped() {
        for (raw, expected) in [
            ("most [12]. Many [2, 6] of “it”[3] here[4]", "most. Many of \"it\" here"),
            ("stand¹ here² 5 km² x[a] [1999]", "stand here 5 km² x[a] [1999]"),
            ("one.\n\n[12] two [2]", "one. [12] two"),
        ] {
            assert_eq!(NormalizedText::read(raw, ReadingMode::SkipsNoteMarks).as_str(), expected);
        }
    }

    #[test]
    fn ranges_map_back_to_the_original() {
        let raw = "\u{feff}It’s a  “nai\u{308}ve” plan…\n\n“Yes — no.";
        let stream = NormalizedText::new(raw);
        for (part, expected) in [
            ("It's", "It’s"),
            ("a ", "a  "),
            ("naïve", "nai\u{308}ve"),
            ("\"naïve\"", "“nai\u{308}ve”"),
            ("plan...", "plan…"),
            (" Yes", "\n\n“Yes"),
            ("Yes—no", "Yes — no"),
        ] {
            let at = stream.as_str().find(part).unwrap();
            assert_eq!(&raw[stream.raw_range(at..at + part.len())], expected, "{part}");
        }
        let dots = stream.as_str().find("...").unwrap();
        assert!(stream.is_boundary(dots) && !stream.is_boundary(dots + 1) && stream.is_boundary(dots + 3));
    }

    proptest::proptest! {
        #[test]
        fn every_range_maps_back_without_gaps(
            raw in "([a ’“”\n.…—-]|[\u{ad}\u{301}\u{a0}«»éｱ⟨]|\\[1\\]|¹|\\PC){0,30}",
            skips_note_marks: bool,
        ) {
            let mode = if skips_note_marks { ReadingMode::SkipsNoteMarks } else { ReadingMode::Usual };
            let stream = NormalizedText::read(&raw, mode);
            let mut end = 0;
            for (at, c) in stream.as_str().char_indices() {
                let part = stream.raw_range(at..at + c.len_utf8());
                proptest::prop_assert!(raw.get(part.clone()).is_some(), "{:?}", part);
                proptest::prop_assert!(part.start <= end || end == 0, "nothing is left out: {:?}", part);
                end = part.end;
            }
            proptest::prop_assert!(end == raw.len() || stream.as_str().is_empty());
            proptest::prop_assert_eq!(stream.raw_range(0..stream.as_str().len()).end, if stream.as_str().is_empty() { stream.raw_range(0..0).end } else { raw.len() });
        }

        #[test]
        fn normalising_plain_words_is_idempotent(raw in "[a-z]{1,5}( [a-z’é]{1,5}){0,8}") {
            let once = NormalizedText::new(&raw);
            let twice = NormalizedText::new(once.as_str());
            proptest::prop_assert_eq!(once.as_str(), twice.as_str());
        }
    }
}
