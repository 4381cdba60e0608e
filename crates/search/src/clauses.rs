//! Turns the tree of a query into terms that must all match: alternatives within conjunctions, and negations within
//! alternatives.

use std::collections::HashSet;

use crate::syntax::Node;
use crate::term::Term;

/// More alternatives are not combined: their number grows exponentially.
const MAX_CLAUSES: usize = 64;

/// The terms of a tree; `None` if there are too many.
pub(super) fn clauses(node: &Node) -> Option<Vec<Term>> {
    let to_term = |mut members: Vec<Term>| match members.len() {
        0 => None,
        1 => members.pop(),
        _ => Some(Term::Any(members)),
    };
    let clauses = combine(node, false)?;
    // What matches one clause matches any with more alternatives.
    let implies = |one: &[Term], other: &[Term]| one.iter().all(|term| other.contains(term));
    // A whole book may be pasted.
    let is_short = clauses.len() <= MAX_CLAUSES;
    let is_needed = |&at: &usize| {
        let others = clauses.iter().enumerate().filter(|(other, _)| *other != at);
        let mut implying = others.filter(|(_, clause)| implies(clause, &clauses[at]));
        // Of equal ones the first is kept.
        !is_short || !implying.any(|(other, clause)| other < at || !implies(&clauses[at], clause))
    };
    let needed: Vec<usize> = (0..clauses.len()).filter(is_needed).collect();
    Some(needed.into_iter().filter_map(|at| to_term(clauses[at].clone())).collect())
}

/// The clauses of a tree or of its negation, each with its alternatives.
fn combine(node: &Node, is_negated: bool) -> Option<Vec<Vec<Term>>> {
    match (node, is_negated) {
        (Node::Term(term), false) => Some(vec![vec![term.clone()]]),
        (Node::Term(term), true) => Some(vec![vec![Term::Not(Box::new(term.clone()))]]),
        (Node::Not(inner), _) => combine(inner, !is_negated),
        (Node::All(nodes), false) | (Node::Either(nodes), true) => {
            let all: Option<Vec<_>> = nodes.iter().map(|node| combine(node, is_negated)).collect();
            Some(all?.concat())
        }
        (Node::Either(nodes), false) | (Node::All(nodes), true) => {
            let mut product: Vec<Vec<Term>> = vec![Vec::new()];
            for node in nodes {
                let clauses = combine(node, is_negated)?;
                if product.len() * clauses.len() > MAX_CLAUSES {
                    return None;
                }
                let pairs = product.iter().flat_map(|one| clauses.iter().map(move |other| (one, other)));
                product = pairs.map(|(one, other)| union(one, other)).collect();
            }
            Some(product)
        }
    }
}

/// The alternatives of both, each once.
fn union(one: &[Term], other: &[Term]) -> Vec<Term> {
    let mut seen = HashSet::new();
    one.iter().chain(other).filter(|term| seen.insert(*term)).cloned().collect()
}
