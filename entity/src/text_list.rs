//! A short list of texts in one column, as JSON. What is filtered by gets a column of its own.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// A list of short texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct TextList(pub Vec<String>);
