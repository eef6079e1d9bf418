//! What is said to whoever gives the program something that it cannot use: what it is, and what to do. Nothing in
//! the folder changes.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use sqlx::{Connection, SqliteConnection};

use tokio::time::Instant;

use super::{add, rehearsal};
use crate::support::command::Folder;

/// Commands that each open a store in another way.
const COMMANDS: [&[&str]; 4] =
    [&["status"], &["today", "--territory", "modena", "--as", "anna", "--reveal"], &["upkeep"], &["keys", "rotate"]];

/// Every command is refused with all of these words, and leaves the folder as it was.
#[track_caller]
fn check(folder: &Folder, words: &[&str]) {
    let before = folder.snapshot();
    for command in COMMANDS {
        let told = folder.run(command).refused();
        for word in words {
            assert!(told.contains(word), "`{}` does not say `{word}`: {told}", command.join(" "));
        }
    }
    assert_eq!(folder.snapshot(), before, "the folder is not as it was");
}

#[test]
fn a_configuration_that_is_a_folder() {
    let folder = Folder::service();
    fs::remove_file(folder.data("invisibile.toml")).unwrap();
    fs::create_dir(folder.data("invisibile.toml")).unwrap();
    check(&folder, &["cannot read the configuration data/invisibile.toml (Is a directory", "--config"]);
}

#[test]
fn a_configuration_that_is_not_text() {
    let folder = Folder::service();
    folder.write("invisibile.toml", b"[store]\n\xff\xfe");
    check(&folder, &["cannot read the configuration data/invisibile.toml (", "UTF-8", "--config"]);
    let told = folder.run(&["status"]).refused();
    assert_eq!(told.matches("did not contain valid UTF-8").count(), 1, "{told}");
}

#[test]
fn a_configuration_that_may_not_be_read() {
    let folder = Folder::service();
    fs::set_permissions(folder.data("invisibile.toml"), Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read(folder.data("invisibile.toml")).is_ok();
    let said = folder.run(&["status"]);
    // To root nothing is closed, and the file is read as ever.
    if is_root {
        said.ok();
    } else {
        let told = said.refused();
        assert!(
            told.contains("cannot read the configuration data/invisibile.toml") && told.contains("denied"),
            "{told}"
        );
    }
}

#[test]
fn a_configuration_with_faults() {
    let folder = Folder::service();
    folder.write("invisibile.toml", "[plan]\nhours = \"7-8\"\nmax_atempts = 2\n[[territory]]\nname = \"Modena\"\n");
    check(
        &folder,
        &[
            "data/invisibile.toml:2:9: error: plan.hours",
            "data/invisibile.toml:3:1: error: unknown key `max_atempts`",
            "did you mean `max_attempts`?",
            "data/invisibile.toml:5:8: error: territory.0.name",
            "^^^",
        ],
    );
}

#[test]
fn a_configuration_that_was_named_and_is_not_there() {
    let folder = Folder::service().with("INVISIBILE_CONFIG", "elsewhere.toml");
    check(&folder, &["there is no configuration at elsewhere.toml", "invisibile init", "--config"]);
}

#[test]
fn no_configuration() {
    let folder = Folder::service();
    fs::remove_file(folder.data("invisibile.toml")).unwrap();
    check(&folder, &["there is no configuration at data/invisibile.toml", "invisibile init"]);
}

#[test]
fn no_key_file() {
    let folder = Folder::service();
    fs::remove_file(folder.data("keys.toml")).unwrap();
    check(&folder, &["there is no key file at data/keys.toml", "put back the one that belongs to this store"]);
}

#[test]
fn a_key_file_that_others_may_read() {
    let folder = Folder::service();
    for mode in [0o644, 0o640, 0o604] {
        fs::set_permissions(folder.data("keys.toml"), Permissions::from_mode(mode)).unwrap();
        check(&folder, &["data/keys.toml may be read by others", "chmod 600 data/keys.toml"]);
    }
}

#[test]
fn a_damaged_key_file() {
    let folder = Folder::service();
    let whole = fs::read_to_string(folder.data("keys.toml")).unwrap();
    let secret = whole.split("secret = \"").nth(1).unwrap().split('"').next().unwrap();
    for damage in [&whole[..whole.len() - 20], "", "key = 1", &whole.replace(secret, &secret[..40])] {
        folder.write("keys.toml", damage);
        check(&folder, &["the key file data/keys.toml is damaged", "put back a copy of it"]);
        assert!(!folder.run(&["status"]).err.contains(&secret[..12]), "a key is told");
    }
    folder.write("keys.toml", b"\xff\xff");
    check(&folder, &["the key file data/keys.toml"]);
}

#[test]
fn the_key_file_of_another_store() {
    let (folder, other) = (rehearsal(), Folder::service());
    fs::copy(other.data("keys.toml"), folder.data("keys.toml")).unwrap();
    check(&folder, &["the keys in data/keys.toml are not those of this store", "a sealed value does not open"]);
    let told = folder.run_with(&["do-not-call"], "3001112233").refused();
    assert!(told.contains("are not those of this store"), "an objection was marked with a key that nobody has: {told}");
    let told = folder.run(&["init", "--rehearsal"]);
    assert!(told.code == 1 && told.err.contains("are not those of this store"), "{told:?}");
}

#[test]
fn the_key_file_from_before_a_rotation() {
    let folder = rehearsal();
    let older = fs::read(folder.data("keys.toml")).unwrap();
    folder.run(&["keys", "rotate"]).ok();
    folder.write("keys.toml", older);
    check(&folder, &["sealed with key 2, which is not in the key file", "put back the key file"]);
}

#[tokio::test]
async fn a_database_newer_than_the_program() {
    let folder = Folder::service();
    let address = format!("sqlite:{}", folder.data("invisibile.db").display());
    let mut connection = SqliteConnection::connect(&address).await.unwrap();
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        values (9001, 'later', true, x'00', 1)";
    sqlx::query(newer).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    check(&folder, &["newer version of invisibile", "migration 9001", "install that version"]);
}

#[test]
fn no_store() {
    let folder = Folder::empty();
    let told = folder.run(&["status"]).refused();
    assert!(told.contains("there is no database at data/invisibile.db") && told.contains("--data"), "{told}");
    assert!(!folder.path().join("data").exists(), "asking made a folder");
}

#[test]
fn a_data_folder_that_is_a_file() {
    let folder = Folder::empty();
    fs::write(folder.path().join("data"), "a letter").unwrap();
    for command in [&["status"] as &[&str], &["init"], &["demo", "--once"], &["crawl", "--once"]] {
        let told = folder.run(command).refused();
        assert!(told.contains("data is a file, and --data names the folder of a store"), "{told}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("data")).unwrap(), "a letter");
}

#[test]
fn a_database_that_is_none() {
    let folder = Folder::service();
    folder.write("invisibile.db", "Dear all, the meeting is on Monday.".repeat(40));
    check(&folder, &["cannot open the store data/invisibile.db", "file is not a database"]);
    fs::remove_file(folder.data("invisibile.db")).unwrap();
    fs::create_dir(folder.data("invisibile.db")).unwrap();
    check(&folder, &["cannot open the store data/invisibile.db", "unable to open database file"]);
}

#[test]
fn a_server_that_does_not_answer() {
    // The port of the "discard" service, which no machine serves any more.
    let folder = Folder::service().with("INVISIBILE_STORE_URL", "postgres://someone:geheim@127.0.0.1:9/store");
    let before = folder.snapshot();
    let start = Instant::now();
    let told = folder.run(&["status"]).refused();
    for word in ["cannot open the store at 127.0.0.1:9/store", "does not answer", "nothing was lost"] {
        assert!(told.contains(word), "{told}");
    }
    assert!(!told.contains("geheim"), "the password is told: {told}");
    assert!(start.elapsed() < Duration::from_secs(30), "it took {:?}", start.elapsed());
    assert_eq!(folder.snapshot(), before);
}

#[test]
fn an_address_that_is_none() {
    for address in ["mysql://someone:geheim@host/store", "postgres://someone:geheim@127.0.0.1:port/store", "sqlite:"] {
        let folder = Folder::service().with("INVISIBILE_STORE_URL", address);
        check(&folder, &["is no address of a store", "sqlite:FILE", "postgres://"]);
        assert!(!folder.run(&["status"]).err.contains("geheim"), "the password is told");
    }
}

#[test]
fn no_sources() {
    let folder = Folder::service();
    fs::remove_file(folder.data("sources.toml")).unwrap();
    let before = folder.snapshot();
    let told = folder.run(&["crawl", "--once"]).refused();
    assert!(told.contains("there is no sources.toml") && told.contains("invisibile init"), "{told}");
    assert!(folder.run(&["sources", "check"]).refused().contains("there is no such file"));
    let told = folder.run(&["crawl", "--once", "--sources", "elsewhere.toml"]).refused();
    assert!(told.contains("elsewhere.toml"), "{told}");
    folder.write("sources.toml", b"\xff");
    assert!(folder.run(&["crawl", "--once"]).refused().contains("data/sources.toml"));
    fs::remove_file(folder.data("sources.toml")).unwrap();
    assert_eq!(folder.snapshot(), before);
}

#[test]
fn an_unknown_territory_and_people_who_may_not() {
    let folder = rehearsal();
    add(&folder, &["leda", "--role", "dpo"]);
    let before = folder.snapshot();
    for (territory, operator, words) in [
        ("bologna", "anna", ["there is no territory `bologna`", "the configuration has modena, parma"]),
        ("modena", "zoe", ["there is no operator `zoe`", "invisibile operator add zoe"]),
        ("modena", "bice", ["bice does not work in modena", "ask an operator of that territory"]),
        ("modena", "carla", ["carla is coordinator", "a role that may not see numbers"]),
        ("modena", "leda", ["leda is dpo", "a role that may not"]),
    ] {
        let told = folder.run(&["today", "--territory", territory, "--as", operator, "--reveal"]).refused();
        for word in words {
            assert!(told.contains(word), "{territory} {operator}: {told}");
        }
    }
    assert_eq!(folder.snapshot(), before, "a refusal changed the store");
}

#[test]
fn a_provider_whose_secret_is_not_there_or_not_a_secret() {
    let folder = Folder::rehearsal();
    let config = format!(
        "{}\n[web]\naddress = \"https://agenda.example.it\"\n[web.openid]\nissuer = \"https://accesso.example.it\"\nclient_id = \"agenda\"\nclient_secret_file = \"openid-secret\"\n",
        fs::read_to_string(folder.data("invisibile.toml"))
            .unwrap()
            .replace("\n[web]\n", "\n")
            .replace("\n[web.openid]\n", "\n"),
    );
    folder.write("invisibile.toml", config);
    let told = || folder.run(&["serve", "--listen", "127.0.0.1:0"]).refused();
    assert!(
        told().contains("cannot read the provider's secret data/openid-secret: see `client_secret_file`"),
        "{}",
        told()
    );
    folder.write("openid-secret", "a secret");
    fs::set_permissions(folder.data("openid-secret"), Permissions::from_mode(0o644)).unwrap();
    assert!(told().contains("may be read by others (mode 644): chmod 600 data/openid-secret"), "{}", told());
    fs::set_permissions(folder.data("openid-secret"), Permissions::from_mode(0o600)).unwrap();
    for text in ["", "\n", "two\nlines", "\u{0}"] {
        folder.write("openid-secret", text);
        assert!(told().contains("is not one line of text"), "{}", told());
    }
    folder.write("openid-secret", "a secret\n");
    let serving = folder.serve(&[]);
    serving.kill();
}

#[test]
fn a_desk_whose_configuration_says_no_place_to_listen() {
    let folder = Folder::rehearsal();
    let config = fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    folder.write("invisibile.toml", config.replace("\n[web]\n", "\n[web]\nlisten = \"8080\"\n"));
    let told = folder.run(&["serve"]).refused();
    assert!(told.contains("web.listen: `8080` is no address to listen on"), "{told}");
    assert!(told.contains("like `127.0.0.1:8080`"), "{told}");
}
