//! The publisher: follows the store and keeps the newest atlas.
