//! A provider of identities on loopback, which plays one person: it keeps to OpenID Connect, or breaks it in one way.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, StatusCode, header};
use invisibile::config::{FetchConfig, OpenIdConfig};
use invisibile::domain::{Clock, WallClock};
use invisibile::fetch::SideDoor;
use invisibile::openid::{Provider, Way, WayFault};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

const RSA: &[u8] = include_bytes!("../../fixtures/provider/rsa.pk8");
/// What the provider and the desk share, with what has to be escaped in it.
pub(crate) const SECRET: &str = "un segreto: 100% +/";
/// What the provider calls the desk.
pub(crate) const CLIENT: &str = "agenda";

/// How it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signs {
    Rs256,
    Es256,
    EdDsa,
    /// With the secret that both share.
    Hs256,
    /// Not at all.
    None,
}

/// In which way a token is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    Nonce,
    NoNonce,
    Audience,
    Issuer,
    Expired,
    Stale,
    NoTime,
    Signature,
    OtherKey,
}

/// How it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Health {
    Well,
    Failing,
    Slow,
    Huge,
    Garbage,
    OtherName,
    Elsewhere,
}

/// What it plays.
#[derive(Debug, Clone)]
pub(crate) struct Play {
    pub(crate) subject: String,
    pub(crate) signs: Signs,
    pub(crate) wrong: Option<Wrong>,
    pub(crate) health: Health,
    pub(crate) claims: Value,
    /// Which of its keys are published.
    pub(crate) published: Vec<&'static str>,
    /// How a client proves itself.
    pub(crate) method: &'static str,
    /// Times that it was asked of itself.
    pub(crate) asked: u32,
    codes: BTreeMap<String, BTreeMap<String, String>>,
}

struct Keys {
    rsa: RsaKeyPair,
    ecdsa: EcdsaKeyPair,
    ed: Ed25519KeyPair,
    other: Ed25519KeyPair,
    random: SystemRandom,
}

struct Inner {
    play: Mutex<Play>,
    keys: Keys,
    issuer: String,
}

/// The provider, while it is served.
pub(crate) struct TestProvider {
    inner: Arc<Inner>,
    pub(crate) at: SocketAddr,
    _tasks: JoinSet<()>,
}

impl TestProvider {
    /// Serves a provider that calls itself by its address.
    pub(crate) async fn open() -> Self {
        Self::called("127.0.0.1").await
    }

    /// Serves a provider under another name of loopback, which browsers take for another site.
    pub(crate) async fn called(host: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let play = Play {
            subject: "248289761001".to_owned(),
            signs: Signs::Rs256,
            wrong: None,
            health: Health::Well,
            claims: json!({}),
            published: vec!["rsa", "ec", "ed"],
            method: "client_secret_basic",
            asked: 0,
            codes: BTreeMap::new(),
        };
        let issuer = format!("http://{host}:{}", at.port());
        let inner = Arc::new(Inner { play: Mutex::new(play), keys: Keys::draw(), issuer });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(jwks))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/link", get(link))
            .with_state(Arc::clone(&inner));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { inner, at, _tasks: tasks }
    }

    /// Changes what is played.
    pub(crate) fn plays(&self, change: impl FnOnce(&mut Play)) {
        change(&mut self.inner.play.lock().unwrap());
    }

    /// How often it was asked of itself.
    pub(crate) fn asked(&self) -> u32 {
        self.inner.play.lock().unwrap().asked
    }

    /// The section that names it.
    pub(crate) fn config(&self) -> OpenIdConfig {
        OpenIdConfig {
            issuer: self.inner.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret_file: None,
            title: "Accesso ente".to_owned(),
            name_claim: None,
            second_factor_acr: Vec::new(),
            second_factor_amr: vec!["mfa".to_owned()],
        }
    }
}

/// The desk's side of a provider, by the door that the program uses.
pub(crate) fn seen_from(desk: &str, config: &OpenIdConfig) -> Provider {
    seen_with(desk, config, SECRET)
}

/// The same with another secret.
pub(crate) fn seen_with(desk: &str, config: &OpenIdConfig, secret: &str) -> Provider {
    let fetch = FetchConfig { total_timeout: Duration::from_millis(900), ..FetchConfig::default() };
    let door = Arc::new(SideDoor::to(&config.issuer.parse().unwrap(), &fetch).unwrap());
    let way: Way = Box::new(move |request| {
        let door = Arc::clone(&door);
        Box::pin(async move { door.send(request).await.map_err(|error| WayFault(error.to_string())) })
    });
    Provider::of(config, &desk.parse().unwrap(), Some(secret.to_owned()), way).unwrap()
}

impl Keys {
    fn draw() -> Self {
        let random = SystemRandom::new();
        let ed = || {
            let drawn = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
            Ed25519KeyPair::from_pkcs8(drawn.as_ref()).unwrap()
        };
        let way = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
        let drawn = EcdsaKeyPair::generate_pkcs8(way, &random).unwrap();
        let ecdsa = EcdsaKeyPair::from_pkcs8(way, drawn.as_ref(), &random).unwrap();
        Self { rsa: RsaKeyPair::from_pkcs8(RSA).unwrap(), ecdsa, ed: ed(), other: ed(), random }
    }

    fn published(&self) -> [(&'static str, Value); 3] {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let PublicKeyComponents::<Vec<u8>> { n, e } = self.rsa.public().into();
        let (x, y) = self.ecdsa.public_key().as_ref()[1..].split_at(32);
        [
            ("rsa", json!({"kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256", "n": text(&n), "e": text(&e)})),
            ("ec", json!({"kty": "EC", "kid": "ec", "use": "sig", "crv": "P-256", "x": text(x), "y": text(y)})),
            (
                "ed",
                json!({"kty": "OKP", "kid": "ed", "use": "sig", "crv": "Ed25519", "x": text(self.ed.public_key().as_ref())}),
            ),
        ]
    }

    fn sign(&self, play: &Play, claims: &Value) -> String {
        let (alg, kid) = match play.signs {
            Signs::Rs256 => ("RS256", "rsa"),
            Signs::Es256 => ("ES256", "ec"),
            Signs::EdDsa => ("EdDSA", "ed"),
            Signs::Hs256 => ("HS256", "rsa"),
            Signs::None => ("none", "rsa"),
        };
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&json!({"alg": alg, "kid": kid, "typ": "JWT"})), part(claims));
        let bytes = message.as_bytes();
        let mut signed = match play.signs {
            Signs::Rs256 => {
                let mut signed = vec![0; self.rsa.public().modulus_len()];
                self.rsa.sign(&signature::RSA_PKCS1_SHA256, &self.random, bytes, &mut signed).unwrap();
                signed
            }
            Signs::Es256 => self.ecdsa.sign(&self.random, bytes).unwrap().as_ref().to_vec(),
            Signs::EdDsa if play.wrong == Some(Wrong::OtherKey) => self.other.sign(bytes).as_ref().to_vec(),
            Signs::EdDsa => self.ed.sign(bytes).as_ref().to_vec(),
            Signs::Hs256 => {
                let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
                mac.update(bytes);
                mac.finalize().into_bytes().to_vec()
            }
            Signs::None => Vec::new(),
        };
        if play.wrong == Some(Wrong::Signature) {
            signed[7] ^= 1;
        }
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signed))
    }
}

fn json_of(status: StatusCode, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], Body::from(value.to_string())).into_response()
}

fn pairs(text: &[u8]) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

/// What it does where it is not well.
async fn ill(health: Health) -> Option<Response> {
    match health {
        Health::Well | Health::OtherName | Health::Elsewhere => None,
        Health::Failing => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        Health::Slow => {
            tokio::time::sleep(Duration::from_mins(5)).await;
            None
        }
        Health::Huge => {
            let text = format!("{{\"issuer\": \"{}\"", "x".repeat(2_000_000));
            Some(([(header::CONTENT_TYPE, "application/json")], Body::from(text)).into_response())
        }
        Health::Garbage => Some(([(header::CONTENT_TYPE, "application/json")], "{\"issuer\": 7").into_response()),
    }
}

async fn configuration(State(inner): State<Arc<Inner>>) -> Response {
    let (health, method) = {
        let mut play = inner.play.lock().unwrap();
        play.asked += 1;
        (play.health, play.method)
    };
    if let Some(answer) = ill(health).await {
        return answer;
    }
    let issuer = &inner.issuer;
    let own = if health == Health::OtherName { "https://elsewhere.example" } else { issuer };
    let keys = if health == Health::Elsewhere { "http://192.0.2.1/jwks".to_owned() } else { format!("{issuer}/jwks") };
    let told = json!({
        "issuer": own,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": keys,
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256", "EdDSA", "HS256", "none"],
        "token_endpoint_auth_methods_supported": [method],
        "code_challenge_methods_supported": ["S256"],
    });
    json_of(StatusCode::OK, &told)
}

async fn jwks(State(inner): State<Arc<Inner>>) -> Response {
    let published = inner.play.lock().unwrap().published.clone();
    let keys = inner.keys.published().into_iter().filter(|(name, _)| published.contains(name));
    json_of(StatusCode::OK, &json!({ "keys": keys.map(|(_, key)| key).collect::<Vec<_>>() }))
}

/// A page of this other site with a link on it.
async fn link(RawQuery(asked): RawQuery) -> Response {
    let to = &pairs(asked.unwrap().as_bytes())["to"];
    let page = format!("<!doctype html><title>A link</title><a href=\"{to}\">There</a>");
    ([(header::CONTENT_TYPE, "text/html")], Body::from(page)).into_response()
}

async fn authorize(State(inner): State<Arc<Inner>>, RawQuery(asked): RawQuery) -> Response {
    let asked = pairs(asked.unwrap().as_bytes());
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["client_id"], CLIENT);
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!((asked["prompt"].as_str(), asked["max_age"].as_str()), ("login", "660"));
    assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{}", asked["scope"]);
    assert!(["state", "nonce", "code_challenge"].iter().all(|name| asked[*name].len() == 43), "{asked:?}");
    let mut play = inner.play.lock().unwrap();
    let code = format!("code-{}", play.codes.len());
    let back = format!("{}?code={code}&state={}", asked["redirect_uri"], asked["state"]);
    play.codes.insert(code, asked);
    (StatusCode::FOUND, [(header::LOCATION, back)]).into_response()
}

async fn token(State(inner): State<Arc<Inner>>, head: HeaderMap, form: Bytes) -> Response {
    let refused = |what: &str| json_of(StatusCode::BAD_REQUEST, &json!({ "error": what }));
    let health = inner.play.lock().unwrap().health;
    if let Some(answer) = ill(health).await {
        return answer;
    }
    let sent = pairs(&form);
    let mut play = inner.play.lock().unwrap();
    let shown = match play.method {
        "client_secret_post" => sent.get("client_id").cloned().zip(sent.get("client_secret").cloned()),
        _ => head.get(header::AUTHORIZATION).and_then(|value| {
            let pair = STANDARD.decode(value.to_str().ok()?.strip_prefix("Basic ")?).ok()?;
            let mut parts = pair.split(|byte| *byte == b':').map(|part| {
                let escaped = [b"x=".as_slice(), part].concat();
                url::form_urlencoded::parse(&escaped).next().unwrap().1.into_owned()
            });
            parts.next().zip(parts.next())
        }),
    };
    if shown != Some((CLIENT.to_owned(), SECRET.to_owned())) {
        return refused("invalid_client");
    }
    let Some(asked) = sent.get("code").and_then(|code| play.codes.remove(code)) else {
        return refused("invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(sent["code_verifier"].as_bytes()));
    if challenge != asked["code_challenge"] || sent["redirect_uri"] != asked["redirect_uri"] {
        return refused("invalid_grant");
    }
    let now = WallClock.now().as_millis() / 1000;
    let until = if play.wrong == Some(Wrong::Expired) { now - 30 } else { now + 300 };
    let is = |wrong: Wrong| play.wrong == Some(wrong);
    let mut claims = json!({
        "iss": if is(Wrong::Issuer) { "https://elsewhere.example" } else { &inner.issuer },
        "sub": play.subject,
        "aud": if is(Wrong::Audience) { "another" } else { CLIENT },
        "exp": until,
        "iat": now - 60,
    });
    if !is(Wrong::NoTime) {
        claims["auth_time"] = json!(if is(Wrong::Stale) { now - 3600 } else { now - 30 });
    }
    if !is(Wrong::NoNonce) {
        claims["nonce"] = if is(Wrong::Nonce) { json!("of-another-sign-in") } else { json!(asked["nonce"]) };
    }
    for (name, value) in play.claims.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let id_token = inner.keys.sign(&play, &claims);
    json_of(StatusCode::OK, &json!({ "access_token": "of-no-use", "token_type": "Bearer", "id_token": id_token }))
}
