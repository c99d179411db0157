//! Reading a selector's text.

use super::step::{Condition, Relation, SelectorError, Status, Step, Subject};
use crate::semconv::SpanKind;
use crate::testing::pattern::Pattern;

pub(super) fn parse(text: &str) -> Result<Vec<Step>, SelectorError> {
    let wrong = |problem: String| SelectorError { selector: text.to_owned(), problem };
    let mut reader = Reader { rest: text.trim_start() };
    let mut relation = if reader.take(">>") {
        return Err(wrong("`>>` needs a step before it".to_owned()));
    } else if reader.take(">") {
        Relation::Root
    } else {
        Relation::Anywhere
    };
    let mut steps = Vec::new();
    loop {
        steps.push(reader.step(relation).map_err(wrong)?);
        relation = if reader.take(">>") {
            Relation::Descendant
        } else if reader.take(">") {
            Relation::Child
        } else {
            break;
        };
    }
    Ok(steps)
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn take(&mut self, sign: &str) -> bool {
        let found = self.rest.trim_start().strip_prefix(sign);
        if let Some(rest) = found {
            self.rest = rest;
        }
        found.is_some()
    }

    fn step(&mut self, relation: Relation) -> Result<Step, String> {
        let whole = self.rest.trim_start();
        self.rest = whole;
        let subject = self.subject()?;
        let (mut conditions, mut index) = (Vec::new(), None);
        while self.rest.starts_with('[') {
            match self.bracket()? {
                Bracket::Index(number) if index.is_none() => index = Some(number),
                Bracket::Index(number) => return Err(format!("a second index, `[{number}]`")),
                Bracket::Condition(condition) => conditions.push(condition),
            }
        }
        let text = whole[..whole.len() - self.rest.len()].trim_end().to_owned();
        let after = self.rest.trim_start();
        if !(after.is_empty() || after.starts_with('>')) {
            return Err(format!("`{after}` after `{text}`"));
        }
        Ok(Step { relation, subject, conditions, index, text })
    }

    fn subject(&mut self) -> Result<Subject, String> {
        if let Some(name) = self.quoted()? {
            return Ok(Subject::Name(Pattern::new(name)));
        }
        // A name may hold a `>` of its own (`Vec<T>::next`): a sign stands after a blank.
        let end = self.rest.find(['[', '"']).unwrap_or(self.rest.len());
        let end = self.rest[..end].find(" >").unwrap_or(end);
        let word = self.rest[..end].trim_end();
        let kind = word.split_once(':').filter(|(kind, name)| !name.starts_with(':') && is_kind(kind));
        let subject = match kind {
            Some((kind, "")) => {
                self.rest = &self.rest[kind.len() + 1..];
                let name = self.quoted()?.ok_or_else(|| format!("no name after `{kind}:`"))?;
                return Ok(Subject::KindAndName(kind.to_owned(), Pattern::new(name)));
            }
            Some((kind, name)) => Subject::KindAndName(kind.to_owned(), Pattern::new(name)),
            None if word.is_empty() => return Err("a step without a name or a kind".to_owned()),
            None => Subject::KindOrName(Pattern::new(word)),
        };
        self.rest = &self.rest[end..];
        Ok(subject)
    }

    fn quoted(&mut self) -> Result<Option<&'a str>, String> {
        let Some(inner) = self.rest.strip_prefix('"') else { return Ok(None) };
        let (text, rest) = inner.split_once('"').ok_or_else(|| format!("`\"{inner}` has no second quote"))?;
        self.rest = rest;
        Ok(Some(text))
    }

    fn bracket(&mut self) -> Result<Bracket, String> {
        let unclosed = format!("`{}` has no `]`", self.rest);
        let inner = &self.rest[1..];
        let end = match inner.split_once("=\"") {
            // A quoted value may hold a bracket.
            Some((key, value)) if !key.contains(']') => {
                let quote = value.find('"').ok_or_else(|| unclosed.clone())?;
                let from = key.len() + 2 + quote;
                from + inner[from..].find(']').ok_or_else(|| unclosed.clone())?
            }
            _ => inner.find(']').ok_or(unclosed)?,
        };
        let (inside, rest) = inner.split_at(end);
        self.rest = &rest[1..];
        condition(inside)
    }
}

enum Bracket {
    Index(usize),
    Condition(Condition),
}

fn condition(inside: &str) -> Result<Bracket, String> {
    if let Ok(index) = inside.parse() {
        return Ok(Bracket::Index(index));
    }
    let condition = match inside.split_once('=') {
        None if inside.is_empty() => return Err("`[]` without a key or a number".to_owned()),
        None => Condition::Present(inside.to_owned()),
        Some(("status", "ok")) => Condition::Status(Status::Ok),
        Some(("status", "unset")) => Condition::Status(Status::Unset),
        Some(("status", "error")) => Condition::Status(Status::Error),
        Some(("status", other)) => return Err(format!("no status is `{other}`: `ok`, `unset` or `error`")),
        Some((key, value)) => {
            let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
            Condition::Attribute(key.to_owned(), Pattern::new(value))
        }
    };
    Ok(Bracket::Condition(condition))
}

pub(super) fn is_kind(word: &str) -> bool {
    SpanKind::ALL.iter().any(|kind| kind.as_str().eq_ignore_ascii_case(word))
}
