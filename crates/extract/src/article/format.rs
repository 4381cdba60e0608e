//! [`ArticleFormat`]: how an article is written down.

use kzq_text::markup::{Markup, PlainText};

use super::turns::has_turns;

/// How an article is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleFormat {
    /// Plain text; paragraphs are separated by empty lines.
    Plain,
    /// Markdown, perhaps with front matter.
    Markdown,
    /// A web page.
    Html,
    /// A transcript with labels, `NAME: words`, or subtitles (SRT, `WebVTT`).
    Transcript,
}

impl ArticleFormat {
    /// Every format, with its name and what it is.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Plain, "plain", "Plain text"),
        (Self::Markdown, "markdown", "Markdown, perhaps with front matter"),
        (Self::Html, "html", "A web page"),
        (Self::Transcript, "transcript", "A transcript, `NAME: words`, or subtitles"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// The format with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own, _)| *own == name).map(|(format, ..)| *format)
    }

    /// The format by file name, else guessed from the text. Plain text is a transcript if its labels are clear.
    pub fn detect(name: &str, original: &str) -> Self {
        match Markup::detect(name, original) {
            Markup::Plain if has_turns(PlainText::verbatim(original).text()) => Self::Transcript,
            markup => markup.into(),
        }
    }
}

impl From<Markup> for ArticleFormat {
    fn from(markup: Markup) -> Self {
        match markup {
            Markup::Plain => Self::Plain,
            Markup::Markdown => Self::Markdown,
            Markup::Html => Self::Html,
            Markup::Captions => Self::Transcript,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_detected_by_name_and_content() {
        for (name, original, expected) in [
            ("a.txt", "One day, a man: said nothing.\n", ArticleFormat::Plain),
            ("a.txt", "Q: Why?\n\nA: No.\n\nQ: When?\n", ArticleFormat::Transcript),
            ("a.md", "**Q:** Why?\n\n**A:** No.\n\n**Q:** When?\n", ArticleFormat::Markdown),
            ("a", "<p>Q: Why?", ArticleFormat::Html),
            ("a.vtt", "", ArticleFormat::Transcript),
            ("a.txt", "WEBVTT", ArticleFormat::Plain),
        ] {
            assert_eq!(ArticleFormat::detect(name, original), expected, "{name} {original}");
        }
        for (format, name, _) in ArticleFormat::ALL {
            assert_eq!(ArticleFormat::named(name), Some(format));
            assert_eq!(format.name(), name);
        }
        assert_eq!(ArticleFormat::named("docx"), None);
    }
}
