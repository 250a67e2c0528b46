//! The one error type. A client sees a stable code, words in its language and, for bad input, the
//! field; what went wrong inside stays in the log, under the trace id the client is told.

use std::{borrow::Cow, fmt, sync::Arc};

use entity::scope::Scope;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

use super::action::Action;

/// What everything fallible returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Codes that programs branch on. They are part of the API: renaming one breaks clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum ErrorCode {
    /// Nobody is signed in, or the session has ended. Every role may see it.
    Unauthenticated,
    /// The row is visible, but this role may not do that.
    Forbidden,
    /// There is no such row within reach.
    NotFound,
    /// The input is wrong; `extensions.field` says where.
    BadInput,
    /// The row has changed since it was read; `extensions.present` is how it stands now.
    Conflict,
    /// The step does not exist from the present state.
    IllegalState,
    /// The same `clientId` came with other content.
    IdempotencyMismatch,
    /// A limit of the programme is reached.
    LimitReached,
    /// The query asks for too much at once.
    TooCostly,
    /// Too many requests; `extensions.retryAfterSecs` says when to come back.
    RateLimited,
    /// The service cannot answer just now; the same request may succeed later.
    Unavailable,
    /// Unforeseen; `extensions.traceId` names it to the operator.
    Internal,
}

impl ErrorCode {
    /// The name of the code as clients read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadInput => "BAD_INPUT",
            Self::Conflict => "CONFLICT",
            Self::IllegalState => "ILLEGAL_STATE",
            Self::IdempotencyMismatch => "IDEMPOTENCY_MISMATCH",
            Self::LimitReached => "LIMIT_REACHED",
            Self::TooCostly => "TOO_COSTLY",
            Self::RateLimited => "RATE_LIMITED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// Why, in a stable word for programs and in the two languages for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `snake_case`, stable.
    pub code: &'static str,
    /// 中文, as an official would say it.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// The language a client is answered in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文, unless asked otherwise.
    #[default]
    Chinese,
    /// English.
    English,
}

/// Everything that can go wrong, by what the caller can do about it.
#[derive(Clone, Debug)]
pub enum Error {
    /// Sign in (again).
    Unauthenticated(Reason),
    /// Not for this role.
    Forbidden {
        /// What was tried.
        action: &'static str,
    },
    /// Not with this key.
    OutOfScope {
        /// What was tried.
        action: &'static str,
        /// The noun of the row.
        kind: &'static str,
        /// What the key lacks.
        scope: Scope,
    },
    /// No such row within reach.
    NotFound {
        /// The noun of the row.
        kind: &'static str,
        /// The public id that was asked for.
        id: String,
        /// What was tried with it, where it was a write.
        action: Option<&'static str>,
    },
    /// Correct the field.
    Invalid {
        /// The input's field, `contact.phone`.
        field: Cow<'static, str>,
        /// What is wrong with it.
        reason: Reason,
    },
    /// Read again, then decide.
    Conflict {
        /// The row as it stands: its recorded columns.
        present: Box<serde_json::Value>,
    },
    /// The lifecycle has no such step.
    IllegalState(Reason),
    /// Use another `clientId`.
    IdempotencyMismatch,
    /// A limit of the programme.
    LimitReached(Reason),
    /// Ask for less.
    TooCostly(Reason),
    /// Come back later.
    RateLimited {
        /// In how many seconds.
        retry_after_secs: u64,
    },
    /// Come back later.
    Unavailable,
    /// Unforeseen. The text is for the log.
    Internal(Arc<str>),
}

const NOT_SIGNED_IN: Reason =
    Reason { code: "not_signed_in", zh: "请先登录", en: "Sign in first" };

impl Error {
    /// Nobody is signed in.
    pub const fn not_signed_in() -> Self {
        Self::Unauthenticated(NOT_SIGNED_IN)
    }

    /// The input's `field` is wrong.
    pub fn invalid(field: impl Into<Cow<'static, str>>, reason: Reason) -> Self {
        Self::Invalid { field: field.into(), reason }
    }

    /// The same about a field of the input object `place`: what reads an object names its own
    /// fields.
    #[must_use]
    pub fn within(self, place: &str) -> Self {
        match self {
            Self::Invalid { field, reason } => Self::invalid(format!("{place}.{field}"), reason),
            other => other,
        }
    }

    /// The role may not do this.
    pub const fn forbidden(action: Action) -> Self {
        Self::Forbidden { action: action.name }
    }

    /// Unforeseen; `text` is for the log.
    pub fn internal(text: impl fmt::Display) -> Self {
        Self::Internal(text.to_string().into())
    }

    /// The stable code.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Unauthenticated(_) => ErrorCode::Unauthenticated,
            Self::Forbidden { .. } | Self::OutOfScope { .. } => ErrorCode::Forbidden,
            Self::NotFound { .. } => ErrorCode::NotFound,
            Self::Invalid { .. } => ErrorCode::BadInput,
            Self::Conflict { .. } => ErrorCode::Conflict,
            Self::IllegalState(_) => ErrorCode::IllegalState,
            Self::IdempotencyMismatch => ErrorCode::IdempotencyMismatch,
            Self::LimitReached(_) => ErrorCode::LimitReached,
            Self::TooCostly(_) => ErrorCode::TooCostly,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Unavailable => ErrorCode::Unavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// Words for a person.
    pub const fn message(&self, language: Language) -> &'static str {
        let reason = match self {
            Self::Unauthenticated(reason)
            | Self::Invalid { reason, .. }
            | Self::IllegalState(reason)
            | Self::LimitReached(reason)
            | Self::TooCostly(reason) => *reason,
            Self::Forbidden { .. } => FORBIDDEN,
            Self::OutOfScope { .. } => SCOPE_MISSING,
            Self::NotFound { .. } => NOT_FOUND,
            Self::Conflict { .. } => CONFLICT,
            Self::IdempotencyMismatch => MISMATCH,
            Self::RateLimited { .. } => RATE_LIMITED,
            Self::Unavailable => UNAVAILABLE,
            Self::Internal(_) => INTERNAL,
        };
        match language {
            Language::Chinese => reason.zh,
            Language::English => reason.en,
        }
    }

    /// The stable word for why, where there is one.
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Unauthenticated(reason)
            | Self::Invalid { reason, .. }
            | Self::IllegalState(reason)
            | Self::LimitReached(reason)
            | Self::TooCostly(reason) => Some(reason.code),
            Self::OutOfScope { .. } => Some(SCOPE_MISSING.code),
            _ => None,
        }
    }
}

const FORBIDDEN: Reason =
    Reason { code: "forbidden", zh: "您没有这项操作的权限", en: "You may not do this" };
const SCOPE_MISSING: Reason = Reason {
    code: "scope_missing",
    zh: "接入密钥未获得该范围的授权",
    en: "The key does not hold the scope that this needs",
};
const NOT_FOUND: Reason = Reason {
    code: "not_found",
    zh: "未找到，或不在您的范围内",
    en: "Not found, or out of your reach",
};
const CONFLICT: Reason = Reason {
    code: "conflict",
    zh: "内容已被他人修改，请核对后重新提交",
    en: "It was changed by someone else: look again, then resubmit",
};
const MISMATCH: Reason = Reason {
    code: "idempotency_mismatch",
    zh: "同一 clientId 已用于其他内容",
    en: "This clientId was used with other content",
};
const RATE_LIMITED: Reason = Reason {
    code: "rate_limited",
    zh: "操作过于频繁，请稍后再试",
    en: "Too many requests: try later",
};
const UNAVAILABLE: Reason =
    Reason {
        code: "unavailable", zh: "系统繁忙，请稍后再试", en: "Busy: try again later"
    };
const INTERNAL: Reason =
    Reason { code: "internal", zh: "系统内部错误", en: "Something went wrong inside" };

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Language::Chinese))
    }
}

impl std::error::Error for Error {}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(_) => Self::Unavailable,
            DbErr::Conn(RuntimeErr::SqlxError(_)) => Self::Unavailable,
            error if may_be_repeated(&error) => Self::Unavailable,
            error => Self::internal(error),
        }
    }
}

/// Whether PostgreSQL gave the transaction up for another's sake: a deadlock (40P01) or a
/// serialisation failure (40001). Nothing was written; the same request may succeed.
fn may_be_repeated(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(inside)) | DbErr::Query(RuntimeErr::SqlxError(inside))) =
        error
    else {
        return false;
    };
    let code = inside.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("40P01" | "40001"))
}

/// What the breach of one unique constraint means to a client.
#[derive(Clone, Copy, Debug)]
pub struct Constraint {
    /// Its name on PostgreSQL, `uq_enterprise_credit_code`.
    pub name: &'static str,
    /// Its columns as SQLite names them, `enterprise.credit_code`.
    pub columns: &'static str,
    /// What it means.
    pub meaning: Meaning,
}

/// What a broken constraint means.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// The field's value is taken.
    Invalid(&'static str, Reason),
    /// Another one was first.
    IllegalState(Reason),
}

/// Says what a database error means: the first constraint of the table that it names, else
/// unforeseen.
pub fn translate(error: DbErr, constraints: &[Constraint]) -> Error {
    if let Some(SqlErr::UniqueConstraintViolation(text)) = error.sql_err() {
        let broken = constraints.iter().find(|constraint| {
            text.contains(&format!("\"{}\"", constraint.name))
                || text.ends_with(&format!(": {}", constraint.columns))
        });
        if let Some(constraint) = broken {
            return match constraint.meaning {
                Meaning::Invalid(field, reason) => Error::invalid(field, reason),
                Meaning::IllegalState(reason) => Error::IllegalState(reason),
            };
        }
    }
    error.into()
}
