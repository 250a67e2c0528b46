//! How a caller's quota is told in the headers of an answer, whatever was asked for.

use actix_web::HttpResponseBuilder;

use crate::platform::quota::Standing;

/// What is told; nothing of what is not known.
#[derive(Clone, Copy, Default)]
pub struct Told {
    /// What may be asked for in a minute.
    pub quota: Option<u64>,
    /// What is left of it.
    pub left: Option<u64>,
    /// In how many seconds all of it is there again.
    pub reset_secs: Option<u64>,
    /// In how many seconds what was refused may come again.
    pub retry_after_secs: Option<u64>,
}

impl From<Standing> for Told {
    fn from(standing: Standing) -> Self {
        Self {
            quota: Some(standing.quota.into()),
            left: Some(standing.left.into()),
            reset_secs: Some(standing.reset_secs()),
            retry_after_secs: None,
        }
    }
}

impl Told {
    /// Writes the headers.
    pub fn write(self, http: &mut HttpResponseBuilder) {
        let headers = [
            ("ratelimit-limit", self.quota),
            ("ratelimit-remaining", self.left),
            ("ratelimit-reset", self.reset_secs),
            ("retry-after", self.retry_after_secs),
        ];
        for (name, value) in headers {
            if let Some(value) = value {
                http.insert_header((name, value.to_string()));
            }
        }
    }
}
