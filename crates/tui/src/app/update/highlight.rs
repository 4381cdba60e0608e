//! Highlighting passages of a text.

use std::ops::Range;

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::app::phrase_select::PhraseSelect;
use kzq_shelf::{Change, EntryName, Highlight};

impl Model {
    /// Highlights the selected words, or removes those highlights; without a selection, removes the highlight at the
    /// cursor. Starts the phrase selection if it is not active.
    pub(super) fn toggle_highlight(&mut self, effects: &mut Vec<Effect>) {
        let Some(phrase) = &self.detail.phrase_select else {
            self.start_phrase_select(effects);
            if self.detail.phrase_select.is_some() {
                self.show_toast(
                    "select words to highlight: Space starts and ends a range, H highlights it",
                    ToastLevel::Info,
                );
            }
            return;
        };
        let (id, selected) = (phrase.entry, phrase.selected_ranges());
        let entry = EntryName::new(&self.collections.corpus, id);
        let known = self.selected_highlights(&entry, phrase);
        if !known.is_empty() {
            let changes = known.into_iter().map(|highlight| Change::Unhighlight(entry.clone(), highlight)).collect();
            self.detail.phrase_select = None;
            return self.change_shelf("highlight removed", changes, effects);
        }
        if selected.is_empty() {
            return self.report_nothing_selected();
        }
        let (text, snapshot) = (self.collections.corpus.entry(id).text(), Some(self.entry_snapshot(id)));
        let made = selected.into_iter().filter_map(|range| Highlight::new(&text, range));
        let changes = made.map(|highlight| Change::Highlight(entry.clone(), snapshot.clone(), highlight)).collect();
        self.detail.phrase_select = None;
        self.change_shelf("highlighted", changes, effects);
    }

    /// Returns the highlights that match the selected ranges, if all of these are highlights; without a selection,
    /// those at the cursor.
    fn selected_highlights(&self, entry: &EntryName, phrase: &PhraseSelect) -> Vec<Highlight> {
        let text = self.collections.corpus.entry(phrase.entry).text();
        let Some(annotation) = self.shelf_state.shelf().annotation(entry) else { return Vec::new() };
        let placed: Vec<(Range<usize>, &Highlight)> =
            annotation.highlights.iter().filter_map(|one| Some((one.locate(text.as_str())?, one))).collect();
        let (chosen, cursor) = (phrase.selected_ranges(), phrase.cursor());
        if chosen.is_empty() {
            let contains_cursor = |at: &Range<usize>| at.start <= cursor.start && cursor.end <= at.end;
            return placed.iter().filter(|(at, _)| contains_cursor(at)).map(|(_, one)| (*one).clone()).collect();
        }
        let same = |range: &Range<usize>| placed.iter().find(|(at, _)| at == range).map(|(_, one)| (*one).clone());
        chosen.iter().map(same).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}
