//! Reading a request: query, token, moment.

pub mod clock;
pub(crate) mod context;
pub(crate) mod cursor;
pub(crate) mod dates;
pub(crate) mod query;
pub(crate) mod token;
