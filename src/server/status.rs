//! Which HTTP status stands for which code, where an answer is not GraphQL's.

use actix_web::http::StatusCode;

use crate::platform::error::ErrorCode;

/// The status of an answer that is this error.
pub const fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::BadInput | ErrorCode::TooCostly => StatusCode::BAD_REQUEST,
        ErrorCode::Conflict
        | ErrorCode::IllegalState
        | ErrorCode::IdempotencyMismatch
        | ErrorCode::LimitReached => StatusCode::CONFLICT,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
