//! Ads as a count sees them. Nothing here knows of the operational half.

use super::engine::on;
use super::{StoreError, Tx, pending};
use crate::domain::{AdObservation, AgeBand, DeclaredGender, MunicipalityCode, RowId, TerritoryName, Venue, Week};

const KIND: &str = "ad";

/// Lets an observation wait, sealed, for its batch.
pub async fn put(tx: &mut Tx, observation: &AdObservation) -> Result<(), StoreError> {
    wait(tx, observation).await.map(drop)
}

/// The same; the id by which it can be taken back as long as it waits. Its row in the table will have another.
pub async fn wait(tx: &mut Tx, observation: &AdObservation) -> Result<RowId, StoreError> {
    pending::put(tx, KIND, observation.week, observation).await
}

/// Takes back an observation that waits; false when it waits no more.
pub async fn take_back(tx: &mut Tx, id: RowId) -> Result<bool, StoreError> {
    pending::take_back(tx, KIND, id).await
}

/// How many observations wait for their batch.
pub async fn waiting(tx: &mut Tx) -> Result<u64, StoreError> {
    pending::count(tx, KIND).await
}

const INSERT: &str = "
    insert into ad_observations (id, week, source, municipality, territory, gender, origin, age_band, venue, language,
      new_contact_point, elsewhere)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Writes the waiting observations, shuffled: all from `batch` on, of fewer those whose week has closed; how many.
/// In a transaction of its own, or the shuffling is for nothing.
pub async fn flush(tx: &mut Tx, batch: u64, closed_before: Option<Week>) -> Result<u64, StoreError> {
    let rows: Vec<AdObservation> = pending::take(tx, KIND, batch, closed_before).await?;
    let mut chance = tx.vault.chance();
    for row in &rows {
        let id = RowId::draw(&mut chance);
        let declared = &row.declared;
        on!(tx, |c| sqlx::query(INSERT)
            .bind(id.as_bytes().as_slice())
            .bind(row.week.to_string())
            .bind(&row.source)
            .bind(row.municipality.as_ref().map(MunicipalityCode::as_str))
            .bind(row.territory.as_ref().map(TerritoryName::as_str))
            .bind(declared.gender.map(DeclaredGender::code))
            .bind(declared.origin.as_ref().map(ToString::to_string))
            .bind(declared.age_band.map(AgeBand::code))
            .bind(declared.venue.map(Venue::code))
            .bind(declared.language.map(|language| language.to_string()))
            .bind(row.new_contact_point)
            .bind(row.elsewhere)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(rows.len() as u64)
}
