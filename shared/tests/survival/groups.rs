//! The log-rank test.

use shared::scoring::survival::{LogRankError, Spells, log_rank};

use crate::fixtures::{assert_relative, spells, subscribers, trial};

#[test]
fn the_trials_test_is_the_published_one() {
    let (spells, groups) = trial();
    let test = log_rank(&spells, &groups).expect("two groups");
    // 16.79 in textbooks; more digits from lifelines.
    assert_relative(test.statistic, 16.792_940_989_216_547, 1e-12, "statistic");
    assert_relative(test.p_value, 4.168_809_109_334_511e-5, 1e-10, "p-value");
    assert_eq!((test.degrees_of_freedom, &test.ended[..]), (1, &[21.0, 9.0][..]));
    assert_relative(test.expected.iter().sum(), 30.0, 1e-13, "all ends");
}

#[test]
fn two_and_three_groups_agree_with_lifelines() {
    let subscribers = subscribers();
    let monthly: Vec<u32> = subscribers.iter().map(|subscriber| subscriber.monthly as u32).collect();
    let test = log_rank(&spells(&subscribers), &monthly).expect("two groups");
    assert_relative(test.statistic, 238.231_490_433_003_76, 1e-10, "monthly");
    assert_relative(test.p_value, 9.557_083_368_126_463e-54, 1e-8, "its p-value");
    let plans: Vec<u32> = subscribers.iter().map(|subscriber| subscriber.plan).collect();
    let test = log_rank(&spells(&subscribers), &plans).expect("three groups");
    assert_relative(test.statistic, 3.235_720_336_131_225_2, 1e-10, "plan");
    assert_relative(test.p_value, 0.198_322_622_440_297_83, 1e-10, "its p-value");
    assert_eq!(test.degrees_of_freedom, 2);
}

#[test]
fn one_group_is_no_comparison() {
    let spells = Spells::new(vec![1.0, 2.0], vec![true, true]).expect("spells");
    assert_eq!(log_rank(&spells, &[3, 3]), Err(LogRankError::OneGroup));
    assert_eq!(log_rank(&spells, &[0]), Err(LogRankError::Columns { spells: 2, groups: 1 }));
    // The other group was gone before anything ended.
    let spells = Spells::new(vec![1.0, 2.0, 3.0], vec![false, true, true]).expect("spells");
    assert_eq!(log_rank(&spells, &[0, 1, 1]), Err(LogRankError::OneGroup));
}
