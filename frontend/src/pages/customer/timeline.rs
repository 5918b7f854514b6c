//! What else is on record, newest first: refunds, costs, conversations, consents, contracts.

use leptos::prelude::*;
use shared::api::CustomerAnswer;
use shared::domain::{ConsentStatus, ContactBreadth, Day, Refund};

use crate::formats::{self, Money};
use crate::parts::Notice;
use crate::text::timeline as text;

/// One line of the timeline.
struct Entry {
    day: Option<Day>,
    what: String,
    details: String,
    amount_minor: Option<i64>,
}

/// The timeline, where there is anything beside orders.
#[component]
pub(super) fn Timeline(
    /// The customer, once known.
    person: RwSignal<Option<CustomerAnswer>>,
    /// Formats amounts.
    money: Money,
) -> impl IntoView {
    move || {
        let (entries, breadth) = person.with(|person| {
            let person = person.as_ref()?;
            Some((entries(person, money), ContactBreadth::of(&person.events)))
        })?;
        if entries.is_empty() {
            return None;
        }
        let rows = entries.into_iter().map(|entry| {
            let day = entry.day.map_or_else(|| text::undated().to_owned(), formats::day_medium);
            view! {
                <tr>
                    <td>{day}</td>
                    <td>{entry.what}</td>
                    <td translate="no">{entry.details}</td>
                    <td class="number" class:loss=entry.amount_minor.is_some()>
                        {entry.amount_minor.map(|amount| money.exact(-(amount as f64)))}
                    </td>
                </tr>
            }
        });
        let whole = |count: usize| formats::whole(count as f64);
        Some(view! {
            <section>
                <h2>{text::title()}</h2>
                {(breadth.contacts > 0).then(|| view! {
                    <p>{text::breadth(&whole(breadth.contacts), &whole(breadth.channels), &whole(breadth.staff))}</p>
                })}
                {breadth.hangs_on_one_person().then(|| view! {
                    <Notice tone="plain"><p>{text::one_person()}</p></Notice>
                })}
                <div class="scroll-table" tabindex="0" role="region" aria-label=text::title()>
                    <table class="plain">
                        <thead>
                            <tr>
                                <th scope="col">{text::day()}</th>
                                <th scope="col">{text::what()}</th>
                                <th scope="col">{text::details()}</th>
                                <th scope="col" class="number">{text::amount()}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        })
    }
}

fn entries(person: &CustomerAnswer, money: Money) -> Vec<Entry> {
    let refunds = person.refunds.iter().map(|refund| Entry {
        day: Some(refund.day),
        what: text::refund(refund.id == Refund::ALL_OF_ORDER),
        details: refund.order_id.clone(),
        amount_minor: Some(refund.amount_minor),
    });
    let costs = person.costs.iter().map(|cost| Entry {
        day: Some(cost.day),
        what: text::cost(),
        details: cost.kind.clone(),
        amount_minor: Some(cost.amount_minor),
    });
    let events = person.events.iter().map(|event| {
        let parts =
            [event.channel.clone(), event.staff.clone(), event.value.map(|it| it.to_string()), event.text.clone()];
        Entry {
            day: day(event.at),
            what: text::event(event.kind),
            details: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            amount_minor: None,
        }
    });
    let consents = person.consents.records().iter().map(|record| Entry {
        day: day(record.at),
        what: text::consent(record.purpose, record.channel, record.status == ConsentStatus::Given),
        details: [Some(record.source.clone()), record.wording.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        amount_minor: None,
    });
    let contracts = person.contracts.iter().flat_map(|contract| {
        let monthly = (contract.monthly_minor != 0).then(|| money.exact(contract.monthly_minor as f64));
        // A contract without a number of its own is named by its first day, which stands beside it.
        let id = if contract.id.starts_with("at:") { "" } else { &contract.id };
        let details = text::contract_details(id, monthly.as_deref());
        let entry = |day, what| Entry { day: Some(day), what, details: details.clone(), amount_minor: None };
        let end = contract.end.map(|end| entry(end, text::contract_ended(contract.reason)));
        [Some(entry(contract.start, text::contract_began())), end].into_iter().flatten().collect::<Vec<_>>()
    });
    let mut entries: Vec<Entry> = refunds.chain(costs).chain(events).chain(consents).chain(contracts).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.day));
    entries
}

/// The day of an instant; none where it is not known when.
fn day(at: i64) -> Option<Day> {
    (at != 0).then(|| Day(at.div_euclid(86_400) as i32))
}
