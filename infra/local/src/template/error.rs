//! What can be wrong with a template, always with the name of the place.

/// Why a template cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Not YAML, or not a mapping where one must be.
    #[error("the template cannot be read: {0}")]
    Unreadable(String),
    /// A resource of a type in none of the lists of [`super::kinds`].
    #[error(
        "{resource}: the resource type {kind} is not known here; add it to a list in infra/local/src/template/kinds.rs"
    )]
    UnknownKind {
        /// Logical id.
        resource: String,
        /// CloudFormation's type.
        kind: String,
    },
    /// A property that is neither read nor knowingly left out.
    #[error("{resource}: the property {property} of {kind} is not known here")]
    UnknownProperty {
        /// Logical id.
        resource: String,
        /// CloudFormation's type.
        kind: String,
        /// Name of the property.
        property: String,
    },
    /// A property that must be there is not.
    #[error("{resource}: {property} is missing")]
    Missing {
        /// Logical id.
        resource: String,
        /// Name of the property.
        property: String,
    },
    /// A property has a value that cannot be run.
    #[error("{resource}: {property}: {problem}")]
    Invalid {
        /// Logical id.
        resource: String,
        /// Name of the property.
        property: String,
        /// What is wrong.
        problem: String,
    },
    /// An intrinsic function that is not resolved here.
    #[error("the intrinsic {0} is not known here")]
    UnknownIntrinsic(String),
    /// An intrinsic function with arguments of the wrong shape.
    #[error("{intrinsic} cannot be resolved: {problem}")]
    Intrinsic {
        /// Name of the intrinsic.
        intrinsic: String,
        /// What is wrong.
        problem: String,
    },
    /// A name that is neither a parameter, a pseudo parameter nor a resource.
    #[error("{0} is neither a parameter nor a resource")]
    UnknownName(String),
    /// A parameter given from outside that the template does not have.
    #[error("the template has no parameter {0}")]
    UnknownParameter(String),
}
