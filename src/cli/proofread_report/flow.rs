//! Line feeds of a text that is reflowed: those that only wrap a paragraph are blanks.

/// Lines longer than this, in characters, are not wrapped by hand: each is a paragraph.
const MAX_WRAPPED_LINE: usize = 160;

/// What a line feed becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// A blank: the line is wrapped.
    Blank,
    /// The next line begins here: a line of a verse, a turn of a transcript.
    Line,
    /// The next paragraph begins here.
    Paragraph,
    /// Nothing: there is an empty line after it.
    Nothing,
}

/// What each line feed of a text becomes. `is_cut` says whether the first line is the end of a longer one.
///
/// A line is wrapped if the first word of the next one would not have fitted into the longest line. That is so of the
/// longest line itself, too, so it counts only beside others.
pub(super) fn line_breaks(text: &str, is_cut: bool) -> Vec<LineBreak> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let length = |line: &str| line.chars().count();
    let longest = lines.iter().map(|line| length(line)).max().unwrap_or_default();
    let pairs = lines.windows(2).enumerate().map(|(index, pair)| {
        let [line, next] = [pair[0], pair[1]];
        let first_word = next.split_whitespace().next().unwrap_or_default();
        let is_wrapped = (is_cut && index == 0) || length(line) + 1 + length(first_word) > longest;
        match (line.is_empty(), next.is_empty()) {
            (_, true) => LineBreak::Nothing,
            (true, false) => LineBreak::Paragraph,
            (false, false) if is_wrapped && longest <= MAX_WRAPPED_LINE => LineBreak::Blank,
            (false, false) => LineBreak::Line,
        }
    });
    let mut breaks: Vec<LineBreak> = pairs.collect();
    let is_longest = |index: &usize| length(lines[*index]) == longest;
    let wrapped: Vec<usize> = (0..breaks.len()).filter(|&index| breaks[index] == LineBreak::Blank).collect();
    if breaks.contains(&LineBreak::Line) && wrapped.iter().all(is_longest) {
        for index in wrapped {
            breaks[index] = LineBreak::Line;
        }
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::LineBreak::{Blank, Line, Nothing, Paragraph};
    use super::*;

    #[test]
    fn only_wrapped_lines_are_joined() {
        let turns = format!("ANN: {}\nBOB: {}\nANN: No.", "yes ".repeat(60), "well ".repeat(50));
        for (text, is_cut, expected) in [
            ("one line", false, &[][..]),
            ("It was a long day and\nthe bridge had not yet\nopened.", false, &[Blank, Blank]),
            ("and\nthe bridge had not yet\nopened.", true, &[Blank, Blank]),
            ("It was.\n\nThe bridge had\nnot opened.", false, &[Nothing, Paragraph, Blank]),
            ("Roses are red,\nand violets are blue,\nsugar.\nAnd", false, &[Line, Line, Line]),
            ("ANN: No.\nBOB: Yes, of course it is.\nANN: Well.", false, &[Line, Line]),
            (turns.as_str(), true, &[Line, Line]),
            ("\n \nWords", false, &[Nothing, Paragraph]),
        ] {
            assert_eq!(line_breaks(text, is_cut), expected, "{text}");
        }
    }
}
