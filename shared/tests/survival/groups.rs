//! The log-rank test.

use shared::scoring::survival::{LogRankError, Spells, log_rank};

use crate::fixtures::{assert_relative, customers, spells};

#[test]
fn month_to_month_against_the_rest_agrees_with_lifelines() {
    let customers = customers();
    let groups: Vec<u32> = customers.iter().map(|customer| u32::from(customer.contract == 0)).collect();
    let test = log_rank(&spells(&customers), &groups).expect("two groups");
    assert_relative(test.statistic, 2_304.217_478_185_745, 1e-10, "statistic");
    assert_eq!((test.degrees_of_freedom, test.p_value), (1, 0.0));
    assert_relative(test.expected.iter().sum(), 1869.0, 1e-12, "all ends");
    assert_eq!(test.ended.iter().sum::<f64>(), 1869.0);
}

#[test]
fn several_groups_agree_with_lifelines() {
    let customers = customers();
    let contracts: Vec<u32> = customers.iter().map(|customer| customer.contract).collect();
    let test = log_rank(&spells(&customers), &contracts).expect("three groups");
    assert_relative(test.statistic, 2_352.872_538_259_339, 1e-10, "three contracts");
    assert_eq!(test.degrees_of_freedom, 2);
    let payments: Vec<u32> = customers.iter().map(|customer| customer.payment).collect();
    let test = log_rank(&spells(&customers), &payments).expect("four groups");
    assert_relative(test.statistic, 865.239_463_132_398, 1e-10, "four payments");
    assert_relative(test.p_value, 3.066_529_222_950_008_4e-187, 1e-8, "its p-value");
}

#[test]
fn groups_that_last_alike_are_not_told_apart() {
    let customers = customers();
    let groups: Vec<u32> = customers.iter().map(|customer| customer.female).collect();
    let test = log_rank(&spells(&customers), &groups).expect("two groups");
    assert_relative(test.statistic, 0.525_706_972_225_643_8, 1e-10, "statistic");
    assert_relative(test.p_value, 0.468_417_350_756_969_9, 1e-10, "p-value");
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
