//! Values that can be judged as they stand: literals. All others are judged by the compiler, by a trait.

use openinference_semconv::ValueType;
use syn::{Expr, ExprLit, ExprUnary, Lit, LitStr, UnOp};

/// The literal that an expression is, if it is one; a sign counts in.
pub(crate) fn literal(expression: &Expr) -> Option<&Lit> {
    match expression {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
            literal(expr).filter(|lit| matches!(lit, Lit::Int(_) | Lit::Float(_)))
        }
        _ => inner(expression).and_then(literal),
    }
}

/// The string that an expression is, if it is one.
pub(crate) fn string(expression: &Expr) -> Option<&LitStr> {
    match literal(expression)? {
        Lit::Str(text) => Some(text),
        _ => None,
    }
}

/// Why the expression is no value of this type, where it is a literal. `None`: it is one, or the compiler will tell.
pub(crate) fn mismatch(expression: &Expr, expected: Option<ValueType>) -> Option<String> {
    if let Some(inner) = inner(expression) {
        return mismatch(inner, expected);
    }
    match expression {
        Expr::Closure(_) => Some("a closure is no value: write an expression over the arguments".to_owned()),
        Expr::Array(list) => list_mismatch(list.elems.iter(), expected),
        _ => scalar_mismatch(literal(expression)?, expected),
    }
}

fn inner(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Group(inner) => Some(&inner.expr),
        Expr::Paren(inner) => Some(&inner.expr),
        Expr::Reference(inner) => Some(&inner.expr),
        _ => None,
    }
}

fn scalar_mismatch(lit: &Lit, expected: Option<ValueType>) -> Option<String> {
    use ValueType as T;
    let found = match lit {
        Lit::Str(_) => "a string",
        Lit::Char(_) => "a character",
        Lit::Int(number) if is_float_suffix(number.suffix()) => "a float",
        Lit::Int(_) => "an integer",
        Lit::Float(_) => "a float",
        Lit::Bool(_) => "a boolean",
        Lit::ByteStr(_) | Lit::CStr(_) | Lit::Byte(_) => "a byte literal",
        _ => return None,
    };
    let fits = match expected {
        None => found != "a byte literal",
        Some(T::String) => matches!(found, "a string" | "a character"),
        Some(T::Integer) => found == "an integer",
        Some(T::Float) => found == "a float",
        Some(T::Number) => matches!(found, "a float" | "an integer"),
        Some(T::Boolean) => found == "a boolean",
        Some(T::StringOrInteger) => matches!(found, "a string" | "an integer"),
        Some(T::Json) => matches!(lit, Lit::Str(text) if text.value().trim_start().starts_with(['{', '['])),
        Some(_) => false,
    };
    if fits {
        return None;
    }
    let Some(expected) = expected else {
        return Some(format!(
            "{found} is no value of an attribute: write a string, a number, a boolean or a list of them"
        ));
    };
    let instead = match (expected, lit) {
        (T::Json, Lit::Str(_)) => {
            "this string is no JSON object: write `{..}` in it, or any value that serialises as one"
                .to_owned()
        }
        (T::Json, _) => "write any value that serialises as a JSON object".to_owned(),
        (T::StringList, Lit::Str(text)) => format!("write `[\"{}\"]`", text.value()),
        (T::String | T::StringOrInteger, Lit::Int(number)) => format!("write `\"{number}\"`"),
        (T::String | T::StringOrInteger, Lit::Float(number)) => format!("write `\"{number}\"`"),
        (T::String, Lit::Bool(value)) => format!("write `\"{}\"`", value.value),
        (T::Float, Lit::Int(number)) => format!("write `{}.0`", number.base10_digits()),
        (T::Integer | T::Float | T::Number, Lit::Str(text)) if text.value().parse::<f64>().is_ok() => {
            format!("write `{}` without quotes", text.value())
        }
        (T::Boolean, Lit::Str(text)) if text.value().parse::<bool>().is_ok() => {
            format!("write `{}` without quotes", text.value())
        }
        _ => return Some(format!("expected a value of type {expected}, found {found}")),
    };
    Some(format!("expected a value of type {expected}, found {found}: {instead}"))
}

fn is_float_suffix(suffix: &str) -> bool {
    matches!(suffix, "f32" | "f64")
}

fn list_mismatch<'a>(items: impl Iterator<Item = &'a Expr>, expected: Option<ValueType>) -> Option<String> {
    let item = match expected {
        None => None,
        Some(ValueType::StringList) => Some(ValueType::String),
        Some(ValueType::FloatList) => Some(ValueType::Float),
        Some(ValueType::Json) => return None,
        Some(expected) => return Some(format!("expected a value of type {expected}, found a list")),
    };
    items.filter_map(|each| mismatch(each, item)).next()
}
