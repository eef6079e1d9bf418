//! `/language`: the language of the screens, by choice.

use axum::response::Response;

use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::go;
use crate::web::session::{Visit, keep_language};
use crate::web::words::Tongue;

/// Remembers the choice, and leads back.
pub(in crate::web) async fn choose(_visit: Visit, form: Form) -> Result<Response, Refusal> {
    let back = form.get("back");
    // Only to a page of the desk's own: `//host` is another's.
    let is_own = back.starts_with('/') && !back.starts_with("//") && back.bytes().all(|byte| byte.is_ascii_graphic());
    let mut response = go(if is_own { back } else { "/" });
    if let Some(tongue) = Tongue::of(form.get("language")) {
        keep_language(&mut response, tongue);
    }
    Ok(response)
}
