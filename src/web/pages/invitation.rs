//! `/invitation/…`: where a person who was invited sets a password and an authenticator.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::desk::{DoorError, Invitation, Welcome};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Visit;

#[derive(Template)]
#[template(path = "pages/invitation.html")]
struct Page {
    frame: Frame,
    name: String,
    secret: String,
    square: Square,
    token: String,
    fault: Option<String>,
    /// The provider by which the invitation can be used instead.
    provider: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/welcome.html")]
struct Done {
    frame: Frame,
    codes: Vec<String>,
}

/// The form, with a secret of its own each time.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    let invitation = face.door.invitation(&token).await?;
    form_page(StatusCode::OK, &face, &visit, invitation, token, None)
}

/// Sets what was typed, and shows the recovery codes once.
pub(in crate::web) async fn accept(
    State(face): State<Shared>,
    visit: Visit,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    let typed = Welcome { password: form.get("password"), again: form.get("again"), code: form.get("code") };
    let refusal = match face.door.accept(&token, typed).await {
        Ok(codes) => return page(StatusCode::OK, &Done { frame: Frame::of(&visit), codes }),
        Err(refusal) => refusal,
    };
    let key = match refusal {
        DoorError::WeakPassword => "invitation-weak",
        DoorError::NotTheSame => "invitation-not-the-same",
        DoorError::WrongCode => "invitation-wrong-code",
        DoorError::TooOften => "sign-in-too-often",
        other => return Err(other.into()),
    };
    let invitation = face.door.invitation_again(&token).await?;
    form_page(StatusCode::UNPROCESSABLE_ENTITY, &face, &visit, invitation, token, Some(key))
}

fn form_page(
    status: StatusCode,
    face: &Shared,
    visit: &Visit,
    invitation: Invitation,
    token: String,
    fault: Option<&str>,
) -> Result<Response, Refusal> {
    let Invitation { operator, secret, address } = invitation;
    let square = Square::of(&address)?;
    let fault = fault.map(|key| visit.words.say(key));
    // In groups of four, as people type.
    let groups: Vec<&str> = secret.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let secret = groups.join(" ");
    let provider = face.door.by_provider().filter(|provider| provider.takes_invitations);
    let provider = provider.map(|provider| provider.title);
    page(status, &Page { frame: Frame::of(visit), name: operator.to_string(), secret, square, token, fault, provider })
}

/// A QR code as one path of an SVG.
struct Square {
    size: i32,
    path: String,
}

impl Square {
    fn of(text: &str) -> Result<Self, Refusal> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|fault| Refusal::fault("qr", &fault))?;
        // Four cells of margin, without which scanners miss it.
        let margin = 4;
        let cells = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = cells.filter(|(x, y)| code.get_module(*x, *y));
        let cells: Vec<String> = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + margin, y + margin)).collect();
        Ok(Self { size: code.size() + 2 * margin, path: cells.concat() })
    }
}
