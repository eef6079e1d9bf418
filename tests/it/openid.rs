//! What a token of the provider is worth: signed, for this desk, for this sign-in, now; and a provider that is not well.

use std::time::Duration;

use invisibile::domain::{Clock, Timestamp, WallClock};
use invisibile::openid::{Account, Drawn, OpenIdFault, Provider};
use serde_json::json;

use crate::support::browserless::Browserless;
use crate::support::provider::{Health, Signs, TestProvider, Wrong, seen_from, seen_with};

const DESK: &str = "https://agenda.example.it";
/// Forty-three letters, as drawn ones are.
const STATE: &str = "state-state-state-state-state-state-state-s";
const NONCE: &str = "nonce-nonce-nonce-nonce-nonce-nonce-nonce-n";
const VERIFIER: &str = "verifier-verifier-verifier-verifier-verifie";

const DRAWN: Drawn<'static> = Drawn { state: STATE, nonce: NONCE, verifier: VERIFIER };

/// Goes to the provider as a browser does: the code.
async fn code(of: &TestProvider, provider: &Provider, now: Timestamp) -> Result<String, OpenIdFault> {
    let address = provider.address(DRAWN, now).await?;
    let (_, path) = address.split_once("/authorize?").unwrap();
    let answer = Browserless::at(of.at).get(&format!("/authorize?{path}")).await;
    let back = answer.header("location").unwrap();
    let rest = back.strip_prefix("https://agenda.example.it/sign-in/provider/back?code=").expect(back);
    assert!(rest.ends_with(&format!("&state={STATE}")), "{back}");
    Ok(rest.split('&').next().unwrap().to_owned())
}

async fn account(of: &TestProvider, provider: &Provider, now: Timestamp) -> Result<Account, OpenIdFault> {
    let code = code(of, provider, now).await?;
    provider.account(&code, DRAWN, now).await
}

#[tokio::test]
async fn whoever_the_provider_vouches_for_is_known_by_issuer_and_subject() {
    let of = TestProvider::open().await;
    let provider = seen_from(DESK, &of.config());
    for (signs, method) in [
        (Signs::Rs256, "client_secret_basic"),
        (Signs::Es256, "client_secret_post"),
        (Signs::EdDsa, "client_secret_basic"),
    ] {
        of.plays(|play| {
            play.signs = signs;
            play.method = method;
        });
        let provider = seen_from(DESK, &of.config());
        let found = account(&of, &provider, WallClock.now()).await.unwrap();
        assert_eq!(found.key, format!("{}\n248289761001", of.config().issuer), "{signs:?}");
        assert_eq!((found.name, found.has_second_factor), (None, false), "{signs:?}");
    }
    let asked = of.asked();
    for _ in 0..3 {
        account(&of, &provider, WallClock.now()).await.unwrap();
    }
    assert_eq!(of.asked(), asked + 1, "it is asked of itself once, at first use");
}

#[tokio::test]
async fn only_values_that_are_configured_count_as_a_second_factor() {
    let of = TestProvider::open().await;
    let mut config = of.config();
    config.second_factor_acr = vec!["https://refeds.org/profile/mfa".to_owned()];
    let provider = seen_from(DESK, &config);
    let now = WallClock.now();
    assert!(
        provider.address(DRAWN, now).await.unwrap().contains("acr_values=https%3A%2F%2Frefeds.org%2Fprofile%2Fmfa")
    );
    for (claims, counts) in [
        (json!({}), false),
        (json!({"amr": ["pwd", "mfa"]}), true),
        (json!({"amr": ["pwd"]}), false),
        (json!({"amr": []}), false),
        (json!({"acr": "https://refeds.org/profile/mfa"}), true),
        (json!({"acr": "https://refeds.org/profile/sfa"}), false),
        (json!({"acr": "mfa"}), false),
    ] {
        of.plays(|play| play.claims = claims.clone());
        assert_eq!(account(&of, &provider, now).await.unwrap().has_second_factor, counts, "{claims}");
    }
}

#[tokio::test]
async fn the_claim_of_the_name_is_read_where_one_is_configured() {
    let of = TestProvider::open().await;
    let mut config = of.config();
    config.name_claim = Some("matricola".to_owned());
    let provider = seen_from(DESK, &config);
    assert!(provider.address(DRAWN, WallClock.now()).await.unwrap().contains("scope=openid+profile"));
    for (claims, name) in
        [(json!({"matricola": "anna"}), Some("anna")), (json!({"matricola": 7}), None), (json!({}), None)]
    {
        of.plays(|play| play.claims = claims);
        assert_eq!(account(&of, &provider, WallClock.now()).await.unwrap().name.as_deref(), name);
    }
}

#[tokio::test]
async fn a_token_that_is_wrong_in_any_way_counts_for_nothing() {
    let of = TestProvider::open().await;
    let provider = seen_from(DESK, &of.config());
    let now = WallClock.now();
    for (signs, wrong, told) in [
        (Signs::EdDsa, Wrong::Nonce, "another sign-in"),
        (Signs::EdDsa, Wrong::NoNonce, "another sign-in"),
        (Signs::EdDsa, Wrong::Audience, "somebody else than `client_id`"),
        (Signs::EdDsa, Wrong::Issuer, "another `issuer`"),
        (Signs::EdDsa, Wrong::Expired, "has expired"),
        (Signs::EdDsa, Wrong::Stale, "signed in just now"),
        (Signs::EdDsa, Wrong::NoTime, "signed in just now"),
        (Signs::EdDsa, Wrong::Signature, "signature of its token is wrong"),
        (Signs::EdDsa, Wrong::OtherKey, "signature of its token is wrong"),
        (Signs::Rs256, Wrong::Signature, "signature of its token is wrong"),
        (Signs::Es256, Wrong::Signature, "signature of its token is wrong"),
    ] {
        of.plays(|play| {
            play.signs = signs;
            play.wrong = Some(wrong);
        });
        let fault = account(&of, &provider, now).await.unwrap_err();
        assert!(matches!(&fault, OpenIdFault::Refused(reason) if reason.contains(told)), "{wrong:?}: {fault}");
    }
    for (signs, told) in [(Signs::Hs256, "signed in a way that is not taken"), (Signs::None, "not")] {
        of.plays(|play| {
            play.signs = signs;
            play.wrong = None;
        });
        let fault = account(&of, &provider, now).await.unwrap_err();
        assert!(matches!(&fault, OpenIdFault::Refused(reason) if reason.contains(told)), "{signs:?}: {fault}");
    }
    of.plays(|play| play.signs = Signs::EdDsa);
    let late = now.plus(Duration::from_mins(6));
    let fault = account(&of, &provider, late).await.unwrap_err();
    assert!(fault.to_string().contains("has expired"), "it lasted five minutes: {fault}");
    account(&of, &provider, now).await.unwrap();
}

#[tokio::test]
async fn a_code_counts_once_and_only_with_what_was_drawn_for_it() {
    let of = TestProvider::open().await;
    let provider = seen_from(DESK, &of.config());
    let now = WallClock.now();
    let first = code(&of, &provider, now).await.unwrap();
    let other = Drawn { verifier: "another-verifier-another-verifier-another-v", ..DRAWN };
    let refused = |fault: OpenIdFault| matches!(fault, OpenIdFault::Refused(_));
    assert!(refused(provider.account(&first, other, now).await.unwrap_err()), "another verifier");
    let second = code(&of, &provider, now).await.unwrap();
    assert!(
        refused(provider.account(&second, Drawn { nonce: STATE, ..DRAWN }, now).await.unwrap_err()),
        "another nonce"
    );
    let third = code(&of, &provider, now).await.unwrap();
    provider.account(&third, DRAWN, now).await.unwrap();
    assert!(refused(provider.account(&third, DRAWN, now).await.unwrap_err()), "a second time");
    assert!(refused(provider.account("never-given", DRAWN, now).await.unwrap_err()));
    let stranger = seen_with(DESK, &of.config(), "another secret");
    let fourth = code(&of, &stranger, now).await.unwrap();
    let fault = stranger.account(&fourth, DRAWN, now).await.unwrap_err();
    assert!(fault.to_string().contains("client_secret_file"), "{fault}");
}

#[tokio::test]
async fn keys_that_changed_are_asked_for_anew_and_no_more_often_than_once_a_minute() {
    let of = TestProvider::open().await;
    let provider = seen_from(DESK, &of.config());
    of.plays(|play| play.published = vec!["rsa"]);
    let now = WallClock.now();
    account(&of, &provider, now).await.unwrap();
    of.plays(|play| {
        play.signs = Signs::EdDsa;
        play.published = vec!["rsa", "ed"];
    });
    let fault = account(&of, &provider, now.plus(Duration::from_secs(30))).await.unwrap_err();
    assert!(fault.to_string().contains("none of its keys"), "{fault}");
    assert_eq!(of.asked(), 1);
    account(&of, &provider, now.plus(Duration::from_secs(61))).await.unwrap();
    assert_eq!(of.asked(), 2);
    account(&of, &provider, now.plus(Duration::from_secs(62))).await.unwrap();
    assert_eq!(of.asked(), 2);
}

#[tokio::test]
async fn a_provider_that_is_not_well_is_told_in_words_and_keeps_nobody_waiting() {
    let of = TestProvider::open().await;
    for (health, told) in [
        (Health::Failing, "status 500"),
        (Health::Slow, "took too long"),
        (Health::Huge, "holds more than"),
        (Health::Garbage, "is not what it should be"),
        (Health::OtherName, "another name than `issuer`"),
        // The keys at a plain address elsewhere: neither without TLS nor into somebody's network.
        (Health::Elsewhere, "without TLS"),
    ] {
        of.plays(|play| play.health = health);
        let provider = seen_from(DESK, &of.config());
        let begun = tokio::time::Instant::now();
        let fault = provider.address(DRAWN, WallClock.now()).await.unwrap_err();
        assert!(fault.to_string().contains(told), "{health:?}: {fault}");
        assert!(!matches!(fault, OpenIdFault::Refused(_)), "{health:?}: {fault}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{health:?}");
        assert!(!fault.to_string().contains("xxxx"), "{health:?} repeats what was sent");
    }
    // It fell ill after it had told of itself.
    of.plays(|play| play.health = Health::Well);
    let provider = seen_from(DESK, &of.config());
    let given = code(&of, &provider, WallClock.now()).await.unwrap();
    for health in [Health::Failing, Health::Slow, Health::Huge, Health::Garbage] {
        of.plays(|play| play.health = health);
        provider.account(&given, DRAWN, WallClock.now()).await.unwrap_err();
    }
    // Nobody is there.
    let mut config = of.config();
    config.issuer = "http://127.0.0.1:9".to_owned();
    let fault = seen_from(DESK, &config).address(DRAWN, WallClock.now()).await.unwrap_err();
    assert!(matches!(fault, OpenIdFault::Away(_)), "{fault}");
    of.plays(|play| play.health = Health::Well);
    account(&of, &provider, WallClock.now()).await.unwrap();
}
