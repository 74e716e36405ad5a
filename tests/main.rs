//! Every integration test is a module of this one binary, so that it links once.
mod store_story;
