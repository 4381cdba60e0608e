//! Words of a quotation between which a page ends: its footer and the header of the next are not words of the speaker.

use std::ops::Range;

use super::reading::Reading;
use crate::align::{AlignStep, AlignToken, AlignTokenKind, Alignment};

/// Maximum number of tokens between two pages.
const MAX_BETWEEN: usize = 40;
/// Maximum number of page breaks in a quotation.
const MAX_BREAKS: usize = 4;
/// Maximum number of places at which a quotation may begin.
const MAX_STARTS: usize = 4096;
/// Minimum number of tokens before and after a page break.
const MIN_RUN: usize = 2;

impl Reading {
    /// Aligns a quotation with a part of a text that has all of its tokens, in order, with whole lines between some of
    /// them; `None` if there is no such part.
    pub(super) fn align_over_page_breaks(&self, raw: &str, quoted: &[AlignToken]) -> Option<Alignment> {
        let index = self.index();
        let first = quoted.first().filter(|token| token.kind == AlignTokenKind::Word && quoted.len() > 2 * MIN_RUN)?;
        let starts = index.positions_of(first.folded).iter().take(MAX_STARTS);
        let steps = starts.copied().find_map(|start| self.steps_from(start, raw, quoted))?;
        let between = |step: &AlignStep| match step {
            AlignStep::SourceOnly(at) => index.align_tokens[*at].weight(),
            _ => 0,
        };
        let cost = steps.iter().map(between).sum::<u32>();
        let weight = cost + quoted.iter().map(|token| token.weight()).sum::<u32>();
        Some(Alignment { steps, cost, weight })
    }

    fn steps_from(&self, start: usize, raw: &str, quoted: &[AlignToken]) -> Option<Vec<AlignStep>> {
        let source = &self.index().align_tokens;
        let is_same = |at: usize, number: usize| source.get(at).is_some_and(|own| own.exact == quoted[number].exact);
        let (mut steps, mut at, mut breaks, mut run) = (Vec::new(), start, 0, 0);
        let mut number = 0;
        while number < quoted.len() {
            if is_same(at, number) {
                steps.push(AlignStep::Same { quoted: number, source: at });
                (number, at, run) = (number + 1, at + 1, run + 1);
                continue;
            }
            let next = number..(number + MIN_RUN).min(quoted.len());
            let goes_on = |to: &usize| next.clone().all(|number| is_same(to + number - next.start, number));
            let end = (at + 1..=at + MAX_BETWEEN).find(|to| goes_on(to) && self.are_lines(raw, at..*to))?;
            breaks += 1;
            if breaks > MAX_BREAKS || run < MIN_RUN {
                return None;
            }
            steps.extend((at..end).map(AlignStep::SourceOnly));
            (at, run) = (end, 0);
        }
        (breaks > 0).then_some(steps)
    }

    /// Whether tokens are whole lines.
    fn are_lines(&self, raw: &str, tokens: Range<usize>) -> bool {
        let all = &self.index().tokens;
        let breaks_before = |at: usize| {
            let (Some(before), Some(own)) = (at.checked_sub(1).and_then(|at| all.get(at)), all.get(at)) else {
                return false;
            };
            let gap = self.normalized.raw_range(before.range.end..own.range.start.max(before.range.end));
            raw[gap].contains(['\n', '\u{c}'])
        };
        breaks_before(tokens.start) && breaks_before(tokens.end)
    }
}
