//! The businesses the claim is told of, beside one's own.

use leptos::prelude::*;
use shared::planning::claims::{Business, Preset, Rise};

use super::desk::use_desk;
use super::finding::{Verdict, verdict};
use super::question::Question;
use crate::formats::{decimal, percent, percent_signed};
use crate::text::claims as text;

/// A row a business, with assumptions that reproduce its figure and a button that takes them over.
#[component]
pub(super) fn Told() -> impl IntoView {
    let desk = use_desk();
    let own = move || {
        let (own, question) = (desk.own.get(), desk.own_question.get());
        let change = match verdict(&question) {
            Verdict::Change(share) => percent_signed(share),
            _ => text::blank().to_owned(),
        };
        let how_known = if own.retention.is_some() { text::expected() } else { text::assumed() };
        view! {
            <tr class="own">
                <th scope="row">{text::your_shop()}<span class="source">{text::own_source()}</span></th>
                <td class="number">{change}</td>
                <td class="number">{percent(question.cohort.retention)}<span class="source">{how_known}</span></td>
                <td class="number">{percent(0.0)}<span class="source">{text::assumed()}</span></td>
                <td class="number">{percent(own.annual_discount_rate)}</td>
                <td class="number">{text::margins(&decimal(0.0, 1))}<span class="source">{text::assumed()}</span></td>
                <td></td>
            </tr>
        }
    };
    let row = move |preset: Preset| {
        let key = key(preset.business);
        let cohort = preset.reproducing(1.0);
        let source = if preset.is_published { text::published() } else { text::no_source() };
        let take = move |_| {
            let now = desk.question.get_untracked();
            let cohort = preset.reproducing(now.cohort.margin);
            desk.choose_and_keep(Some(Question { cohort, rise: Rise::Points, by: 0.05, ..now }));
        };
        view! {
            <tr>
                <th scope="row">{text::business(key)}<span class="source">{source}</span></th>
                <td class="number">{percent_signed(preset.told)}</td>
                <td class="number">{percent(cohort.retention)}</td>
                <td class="number">{percent(cohort.growth)}</td>
                <td class="number">{percent(cohort.annual_discount_rate)}</td>
                <td class="number">{text::margins(&decimal(cohort.acquisition_cost, 1))}</td>
                <td>
                    <button class="button quiet" on:click=take>
                        {text::take_over()}<span class="visually-hidden">" "{text::business(key)}</span>
                    </button>
                </td>
            </tr>
        }
    };
    view! {
        <section class="card" data-testid="claims-told">
            <h2 id="told-title">{text::told_title()}</h2>
            <p class="muted small">{text::told_measure()}</p>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="told-title">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::business_column()}</th>
                            <th scope="col" class="number">{text::told_column()}</th>
                            <th scope="col" class="number">{text::retention_column()}</th>
                            <th scope="col" class="number">{text::growth_column()}</th>
                            <th scope="col" class="number">{text::discount_column()}</th>
                            <th scope="col" class="number">{text::winning_column()}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{own}{Preset::ALL.map(row).collect_view()}</tbody>
                </table>
            </div>
            <p class="small">{text::told_note()}</p>
        </section>
    }
}

fn key(business: Business) -> &'static str {
    match business {
        Business::BankBranches => "bank",
        Business::InsuranceBrokerage => "brokerage",
        Business::AutoService => "auto",
        Business::CreditInsurance => "credit",
    }
}
