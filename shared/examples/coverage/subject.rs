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
pub(super) const SUBJECTS: [Subject; 3] = [
    Subject { kind: ModelKind::Nbd, parameters: r#""r":0.385,"alpha":12.072"# },
    Subject { kind: ModelKind::BgNbd, parameters: r#""r":0.243,"alpha":4.414,"a":0.793,"b":2.426"# },
    MBG_NBD,
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

    /// The true values of the parameters that are estimated.
    pub(super) fn estimated_truth(&self) -> Vec<(&'static str, f64)> {
        self.truth().parameters()
    }

    pub(super) fn fit(&self, base: &Base) -> FittedModel {
        self.fit_histories(&base.histories).expect("a base has customers")
    }

    pub(super) fn fit_histories(&self, histories: &Histories) -> Result<FittedModel, FitError> {
        fit(self.kind, histories)
    }
}
