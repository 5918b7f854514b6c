//! Health, engagement and drivers.

use protocol::{DriversQuestion, EngagementQuestion, HealthCheckQuestion, HealthQuestion, Topic};

use crate::{Reply, Session, text};

/// Answers about health.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Health => session.answer(question, |base, asked: HealthQuestion| Ok(base.health(&asked.weights))),
        Topic::HealthCheck => {
            session.answer(question, |base, asked: HealthCheckQuestion| Ok(base.health_check(&asked.weights)))
        }
        Topic::Engagement => session.answer(question, |base, EngagementQuestion| Ok(base.engagement())),
        Topic::Drivers => session.answer(question, |base, DriversQuestion| Ok(base.drivers())),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{DriversQuestion, EngagementQuestion, HealthCheckQuestion, HealthQuestion};
    use shared::planning::health::HealthWeights;

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn every_part_is_that_of_the_base() {
        let mut session = loaded(&test_base::random(73, 300));
        let base = test_base::loaded(73, 300);
        let weights = HealthWeights([20, 50, 5, 0, 0, 10]);
        assert_eq!(ask(&mut session, super::answer, &HealthQuestion { weights }), Ok(base.health(&weights)));
        let check = HealthCheckQuestion { weights };
        assert_eq!(ask(&mut session, super::answer, &check), Ok(base.health_check(&weights)));
        assert_eq!(ask(&mut session, super::answer, &EngagementQuestion), Ok(base.engagement()));
        assert_eq!(ask(&mut session, super::answer, &DriversQuestion), Ok(base.drivers()));
    }
}
