//! The masked list that every attribute passes through.
