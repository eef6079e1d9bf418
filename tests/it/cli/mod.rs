//! The command line as its users have it: every command, its answers word by word, its exit codes, and what it
//! says to whoever gives it something bad.

mod bad_input;
mod calls;
mod clock;
mod demo;
mod first_steps;
mod lists;
mod mapping;
mod output;
mod rules;
mod texts;
mod trial;
mod upkeep;

use crate::support::command::Folder;

/// A rehearsal with two territories, an operator in each, a coordinator, and three numbers for Modena.
fn rehearsal() -> Folder {
    let folder = Folder::rehearsal();
    let config = std::fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    folder.write("invisibile.toml", format!("{config}\n[[territory]]\nname = \"parma\"\nprovinces = [\"PR\"]\n"));
    add(&folder, &["anna", "--role", "operator", "--territory", "modena", "--language", "es"]);
    add(&folder, &["bice", "--role", "operator", "--territory", "parma"]);
    add(&folder, &["carla", "--role", "coordinator", "--territory", "modena"]);
    import(&folder, "number,municipality\n300 111 2233,Modena\n+393002223344,036023\n3003334455,Carpi\n");
    folder
}

fn add(folder: &Folder, arguments: &[&str]) {
    folder.run(&[&["operator", "add"], arguments].concat()).ok();
}

fn import(folder: &Folder, csv: &str) -> serde_json::Value {
    std::fs::write(folder.path().join("list.csv"), csv).unwrap();
    let arguments = ["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper", "--json"];
    folder.run(&arguments).json()
}

/// The list of Modena as Anna sees it.
fn list(folder: &Folder, more: &[&str]) -> serde_json::Value {
    let today = ["today", "--territory", "modena", "--as", "anna", "--format", "json"];
    folder.run(&[&today, more].concat()).json()
}

/// The codes of Anna's rows, which she takes in hand.
fn take(folder: &Folder) -> Vec<String> {
    let list = list(folder, &["--reveal"]);
    list["rows"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()
}
