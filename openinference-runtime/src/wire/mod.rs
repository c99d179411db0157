//! Recognition of provider payloads.
