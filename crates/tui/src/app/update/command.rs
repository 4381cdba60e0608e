//! Commands that are typed into the palette.

use crate::app::event::Effect;
use crate::app::focus::Focus;
use crate::app::model::{Model, ToastLevel};
use crate::app::scroll::Motion;
use crate::app::text_edit::TextEdit;
use crate::keys::command::Command;
use kzq_search::{Choice, FacetFilter, FacetValue};
use kzq_shelf::ShelfFacet;
use kzq_text::{Safe, safe};

impl Model {
    /// Runs a command with its argument.
    pub(super) fn run_typed_command(&mut self, command: Command, argument: &Safe<'static>, effects: &mut Vec<Effect>) {
        let corpus = &self.collections.corpus;
        let facet = match command {
            Command::GoToRow => return self.go_to_row(argument.as_str()),
            Command::Sort => return self.set_query_field("sort:", argument.as_str(), effects),
            Command::Open => return self.open_collection(argument, effects),
            Command::Theme => return self.set_theme(argument),
            Command::Write => return self.write_file(argument.as_str(), false, effects),
            Command::Overwrite => return self.write_file(argument.as_str(), true, effects),
            Command::Quit => return effects.push(Effect::Quit),
            Command::Search => match self.shelf_state.shelf().search(argument.as_str()) {
                Some(saved) => {
                    let query = TextEdit::line(saved.query.as_str());
                    self.leave_for_list();
                    return self.set_filter(query, FacetFilter::default(), None, effects);
                }
                None => None,
            },
            Command::Save => return self.save_search(argument.as_str(), effects),
            Command::Rename => return self.rename_search(argument.as_str(), effects),
            Command::Topic => corpus.topic_by_name(argument.as_str()).map(FacetValue::Topic),
            Command::Speaker => {
                let found = corpus.speaker_ids().find(|&id| corpus.speaker(id).id == *argument);
                found.map(|id| FacetValue::Speaker(Some(id).into()))
            }
            Command::List => {
                let list = self.shelf_state.shelf().list(argument.as_str());
                list.map(|list| FacetValue::Shelf(ShelfFacet::List(list.key())))
            }
        };
        match facet {
            Some(value) => self.set_facet(value, effects),
            // It was there when the palette searched for it.
            None => self.show_toast(safe!("“", argument, "” no longer exists"), ToastLevel::Error),
        }
    }

    /// Leaves views and the selection of words for the list.
    fn leave_for_list(&mut self) {
        self.push_jump();
        self.views.clear();
        self.detail.phrase_select = None;
        if self.focus != Focus::Detail {
            self.focus = Focus::List;
        }
    }

    /// Goes to a row of the list, counted from 1; after the end, to the last one.
    fn go_to_row(&mut self, number: &str) {
        let rows = self.search.answer.groups;
        if rows == 0 {
            return self.show_toast("the list is empty", ToastLevel::Info);
        }
        // More digits than a number has are after the end, too.
        let number = number.parse().unwrap_or(usize::MAX);
        self.leave_for_list();
        self.move_list(Motion::To(number.clamp(1, rows) - 1));
        if number > rows {
            let message = match rows {
                1 => "the list has only 1 row".into(),
                _ => safe!("the list has only ", rows, " rows: this is the last"),
            };
            self.show_toast(message, ToastLevel::Info);
        }
    }

    /// Sets a field of the filter that can be there only once.
    fn set_query_field(&mut self, field: &str, value: &str, effects: &mut Vec<Effect>) {
        self.leave_for_list();
        let typed = self.search.filter.text().into_owned();
        let others = typed.as_str().split_whitespace().filter(|word| !word.starts_with(field));
        let own = format!("{field}{value}");
        let text = others.chain([own.as_str()]).collect::<Vec<_>>().join(" ");
        self.edit_filter(effects, |line| *line = TextEdit::line(&text));
    }

    /// Filters by a collection that is loaded.
    fn open_collection(&mut self, id: &Safe<'static>, effects: &mut Vec<Effect>) {
        if self.collections.corpus.collections().iter().any(|collection| collection.id == *id) {
            return self.set_query_field("collection:", id.as_str(), effects);
        }
        let message = safe!("“", id, "” is not loaded: start kzq with it, as in `kzq -d ", id, "`");
        self.show_toast(message, ToastLevel::Error);
    }

    fn set_theme(&mut self, name: &Safe<'static>) {
        let Some(named) = self.themes.iter().find(|theme| theme.name == *name) else { return };
        self.theme = Some(named.theme);
        self.show_toast(
            safe!("theme ", name, " until you quit; `theme` in the settings keeps it"),
            ToastLevel::Success,
        );
    }

    /// Filters by a value instead of the others of its facet, if it is not chosen already.
    fn set_facet(&mut self, value: FacetValue, effects: &mut Vec<Effect>) {
        self.leave_for_list();
        if self.search.selection.choice(value) == Some(Choice::Included) {
            return;
        }
        self.search.selection.toggle_only(value);
        self.reveal_topic();
        self.start_search(effects);
    }
}
