//! Where spans come from: the tracer in force and the gate in front of it.
