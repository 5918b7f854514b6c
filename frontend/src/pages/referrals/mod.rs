//! Who recommended the shop to whom.

mod tables;

use leptos::prelude::*;
use protocol::ReferralsQuestion;
use shared::review::ReferralOverview;

use crate::base_loader::use_base;
use crate::formats::{Money, percent, whole};
use crate::pages::WhenLoaded;
use crate::pages::asked_part::ask_part;
use crate::pages::brought::BasePart;
use crate::parts::{Definition, EmptyState, PageHeading};
use crate::text::{definitions, parts, referrals as text};

/// The page.
#[component]
pub(crate) fn ReferralsPage() -> impl IntoView {
    let base = use_base();
    let are_any =
        Memo::new(move |_| base.manifest.with(|manifest| manifest.as_ref().is_some_and(|it| it.referral_chunks > 0)));
    view! {
        <WhenLoaded title=text::title()>
            {move || if are_any.get() { view! { <Page /> }.into_any() } else { view! { <Nobody /> }.into_any() }}
        </WhenLoaded>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <PageHeading title=|| text::title().to_owned()><a class="button" href="/customers">{text::back()}</a></PageHeading>
        <div class="card">
            <EmptyState title=|| text::none_title().to_owned()>
                <p>{text::none_why()}</p>
                <p><a class="button primary" href="/data">{text::none_link()}</a></p>
            </EmptyState>
        </div>
    }
}

#[component]
fn Page() -> impl IntoView {
    let base = use_base();
    let asked = ask_part(BasePart::Referrals, || ReferralsQuestion, |answer| answer);
    let title = Signal::derive(move || match base.money() {
        Some(money) => asked.say(text::pending, |found| finding(found, money)),
        None => text::pending().to_owned(),
    });
    let subtitle =
        Signal::derive(move || asked.found.answer.with(|found| found.as_ref().and_then(share)).unwrap_or_default());
    let tables = move || {
        let (found, money) = (asked.found.answer.get()?, base.money()?);
        Some(view! { <tables::Tables found money /> })
    };
    view! {
        <PageHeading title subtitle><a class="button" href="/customers">{text::back()}</a></PageHeading>
        {asked.notice()}
        {asked.found.retry()}
        <div class="referrals" aria-busy=move || asked.found.busy.get().to_string() data-testid="referrals">
            {tables}
            <Definition terms=vec![
                definitions::referrals_counted(),
                definitions::referrals_share(),
                definitions::referrals_bought(),
            ] />
        </div>
    }
}

fn finding(found: &ReferralOverview, money: Money) -> String {
    if found.referred == 0 {
        return text::nobody_counts().to_owned();
    }
    let referrers = found.referrers.len() as u32;
    text::finding(
        referrers,
        &whole(f64::from(referrers)),
        found.referred,
        &whole(f64::from(found.referred)),
        &money.rounded(found.net_minor as f64),
    )
}

fn share(found: &ReferralOverview) -> Option<String> {
    let share = found.ordered_share?;
    let range = parts::range(&percent(share.low), &percent(share.high));
    let count = |count: u32| whole(f64::from(count));
    Some(text::ordered(&count(found.ordered), &count(found.referred), &percent(share.value), &range))
}
