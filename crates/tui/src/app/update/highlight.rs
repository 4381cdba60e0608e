//! Highlighting passages of a text.

use std::ops::Range;

use crate::app::event::Effect;
use crate::app::model::{Model, Tone};
use crate::app::phrase_select::Picking;
use kzq_shelf::{Change, EntryName, Highlight};

impl Model {
    /// Highlights the selected words, or removes those highlights; without a selection, removes the highlight at the
    /// cursor. Starts the phrase selection if it is not active.
    pub(super) fn highlight(&mut self, effects: &mut Vec<Effect>) {
        let Some(picking) = &self.picking else {
            self.pick();
            if self.picking.is_some() {
                self.say("choose words to highlight: Space begins and ends a stretch, H highlights", Tone::Plain);
            }
            return;
        };
        let (id, chosen) = (picking.entry, picking.stretches());
        let entry = EntryName::of(&self.corpus, id);
        let known = self.highlights_meant(&entry, picking);
        if !known.is_empty() {
            let changes = known.into_iter().map(|highlight| Change::Unhighlight(entry.clone(), highlight)).collect();
            self.picking = None;
            return self.change_shelf("highlight taken back", changes, effects);
        }
        if chosen.is_empty() {
            return self.say_nothing_chosen();
        }
        let (text, imprint) = (self.corpus.entry(id).text(), Some(self.imprint(id)));
        let made = chosen.into_iter().filter_map(|range| Highlight::of(&text, range));
        let changes = made.map(|highlight| Change::Highlight(entry.clone(), imprint.clone(), highlight)).collect();
        self.picking = None;
        self.change_shelf("highlighted", changes, effects);
    }

    /// Returns the highlights that match the selected ranges, if all of these are highlights; without a selection,
    /// those at the cursor.
    fn highlights_meant(&self, entry: &EntryName, picking: &Picking) -> Vec<Highlight> {
        let text = self.corpus.entry(picking.entry).text();
        let Some(held) = self.desk.shelf().held(entry) else { return Vec::new() };
        let placed: Vec<(Range<usize>, &Highlight)> =
            held.highlights.iter().filter_map(|one| Some((one.within(text.as_str())?, one))).collect();
        let (chosen, cursor) = (picking.stretches(), picking.cursor());
        if chosen.is_empty() {
            let holds_cursor = |at: &Range<usize>| at.start <= cursor.start && cursor.end <= at.end;
            return placed.iter().filter(|(at, _)| holds_cursor(at)).map(|(_, one)| (*one).clone()).collect();
        }
        let same = |range: &Range<usize>| placed.iter().find(|(at, _)| at == range).map(|(_, one)| (*one).clone());
        chosen.iter().map(same).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}
