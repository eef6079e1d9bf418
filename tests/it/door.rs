//! The door of the desk: who comes in, who does not, and for how long.

use std::sync::Arc;
use std::time::Duration;

use invisibile::desk::{DeskError, Door, DoorError, SignIn, Welcome};
use invisibile::domain::{Clock, Operator, OperatorName, Role, SetClock};
use invisibile::privacy::TotpSecret;
use invisibile::store::{audit, credentials, operators};

use crate::support::store::{Engine, TestStore, at, on_both_engines, territory};

const PASSWORD: &str = "una frase qualunque";

struct Entrance {
    test: TestStore,
    door: Door,
    clock: Arc<SetClock>,
}

impl Entrance {
    async fn open(test: TestStore) -> Self {
        let clock = Arc::new(SetClock::standing(at("2026-11-02T09:00")));
        let door = Door::of(test.store.clone(), clock.clone());
        for (name, role) in [
            ("anna", Role::Operator),
            ("carla", Role::Coordinator),
            ("greta", Role::Regional),
            ("leda", Role::Dpo),
            ("dana", Role::Operator),
        ] {
            let place = if name == "dana" { "parma" } else { "modena" };
            let person = Operator {
                name: name.parse().unwrap(),
                role,
                territories: vec![territory(place)],
                languages: Vec::new(),
            };
            test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
        }
        Self { test, door, clock }
    }

    fn later(&self, by: Duration) {
        self.clock.set(self.clock.now().plus(by));
    }

    async fn person(&self, name: &str) -> Operator {
        self.test.read(async |tx| operators::named(tx, &name.parse().unwrap()).await.unwrap().unwrap()).await
    }

    /// The secret of somebody who was let in already.
    async fn secret(&self, name: &str) -> TotpSecret {
        let name: OperatorName = name.parse().unwrap();
        self.test.read(async |tx| credentials::get(tx, &name).await.unwrap().unwrap().totp.unwrap()).await
    }

    /// The secret that an open invitation shows.
    async fn offered(&self, token: &str) -> TotpSecret {
        let hash = invisibile::privacy::token_hash(token);
        let now = self.clock.now();
        self.test.read(async |tx| credentials::invited(tx, &hash, now).await.unwrap().unwrap().1.unwrap()).await
    }

    /// Lets anna in by an invitation: her recovery codes.
    async fn let_in(&self) -> Vec<String> {
        let token = self.door.invite(None, &"anna".parse().unwrap()).await.unwrap();
        self.door.invitation(&token).await.unwrap();
        let code = self.offered(&token).await.code_at(self.clock.now());
        let codes =
            self.door.accept(&token, Welcome { password: PASSWORD, again: PASSWORD, code: &code }).await.unwrap();
        self.later(Duration::from_mins(1));
        codes
    }

    async fn code(&self) -> String {
        self.secret("anna").await.code_at(self.clock.now())
    }

    async fn enter(&self, password: &str, code: &str, before: Option<&str>) -> Result<String, DoorError> {
        self.door.sign_in(SignIn { name: "anna", password, code, before }).await
    }
}

on_both_engines! {
    async fn whoever_was_invited_signs_in_with_password_and_code_and_each_code_once(test: TestStore) {
        let entrance = Entrance::open(test).await;
        let recovery = entrance.let_in().await;
        let code = entrance.code().await;
        let token = entrance.enter(PASSWORD, &code, None).await.unwrap();
        assert_eq!(entrance.door.session(&token).await.unwrap().unwrap().operator.name.as_str(), "anna");
        assert!(matches!(entrance.enter(PASSWORD, &code, None).await, Err(DoorError::Refused)), "the code was used");
        let again = entrance.enter(PASSWORD, &recovery[2].to_lowercase(), Some(&token)).await.unwrap();
        assert_ne!(again, token);
        assert!(entrance.door.session(&token).await.unwrap().is_none(), "a session outlived a sign-in");
        assert!(matches!(entrance.enter(PASSWORD, &recovery[2], None).await, Err(DoorError::Refused)));
        entrance.door.sign_out(&again).await.unwrap();
        assert!(entrance.door.session(&again).await.unwrap().is_none());
        let everything = entrance.test.everything().await;
        for plain in [PASSWORD, &token, &again, &recovery[0], &code] {
            assert!(memchr::memmem::find(&everything, plain.as_bytes()).is_none(), "{plain} stands in the database");
        }
        assert_eq!(entrance.test.count("select count(*) from audit where act = 'sign_in'").await, 2);
        let verdict = entrance.test.read(async |tx| audit::verify(tx).await.unwrap()).await;
        assert!(verdict.faults.is_empty(), "{verdict:?}");
    }

    async fn nothing_less_than_all_three_opens_and_every_refusal_is_the_same(test: TestStore) {
        let entrance = Entrance::open(test).await;
        entrance.let_in().await;
        let code = entrance.code().await;
        for (name, password, code) in [
            ("anna", "una frase qualunquf", code.as_str()),
            ("anna", PASSWORD, "000000"),
            ("anna", PASSWORD, ""),
            ("carla", PASSWORD, &code),
            ("nobody", PASSWORD, &code),
            ("not a name at all", PASSWORD, &code),
        ] {
            let refused = entrance.door.sign_in(SignIn { name, password, code, before: None }).await.unwrap_err();
            assert!(matches!(refused, DoorError::Refused), "{name}: {refused:?}");
        }
        assert!(entrance.enter(PASSWORD, &code, None).await.is_ok());
    }

    async fn five_failures_lock_a_name_and_the_lock_grows(test: TestStore) {
        let entrance = Entrance::open(test).await;
        entrance.let_in().await;
        for _ in 0..5 {
            assert!(matches!(entrance.enter("wrong", "000000", None).await, Err(DoorError::Refused)));
        }
        let code = entrance.code().await;
        assert!(matches!(entrance.enter(PASSWORD, &code, None).await, Err(DoorError::Refused)), "it is locked");
        entrance.later(Duration::from_secs(61));
        assert!(matches!(entrance.enter("wrong", "000000", None).await, Err(DoorError::Refused)));
        entrance.later(Duration::from_secs(61));
        let code = entrance.code().await;
        assert!(matches!(entrance.enter(PASSWORD, &code, None).await, Err(DoorError::Refused)), "for two minutes now");
        entrance.later(Duration::from_secs(61));
        let code = entrance.code().await;
        assert!(entrance.enter(PASSWORD, &code, None).await.is_ok());
        assert_eq!(entrance.test.count("select count(*) from audit where act = 'lock'").await, 2);
    }

    async fn attempts_have_a_pace(test: TestStore) {
        let entrance = Entrance::open(test).await;
        for _ in 0..10 {
            assert!(matches!(entrance.enter("wrong", "000000", None).await, Err(DoorError::Refused)));
        }
        assert!(matches!(entrance.enter("wrong", "000000", None).await, Err(DoorError::TooOften)));
        entrance.later(Duration::from_mins(1));
        assert!(matches!(entrance.enter("wrong", "000000", None).await, Err(DoorError::Refused)));
    }

    async fn a_session_ends_after_a_quarter_of_an_hour_without_an_act_and_after_ten_hours_anyway(test: TestStore) {
        let entrance = Entrance::open(test).await;
        entrance.let_in().await;
        let token = entrance.enter(PASSWORD, &entrance.code().await, None).await.unwrap();
        for _ in 0..42 {
            entrance.later(Duration::from_mins(14));
            assert!(entrance.door.session(&token).await.unwrap().is_some());
        }
        entrance.later(Duration::from_mins(13));
        assert!(entrance.door.session(&token).await.unwrap().is_none(), "ten hours are over");
        let token = entrance.enter(PASSWORD, &entrance.code().await, None).await.unwrap();
        entrance.later(Duration::from_mins(15));
        assert!(entrance.door.session(&token).await.unwrap().is_none(), "nothing was done for a quarter of an hour");
        assert_eq!(entrance.door.clear().await.unwrap(), 2);
    }

    async fn an_invitation_works_once_and_each_look_shows_another_secret(test: TestStore) {
        let entrance = Entrance::open(test).await;
        let token = entrance.door.invite(None, &"anna".parse().unwrap()).await.unwrap();
        let seen = entrance.door.invitation(&token).await.unwrap();
        let shown = entrance.door.invitation(&token).await.unwrap();
        assert_ne!(seen.secret, shown.secret);
        assert_eq!(entrance.door.invitation_again(&token).await.unwrap().secret, shown.secret);
        assert!(shown.address.starts_with("otpauth://totp/Agenda%20servizio:anna?secret="), "{}", shown.address);
        let code = entrance.offered(&token).await.code_at(entrance.clock.now());
        let accept = async |password: &str, again: &str, code: &str| {
            entrance.door.accept(&token, Welcome { password, again, code }).await
        };
        assert!(matches!(accept("short", "short", &code).await, Err(DoorError::WeakPassword)));
        assert!(matches!(accept("io sono Anna e basta", "io sono Anna e basta", &code).await, Err(DoorError::WeakPassword)));
        assert!(matches!(accept(PASSWORD, "un'altra frase", &code).await, Err(DoorError::NotTheSame)));
        assert!(matches!(accept(PASSWORD, PASSWORD, "000000").await, Err(DoorError::WrongCode)));
        assert_eq!(accept(PASSWORD, PASSWORD, &code).await.unwrap().len(), 8);
        assert!(matches!(accept(PASSWORD, PASSWORD, &code).await, Err(DoorError::NoInvitation)));
        assert!(matches!(entrance.door.invitation(&token).await, Err(DoorError::NoInvitation)));
        let late = entrance.door.invite(None, &"anna".parse().unwrap()).await.unwrap();
        entrance.later(Duration::from_hours(72));
        assert!(matches!(entrance.door.invitation(&late).await, Err(DoorError::NoInvitation)));
    }

    async fn a_new_invitation_that_is_used_ends_every_session(test: TestStore) {
        let entrance = Entrance::open(test).await;
        entrance.let_in().await;
        let token = entrance.enter(PASSWORD, &entrance.code().await, None).await.unwrap();
        entrance.let_in().await;
        assert!(entrance.door.session(&token).await.unwrap().is_none());
    }

    async fn nobody_invites_beyond_their_reach(test: TestStore) {
        let entrance = Entrance::open(test).await;
        let (carla, greta, anna, leda) = (
            entrance.person("carla").await,
            entrance.person("greta").await,
            entrance.person("anna").await,
            entrance.person("leda").await,
        );
        let invite = async |by: &Operator, name: &str| entrance.door.invite(Some(by), &name.parse().unwrap()).await;
        assert!(invite(&carla, "anna").await.is_ok());
        assert!(invite(&greta, "dana").await.is_ok());
        assert!(matches!(invite(&carla, "dana").await, Err(DoorError::Desk(DeskError::OtherTerritory { .. }))));
        for (by, name) in [(&carla, "leda"), (&carla, "greta"), (&anna, "anna"), (&leda, "anna")] {
            assert!(matches!(invite(by, name).await, Err(DoorError::Desk(DeskError::OtherRole { .. }))), "{name}");
        }
        assert!(matches!(invite(&greta, "nobody").await, Err(DoorError::Desk(DeskError::UnknownOperator(_)))));
    }
}
