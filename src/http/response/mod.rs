//! Writing a response: problems, validators, encodings.

pub(crate) mod answer;
pub(crate) mod encoding;
pub(crate) mod problem;
pub(crate) mod validator;
