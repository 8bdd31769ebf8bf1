//! Handlers without their types, as routes are given them. axum wraps a handler into a dozen generic layers, and at each the
//! compiler works out anew, through everything the handler calls, that its future may change threads. Behind a pointer all
//! handlers are one type, and a request takes one call through a table more. A route that is given a bare handler works as well and
//! is compiled for longer.

use super::State;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::MethodRouter;
use std::pin::Pin;
use std::sync::Arc;

/// What axum makes of a call of any function.
type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Any handler.
#[derive(Clone)]
pub(super) struct Erased(Arc<dyn Fn(Request, State) -> Answering + Send + Sync>);

impl Handler<(), State> for Erased {
    type Future = Answering;

    fn call(self, request: Request, state: State) -> Answering {
        (self.0)(request, state)
    }
}

/// A handler without its type.
pub(super) fn erased<T: 'static>(handler: impl Handler<T, State, Future = Answering>) -> Erased {
    Erased(Arc::new(move |request, state| handler.clone().call(request, state)))
}

/// A route that answers GET.
pub(super) fn get<T: 'static>(handler: impl Handler<T, State, Future = Answering>) -> MethodRouter<State> {
    axum::routing::get(erased(handler))
}

/// A route that answers POST.
pub(super) fn post<T: 'static>(handler: impl Handler<T, State, Future = Answering>) -> MethodRouter<State> {
    axum::routing::post(erased(handler))
}

/// `utoipa_axum::routes`: a route of one or more described handlers with one path.
macro_rules! routes {
    ($($handler:path),+ $(,)?) => {{
        let mut schemas = Vec::new();
        let mut paths = utoipa::openapi::path::Paths::new();
        let mut router = axum::routing::MethodRouter::new();
        $(
            let (path, operation, methods) = utoipa_axum::routes!(@resolve_types $handler : schemas);
            for method in &methods {
                let filter = utoipa_axum::PathItemExt::to_method_filter(method);
                router = router.on(filter, $crate::http::erased::erased($handler));
            }
            paths.add_path_operation(&path, methods, operation);
        )+
        (schemas, paths, router)
    }};
}
pub(super) use routes;
