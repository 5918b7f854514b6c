//! The models that are measured, with the truth that bases are drawn from.

use shared::scoring::bg_bb;
use shared::scoring::catalogue::ModelKind;

use super::contracts::{self, ContractTruth};
use super::figures::Figures;
use super::opportunities;
use super::options::Options;
use super::purchases::{self, PurchaseSubject};

/// A model and its true parameters.
#[derive(Debug)]
pub(super) enum Subject {
    /// Of purchases in time, parameters about those that fit CDNOW.
    Purchases(PurchaseSubject),
    /// BG/BB, about the donors of Fader, Hardie and Shang (2010).
    Opportunities(bg_bb::Parameters),
    /// Of contracts, about the cohorts of Fader and Hardie (2007).
    Contract(ContractTruth),
}

/// The model that all statuses come from.
pub(super) const MBG_NBD: PurchaseSubject =
    PurchaseSubject { kind: ModelKind::MbgNbd, parameters: r#""r":0.525,"alpha":6.183,"a":0.891,"b":1.614"# };

/// All of them.
pub(super) const SUBJECTS: [Subject; 11] = [
    purchases(ModelKind::Nbd, r#""r":0.385,"alpha":12.072"#),
    purchases(ModelKind::BgNbd, r#""r":0.243,"alpha":4.414,"a":0.793,"b":2.426"#),
    Subject::Purchases(MBG_NBD),
    purchases(ModelKind::ParetoNbd, r#""r":0.553,"alpha":10.578,"s":0.606,"beta":11.669"#),
    // CDNOW's customers show no ageing and no regularity; the rates are theirs. Of a new customer's lifetimes half end
    // within 20 weeks and all but a twentieth within 39.
    purchases(ModelKind::GgompertzNbd, r#""r":0.553,"alpha":10.578,"b":0.15,"s":1.0,"beta":20.0"#),
    purchases(ModelKind::BgCnbdK, r#""k":2,"r":0.243,"alpha":2.207,"a":0.793,"b":2.426"#),
    purchases(ModelKind::MbgCnbdK, r#""k":2,"r":0.525,"alpha":3.092,"a":0.891,"b":1.614"#),
    Subject::Opportunities(bg_bb::Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }),
    // The regular customers.
    Subject::Contract(ContractTruth::Sbg { alpha: 0.704, beta: 1.182 }),
    // The high-end customers, as in the next.
    Subject::Contract(ContractTruth::Bdw { alpha: 0.259, beta: 1.722, c: 1.584 }),
    Subject::Contract(ContractTruth::Lcw { theta_1: 0.31, c_1: 1.36, theta_2: 0.053, c_2: 0.96, w: 0.30 }),
];

const fn purchases(kind: ModelKind, parameters: &'static str) -> Subject {
    Subject::Purchases(PurchaseSubject { kind, parameters })
}

impl Subject {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Purchases(subject) => subject.kind.name(),
            Self::Opportunities(_) => "bg-bb",
            Self::Contract(truth) => truth.kind().name(),
        }
    }

    /// Adds its figures, in which the model's name has no hyphens.
    pub(super) fn measure(&self, options: &Options, figures: &mut Figures) {
        let model = self.name().replace('-', "_");
        match self {
            Self::Purchases(subject) => purchases::measure(subject, &model, options, figures),
            Self::Opportunities(truth) => opportunities::measure(*truth, &model, options, figures),
            Self::Contract(truth) => contracts::measure(*truth, &model, options, figures),
        }
    }
}
