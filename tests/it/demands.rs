//! Batch demands.
