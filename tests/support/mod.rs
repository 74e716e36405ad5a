//! What tests share.

pub(crate) mod app;
pub(crate) mod browser;
pub(crate) mod driver;
pub(crate) mod foreign;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod python;
pub(crate) mod service;
