//! Writing what stands on a tape, node by node.

use super::run::Run;
use super::tape::Tape;
use super::tape_node::TapeNode;
use super::text::{escaped_length, put_float, put_integer, put_text};

/// Writes a list or an object of which these are the members; `None` as soon as `out` is longer than `end`.
pub(super) fn put_run(run: Run<'_>, is_object: bool, end: usize, out: &mut String) -> Option<()> {
    put_members(run.tape, run.at(), run.members(), is_object, end, out).map(|_| ())
}

/// Gives the node behind the last member.
fn put_members(
    tape: &Tape,
    mut at: usize,
    members: usize,
    is_object: bool,
    end: usize,
    out: &mut String,
) -> Option<usize> {
    out.push(if is_object { '{' } else { '[' });
    for index in 0..members {
        if index > 0 {
            out.push(',');
        }
        if is_object {
            put_string(tape, tape.nodes.get(at)?, end, out)?;
            out.push(':');
            at += 1;
        }
        at = put_value(tape, at, end, out)?;
    }
    out.push(if is_object { '}' } else { ']' });
    (out.len() <= end).then_some(at)
}

/// Gives the node behind the value.
fn put_value(tape: &Tape, at: usize, end: usize, out: &mut String) -> Option<usize> {
    let node = tape.nodes.get(at)?;
    match node {
        TapeNode::Text { .. } | TapeNode::Static { .. } => put_string(tape, node, end, out)?,
        TapeNode::Array { members, .. } => {
            return put_members(tape, at + 1, *members as usize, false, end, out);
        }
        TapeNode::Object { members, .. } => {
            return put_members(tape, at + 1, *members as usize, true, end, out);
        }
        TapeNode::Null => out.push_str("null"),
        TapeNode::Bool(true) => out.push_str("true"),
        TapeNode::Bool(false) => out.push_str("false"),
        TapeNode::Int(value) => put_integer(*value < 0, value.unsigned_abs(), out),
        TapeNode::UInt(value) => put_integer(false, *value, out),
        TapeNode::Float(value) => put_float(*value, out),
    }
    (out.len() <= end).then_some(at + 1)
}

#[inline]
fn put_string(tape: &Tape, node: &TapeNode, end: usize, out: &mut String) -> Option<()> {
    let (text, is_plain) = match node {
        TapeNode::Text { start, length, is_plain } => (tape.slice(*start, *length), *is_plain),
        TapeNode::Static { text, is_plain } => (*text, *is_plain),
        _ => return None,
    };
    // Not even begun where it is too long for sure: it may be very long.
    if out.len().saturating_add(text.len()) > end && out.len() + escaped_length(text) > end {
        return None;
    }
    if is_plain {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        put_text(text, usize::MAX, out);
    }
    Some(())
}
