//! What the page shows, as it stands in the address, and what is known of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use protocol::{GapQuestion, LostPage, LostQuestion};
use shared::api::DefectionList;
use shared::review::{DefectionKind, LeftRule, ZeroChurnGap};

use super::rule;
use crate::base_loader::use_base;
use crate::pages::asked::{Asked, ask};
use crate::requests;
use crate::text::defections as text;

/// Lengths of the period in days; the second is the usual one.
pub(super) const PERIODS: [u32; 3] = [30, 90, 365];
/// Customers shown at first and more at each request.
pub(super) const STEP: u32 = 50;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Length of the period.
    pub(super) days: Memo<u32>,
    /// The reason shown; `None` for all.
    pub(super) kind: Memo<Option<DefectionKind>>,
    /// When somebody counts as gone.
    pub(super) rule: Memo<LeftRule>,
    /// The reasons on record.
    pub(super) reasons: RwSignal<DefectionList>,
    /// Whether they are known: before that nothing may be changed.
    pub(super) is_known: RwSignal<bool>,
    /// Customers shown at most.
    pub(super) shown: RwSignal<u32>,
    /// Who left.
    pub(super) lost: Asked<Option<LostPage>>,
    /// The gap and its parts.
    pub(super) gap: Asked<Option<ZeroChurnGap>>,
    /// What went wrong.
    pub(super) problem: RwSignal<Option<String>>,
    go: Callback<(Option<DefectionKind>, u32)>,
}

/// The desk of the page around.
pub(super) fn use_desk() -> Desk {
    expect_context()
}

impl Desk {
    /// Asks whenever the address, the reasons or the base changes.
    pub(super) fn start() -> Self {
        let (query, navigate, base) = (use_query_map(), use_navigate(), use_base());
        let days = Memo::new(move |_| {
            let days = query.with(|query| query.get_str("period").and_then(|text| text.parse().ok()));
            days.filter(|days| PERIODS.contains(days)).unwrap_or(PERIODS[1])
        });
        let kind = Memo::new(move |_| {
            let why = query.with(|query| query.get("why"));
            DefectionKind::ALL.into_iter().find(|kind| why.as_deref() == Some(text::key(*kind)))
        });
        let rule = Memo::new(move |_| rule(base.is_estimated()));
        let (reasons, shown) = (RwSignal::new(DefectionList::default()), RwSignal::new(STEP));
        let lost = ask(
            move || LostQuestion {
                days: days.get(),
                rule: rule.get(),
                reasons: reasons.get(),
                kind: kind.get(),
                limit: shown.get(),
            },
            Some,
        );
        let gap = ask(move || GapQuestion { days: days.get(), rule: rule.get(), reasons: reasons.get() }, Some);
        let go = Callback::new(move |(kind, days): (Option<DefectionKind>, u32)| {
            let why = kind.map(|kind| format!("why={}&", text::key(kind))).unwrap_or_default();
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("/defections?{why}period={days}"), options);
        });
        let is_known = RwSignal::new(false);
        let desk = Self { days, kind, rule, reasons, is_known, shown, lost, gap, problem: RwSignal::new(None), go };
        desk.load();
        desk
    }

    /// Reads the reasons.
    pub(super) fn load(self) {
        spawn_local(async move {
            match requests::defections().await {
                Ok(list) => {
                    self.problem.try_set(None);
                    self.reasons.try_set(list);
                    self.is_known.try_set(true);
                }
                Err(error) => drop(self.problem.try_set(Some(error.message()))),
            }
        });
    }

    /// Shows another reason.
    pub(super) fn choose_kind(self, kind: Option<DefectionKind>) {
        self.shown.set(STEP);
        self.go.run((kind, self.days.get_untracked()));
    }

    /// Shows another period.
    pub(super) fn choose_period(self, days: u32) {
        self.go.run((self.kind.get_untracked(), days));
    }
}
