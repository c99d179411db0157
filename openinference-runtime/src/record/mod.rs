//! What an argument or a result becomes.
