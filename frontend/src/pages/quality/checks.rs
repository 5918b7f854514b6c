//! One card a check: how many, what it does, what to do, and whom it concerns.

use leptos::prelude::*;
use shared::quality::{Gap, Quality, SourceState};

use super::list::{Concerned, List};
use crate::base_loader::use_base;
use crate::formats;
use crate::text::quality as text;

fn count(value: u32) -> String {
    formats::whole(f64::from(value))
}

/// A count with its share of all.
pub(super) fn share_of(part: u32, all: u32) -> String {
    let share = if all == 0 { 0.0 } else { f64::from(part) / f64::from(all) };
    text::count_of(&count(part), &count(all), &formats::percent(share))
}

fn late(found: &Quality) -> usize {
    found.sources.iter().filter(|source| source.is_late).count()
}

/// A check by its name for links and its title.
pub(super) type Named = (&'static str, &'static str);

/// The checks that found something.
pub(super) fn found(found: &Quality) -> Vec<Named> {
    only_found([
        (!found.gaps.is_empty(), ("gaps", text::gaps_title())),
        (found.future > 0, ("future", text::future_title())),
        (found.outliers > 0, ("outliers", text::outliers_title())),
        (found.consent_unknown > 0, ("consent", text::consent_title())),
        (late(found) > 0, ("sources", text::sources_title())),
    ])
}

/// Those of the checks that found something.
pub(super) fn only_found(checks: impl IntoIterator<Item = (bool, Named)>) -> Vec<Named> {
    checks.into_iter().filter(|(is_found, _)| *is_found).map(|(_, check)| check).collect()
}

/// All checks.
#[component]
pub(super) fn Checks(found: Quality) -> impl IntoView {
    let usual = found.usual.zip(use_base().money()).map(|(usual, money)| {
        let (least, largest) = usual.limits_minor();
        text::usual(&money.exact(usual.median_minor()), &money.exact(least), &money.exact(largest))
    });
    let silent: u32 = found.gaps.iter().map(Gap::days).sum();
    let span = found.days.map_or(0, |(first, last)| (last.0 - first.0 + 1).unsigned_abs());
    let (late, sources) = (late(&found) as u32, found.sources.len() as u32);
    let of_orders = |orders: &[shared::quality::ConcernedOrder]| orders.iter().map(Concerned::from).collect::<Vec<_>>();
    let (future, outliers) = (of_orders(&found.future_orders), of_orders(&found.outlying_orders));
    let without_consent: Vec<Concerned> = found.without_consent.iter().map(Concerned::from).collect();
    view! {
        <Check name="gaps" title=text::gaps_title() is_found={silent > 0} said=share_of(silent, span) does=text::gaps_effect() action=text::gaps_do()>
            {(silent > 0).then(|| view! { <Gaps gaps=found.gaps.clone() /> })}
        </Check>
        <Check name="future" title=text::future_title() is_found={found.future > 0} said=share_of(found.future, found.orders) does=text::future_effect() action=text::future_do()>
            <List rows=future all=found.future />
        </Check>
        <Check name="outliers" title=text::outliers_title() is_found={found.outliers > 0} said=share_of(found.outliers, found.orders) does=text::outliers_effect() action=text::outliers_do()>
            <p class="small muted">{usual}</p>
            <List rows=outliers all=found.outliers />
        </Check>
        <Check name="consent" title=text::consent_title() is_found={found.consent_unknown > 0} said=share_of(found.consent_unknown, found.customers) does=text::consent_effect() action=text::consent_do()>
            <ul>
                <li><strong class="numbers">{count(found.consent_given)}</strong>" "{text::consent_given()}</li>
                <li><strong class="numbers">{count(found.consent_withdrawn)}</strong>" "{text::consent_withdrawn()}</li>
                <li><strong class="numbers">{count(found.consent_unknown)}</strong>" "{text::consent_unknown()}</li>
            </ul>
            <List rows=without_consent all=found.consent_unknown />
        </Check>
        <Check name="sources" title=text::sources_title() is_found={late > 0} said=share_of(late, sources) does=text::sources_effect() action=text::sources_do()>
            <Sources sources=found.sources.clone() />
        </Check>
    }
}

/// A check: what it looks at, how many it found, what that does and what to do. Small where it found nothing.
#[component]
pub(super) fn Check(
    /// Name for links and tests.
    name: &'static str,
    /// What is looked at.
    title: &'static str,
    /// Whether anything was found.
    is_found: bool,
    /// Count and share.
    said: String,
    /// What it does to the figures.
    does: &'static str,
    /// What to do.
    action: &'static str,
    /// Whom it concerns.
    children: Children,
) -> impl IntoView {
    let heading = format!("check-{name}");
    let labelled_by = heading.clone();
    view! {
        <section class="card" class:clear=!is_found aria-labelledby=labelled_by data-check=name>
            <h2 id=heading>{title}</h2>
            <p class="lead numbers">{if is_found { said } else { text::clear().to_owned() }}</p>
            <p class="small"><span class="muted">{text::what_it_does()}": "</span>{does}</p>
            {is_found.then(|| view! { <p class="small"><span class="muted">{text::what_to_do()}": "</span>{action}</p> })}
            {children()}
        </section>
    }
}

#[component]
fn Gaps(gaps: Vec<Gap>) -> impl IntoView {
    let rows = gaps.into_iter().map(|gap| {
        view! {
            <tr>
                <td>{formats::day_medium(gap.first)}</td>
                <td>{formats::day_medium(gap.last)}</td>
                <td class="number">{count(gap.days())}</td>
                <td class="number">{formats::whole(gap.expected)}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-label=text::gaps_title()>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::gaps_first()}</th>
                        <th scope="col">{text::gaps_last()}</th>
                        <th scope="col" class="number">{text::gaps_days()}</th>
                        <th scope="col" class="number">{text::gaps_expected()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Sources(sources: Vec<SourceState>) -> impl IntoView {
    let rows = sources.into_iter().map(|source| {
        let is_named = !source.name.is_empty();
        let name = if is_named { source.name } else { text::source_unknown().to_owned() };
        view! {
            <tr>
                <th scope="row" translate=is_named.then_some("no")>{name}</th>
                <td class="number">{count(source.customers)}</td>
                <td>{formats::day_medium(source.last_new)}</td>
                <td class="number">{count(source.silent_days)}</td>
                <td class="number">{formats::whole(source.usual_days.ceil())}</td>
                <td class:loss=source.is_late>{if source.is_late { text::source_late() } else { text::source_going() }}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll-table" tabindex="0" role="region" aria-label=text::sources_title()>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{text::source()}</th>
                        <th scope="col" class="number">{text::source_customers()}</th>
                        <th scope="col">{text::source_last()}</th>
                        <th scope="col" class="number">{text::source_silent()}</th>
                        <th scope="col" class="number">{text::source_usual()}</th>
                        <th scope="col">{text::source_state()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
