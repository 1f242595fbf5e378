//! Routes with their roles: a route cannot be registered without saying who may take it.
//!
//! The router and the table of who may do what are built in one step, so that neither can have a row that the other lacks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::routing::{MethodRouter, get, post};
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::{OpenApi, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::app::App;
use crate::app::access::Role;

/// Who may take a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, without a token: it says nothing of the library or its tickets.
    Everybody,
    /// Whoever has at least this role.
    AtLeast(Role),
}

impl From<Role> for Access {
    fn from(role: Role) -> Access {
        Access::AtLeast(role)
    }
}

/// Who may take each route, by its path as it is registered and its method.
#[derive(Debug, Clone, Default)]
pub struct AccessTable(BTreeMap<(String, String), Access>);

impl AccessTable {
    /// Who may take a route; `None` where there is no such route. HEAD counts as GET.
    pub fn access(&self, method: &Method, route: &str) -> Option<Access> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.0.get(&(route.to_owned(), method.to_string())).copied()
    }

    /// All of them: path, method and who.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &str, Access)> {
        self.0.iter().map(|((path, method), access)| (path.as_str(), method.as_str(), *access))
    }
}

/// A router of the service, with who may take each of its routes.
#[derive(Default)]
pub struct GuardedRouter {
    router: OpenApiRouter<Arc<App>>,
    table: AccessTable,
}

impl GuardedRouter {
    /// No routes yet.
    pub fn new() -> GuardedRouter {
        GuardedRouter::default()
    }

    /// No routes yet, described below this head.
    pub fn described(head: OpenApi) -> GuardedRouter {
        GuardedRouter { router: OpenApiRouter::with_openapi(head), table: AccessTable::default() }
    }

    /// Operations that describe themselves, as `routes!` gives them, all for the same role.
    pub fn routes(mut self, access: impl Into<Access>, operations: UtoipaMethodRouter<Arc<App>>) -> GuardedRouter {
        let access = access.into();
        for (path, item) in &operations.1.paths {
            for method in methods(item) {
                self.table.0.insert((path.clone(), method.to_string()), access);
            }
        }
        GuardedRouter { router: self.router.routes(operations), ..self }
    }

    /// A page that is read.
    pub fn get<H, T>(self, path: &'static str, access: impl Into<Access>, handler: H) -> GuardedRouter
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        self.one(&Method::GET, path, access.into(), get(handler))
    }

    /// A form that is sent.
    pub fn post<H, T>(self, path: &'static str, access: impl Into<Access>, handler: H) -> GuardedRouter
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        self.one(&Method::POST, path, access.into(), post(handler))
    }

    fn one(mut self, method: &Method, path: &str, access: Access, handler: MethodRouter<Arc<App>>) -> GuardedRouter {
        self.table.0.insert((path.to_owned(), method.to_string()), access);
        GuardedRouter { router: self.router.route(path, handler), ..self }
    }

    /// The same, each route answering within a time.
    pub fn time_limit(self, limit: Duration) -> GuardedRouter {
        let layer = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, limit);
        GuardedRouter { router: self.router.layer(layer), ..self }
    }

    /// The same, for bodies of any size: their handlers bound them while they arrive.
    pub fn any_size(self) -> GuardedRouter {
        GuardedRouter { router: self.router.layer(DefaultBodyLimit::disable()), ..self }
    }

    /// These routes and those.
    pub fn merge(mut self, other: GuardedRouter) -> GuardedRouter {
        self.table.0.extend(other.table.0);
        GuardedRouter { router: self.router.merge(other.router), ..self }
    }

    /// What the operations say of themselves.
    pub fn description(&self) -> &OpenApi {
        self.router.get_openapi()
    }

    /// Who may take the routes so far.
    pub fn table(&self) -> &AccessTable {
        &self.table
    }

    /// The router, and who may take its routes.
    pub fn into_parts(self) -> (Router<Arc<App>>, AccessTable) {
        (self.router.split_for_parts().0, self.table)
    }
}

/// The methods of a path that describe themselves.
fn methods(item: &PathItem) -> impl Iterator<Item = Method> {
    let all = [
        (&item.get, Method::GET),
        (&item.post, Method::POST),
        (&item.put, Method::PUT),
        (&item.delete, Method::DELETE),
        (&item.patch, Method::PATCH),
    ];
    all.into_iter().filter(|(operation, _)| operation.is_some()).map(|(_, method)| method)
}
