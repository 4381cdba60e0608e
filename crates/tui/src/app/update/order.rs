//! The order of the list.

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use kzq_search::Order;
use kzq_text::safe;

impl Model {
    /// Returns the order of the list, and whether the query sets it.
    pub fn order(&self) -> (Order, bool) {
        let of_query = self.search.query.order;
        (of_query.unwrap_or(self.search.order), of_query.is_some())
    }

    /// Switches to the next order, unless the query sets one, and goes to the top of the list.
    pub(super) fn next_order(&mut self, effects: &mut Vec<Effect>) {
        if let Some(order) = self.search.query.order {
            return self.show_toast(safe!("the filter sets the order: sort:", order.name()), ToastLevel::Info);
        }
        self.push_jump();
        self.search.order = self.search.order.next();
        self.start_search(effects);
    }
}
