//! Parses the values of a field: one, several with commas between them, or a group in parentheses.

use std::ops::Range;

use super::{Node, ParseWarning, Parser, join};
use crate::field::{FieldName, FieldValues, date_range};
use crate::lexer::{group_value_end, parse_quoted};
use crate::order::Order;
use crate::term::Term;

impl<'t> Parser<'t> {
    /// Parses the values of a field; several are alternatives.
    pub(super) fn parse_field(&mut self, field: FieldName) -> Option<Node> {
        let mut values = Vec::new();
        self.parse_values(false, &mut values);
        if values.is_empty() {
            self.syntax.warnings.push(ParseWarning::EmptyField(field));
        }
        let nodes = values.into_iter().filter_map(|(value, range)| self.parse_value(field, value, range));
        join(nodes.collect(), Node::Either)
    }

    /// Parses values that are separated by commas, in a group also by `|` or `OR`; each comes with its place.
    fn parse_values(&mut self, is_group: bool, values: &mut Vec<(&'t str, Range<usize>)>) {
        let mut before: Option<Range<usize>> = None;
        loop {
            if is_group {
                self.skip_spaces();
            }
            let (start, text) = (self.at, self.rest());
            if text.starts_with('(') {
                self.parse_value_group(values);
            } else {
                let value = if let Some((quoted, rest, _)) = parse_quoted(text) {
                    self.at = self.typed.len() - rest.len();
                    quoted
                } else {
                    let chunk = &text[..Self::chunk_end(text)];
                    let end = if is_group { group_value_end(text) } else { chunk.find(',').unwrap_or(chunk.len()) };
                    self.at += end;
                    &text[..end]
                };
                values.extend(Some((value.trim(), start..self.at)).filter(|(value, _)| !value.is_empty()));
            }
            let is_missing = self.at == start;
            let mut operator = None;
            if is_group {
                self.skip_spaces();
                operator = self.operator().map(|operator| self.at..self.at + operator.len());
            }
            if let Some(lonely) = before.take().or(operator.clone()).filter(|_| is_missing) {
                self.lonely_operator(lonely);
            }
            if let Some(operator) = operator {
                self.at = operator.end;
                before = Some(operator);
            } else if self.rest().starts_with(',') {
                self.at += 1;
            } else if is_group && !self.is_at_end() {
                self.error(self.at..self.next_char(self.at), "values need a | or a comma between them");
            } else {
                return;
            }
        }
    }

    /// Parses values in parentheses.
    fn parse_value_group(&mut self, values: &mut Vec<(&'t str, Range<usize>)>) {
        if let Some(open) = self.open_group() {
            self.parse_values(true, values);
            self.close_group(open);
        }
    }

    fn parse_value(&mut self, field: FieldName, value: &str, range: Range<usize>) -> Option<Node> {
        let checked = match field.row().values {
            FieldValues::Orders if self.negations > 0 => Err("an order cannot be negated".to_owned()),
            FieldValues::Orders if self.syntax.order.is_some() => Err("the order is already set".to_owned()),
            FieldValues::Orders => Order::from_name(value).map(|order| self.syntax.order = Some(order)),
            FieldValues::Dates(_) => date_range(field, value).map(drop),
            FieldValues::Words(_) | FieldValues::Name(_) => Ok(()),
        };
        if let Err(message) = checked {
            self.error(range, message);
            return None;
        }
        let is_condition = !matches!(field.row().values, FieldValues::Orders);
        is_condition.then(|| Node::Term(Term::Field(field, value.to_owned())))
    }
}
