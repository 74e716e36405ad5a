//! The store written out as files.
