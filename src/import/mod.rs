//! A city's own files, read into the store.
