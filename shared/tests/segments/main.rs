//! The evaluator of segments against a filter written separately, one customer at a time.

mod naive;
mod rules;
mod shop;

use proptest::prelude::*;
use shared::segments::{Definition, Derived, Members, Rule, members, members_hash};

use shop::Shop;

fn count(rule: &Rule, shop: &Shop) -> u32 {
    members(rule, &shop.base, &shop.derived).expect("the shop holds what is asked").count()
}

fn not(rule: &Rule) -> Rule {
    Rule::Not(Box::new(rule.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_evaluator_keeps_whom_a_naive_filter_keeps(rule in rules::rule()) {
        let shop = shop::shared();
        prop_assert_eq!(Definition::new(rule.clone()).check(), Ok(()));
        let found = members(&rule, &shop.base, &shop.derived).expect("the shop holds what is asked");
        let fresh = members(&rule, &shop.base, &Derived::default()).expect("the shop holds what is asked");
        let expected: Vec<u32> = (0..shop.base.customers.len() as u32).filter(|row| naive::passes(&rule, shop, *row)).collect();
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected.clone());
        prop_assert_eq!(&found, &fresh, "what is kept between rules changes nothing");
        let again = Members::of(shop.base.customers.len(), |row| expected.contains(&(row as u32)));
        prop_assert_eq!(members_hash(&found, &shop.base.customers), members_hash(&again, &shop.base.customers));
    }

    #[test]
    fn the_laws_of_sets_hold(a in rules::rule(), b in rules::rule()) {
        let shop = shop::shared();
        let members = |rule: &Rule| members(rule, &shop.base, &shop.derived).expect("the shop holds what is asked");
        let everyone = shop.base.customers.len() as u32;
        prop_assert_eq!(members(&not(&not(&a))), members(&a));
        prop_assert_eq!(count(&a, shop) + count(&not(&a), shop), everyone);
        let all = |a: &Rule, b: &Rule| Rule::All(vec![a.clone(), b.clone()]);
        let any = |a: &Rule, b: &Rule| Rule::Any(vec![a.clone(), b.clone()]);
        prop_assert_eq!(members(&not(&all(&a, &b))), members(&any(&not(&a), &not(&b))));
        prop_assert_eq!(members(&not(&any(&a, &b))), members(&all(&not(&a), &not(&b))));
        prop_assert_eq!(members(&all(&a, &b)), members(&all(&b, &a)));
        prop_assert_eq!(count(&all(&a, &b), shop) + count(&any(&a, &b), shop), count(&a, shop) + count(&b, shop));
    }

    #[test]
    fn a_rule_reads_back_from_its_text(rule in rules::rule()) {
        let definition = Definition::new(rule);
        let text = serde_json::to_string(&definition).expect("plain data");
        prop_assert_eq!(Definition::parse(&text).expect("a rule"), definition);
    }
}

#[test]
fn nobody_and_everyone() {
    let shop = shop::shared();
    assert_eq!(count(&Rule::everyone(), shop), shop.base.customers.len() as u32);
    assert_eq!(count(&not(&Rule::everyone()), shop), 0);
}

#[test]
fn what_the_base_does_not_hold_is_said_with_its_place() {
    use shared::base::Base;
    use shared::segments::{Bought, Condition, Stage};
    let shop = shop::shared();
    let product = |name: &str| Rule::Is(Condition::Product { bought: Bought::AnyOf, products: vec![name.to_owned()] });
    let rule = Rule::All(vec![Rule::everyone(), not(&product("Nowhere sold"))]);
    let fault = members(&rule, &shop.base, &shop.derived).expect_err("not sold");
    assert_eq!(fault.place, "all[1].not.is");
    assert!(fault.message.contains("\"Nowhere sold\""), "{fault}");
    let older = Base { attributes: None, ..shop.base.clone() };
    let fault = members(&product("Mug"), &older, &Derived::default()).expect_err("an older generation");
    assert!(fault.message.contains("save the settings"), "{fault}");
    let without_orders = Base { orders: shared::base::Orders::default(), ..shop.base.clone() };
    let stage = Rule::Is(Condition::Stage { any_of: vec![Stage::New] });
    assert!(members(&stage, &without_orders, &Derived::default()).is_err());
}
