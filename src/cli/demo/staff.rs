//! How the invented staff of the demonstration signs in at the desk.

use anyhow::Result;

use super::super::table::table;
use crate::app::App;
use crate::demo::Region;
use crate::domain::{Chance, Operator};

/// How one of them signs in. Nothing of it is secret: nobody of them is anybody.
pub(super) struct Invented {
    operator: Operator,
    password: String,
    secret: String,
}

/// Gives everybody a password and an authenticator, the same for the same seed.
pub(super) async fn let_in(app: &App, seed: u64) -> Result<Vec<Invented>> {
    let door = app.door();
    let mut staff = Vec::new();
    for operator in Region::operators() {
        let password = format!("prova-{}-{seed}", operator.name.as_str().chars().rev().collect::<String>());
        let secret = door.rehearse(&operator.name, &password, chance(seed, &operator)).await?;
        staff.push(Invented { operator, password, secret });
    }
    Ok(staff)
}

fn chance(seed: u64, operator: &Operator) -> Chance {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    for (byte, letter) in bytes[8..].iter_mut().zip(operator.name.as_str().bytes()) {
        *byte = letter;
    }
    Chance::from_seed(bytes)
}

pub(super) fn print(staff: &[Invented]) {
    let mut table = table(&["name", "role", "territory", "password", "secret of the authenticator"]);
    for Invented { operator, password, secret } in staff {
        let territory = match operator.territories.as_slice() {
            [one] => one.to_string(),
            _ => "all".to_owned(),
        };
        table.add_row(vec![
            operator.name.to_string(),
            operator.role.to_string(),
            territory,
            password.clone(),
            secret.clone(),
        ]);
    }
    say!("{table}");
    say!(
        "An authenticator app takes the secret as it stands; so does `oathtool --totp --base32 SECRET`, which prints the code."
    );
}
