//! Refits against fits of the whole base, of bases with fewer orders, and against figures computed by hand.

use super::{Mark, RefitJob, RefitProblem, RefitRequest, RefitStep, RefitVerdict, refit};
use crate::base::{Base, build};
use crate::domain::{CustomerHistory, Day};
use crate::math::ln;
use crate::planning::{ModelName, Scope, assess, holdout};
use crate::sample::{SampleShop, sample_shop};
use crate::scoring::catalogue::ModelKind;
use crate::segments::{Bought, Comparison, Condition, Definition, Measure, Reading, Rule};

fn histories() -> Vec<CustomerHistory> {
    let shop = SampleShop { seed: 5, customers: 1_500, last_day: Day(20_000), days: 700 };
    sample_shop(shop).1.map(|(history, _)| history).collect()
}

fn shop() -> Base {
    build(&histories())
}

fn request(models: &[ModelKind]) -> RefitRequest {
    RefitRequest { models: models.to_vec(), from: None, to: None, scope: Scope::Everyone, split: None }
}

const QUICK: [ModelKind; 4] = [ModelKind::Nbd, ModelKind::BgNbd, ModelKind::MbgNbd, ModelKind::MbgCnbdK];

#[test]
fn the_whole_period_is_fitted_as_the_scores_are_to_the_last_bit() {
    let base = shop();
    let assessment = assess(&base.customers);
    let compared = refit(&base, request(&[ModelKind::BgNbd, ModelKind::MbgNbd])).expect("fitted");
    for (model, name) in compared.models.iter().zip([ModelName::BgNbd, ModelName::MbgNbd]) {
        let scored = assessment.fit(name).expect("fitted");
        assert_eq!(model.log_likelihood.to_bits(), scored.log_likelihood.to_bits());
        assert_eq!(model.parameters, scored.parameters);
    }
    let on_board = holdout(&base, None).expect("it holds");
    let held_out = compared.models[1].holdout.expect("two years are long enough");
    assert_eq!((compared.split, compared.held_out_actual), (Some(on_board.split), on_board.actual));
    assert_eq!(held_out.expected.interval, Some(on_board.expected));
}

#[test]
fn a_period_is_fitted_as_a_base_of_only_its_orders() {
    let (from, to) = (Day(19_500), Day(19_950));
    let within: Vec<CustomerHistory> = histories()
        .into_iter()
        .map(|mut history| {
            history.orders.retain(|order| from <= order.day && order.day <= to);
            history
        })
        .collect();
    let alone = build(&within);
    assert_eq!(alone.as_of, Some(to), "somebody ordered on the last day of the period");
    let period = RefitRequest { from: Some(from), to: Some(to), ..request(&QUICK) };
    let (here, there) = (refit(&shop(), period), refit(&alone, request(&QUICK)));
    let (here, there) = (here.expect("fitted"), there.expect("fitted"));
    assert_eq!((&here.result_hash, here.customers), (&there.result_hash, alone.customers.len() as u32));
    assert_eq!((here.models, here.verdict, here.transactions), (there.models, there.verdict, there.transactions));
    let whole = refit(&shop(), request(&QUICK)).expect("fitted");
    assert_ne!(whole.result_hash, here.result_hash);
}

#[test]
fn a_source_is_fitted_as_a_base_of_only_its_customers() {
    let base = shop();
    let source = base.sources[1].clone();
    let of_source: Vec<CustomerHistory> = histories()
        .into_iter()
        .filter(|history| history.identity.acquisition_source.as_ref() == Some(&source))
        .collect();
    let alone = build(&of_source);
    let models = [ModelKind::MbgNbd, ModelKind::Nbd];
    let theirs = RefitRequest { to: alone.as_of, scope: Scope::Source { name: source }, ..request(&models) };
    let (here, there) = (refit(&base, theirs).expect("fitted"), refit(&alone, request(&models)).expect("fitted"));
    assert!(here.customers < base.customers.len() as u32 / 2);
    assert_eq!((here.result_hash, here.models), (there.result_hash, there.models));
}

#[test]
fn a_cell_or_a_segment_is_fitted_as_a_base_of_only_its_customers() {
    let base = shop();
    let often = Rule::Is(Condition::Number {
        measure: Measure::Orders,
        reading: Reading::default(),
        compare: Comparison::AtLeast { value: 3.0 },
    });
    let often = Scope::Segment { id: None, name: None, definition: Definition::new(often) };
    let rows = often.rows(&base);
    let theirs = refit(&base, RefitRequest { scope: often, ..request(&QUICK) }).expect("fitted");
    let by_hand: Vec<usize> = (0..base.customers.len()).filter(|row| base.orders.of(*row).0.len() >= 3).collect();
    assert_eq!(rows.iter().map(|row| *row as usize).collect::<Vec<_>>(), by_hand);
    assert_eq!(theirs.customers as usize, by_hand.len());
    let transactions: usize = by_hand.iter().map(|row| base.orders.of(*row).0.len()).sum();
    assert_eq!(theirs.transactions as usize, transactions);
}

#[test]
fn criteria_are_those_computed_by_hand_and_marks_follow_them() {
    let compared = refit(&shop(), request(&QUICK)).expect("fitted");
    for (model, free) in compared.models.iter().zip([2.0, 4.0, 4.0, 4.0]) {
        assert!((model.akaike - (2.0 * free - 2.0 * model.log_likelihood)).abs() < 1e-9);
        let schwarz = free * ln(f64::from(compared.customers)) - 2.0 * model.log_likelihood;
        assert!((model.schwarz - schwarz).abs() < 1e-9);
    }
    let [nbd, _, mbg, regular] = &compared.models[..] else { panic!("four models") };
    // The shop follows MBG/NBD: the NBD is worse, and the model of regularity finds none and is the same.
    assert_eq!((nbd.akaike_mark, nbd.active.value), (Mark::Worse, f64::from(compared.customers)));
    assert_eq!(regular.parameters[0].value, 1.0);
    assert!((regular.log_likelihood - mbg.log_likelihood).abs() < 1e-6);
    assert!(
        matches!(mbg.akaike_mark, Mark::Best | Mark::Alike) && matches!(regular.akaike_mark, Mark::Best | Mark::Alike)
    );
    assert!(nbd.orders_in_year.value > mbg.orders_in_year.value);
    let interval = mbg.active.interval.expect("a regular fit");
    assert!(interval.low < mbg.active.value && mbg.active.value < interval.high);
    for figure in [mbg.active, mbg.orders_in_year, mbg.holdout.expect("two years").expected] {
        let (all, part) = (figure.interval.expect("a regular fit"), figure.of_parameters.expect("a regular fit"));
        assert!(all.low < part.low && part.low < figure.value && figure.value < part.high && part.high < all.high);
    }
    // That everybody stays is an assumption and not estimated.
    let of_all = nbd.active.of_parameters.expect("a regular fit");
    assert_eq!((of_all.low, of_all.high), (nbd.active.value, nbd.active.value));
    assert!(!matches!(compared.verdict, RefitVerdict::NoModel | RefitVerdict::FitsBest { .. }));
}

#[test]
fn steps_lead_to_the_same_and_can_be_left_between_any_two() {
    let base = shop();
    let models = [ModelKind::Nbd, ModelKind::MbgNbd];
    let mut job = RefitJob::new(&base, request(&models)).expect("fitted");
    drop(base);
    let mut seen = Vec::new();
    while let Some(next) = job.next_step() {
        assert_eq!(job.progress(), (seen.len() as u32, 6));
        seen.push(next);
        job.step();
    }
    let of_model = |model| [RefitStep::Fit, RefitStep::Ahead, RefitStep::Holdout].map(|step| (model, step));
    assert_eq!(seen, models.map(of_model).concat());
    assert_eq!(job.finish(), refit(&shop(), request(&models)).expect("fitted"));
}

#[test]
fn without_room_for_a_holdout_the_fits_are_compared_alone() {
    let short = RefitRequest { from: Some(Day(19_930)), ..request(&[ModelKind::Nbd, ModelKind::BgNbd]) };
    let compared = refit(&shop(), short.clone()).expect("fitted");
    assert_eq!((compared.split, compared.held_out_actual), (None, 0));
    assert!(compared.models.iter().all(|model| model.holdout.is_none()));
    assert!(matches!(compared.verdict, RefitVerdict::FitsBest { .. } | RefitVerdict::NoModel));
    let asked = RefitRequest { split: Some(Day(19_960)), ..short };
    assert_eq!(refit(&shop(), asked), Err(RefitProblem::HoldoutTooShort));
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let base = shop();
    let problem = |request: RefitRequest| refit(&base, request).expect_err("refused");
    let one = request(&[ModelKind::MbgNbd]);
    assert_eq!(problem(request(&[])), RefitProblem::NoModel);
    assert_eq!(problem(request(&[ModelKind::Nbd, ModelKind::Nbd])), RefitProblem::RepeatedModel);
    assert_eq!(problem(RefitRequest { from: Some(Day(30_000)), ..one.clone() }), RefitProblem::NoOrders);
    let few = problem(RefitRequest { to: Some(Day(19_320)), ..one.clone() });
    assert!(matches!(few, RefitProblem::TooFewRepeatCustomers { have: 0..50, need: 50 }), "{few:?}");
    let nowhere = Scope::Source { name: "nowhere".into() };
    assert_eq!(problem(RefitRequest { scope: nowhere, ..one.clone() }), RefitProblem::NoOrders);
    let unsold = Rule::Is(Condition::Product { bought: Bought::AnyOf, products: vec!["Nothing".into()] });
    let unsold = Scope::Segment { id: None, name: None, definition: Definition::new(unsold) };
    let unknown = problem(RefitRequest { scope: unsold, ..one.clone() });
    assert!(matches!(unknown, RefitProblem::UnknownScope { .. }), "{unknown:?}");
    assert_eq!(refit(&Base::default(), one), Err(RefitProblem::NoOrders));
}
