//! The input of a span: as the user says it, else a recognised request, else what the arguments make together.

use super::callsite::Callsite;
use crate::providers::{self, PayloadFormat, RawPayload};
use crate::record::Recorded;
use crate::semconv::SpanKind;

#[derive(Default)]
pub(super) struct ComposedInput {
    pub(super) value: Option<Recorded>,
    pub(super) is_explicit: bool,
    request: Option<RequestIn>,
}

/// A request and the API that it is of.
struct RequestIn {
    format: &'static dyn PayloadFormat,
    /// Where it is not the input itself.
    payload: Option<Recorded>,
}

impl RequestIn {
    fn of(kind: SpanKind, value: &Recorded) -> Option<Self> {
        if value.is_written() {
            return None;
        }
        let payload = RawPayload::of(kind, value)?;
        let format = providers::request_format(kind, payload.view())?;
        Some(Self { format, payload: payload.into_recorded() })
    }

    fn is_object(&self, value: &Recorded) -> bool {
        self.payload.as_ref().unwrap_or(value).is_object()
    }
}

impl ComposedInput {
    /// Of captured arguments, in the order of the parameters, or of what the user says instead of them.
    pub(super) fn new(
        callsite: &Callsite,
        explicit: Option<Recorded>,
        arguments: &mut Vec<(usize, Recorded)>,
    ) -> Self {
        let kind = callsite.kind;
        if let Some(explicit) = explicit {
            let request = RequestIn::of(kind, &explicit).or_else(|| {
                arguments.drain(..).find_map(|(_, value)| {
                    let request = RequestIn::of(kind, &value)?;
                    Some(RequestIn { payload: Some(request.payload.unwrap_or(value)), ..request })
                })
            });
            return Self { value: Some(explicit), is_explicit: true, request };
        }
        // A text or a list may be all that is asked for only where nothing stands beside it.
        let alone = arguments.len() == 1;
        let request = arguments.iter().enumerate().find_map(|(at, (_, value))| {
            let request = RequestIn::of(kind, value)?;
            (alone || request.is_object(value)).then_some((at, request))
        });
        if let Some((at, RequestIn { format, payload })) = request {
            let value = payload.unwrap_or_else(|| arguments.swap_remove(at).1);
            return Self::request(value, RequestIn { format, payload: None });
        }
        if kind == SpanKind::Tool {
            return Self::detected(tool_input(callsite, arguments));
        }
        if arguments.len() > 1 {
            // The arguments may be the fields of a request: `fn chat(model, messages, ..)`.
            let together = object(callsite, arguments);
            return match RequestIn::of(kind, &together) {
                Some(request) => Self::request(together, request),
                None => Self::detected(together),
            };
        }
        Self { value: arguments.pop().map(|(_, value)| value), ..Self::default() }
    }

    fn detected(value: Recorded) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    fn request(value: Recorded, request: RequestIn) -> Self {
        Self { request: Some(request), ..Self::detected(value) }
    }

    /// The request among the arguments.
    pub(super) fn as_request(&self) -> Option<(&'static dyn PayloadFormat, &Recorded)> {
        let request = self.request.as_ref()?;
        Some((request.format, request.payload.as_ref().or(self.value.as_ref())?))
    }
}

/// The object that a model gave, which one argument may hold as a whole.
fn tool_input(callsite: &Callsite, arguments: &mut Vec<(usize, Recorded)>) -> Recorded {
    match arguments.as_slice() {
        [(_, value)] if callsite.whole && value.is_object() => arguments.swap_remove(0).1,
        arguments => object(callsite, arguments),
    }
}

fn object(callsite: &Callsite, arguments: &[(usize, Recorded)]) -> Recorded {
    let members = arguments.iter();
    Recorded::object(members.filter_map(|(index, value)| Some((*callsite.parameters.get(*index)?, value))))
}
