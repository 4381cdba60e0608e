//! The form for a new quotation, and for what entries are given: a speaker, topics, tags.

use std::ops::Range;

use super::form_field::{FormField, best_matches, list_head};
use super::form_known::{describe_source, present_speakers};
use super::id_map::IdMap;
use super::scroll::{Motion, Scroll};
use super::text_edit::TextEdit;
use crate::keys::action::Action;
use kzq_corpus::{Corpus, EntryId};
use kzq_edit::{Assignment, DraftKind, EntryDraft, Locator, SourceReference, SpeakerReference};
use kzq_search::NameMatcher;
use kzq_shelf::EntryName;
use kzq_text::Safe;
use kzq_text::wrap::wrap;

/// What saving the form does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormPurpose {
    /// Adds an entry. What was pasted may say more than the form shows.
    Add(Box<EntryDraft>),
    /// Gives these entries what was typed.
    Assign(Vec<(EntryName, EntryId)>),
    /// Gives a quotation under review its topics.
    Topics,
}

/// The state of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryForm {
    /// What saving it does.
    pub(super) purpose: FormPurpose,
    fields: Vec<(FormField, TextEdit)>,
    /// The index of the field that is typed into.
    focus: usize,
    suggestions: Vec<Safe<'static>>,
    /// The suggestion that will be taken; `None` if what is typed stays.
    suggestion: Option<usize>,
    /// Whether the user chose it; what merely begins like it is saved as it is typed.
    is_chosen: bool,
    /// The speakers of the entries that the form changes: names with counts, the most frequent first.
    present: Option<Safe<'static>>,
    /// The scroll position over [`Self::rows`].
    pub scroll: Scroll,
    /// Whether anything was typed.
    pub(super) is_edited: bool,
    /// Whether what was typed is being saved.
    pub(super) is_saving: bool,
}

/// A row of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormRow {
    /// A line of the words, as a byte range of the text; the first is also the row of the label.
    Words(Range<usize>),
    /// A field of one line.
    Field(FormField),
    /// A suggestion for the field above, by its index.
    Suggestion(usize),
    /// A line of what the entries have now; the first is also the row of its label.
    Present(Safe<'static>),
}

impl EntryForm {
    /// Opens the form for a new quotation.
    pub(super) fn add() -> Self {
        Self::new(FormPurpose::Add(Box::default()), &FormField::NEW)
    }

    /// Opens the form for what `targets` are given.
    pub(super) fn assign(targets: Vec<(EntryName, EntryId)>, corpus: &Corpus) -> Self {
        let present = present_speakers(&targets, corpus);
        Self { present, ..Self::new(FormPurpose::Assign(targets), &FormField::ASSIGNED) }
    }

    /// Opens the form for the topics of a quotation under review.
    pub(super) fn topics(topics: &[String]) -> Self {
        let mut form = Self::new(FormPurpose::Topics, &[FormField::Topics]);
        form.fields[0].1 = TextEdit::line(&topics.join(", "));
        form
    }

    fn new(purpose: FormPurpose, fields: &[FormField]) -> Self {
        let edit = |field: &FormField| match field {
            FormField::Words => TextEdit::multiline(""),
            _ => TextEdit::default(),
        };
        Self {
            purpose,
            fields: fields.iter().map(|field| (*field, edit(field))).collect(),
            focus: 0,
            suggestions: Vec::new(),
            suggestion: None,
            is_chosen: false,
            present: None,
            scroll: Scroll::default(),
            is_edited: false,
            is_saving: false,
        }
    }

    /// Fills the fields from a draft, unless the user has typed already.
    pub(super) fn prefill(&mut self, draft: EntryDraft) {
        if self.is_edited || !matches!(self.purpose, FormPurpose::Add(_)) {
            return;
        }
        let speaker = match &draft.speaker {
            Some(SpeakerReference::Described(speaker)) => speaker.name.as_str(),
            Some(SpeakerReference::Id(id)) => id,
            None => "",
        };
        let source = match &draft.source {
            Some(SourceReference::Described(source)) => source.title.as_str(),
            Some(SourceReference::Id(id)) => id,
            None => "",
        };
        let (topics, tags) = (draft.topics.join(", "), draft.tags.join(", "));
        for (field, edit) in &mut self.fields {
            let text = match field {
                FormField::Words => draft.text.as_str(),
                FormField::Speaker => speaker,
                FormField::Source => source,
                FormField::Page => draft.locator.page.as_deref().unwrap_or_default(),
                FormField::Topics => &topics,
                FormField::Tags => &tags,
                FormField::Date => draft.date.as_deref().unwrap_or_default(),
                FormField::Note => draft.note.as_deref().unwrap_or_default(),
            };
            *edit = if *field == FormField::Words { TextEdit::multiline(text) } else { TextEdit::line(text) };
        }
        self.purpose = FormPurpose::Add(Box::new(draft));
    }

    /// The field that is typed into.
    pub fn focused_field(&self) -> FormField {
        self.fields[self.focus].0
    }

    /// The text of a field.
    pub fn edit(&self, field: FormField) -> Option<&TextEdit> {
        self.fields.iter().find(|(other, _)| *other == field).map(|(_, edit)| edit)
    }

    /// The suggestions for the focused field, best first.
    pub fn suggestions(&self) -> &[Safe<'static>] {
        &self.suggestions
    }

    /// What to type into a field, shown while it is empty.
    pub fn placeholder(&self, field: FormField) -> &'static str {
        match (field, self.target_count()) {
            (FormField::Speaker, Some(1)) => "a name replaces the speaker",
            (FormField::Speaker, Some(_)) => "a name replaces the speaker of each",
            _ => field.placeholder(),
        }
    }

    /// The suggestion that will be taken.
    pub fn selected_suggestion(&self) -> Option<usize> {
        self.suggestion
    }

    /// What a key does at the moment, for its hint, if that differs from its usual effect; an inner `None` means that
    /// it does nothing here.
    pub fn hint(&self, action: Action) -> Option<Option<&'static str>> {
        let (is_shown, is_selected) = (!self.suggestions.is_empty(), self.suggestion.is_some());
        let is_words = self.focused_field() == FormField::Words;
        Some(match action {
            Action::Down if is_selected => Some("another").filter(|_| self.suggestions.len() > 1),
            Action::Down => Some("suggestions").filter(|_| is_shown),
            Action::NextField if is_selected => Some("take"),
            Action::AcceptField if is_words => Some("new line"),
            Action::AcceptField if self.is_for_review() && !is_selected => Some("save"),
            Action::NextField if self.is_for_review() && !is_selected => None,
            // It does what `Tab` does.
            Action::AcceptField => Some("take").filter(|_| is_selected),
            Action::Back if is_selected => Some("as typed"),
            Action::Back if is_shown => Some("no suggestions"),
            _ => return None,
        })
    }

    /// The number of entries that the form changes; `None` if it adds one.
    pub fn target_count(&self) -> Option<usize> {
        match &self.purpose {
            FormPurpose::Add(_) => None,
            FormPurpose::Assign(targets) => Some(targets.len()),
            FormPurpose::Topics => Some(1),
        }
    }

    /// Whether it is for a quotation under review.
    pub fn is_for_review(&self) -> bool {
        self.purpose == FormPurpose::Topics
    }

    /// Whether a new quotation is being saved or changed entries are.
    pub fn is_saving(&self) -> bool {
        self.is_saving
    }

    /// The rows of the form at a width of its fields.
    pub fn rows(&self, columns: usize) -> Vec<FormRow> {
        let present = self.present.as_ref();
        let mut rows: Vec<FormRow> = present.map_or_else(Vec::new, |present| {
            let line = |range| FormRow::Present(present.slice(range).into_owned());
            wrap(present.as_str(), columns).into_iter().map(line).collect()
        });
        for (index, (field, edit)) in self.fields.iter().enumerate() {
            if *field == FormField::Words {
                rows.extend(edit.rows(columns).into_iter().map(FormRow::Words));
            } else {
                rows.push(FormRow::Field(*field));
            }
            if index == self.focus {
                rows.extend((0..self.suggestions.len()).map(FormRow::Suggestion));
            }
        }
        rows
    }

    /// The index of the row with the cursor.
    pub fn cursor_row(&self, columns: usize) -> usize {
        let line = match self.focused_field() {
            FormField::Words => self.fields[self.focus].1.cursor_position(columns).0,
            _ => 0,
        };
        let is_focused = |row: &FormRow| match row {
            FormRow::Words(_) => self.focused_field() == FormField::Words,
            FormRow::Field(field) => *field == self.focused_field(),
            FormRow::Suggestion(_) | FormRow::Present(_) => false,
        };
        self.rows(columns).iter().position(is_focused).unwrap_or_default() + line
    }

    /// The index of the last row that must be seen: the suggestion that will be taken, or that with the cursor.
    pub(super) fn last_needed_row(&self, columns: usize) -> usize {
        self.cursor_row(columns) + self.suggestion.map_or(0, |at| at + 1)
    }

    /// Edits the focused field.
    pub(super) fn edit_with(&mut self, change: impl FnOnce(&mut TextEdit), corpus: &Corpus) {
        let edit = &mut self.fields[self.focus].1;
        let before = edit.text().into_owned();
        change(edit);
        if edit.text() != before {
            self.is_edited = true;
            (self.suggestions, self.suggestion) = self.suggest(corpus);
            self.is_chosen = false;
        }
    }

    /// Moves within the words or over the suggestions, and from field to field where there are none.
    pub(super) fn move_cursor(&mut self, motion: Motion, columns: usize, page: usize) {
        let down = motion.is_forwards();
        if self.focused_field() == FormField::Words {
            let edit = &mut self.fields[self.focus].1;
            let (row, rows) = (edit.cursor_position(columns).0, edit.rows(columns).len());
            if !down || row + 1 < rows {
                return edit.move_rows(motion, columns, page);
            }
        } else if !self.suggestions.is_empty() && (down || self.suggestion.is_some()) {
            let last = self.suggestions.len() - 1;
            self.suggestion = match (self.suggestion, down) {
                (Some(at), true) => Some((at + 1).min(last)),
                (None, true) => Some(0),
                (at, false) => at.and_then(|at| at.checked_sub(1)),
            };
            self.is_chosen = self.suggestion.is_some();
            return;
        }
        self.go_to_field(if down { 1 } else { -1 });
    }

    /// Goes to another field, `step` fields away; stays at the first and the last.
    pub(super) fn go_to_field(&mut self, step: isize) {
        self.focus = self.focus.saturating_add_signed(step).min(self.fields.len() - 1);
        self.close_suggestions();
    }

    /// Leaves what is typed as it is; returns whether suggestions were shown.
    pub(super) fn close_suggestions(&mut self) -> bool {
        let were_shown = !self.suggestions.is_empty();
        self.suggestions.clear();
        (self.suggestion, self.is_chosen) = (None, false);
        were_shown
    }

    /// Goes to a field, if the form has it.
    pub(super) fn focus_field(&mut self, field: FormField) {
        if let Some(at) = self.fields.iter().position(|(other, _)| *other == field) {
            self.focus = at;
            self.close_suggestions();
        }
    }

    /// Takes the suggestion that the user chose; returns whether there was one.
    pub(super) fn take_chosen_suggestion(&mut self) -> bool {
        self.is_chosen && self.take_suggestion()
    }

    /// Takes the suggestion that is selected; returns whether there was one.
    pub(super) fn take_suggestion(&mut self) -> bool {
        let Some(taken) = self.suggestion.take().and_then(|at| self.suggestions.get(at)).cloned() else { return false };
        let (field, edit) = &mut self.fields[self.focus];
        let typed = edit.text().into_owned();
        let kept = if field.is_list() { list_head(typed.as_str()) } else { "" };
        *edit = TextEdit::line(&format!("{kept}{taken}"));
        self.is_edited = true;
        self.close_suggestions()
    }

    /// The speakers, sources or topics that match what is typed in the focused field; and the first of them, if what is
    /// typed begins its words: a new name may look like an abbreviation of a known one.
    fn suggest(&self, corpus: &Corpus) -> (Vec<Safe<'static>>, Option<usize>) {
        let (field, edit) = &self.fields[self.focus];
        let text = edit.text();
        let typed =
            if field.is_list() { &text.as_str()[list_head(text.as_str()).len()..] } else { text.as_str() }.trim();
        let suggestions = match field {
            FormField::Speaker => best_matches(corpus.speakers().iter().map(|speaker| &speaker.name), typed),
            FormField::Source => best_matches(corpus.sources().iter().map(|source| &source.title), typed),
            FormField::Topics => best_matches(corpus.topics().iter().map(|topic| &topic.path), typed),
            _ => Vec::new(),
        };
        let first = suggestions.first().filter(|first| NameMatcher::new(typed).begins_words(first.as_str()));
        let selected = first.map(|_| 0);
        (suggestions, selected)
    }

    fn line(&self, field: FormField) -> Option<String> {
        let text = self.edit(field)?.text().as_str().trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn list(&self, field: FormField) -> Vec<String> {
        let text = self.line(field).unwrap_or_default();
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    /// The new entry; `None` if there are no words.
    pub(super) fn draft(&self, corpus: &Corpus) -> Option<EntryDraft> {
        let FormPurpose::Add(pasted) = &self.purpose else { return None };
        let source = self.line(FormField::Source).map(|title| match &pasted.source {
            Some(SourceReference::Described(source)) if source.title == title => {
                SourceReference::Described(source.clone())
            }
            _ => SourceReference::Described(Box::new(describe_source(title, corpus))),
        });
        let speaker = self.line(FormField::Speaker).map(|name| match &pasted.speaker {
            Some(SpeakerReference::Described(speaker)) if speaker.name == name => {
                SpeakerReference::Described(speaker.clone())
            }
            _ => SpeakerReference::named(name),
        });
        Some(EntryDraft {
            kind: DraftKind::Quote,
            text: self.line(FormField::Words)?,
            speaker,
            source,
            locator: Locator { page: self.line(FormField::Page), ..pasted.locator.clone() },
            topics: self.list(FormField::Topics),
            tags: self.list(FormField::Tags),
            date: self.line(FormField::Date),
            note: self.line(FormField::Note),
            ..EntryDraft::clone(pasted)
        })
    }

    /// What the entries are given.
    pub(super) fn assignment(&self) -> Assignment {
        Assignment {
            speaker: self.line(FormField::Speaker),
            topics: self.list(FormField::Topics),
            tags: self.list(FormField::Tags),
        }
    }

    /// Maps the ids of the entries to reloaded collections; entries that are gone are dropped.
    pub(super) fn remap_ids(&mut self, map: &IdMap<'_>) {
        if let FormPurpose::Assign(targets) = &mut self.purpose {
            *targets =
                std::mem::take(targets).into_iter().filter_map(|(name, id)| Some((name, map.entry(id)?))).collect();
        }
    }

    /// The entries that the form changes.
    pub(super) fn targets(&self) -> &[(EntryName, EntryId)] {
        match &self.purpose {
            FormPurpose::Add(_) | FormPurpose::Topics => &[],
            FormPurpose::Assign(targets) => targets,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_edit::SourceDraft;

    fn corpus() -> Corpus {
        let text = r#"(schema: 1, id: "c", title: "C",
            speakers: {"austen": (name: "Jane Austen"), "auden": (name: "W. H. Auden")},
            sources: {"emma": (kind: Book, title: "Emma", authors: ["Jane Austen"], date: "1815")},
            topics: [(id: "love", topics: [(id: "marriage")])], entries: [])"#;
        kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap()
    }

    fn type_in(form: &mut EntryForm, text: &str) {
        form.edit_with(|edit| edit.insert(text), &corpus());
    }

    #[test]
    fn suggested_names_can_be_accepted() {
        let mut form = EntryForm::add();
        form.go_to_field(1);
        type_in(&mut form, "au");
        let names = form.suggestions().to_vec();
        assert_eq!((names.len(), form.selected_suggestion()), (2, Some(0)), "{names:?}");
        assert!(form.take_suggestion());
        assert_eq!(form.line(FormField::Speaker).as_deref(), Some(names[0].as_str()));
        assert!(form.suggestions().is_empty());
        let mut form = EntryForm::add();
        form.go_to_field(1);
        type_in(&mut form, "au");
        form.move_cursor(Motion::Down, 40, 5);
        assert!(form.take_chosen_suggestion());
        assert_eq!(form.line(FormField::Speaker).as_deref(), Some(names[1].as_str()));
    }

    #[test]
    fn first_suggestion_is_accepted_only_on_word_prefixes() {
        for (typed, expected) in [
            ("aus", "Jane Austen"),
            ("JANE AUSTEN", "Jane Austen"),
            ("austen j", "Jane Austen"),
            ("w h", "W. H. Auden"),
            // A new name, although a known one contains its letters in this order.
            ("Ann", "Ann"),
            ("Jane Auster", "Jane Auster"),
            ("Mary", "Mary"),
        ] {
            let mut form = EntryForm::add();
            form.go_to_field(1);
            type_in(&mut form, typed);
            form.take_suggestion();
            assert_eq!(form.line(FormField::Speaker).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn typed_name_can_be_kept_instead_of_a_suggestion() {
        type Keep = fn(&mut EntryForm);
        let ways: [Keep; 2] = [|form| assert!(form.close_suggestions()), |form| form.move_cursor(Motion::Up, 40, 5)];
        for keep in ways {
            let mut form = EntryForm::add();
            form.go_to_field(1);
            type_in(&mut form, "Jane");
            assert!(!form.take_chosen_suggestion(), "the user chose nothing");
            keep(&mut form);
            assert!(!form.take_suggestion());
            assert_eq!(form.line(FormField::Speaker).as_deref(), Some("Jane"));
        }
    }

    #[test]
    fn form_shows_the_current_speakers_of_the_entries() {
        let text = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada"), "b": (name: "Bo")}, entries: [
            Quote(id: "1", by: "a", text: "x"), Quote(id: "2", by: "b", text: "y"), Quote(id: "3", by: "b", text: "z"),
            Quote(id: "4", text: "unknown"),
        ])"#;
        let corpus = kzq_corpus::read("c.ron", text.as_bytes()).corpus.unwrap();
        let targets: Vec<_> = corpus.entry_ids().map(|id| (EntryName::new(&corpus, id), id)).collect();
        let present = |targets: &[_]| EntryForm::assign(targets.to_vec(), &corpus).present.unwrap().to_string();
        assert_eq!(present(&targets), "by Bo (2), Ada (1), unknown speaker (1)");
        assert_eq!(present(&targets[..1]), "by Ada");
    }

    #[test]
    fn the_last_item_of_a_list_is_completed() {
        for (typed, expected) in
            [("mar", "love/marriage"), ("war, mar", "war, love/marriage"), ("war,mar", "war,love/marriage")]
        {
            let mut form = EntryForm::add();
            form.go_to_field(4);
            type_in(&mut form, typed);
            assert!(form.take_suggestion(), "{typed}");
            assert_eq!(form.line(FormField::Topics).as_deref(), Some(expected));
        }
    }

    #[test]
    fn form_is_converted_to_a_draft() {
        let mut form = EntryForm::add();
        assert_eq!(form.draft(&corpus()), None, "without words there is nothing to add");
        for text in
            ["One half of the world\ncannot understand…", "Jane Austen", "Emma", "81", "love, marriage", "wit,", "", ""]
        {
            type_in(&mut form, text);
            form.go_to_field(1);
        }
        let draft = form.draft(&corpus()).unwrap();
        assert_eq!(draft.text, "One half of the world\ncannot understand…");
        assert_eq!(draft.speaker, Some(SpeakerReference::named("Jane Austen")));
        let Some(SourceReference::Described(source)) = draft.source else { panic!("no source") };
        assert_eq!((source.authors, source.date.as_deref()), (vec!["Jane Austen".to_owned()], Some("1815")));
        assert_eq!(
            (draft.locator.page.as_deref(), draft.topics.len(), draft.tags),
            (Some("81"), 2, vec!["wit".to_owned()])
        );
    }

    #[test]
    fn pasted_draft_fills_only_empty_fields() {
        let pasted = EntryDraft {
            text: "Words".to_owned(),
            lang: Some("en".to_owned()),
            source: Some(SourceReference::Described(Box::new(SourceDraft {
                title: "Book".to_owned(),
                publisher: Some("Press".to_owned()),
                ..SourceDraft::default()
            }))),
            ..EntryDraft::default()
        };
        let mut form = EntryForm::add();
        form.prefill(pasted.clone());
        assert_eq!(form.draft(&corpus()), Some(pasted.clone()), "with what the form does not show");
        let mut typed = EntryForm::add();
        type_in(&mut typed, "Mine");
        typed.prefill(pasted);
        assert_eq!(typed.draft(&corpus()).unwrap().text, "Mine");
    }

    #[test]
    fn cursor_moves_through_text_suggestions_and_fields() {
        let mut form = EntryForm::add();
        type_in(&mut form, "one\ntwo");
        assert_eq!(form.cursor_row(40), 1);
        form.move_cursor(Motion::Up, 40, 5);
        assert_eq!((form.cursor_row(40), form.focused_field()), (0, FormField::Words));
        form.move_cursor(Motion::Down, 40, 5);
        form.move_cursor(Motion::Down, 40, 5);
        assert_eq!((form.cursor_row(40), form.focused_field()), (2, FormField::Speaker));
        type_in(&mut form, "a");
        let mut walk = |motion| {
            form.move_cursor(motion, 40, 5);
            (form.selected_suggestion(), form.last_needed_row(40), form.focused_field())
        };
        assert_eq!(walk(Motion::Down), (Some(1), 4, FormField::Speaker));
        assert_eq!(walk(Motion::Down), (Some(1), 4, FormField::Speaker), "there is no other");
        assert_eq!(walk(Motion::Up), (Some(0), 3, FormField::Speaker));
        assert_eq!(walk(Motion::Up), (None, 2, FormField::Speaker));
        assert_eq!(walk(Motion::Up), (None, 1, FormField::Words));
    }
}
