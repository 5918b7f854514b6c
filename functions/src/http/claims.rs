//! What the verified token says. The gateway's authorizer has checked it before we are called.

use axum::http::Extensions;
use lambda_http::request::RequestContext;

/// Claims we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claims {
    /// Who.
    pub(super) subject: String,
    /// Name or e-mail address to greet with, if the token has one.
    pub(super) name: Option<String>,
}

impl Claims {
    /// The claims of a request; `None` when nobody is signed in.
    pub(super) fn of(extensions: &Extensions) -> Option<Self> {
        let RequestContext::ApiGatewayV2(context) = extensions.get::<RequestContext>()? else { return None };
        let claims = &context.authorizer.as_ref()?.jwt.as_ref()?.claims;
        let claim = |name: &str| claims.get(name).filter(|value| !value.is_empty()).cloned();
        Some(Self { subject: claim("sub")?, name: claim("name").or_else(|| claim("email")) })
    }
}
