//! What can be wrong with a provider, told apart by what somebody would do about it. No message holds what the provider
//! sent: a token, a code or a name would stand in the log.

use openidconnect::StandardErrorResponse;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClaimsVerificationError, DiscoveryError, RequestTokenError, SignatureVerificationError};

/// Why a request to the provider brought no answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct WayFault(pub String);

/// Why the provider vouches for nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenIdFault {
    /// The configuration names no usable provider.
    #[error("[web.openid] names no provider that can be asked: see `issuer` and `address`")]
    Configured,
    /// It does not answer.
    #[error("the provider does not answer: {0}: see that it runs and that this machine reaches it")]
    Away(String),
    /// It answers what is of no use.
    #[error("the provider tells nothing usable of itself: {0}: see `issuer` in [web.openid], and the provider")]
    Unusable(String),
    /// It answers, and its answer does not count.
    #[error("the provider vouches for nobody: {0}")]
    Refused(String),
}

impl OpenIdFault {
    pub(super) fn of_discovery(fault: &DiscoveryError<WayFault>) -> Self {
        match fault {
            DiscoveryError::Request(fault) => Self::Away(fault.to_string()),
            DiscoveryError::Response(status, ..) if !status.is_success() => Self::Unusable(format!("status {status}")),
            DiscoveryError::Response(..) => Self::Unusable("what it sends is not JSON".to_owned()),
            DiscoveryError::Parse(fault) => {
                Self::Unusable(format!("`{}` is missing or is not what it should be", fault.path()))
            }
            DiscoveryError::Validation(_) => Self::Unusable("it calls itself another name than `issuer`".to_owned()),
            _ => Self::Unusable("it cannot be asked".to_owned()),
        }
    }

    pub(super) fn of_exchange(
        fault: &RequestTokenError<WayFault, StandardErrorResponse<CoreErrorResponseType>>,
    ) -> Self {
        match fault {
            RequestTokenError::Request(fault) => Self::Away(fault.to_string()),
            RequestTokenError::ServerResponse(answer) => Self::Refused(match answer.error() {
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                    "it does not know the desk: see `client_id` and `client_secret_file` in [web.openid]".to_owned()
                }
                CoreErrorResponseType::InvalidGrant => {
                    "the code was used, is over, or was made for another address of the desk".to_owned()
                }
                _ => "it does not take the code".to_owned(),
            }),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Self::Refused("what it sends for the code is no answer to it".to_owned())
            }
        }
    }

    pub(super) fn of_token(fault: &ClaimsVerificationError) -> Self {
        let told = match fault {
            ClaimsVerificationError::Expired(_) => "its token has expired: see that the clocks of both are right",
            ClaimsVerificationError::InvalidAudience(_) => "its token is for somebody else than `client_id`",
            ClaimsVerificationError::InvalidIssuer(_) => "its token names another `issuer`",
            ClaimsVerificationError::InvalidAuthTime(_) => {
                "its token does not say that somebody signed in just now: it must take `prompt=login` and `max_age`, and give `auth_time`"
            }
            ClaimsVerificationError::InvalidNonce(_) => "its token was made for another sign-in",
            ClaimsVerificationError::SignatureVerification(fault) => match fault {
                SignatureVerificationError::DisallowedAlg(_) | SignatureVerificationError::UnsupportedAlg(_) => {
                    "its token is signed in a way that is not taken: RS256 to PS512, ES256, ES384 and EdDSA are"
                }
                SignatureVerificationError::NoSignature => "its token is not signed",
                SignatureVerificationError::NoMatchingKey | SignatureVerificationError::AmbiguousKeyId(_) => {
                    "none of its keys is the one that its token names"
                }
                _ => "the signature of its token is wrong",
            },
            _ => "its token is not one",
        };
        Self::Refused(told.to_owned())
    }
}
