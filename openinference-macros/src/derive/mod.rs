//! The derives: which fields of a type are what.
//!
//! ```text
//! #[derive(LlmResponse)]
//! struct Answer {
//!     #[oi(content)]
//!     text: String,
//! }
//!
//! impl Says<Response> for Answer {
//!     fn __openinference_describe(&self, to: &mut Response, config: &TraceConfig) {
//!         match self {
//!             Self { text: field, .. } => {
//!                 to.content((&&&Field::<role::Text, _>::new(field)).__openinference_read(config));
//!             }
//!         }
//!     }
//! }
//!
//! impl Record for Answer { .. }
//! ```
//!
//! Which keys there are says the table [`openinference_semconv::fields`]; its words are the methods' names.

mod check;
mod container;
mod expand;
mod field_key_use;
#[cfg(test)]
mod tests;

use openinference_semconv::fields::Derive;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Field, Fields, Generics, Member, Type, Variant};

use self::container::Container;
use self::field_key_use::FieldKeyUse;
use crate::error::Errors;
use crate::krate::Runtime;

/// The helper attribute.
const HELPER: &str = "oi";

/// One derived type.
struct DerivedType {
    derive: Derive,
    name: Ident,
    generics: Generics,
    container: Container,
    runtime: Runtime,
    shapes: Vec<Shape>,
    is_enum: bool,
}

/// A struct, or one variant of an enum.
struct Shape {
    name: Ident,
    fields: Vec<DerivedField>,
}

/// A field of which something is said.
struct DerivedField {
    member: Member,
    ty: Type,
    key_uses: Vec<FieldKeyUse>,
}

/// What a derive generates, or its mistakes.
pub(crate) fn expand(derive: Derive, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let own = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => DerivedType::new(derive, input, &mut errors),
        Err(error) => {
            errors.push_parsed(error);
            None
        }
    };
    if let Some(derived) = &own {
        check::check(derived, &mut errors);
    }
    match own.filter(|_| errors.is_empty()) {
        Some(derived) => expand::implement(&derived),
        None => errors.with_item(quote!()),
    }
}

impl DerivedType {
    /// `None`: no type that has fields.
    fn new(derive: Derive, input: DeriveInput, errors: &mut Errors) -> Option<Self> {
        let DeriveInput { attrs, ident, generics, data, .. } = input;
        let container = Container::read(derive, &attrs, errors);
        let is_enum = matches!(data, Data::Enum(_));
        let shapes = match data {
            Data::Struct(data) => vec![Shape::new(derive, ident.clone(), data.fields, errors)],
            Data::Enum(data) => {
                data.variants.into_iter().map(|variant| Shape::of_variant(derive, variant, errors)).collect()
            }
            Data::Union(data) => {
                errors.push(
                    data.union_token,
                    format!(
                        "`{}` reads fields, of which a union has none that are sure to be there",
                        derive.as_str()
                    ),
                );
                return None;
            }
        };
        let runtime = Runtime::new(container.runtime.as_ref());
        Some(Self { derive, name: ident, generics, container, runtime, shapes, is_enum })
    }

    /// Everything that is said of any field.
    fn key_uses(&self) -> impl Iterator<Item = &FieldKeyUse> {
        self.shapes.iter().flat_map(Shape::key_uses)
    }
}

impl Shape {
    fn new(derive: Derive, name: Ident, fields: Fields, errors: &mut Errors) -> Self {
        let members: Vec<Member> = fields.members().collect();
        let mut own = Vec::new();
        for (Field { attrs, ty, .. }, member) in fields.into_iter().zip(members) {
            let key_uses = FieldKeyUse::read(derive, &attrs, errors);
            if !key_uses.is_empty() {
                own.push(DerivedField { member, ty, key_uses });
            }
        }
        Self { name, fields: own }
    }

    fn of_variant(derive: Derive, variant: Variant, errors: &mut Errors) -> Self {
        for helper in field_key_use::helpers(&variant.attrs) {
            errors.push(
                helper,
                format!(
                    "`#[{HELPER}(..)]` belongs on a field: write it on what the variant `{}` holds",
                    variant.ident
                ),
            );
        }
        Self::new(derive, variant.ident, variant.fields, errors)
    }

    fn key_uses(&self) -> impl Iterator<Item = &FieldKeyUse> {
        self.fields.iter().flat_map(|field| &field.key_uses)
    }
}
