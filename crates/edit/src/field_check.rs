//! Checks what a user gives as the fields of an entry, before a file is read.

use crate::draft::{EntryDraft, SourceReference, SpeakerReference};
use kzq_corpus::{Date, DateError, url_error};

/// A field that a user fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftField {
    /// The words.
    Text,
    /// Who said them.
    Speaker,
    /// The title of the source.
    Source,
    /// The address of the source.
    Url,
    /// The page in the source.
    Page,
    /// The topics.
    Topics,
    /// The tags.
    Tags,
    /// When they were said.
    Date,
    /// Their language.
    Lang,
    /// The note.
    Note,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FieldError {
    /// The field.
    pub field: DraftField,
    /// What is wrong, and what to write.
    pub message: String,
}

impl EntryDraft {
    /// Checks what a user gave, and writes the date as a collection does.
    ///
    /// # Errors
    ///
    /// The first field that a collection would not take, or that is empty.
    pub fn normalise(&mut self) -> Result<(), FieldError> {
        let error = |field, message: String| Err(FieldError { field, message });
        if self.text.trim().is_empty() {
            return error(DraftField::Text, "there are no words to add".to_owned());
        }
        let (title, url) = match &self.source {
            Some(SourceReference::Described(source)) => (Some(source.title.as_str()), source.url.as_deref()),
            Some(SourceReference::Id(id)) => (Some(id.as_str()), None),
            None => (None, None),
        };
        let speaker = self.speaker.as_ref().map(|speaker| match speaker {
            SpeakerReference::Id(id) => id.as_str(),
            SpeakerReference::Described(speaker) => speaker.name.as_str(),
        });
        let given = [
            (DraftField::Speaker, speaker, "the name is empty; without one the speaker is unknown"),
            (DraftField::Url, url, "the address is empty"),
            (DraftField::Source, title, "the title is empty"),
            (DraftField::Page, self.locator.page.as_deref(), "the page is empty"),
            (DraftField::Lang, self.lang.as_deref(), "the language is empty; write en, de or pt-BR"),
            (DraftField::Note, self.note.as_deref(), "the note is empty"),
        ];
        let topics = self.topics.iter().map(|topic| (DraftField::Topics, Some(topic.as_str()), "a topic is empty"));
        let tags = self.tags.iter().map(|tag| (DraftField::Tags, Some(tag.as_str()), "a tag is empty"));
        for (field, text, message) in given.into_iter().chain(topics).chain(tags) {
            // A topic is a path.
            let blank = |c: char| c.is_whitespace() || field == DraftField::Topics && c == '/';
            if text.is_some_and(|text| text.trim_matches(blank).is_empty()) {
                return error(field, message.to_owned());
            }
        }
        if let Some((url, wrong)) = url.and_then(|url| Some((url, url_error(url)?))) {
            return error(DraftField::Url, format!("invalid URL “{url}”: {wrong}"));
        }
        if let Some(lang) = self.lang.as_deref().filter(|lang| !is_language_tag(lang)) {
            return error(DraftField::Lang, format!("invalid language tag “{lang}”; write en, de or pt-BR"));
        }
        if let Some(date) = &mut self.date {
            match Date::from_words(date) {
                Ok(read) => *date = read.to_string(),
                Err(wrong) => {
                    let reason = match wrong {
                        DateError::Format => {
                            "write 1949-05-04, 4 May 1949, May 1949 or 1949; early or unsure ones 380 BC, c. 180 or 1843?"
                                .to_owned()
                        }
                        DateError::Month(_) | DateError::Day(_) => wrong.to_string(),
                    };
                    return error(DraftField::Date, format!("invalid date “{date}”: {reason}"));
                }
            }
        }
        Ok(())
    }
}

/// Returns whether a text has the form of a language tag: a language of two or three letters, and subtags.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_language = |part: &str| matches!(part.len(), 2..=3) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_subtag = |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.next().is_some_and(is_language) && parts.all(is_subtag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Locator, SourceDraft};

    fn error(change: impl FnOnce(&mut EntryDraft)) -> Option<(DraftField, String)> {
        let mut draft = EntryDraft { text: "words".to_owned(), ..EntryDraft::default() };
        change(&mut draft);
        draft.normalise().err().map(|error| (error.field, error.to_string()))
    }

    fn linked(address: &str) -> SourceReference {
        let source = SourceDraft { title: "t".to_owned(), url: Some(address.to_owned()), ..SourceDraft::default() };
        SourceReference::Described(Box::new(source))
    }

    #[test]
    fn invalid_values_are_reported_with_their_field() {
        let text = |text: &str| Some(text.to_owned());
        let title = |title: &str| SourceDraft { title: title.to_owned(), ..SourceDraft::default() };
        for (found, field) in [
            (error(|draft| draft.text.clear()), DraftField::Text),
            (error(|draft| draft.speaker = Some(SpeakerReference::named(" "))), DraftField::Speaker),
            (error(|draft| draft.source = Some(SourceReference::Described(Box::new(title(""))))), DraftField::Source),
            (error(|draft| draft.source = Some(linked("example.org"))), DraftField::Url),
            (error(|draft| draft.source = Some(linked("https://a.org/b c"))), DraftField::Url),
            (error(|draft| draft.locator = Locator { page: text(" "), ..Locator::default() }), DraftField::Page),
            (error(|draft| draft.topics = vec!["a".to_owned(), " / ".to_owned()]), DraftField::Topics),
            (error(|draft| draft.tags = vec![String::new()]), DraftField::Tags),
            (error(|draft| draft.date = text("4/5/1949")), DraftField::Date),
            (error(|draft| draft.date = text("30 February 1949")), DraftField::Date),
            (error(|draft| draft.lang = text("english")), DraftField::Lang),
            (error(|draft| draft.lang = text("en_GB")), DraftField::Lang),
            (error(|draft| draft.note = text("")), DraftField::Note),
        ] {
            assert_eq!(found.map(|(field, _)| field), Some(field));
        }
        for lang in ["en", "pt-BR", "zh-Hant-TW", "gsw", "de-1996"] {
            assert_eq!(error(|draft| draft.lang = text(lang)), None, "{lang}");
        }
    }

    #[test]
    fn dates_are_normalised_to_collection_format() {
        for (date, expected) in [("4 May 1949", "1949-05-04"), ("about 180", "c. 180"), ("2025", "2025")] {
            let mut draft = EntryDraft { text: "x".to_owned(), date: Some(date.to_owned()), ..EntryDraft::default() };
            assert_eq!(draft.normalise(), Ok(()));
            assert_eq!(draft.date.as_deref(), Some(expected));
        }
    }
}
