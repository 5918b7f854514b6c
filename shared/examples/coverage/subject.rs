//! The models that are measured, with the truth that bases are drawn from.

use shared::scoring::catalogue::{FittedModel, ModelKind, fit, load};
use shared::scoring::{FitError, Histories, PurchaseModel};

use super::base::Base;

/// A model and its true parameters: about those that fit CDNOW.
#[derive(Debug)]
pub(super) struct Subject {
    kind: ModelKind,
    /// As saved JSON names them.
    parameters: &'static str,
}

/// The model that all statuses come from.
pub(super) const MBG_NBD: Subject =
    Subject { kind: ModelKind::MbgNbd, parameters: r#""r":0.525,"alpha":6.183,"a":0.891,"b":1.614"# };

/// All of them.
pub(super) const SUBJECTS: [Subject; 7] = [
    Subject { kind: ModelKind::Nbd, parameters: r#""r":0.385,"alpha":12.072"# },
    Subject { kind: ModelKind::BgNbd, parameters: r#""r":0.243,"alpha":4.414,"a":0.793,"b":2.426"# },
    MBG_NBD,
    Subject { kind: ModelKind::ParetoNbd, parameters: r#""r":0.553,"alpha":10.578,"s":0.606,"beta":11.669"# },
    // CDNOW's customers show no ageing and no regularity; the rates are theirs. Of a new customer's lifetimes half end
    // within 20 weeks and all but a twentieth within 39.
    Subject { kind: ModelKind::GgompertzNbd, parameters: r#""r":0.553,"alpha":10.578,"b":0.15,"s":1.0,"beta":20.0"# },
    Subject { kind: ModelKind::BgCnbdK, parameters: r#""k":2,"r":0.243,"alpha":2.207,"a":0.793,"b":2.426"# },
    Subject { kind: ModelKind::MbgCnbdK, parameters: r#""k":2,"r":0.525,"alpha":3.092,"a":0.891,"b":1.614"# },
];

impl Subject {
    pub(super) fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// The model's name within a figure's.
    pub(super) fn figure_name(&self) -> String {
        self.name().replace('-', "_")
    }

    pub(super) fn truth(&self) -> Box<dyn PurchaseModel> {
        let saved = format!(r#"{{"model":"{}","time_unit":"week","parameters":{{{}}}}}"#, self.name(), self.parameters);
        load(&saved).expect("the table above has possible parameters")
    }

    /// The true values of the parameters that are estimated; regularity is chosen.
    pub(super) fn estimated_truth(&self) -> Vec<(&'static str, f64)> {
        self.truth().parameters().into_iter().filter(|(name, _)| *name != "k").collect()
    }

    pub(super) fn fit(&self, base: &Base) -> FittedModel {
        self.fit_histories(&base.histories).expect("a base has customers")
    }

    pub(super) fn fit_histories(&self, histories: &Histories) -> Result<FittedModel, FitError> {
        fit(self.kind, histories)
    }
}
