//! Keeping the index: whoever writes a row that is found calls this in the same transaction.

use std::collections::HashMap;

use entity::{Id, association, enterprise, liaison_station, officer, search_entry, town};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};

use super::terms::{Text, index_terms, query_terms};
use crate::platform::{
    Error, Result, error::Reason, input, scope::Visible, search_index::SearchQuery, tx::Tx,
};

/// A name of thirty characters in pinyin.
const MOST_SYMBOLS: usize = 200;
/// How many rows are read at once to be indexed anew.
const AT_ONCE: u64 = 1_000;
const MOST_TOWNS: u64 = 10_000;

const NOTHING_TO_FIND: Reason = Reason {
    code: "nothing_to_find",
    zh: "请输入要查找的汉字、拼音、字母或数字",
    en: "Say what to look for: characters, pinyin, letters or digits",
};

/// Reads what is looked for. Signs are taken as they stand; none of them is an operator.
///
/// # Errors
/// `Invalid` when it is too long, or when there is nothing in it but signs.
pub fn query(field: &'static str, text: &str) -> Result<SearchQuery> {
    if text.chars().count() > MOST_SYMBOLS {
        return Err(Error::invalid(field, input::TOO_LONG));
    }
    query_terms(text).ok_or_else(|| Error::invalid(field, NOTHING_TO_FIND))
}

/// Indexes firms that were entered or changed, any number in few statements: by name, credit code,
/// and their towns' names, the former ones too. A merged record is found no more.
///
/// # Errors
/// Those of the database.
pub async fn index_enterprises(tx: &Tx, firms: &[enterprise::Model]) -> Result<()> {
    let towns = Towns::of(tx, firms.iter().map(|firm| firm.town_id)).await?;
    let entry = |firm: &enterprise::Model| {
        let mut texts = vec![Text::Name(&firm.name), Text::Code(firm.credit_code.as_str())];
        texts.extend(towns.names(firm.town_id));
        if firm.merged_into_id.is_some() {
            texts.clear();
        }
        entry(firm.id, search_entry::Kind::Enterprise, &firm.name, &texts)
    };
    tx.write_search_entries(firms.iter().map(entry).collect()).await
}

/// Indexes officers that were entered or changed: by name and badge number.
///
/// # Errors
/// Those of the database.
pub async fn index_officers(tx: &Tx, officers: &[officer::Model]) -> Result<()> {
    let entry = |officer: &officer::Model| {
        let texts = [Text::Name(&officer.name), Text::Code(&officer.badge_number)];
        entry(officer.id, search_entry::Kind::Officer, &officer.name, &texts)
    };
    tx.write_search_entries(officers.iter().map(entry).collect()).await
}

/// Indexes associations that were entered or changed: by name and their towns' names.
///
/// # Errors
/// Those of the database.
pub async fn index_associations(tx: &Tx, associations: &[association::Model]) -> Result<()> {
    let towns = Towns::of(tx, associations.iter().filter_map(|row| row.town_id)).await?;
    let entry = |row: &association::Model| {
        let mut texts = vec![Text::Name(&row.name)];
        texts.extend(row.town_id.into_iter().flat_map(|id| towns.names(id)));
        entry(row.id, search_entry::Kind::Association, &row.name, &texts)
    };
    tx.write_search_entries(associations.iter().map(entry).collect()).await
}

/// Indexes liaison stations that were entered or changed: by name and their towns' names.
///
/// # Errors
/// Those of the database.
pub async fn index_stations(tx: &Tx, stations: &[liaison_station::Model]) -> Result<()> {
    let towns = Towns::of(tx, stations.iter().map(|row| row.town_id)).await?;
    let entry = |row: &liaison_station::Model| {
        let mut texts = vec![Text::Name(&row.name)];
        texts.extend(towns.names(row.town_id));
        entry(row.id, search_entry::Kind::LiaisonStation, &row.name, &texts)
    };
    tx.write_search_entries(stations.iter().map(entry).collect()).await
}

/// Indexes all that lies in a town, after its names have changed.
///
/// # Errors
/// Those of the database.
pub async fn reindex_town(tx: &Tx, id: Id<town::Entity>) -> Result<()> {
    use association::Column as Seat;
    use enterprise::Column as Firm;
    let mut last = Id::from_uuid(uuid::Uuid::nil());
    loop {
        let firms = tx.scoped::<enterprise::Entity>().filter(Firm::TownId.eq(id));
        let firms = firms.filter(Firm::Id.gt(last)).order_by(Firm::Id, Order::Asc);
        let firms = firms.at_most(AT_ONCE).await?;
        let Some(end) = firms.last() else { break };
        last = end.id;
        index_enterprises(tx, &firms).await?;
    }
    let seated = tx.scoped::<association::Entity>().filter(Seat::TownId.eq(id));
    index_associations(tx, &seated.at_most(AT_ONCE).await?).await?;
    let standing = tx.scoped::<liaison_station::Entity>();
    let standing = standing.filter(liaison_station::Column::TownId.eq(id));
    index_stations(tx, &standing.at_most(AT_ONCE).await?).await
}

fn entry<E: Visible>(
    id: Id<E>,
    kind: search_entry::Kind,
    label: &str,
    texts: &[Text<'_>],
) -> search_entry::ActiveModel {
    let indexed = index_terms(texts);
    search_entry::ActiveModel {
        id: Set(Id::from_uuid(id.uuid())),
        kind: Set(kind),
        label: Set(label.to_owned()),
        folded: Set(indexed.folded),
        terms: Set(indexed.terms),
    }
}

/// The towns of the rows at hand.
struct Towns(HashMap<Id<town::Entity>, town::Model>);

impl Towns {
    async fn of(tx: &Tx, ids: impl Iterator<Item = Id<town::Entity>>) -> Result<Self> {
        let ids: std::collections::BTreeSet<_> = ids.collect();
        let towns = tx.scoped::<town::Entity>().filter(town::Column::Id.is_in(ids));
        let towns = towns.at_most(MOST_TOWNS).await?;
        Ok(Self(towns.into_iter().map(|town| (town.id, town)).collect()))
    }

    /// The name now, and those before.
    fn names(&self, id: Id<town::Entity>) -> impl Iterator<Item = Text<'_>> {
        self.0.get(&id).into_iter().flat_map(|town| {
            let former = town.former_names.0.iter().map(|name| Text::Name(name));
            std::iter::once(Text::Name(&town.name)).chain(former)
        })
    }
}
