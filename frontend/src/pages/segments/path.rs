//! Changing a rule at one of its nodes.

use shared::segments::{Condition, Rule};

/// The way from the outermost node down: which part of a group, or 0 for what is under a NOT.
pub(super) type Path = Vec<usize>;

/// The node at the end of a path.
pub(super) fn at<'a>(rule: &'a Rule, path: &[usize]) -> Option<&'a Rule> {
    let Some((first, rest)) = path.split_first() else { return Some(rule) };
    match rule {
        Rule::All(rules) | Rule::Any(rules) => at(rules.get(*first)?, rest),
        Rule::Not(rule) if *first == 0 => at(rule, rest),
        _ => None,
    }
}

/// The same, to change it.
pub(super) fn at_mut<'a>(rule: &'a mut Rule, path: &[usize]) -> Option<&'a mut Rule> {
    let Some((first, rest)) = path.split_first() else { return Some(rule) };
    match rule {
        Rule::All(rules) | Rule::Any(rules) => at_mut(rules.get_mut(*first)?, rest),
        Rule::Not(rule) if *first == 0 => at_mut(rule, rest),
        _ => None,
    }
}

/// The condition at the end of a path.
pub(super) fn condition<'a>(rule: &'a Rule, path: &[usize]) -> Option<&'a Condition> {
    match at(rule, path)? {
        Rule::Is(condition) => Some(condition),
        _ => None,
    }
}

/// Takes a node out of its group, with the NOT around it. A NOT in between counts as part of the node.
pub(super) fn remove(rule: &mut Rule, path: &[usize]) {
    let Some((last, above)) = path.split_last() else { return };
    match at_mut(rule, above) {
        Some(Rule::All(rules) | Rule::Any(rules)) if *last < rules.len() => drop(rules.remove(*last)),
        Some(Rule::Not(_)) => remove(rule, above),
        _ => {}
    }
}

/// Puts a NOT around a node, or takes the one there away.
pub(super) fn negate(rule: &mut Rule, path: &[usize]) {
    if let Some(node) = at_mut(rule, path) {
        *node = match std::mem::take(node) {
            Rule::Not(inner) => *inner,
            other => Rule::Not(Box::new(other)),
        };
    }
}

/// The same members in the form the editor shows: a group outside, and no NOT directly under another.
pub(super) fn tidy(rule: Rule) -> Rule {
    match without_double_not(rule) {
        group @ (Rule::All(_) | Rule::Any(_)) => group,
        other => Rule::All(vec![other]),
    }
}

fn without_double_not(rule: Rule) -> Rule {
    match rule {
        Rule::All(rules) => Rule::All(rules.into_iter().map(without_double_not).collect()),
        Rule::Any(rules) => Rule::Any(rules.into_iter().map(without_double_not).collect()),
        Rule::Not(rule) => match without_double_not(*rule) {
            Rule::Not(inner) => *inner,
            other => Rule::Not(Box::new(other)),
        },
        Rule::Is(condition) => Rule::Is(condition),
    }
}

#[cfg(test)]
mod tests {
    use shared::segments::{Condition, Rule, Stage};

    use super::{at, negate, remove, tidy};

    fn leaf(stage: Stage) -> Rule {
        Rule::Is(Condition::Stage { any_of: vec![stage] })
    }

    fn not(rule: Rule) -> Rule {
        Rule::Not(Box::new(rule))
    }

    #[test]
    fn nodes_are_found_negated_and_removed() {
        let inner = Rule::Any(vec![leaf(Stage::New), leaf(Stage::Lapsed)]);
        let mut rule = Rule::All(vec![leaf(Stage::Active), not(inner.clone())]);
        assert_eq!(at(&rule, &[1, 0, 1]), Some(&leaf(Stage::Lapsed)));
        assert_eq!(at(&rule, &[2]), None);
        negate(&mut rule, &[0]);
        assert_eq!(at(&rule, &[0, 0]), Some(&leaf(Stage::Active)));
        negate(&mut rule, &[1]);
        assert_eq!(at(&rule, &[1]), Some(&inner));
        remove(&mut rule, &[1, 0]);
        assert_eq!(rule, Rule::All(vec![not(leaf(Stage::Active)), Rule::Any(vec![leaf(Stage::Lapsed)])]));
        remove(&mut rule, &[0, 0]);
        assert_eq!(rule, Rule::All(vec![Rule::Any(vec![leaf(Stage::Lapsed)])]), "the NOT goes with what was under it");
    }

    #[test]
    fn the_editor_begins_with_a_group() {
        assert_eq!(tidy(not(not(leaf(Stage::New)))), Rule::All(vec![leaf(Stage::New)]));
        assert_eq!(
            tidy(not(Rule::Any(vec![leaf(Stage::New)]))),
            Rule::All(vec![not(Rule::Any(vec![leaf(Stage::New)]))])
        );
        assert_eq!(tidy(Rule::everyone()), Rule::everyone());
    }
}
