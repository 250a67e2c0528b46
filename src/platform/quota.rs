//! How much one caller may ask for in a minute: a bucket of cost for each, that fills again as time
//! passes. Each server counts by itself.

use std::{
    num::{NonZeroU32, NonZeroUsize},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use entity::{Id, user};
use governor::{
    Quota, RateLimiter,
    clock::Clock as GovernorClock,
    middleware::StateInformationMiddleware,
    state::{InMemoryState, NotKeyed},
};
use lru::LruCache;

use super::{
    actor::Actor,
    clock::Clock,
    error::{Error, Reason, Result},
};

/// Whoever is not heard of for longest begins with a full bucket again.
const MOST_CALLERS: NonZeroUsize = NonZeroUsize::new(20_000).expect("not zero");
const MINUTE_SECS: u64 = 60;

const ABOVE_QUOTA: Reason = Reason {
    code: "above_quota",
    zh: "一次查询超过每分钟的额度，请减少层级或条数",
    en: "One query asks for more than a minute's quota: ask for fewer levels or rows",
};

type Bucket = RateLimiter<NotKeyed, InMemoryState, Time, StateInformationMiddleware>;
/// By their owners, with what each holds when it is full.
type Buckets = LruCache<Id<user::Entity>, (NonZeroU32, Arc<Bucket>)>;

/// The one clock, for the buckets.
#[derive(Clone)]
struct Time(Clock);

impl GovernorClock for Time {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let micros = u64::try_from(self.0.now().timestamp_micros()).unwrap_or_default();
        Duration::from_micros(micros)
    }
}

/// The buckets of all callers.
pub struct Quotas {
    /// What everybody may ask for in a minute, unless agreed otherwise.
    usual: NonZeroU32,
    clock: Clock,
    buckets: Mutex<Buckets>,
}

/// How a caller stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What may be asked for in a minute.
    pub quota: u32,
    /// What is left of it.
    pub left: u32,
}

impl Standing {
    /// In how many seconds the bucket is full again.
    pub fn reset_secs(self) -> u64 {
        secs_for(u64::from(self.quota - self.left.min(self.quota)), self.quota)
    }
}

/// In how many seconds so much flows in.
fn secs_for(cost: u64, quota: u32) -> u64 {
    cost.saturating_mul(MINUTE_SECS).div_ceil(u64::from(quota).max(1))
}

impl Quotas {
    /// Buckets of this size, save where a client's own is agreed.
    pub fn new(usual: NonZeroU32, clock: Clock) -> Self {
        Self { usual, clock, buckets: Mutex::new(LruCache::new(MOST_CALLERS)) }
    }

    /// Takes what a request costs out of the caller's bucket.
    ///
    /// # Errors
    /// `RateLimited` when there is not so much in it, `TooCostly` when there never will be.
    pub fn charge(&self, actor: &Actor, cost: u64) -> Result<Standing> {
        let (quota, bucket) = self.bucket(actor);
        let cost = u32::try_from(cost).map_err(|_| Error::TooCostly(ABOVE_QUOTA))?;
        // Nothing is free.
        let cost = NonZeroU32::new(cost).unwrap_or(NonZeroU32::MIN);
        match bucket.check_n(cost) {
            Ok(Ok(state)) => {
                Ok(Standing { quota: quota.get(), left: state.remaining_burst_capacity() })
            }
            Ok(Err(not_until)) => {
                let wait = not_until.wait_time_from(Time(self.clock.clone()).now());
                Err(Error::RateLimited { retry_after_secs: wait.as_secs() + 1 })
            }
            Err(_) => Err(Error::TooCostly(ABOVE_QUOTA)),
        }
    }

    /// What the caller may ask for in a minute.
    pub fn quota_of(&self, actor: &Actor) -> u32 {
        self.bucket(actor).0.get()
    }

    fn bucket(&self, actor: &Actor) -> (NonZeroU32, Arc<Bucket>) {
        let agreed = actor.machine.as_ref().and_then(|machine| machine.quota);
        let quota = agreed.and_then(NonZeroU32::new).unwrap_or(self.usual);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, bucket)) = buckets.get(&actor.user_id)
            && *of == quota
        {
            return (quota, Arc::clone(bucket));
        }
        let time = Time(self.clock.clone());
        let bucket = RateLimiter::direct_with_clock(Quota::per_minute(quota), time);
        let bucket = Arc::new(bucket.with_middleware::<StateInformationMiddleware>());
        buckets.put(actor.user_id, (quota, Arc::clone(&bucket)));
        (quota, bucket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_full_again_when_what_is_missing_has_flowed_in() {
        assert_eq!(Standing { quota: 600, left: 600 }.reset_secs(), 0);
        assert_eq!(Standing { quota: 600, left: 595 }.reset_secs(), 1);
        assert_eq!(Standing { quota: 600, left: 0 }.reset_secs(), 60);
    }
}
