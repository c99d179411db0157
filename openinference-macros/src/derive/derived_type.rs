//! A type with a derive, as far as the derive looks at it.

use openinference_semconv::fields::Derive;
use proc_macro2::Ident;
use syn::{Data, DeriveInput, Field, Fields, Generics, Member, Type, Variant};

use super::container::Container;
use super::field_key_use::{self, FieldKeyUse, HELPER};
use crate::error::Errors;
use crate::krate::Runtime;

/// One derived type.
pub(super) struct DerivedType {
    pub(super) derive: Derive,
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) container: Container,
    pub(super) runtime: Runtime,
    pub(super) shapes: Vec<Shape>,
    pub(super) is_enum: bool,
}

/// A struct, or one variant of an enum.
pub(super) struct Shape {
    pub(super) name: Ident,
    pub(super) fields: Vec<DerivedField>,
}

/// A field of which something is said.
pub(super) struct DerivedField {
    pub(super) member: Member,
    pub(super) ty: Type,
    pub(super) key_uses: Vec<FieldKeyUse>,
}

impl DerivedType {
    /// `None`: no type that has fields.
    pub(super) fn new(derive: Derive, input: DeriveInput, errors: &mut Errors) -> Option<Self> {
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
    pub(super) fn key_uses(&self) -> impl Iterator<Item = &FieldKeyUse> {
        self.shapes.iter().flat_map(Shape::key_uses)
    }
}

impl Shape {
    pub(super) fn new(derive: Derive, name: Ident, fields: Fields, errors: &mut Errors) -> Self {
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

    pub(super) fn key_uses(&self) -> impl Iterator<Item = &FieldKeyUse> {
        self.fields.iter().flat_map(|field| &field.key_uses)
    }
}
