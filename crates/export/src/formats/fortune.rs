//! Fortune files: items separated by lines with `%`, each with a credit as Debian's files have it.

use super::exported_entry::ExportedEntry;
use crate::caveats;
use crate::words::plain_text;
use kzq_corpus::Wording;
use kzq_text::Safe;

/// Renders the words and the credit: `-- Name, "Title"`, with its caveats. Words that are not verbatim are credited as being
/// about the speaker.
pub(super) fn render_fortune(exported: &ExportedEntry<'_>) -> Safe<'static> {
    let &ExportedEntry { corpus, entry, ref words, .. } = exported;
    let speaker = corpus.speaker_name(entry.speaker()).to_single_line();
    let on = if entry.wording() == Wording::Verbatim { "" } else { "on " };
    let title = corpus.source_of(entry).map(|source| kzq_text::safe!(", \"", source.title.to_single_line(), "\""));
    let caveats = caveats(corpus, entry).into_iter().map(|caveat| kzq_text::safe!(" ", caveat.to_single_line()));
    let words = guard_separators(&plain_text(words));
    kzq_text::safe!(words, "\n\t\t-- ", on, speaker, title.unwrap_or_default(), Safe::join(caveats, ""))
}

/// Puts a space before each `%` that is alone on its line, since it would separate items, also if spaces are before it: so
/// that `kzq import` can take one away. A space after it would not do: programs in the wild ignore blanks there.
fn guard_separators(words: &Safe<'_>) -> Safe<'static> {
    let lines = words.lines().map(|line| if line.as_str().trim() == "%" { kzq_text::safe!(" ", line) } else { line });
    Safe::join(lines, "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, export};
    use kzq_corpus::{EntryId, read};

    #[test]
    fn items_have_credits_and_caveats() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Byron")},
            sources: {"s": (title: "Notes"), "m": (kind: Summary(machine: true), title: "In short")},
            entries: [
                Quote(id: "one", by: "a", text: "First line.\n\tSecond “line”.", source: (id: "s"), lang: "en"),
                Quote(id: "two", by: "a", text: "No source."),
                Paraphrase(id: "three", of: "a", text: "She doubts it.", source: (id: "m")),
                Quote(id: "four", by: "a", text: "Dwie.", translation_of: "one"),
                Qa(id: "five", answers_for: "a", wording: Verbatim, question: "Why?", answer: "Because."),
                Quote(id: "six", text: "Who knows.", status: Disputed("found in no letter")),
            ])"#;
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        assert_eq!(
            export(&corpus, &ids, Format::Fortune).text.as_str(),
            "First line.\n    Second “line”.\n\t\t-- Ada Byron, \"Notes\"\n%\n\
             No source.\n\t\t-- Ada Byron\n%\n\
             She doubts it.\n\t\t-- on Ada Byron, \"In short\" (summary, not the speaker's words)\n%\n\
             Dwie.\n\t\t-- Ada Byron (translation; original in en)\n%\n\
             Q: Why?\nA: Because.\n\t\t-- Ada Byron\n%\n\
             Who knows.\n\t\t-- unknown speaker (disputed: found in no letter)\n%"
        );
        assert!(export(&corpus, &ids[1..2], Format::Fortune).text.as_str().ends_with("\n%"), "also after a single one");
    }

    #[test]
    fn separator_lines_in_the_words_are_indented() {
        for (words, expected) in [
            ("a\n%\nb", "a\n %\nb"),
            ("%", " %"),
            ("a\n%  \n%%\n% b\nc%", "a\n %  \n%%\n% b\nc%"),
            ("100\n%", "100\n %"),
            ("a\n %", "a\n  %"),
        ] {
            assert_eq!(guard_separators(&Safe::from(words)).as_str(), expected);
        }
    }
}
