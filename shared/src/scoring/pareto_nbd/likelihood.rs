//! The log-likelihood.

use super::Model;
use super::ending::Moment;
use super::race::Race;
use super::sum::Prepared;
use crate::math::{exp, ln, ln_gamma, log_sum_exp};
use crate::scoring::History;

impl Model {
    /// Log-likelihood of one history.
    #[must_use]
    pub fn log_likelihood(&self, history: &History) -> f64 {
        let [r, alpha, s, beta] = self.parameters().to_array();
        let n = r + f64::from(history.frequency);
        let term = |y: f64, chance: fn(&Race) -> f64| {
            let moment = Moment::new(y, alpha, beta);
            let race = Race::new(n, s, (beta + y) / (alpha + y));
            ln(chance(&race)) - n * moment.log_alpha - s * moment.log_beta
        };
        let endings =
            log_sum_exp(term(history.recency, |race| race.dropout), term(history.age, |race| race.purchase));
        ln_gamma(n) - ln_gamma(r) - f64::from(history.frequency) * ln(alpha) + endings
    }
}

#[cfg(test)]
mod tests {
    use super::super::Parameters;
    use crate::scoring::pareto_nbd::sum::Prepared;
    use crate::scoring::{Histories, History};

    fn cdnow() -> Vec<History> {
        include_str!("../../../tests/data/cdnow_summary.csv")
            .lines()
            .skip(1)
            .map(|line| {
                let v: Vec<f64> = line.split(',').map(|v| v.parse().unwrap()).collect();
                History { frequency: v[1] as u32, recency: v[2], age: v[3] }
            })
            .collect()
    }

    #[test]
    fn scratch() {
        let histories = cdnow();
        let distinct = Histories::from_weeks(&histories);
        let prepared = Prepared::new(&distinct);
        for p in [[0.5532755446026707, 10.577612308308163, 0.6062135263299863, 11.667908424295883], [0.5, 30.0, 0.6, 5.0], [0.5, 3.0, 0.6, 500.0], [0.01, 0.1, 0.6, 1e7], [2.0,0.1,2.0,1e-3],[100.0,1e3,1e-3,1e-3]] {
            let model = Parameters::from_array(p).check().unwrap();
            let sum: f64 = histories.iter().map(|h| model.log_likelihood(h)).sum();
            let total = prepared.evaluate(p);
            println!("{p:?} {sum} {} {:e}", total.value, total.value/sum-1.0);
            println!("   {:?}", total.gradient);
            println!("   {:?}", total.hessian);
            for i in 0..4 {
                let eval = |e: f64| { let mut q = p; q[i] *= crate::math::exp(e); prepared.evaluate(q) };
                let h=1e-4;
                let (up, down) = (eval(h), eval(-h));
                println!("   {} {:?}", (up.value-down.value)/(2.0*h), std::array::from_fn::<f64,4,_>(|j| (up.gradient[j]-down.gradient[j])/(2.0*h)));
            }
            let t = std::time::Instant::now();
            let mut s = 0.0;
            for _ in 0..100 { s += prepared.evaluate(p).value; }
            println!("   {:?} a pass", t.elapsed()/100);
            assert!(s.is_finite());
        }
    }
}
