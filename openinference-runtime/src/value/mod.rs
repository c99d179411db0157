//! Typed OpenInference values that flatten themselves.
