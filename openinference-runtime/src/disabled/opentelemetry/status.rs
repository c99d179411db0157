use std::borrow::Cow;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Unset,
    Error {
        description: Cow<'static, str>,
    },
    Ok,
}

impl Status {
    pub fn error(description: impl Into<Cow<'static, str>>) -> Self {
        Self::Error { description: description.into() }
    }
}
