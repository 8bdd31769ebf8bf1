//! `/api/v1/admin/areas` and `…/categories`: two lists of the same shape.

use crate::domain::places::{self, Asked, Table};
use crate::http::State;
use crate::http::extract::{InLang, Path, Query, Sent, Staff};
use crate::http::problem::{Answer, InLanguage};
use axum::Json;
use hoiam_shared::wire::places::{PlaceInput, PlaceNew, PlacePage, PlaceRetire, PlaceView};
use hoiam_shared::wire::problem::Problem;
use serde::Deserialize;

/// A page asked for.
#[derive(Debug, Deserialize)]
pub struct PageQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    closed: bool,
    after: Option<usize>,
    limit: Option<usize>,
}

impl From<PageQuery> for Asked {
    fn from(PageQuery { q, parent, closed, after, limit }: PageQuery) -> Self {
        Self { q, parent, closed, after, limit }
    }
}

/// The routes of one of the two: utoipa reads each operation from a function of its own.
macro_rules! routes_of {
    ($module:ident, $table:expr, $base:literal, $one:literal, $retire:literal, $what:literal) => {
        #[doc = concat!("Routes of ", $what, ".")]
        pub mod $module {
            use super::*;

            /// A level, or what is called like this.
            #[utoipa::path(get, path = $base, operation_id = concat!("kept_", stringify!($module)), tag = "admin",
                params(("q" = Option<String>, Query), ("parent" = Option<String>, Query, description = "Right below this one; the top when not said"),
                    ("closed" = Option<bool>, Query), ("after" = Option<usize>, Query), ("limit" = Option<usize>, Query), ("lang" = Option<String>, Query)),
                responses((status = 200, body = PlacePage), (status = 401, body = Problem), (status = 403, body = Problem)))]
            pub async fn list(
                axum::extract::State(state): axum::extract::State<State>,
                Staff(viewer): Staff,
                InLang(lang): InLang,
                Query(query): Query<PageQuery>,
            ) -> Answer<Json<PlacePage>> {
                Ok(Json(places::page(&state.app, &viewer, $table, &query.into(), lang).told(lang)?))
            }

            /// Add one.
            #[utoipa::path(post, path = $base, operation_id = concat!("add_to_", stringify!($module)), tag = "admin", request_body = PlaceNew,
                params(("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
                responses((status = 200, body = PlaceView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
                    (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
            pub async fn add(
                axum::extract::State(state): axum::extract::State<State>,
                Staff(viewer): Staff,
                InLang(lang): InLang,
                Sent(new): Sent<PlaceNew>,
            ) -> Answer<Json<PlaceView>> {
                places::add(&state.app, &viewer, $table, &new).await.told(lang)?;
                Ok(Json(places::one(&state.app, &viewer, $table, new.code.trim(), lang).told(lang)?))
            }

            /// Change one. A name that changes stays known as a former one.
            #[utoipa::path(put, path = $one, operation_id = concat!("change_in_", stringify!($module)), tag = "admin", request_body = PlaceInput,
                params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
                responses((status = 200, body = PlaceView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
                    (status = 404, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
            pub async fn change(
                axum::extract::State(state): axum::extract::State<State>,
                Path(code): Path<String>,
                Staff(viewer): Staff,
                InLang(lang): InLang,
                Sent(input): Sent<PlaceInput>,
            ) -> Answer<Json<PlaceView>> {
                places::change(&state.app, &viewer, $table, &code, &input).await.told(lang)?;
                Ok(Json(places::one(&state.app, &viewer, $table, &code, lang).told(lang)?))
            }

            /// Take one out of use, or let it go into another.
            #[utoipa::path(post, path = $retire, operation_id = concat!("retire_from_", stringify!($module)), tag = "admin", request_body = PlaceRetire,
                params(("code" = String, Path), ("X-CSRF-Token" = String, Header), ("lang" = Option<String>, Query)),
                responses((status = 200, body = PlaceView), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
                    (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
            pub async fn retire(
                axum::extract::State(state): axum::extract::State<State>,
                Path(code): Path<String>,
                Staff(viewer): Staff,
                InLang(lang): InLang,
                Sent(input): Sent<PlaceRetire>,
            ) -> Answer<Json<PlaceView>> {
                places::retire(&state.app, &viewer, $table, &code, input.successor.as_deref()).await.told(lang)?;
                Ok(Json(places::one(&state.app, &viewer, $table, &code, lang).told(lang)?))
            }
        }
    };
}

routes_of!(
    areas,
    Table::Areas,
    "/api/v1/admin/areas",
    "/api/v1/admin/areas/{code}",
    "/api/v1/admin/areas/{code}/retire",
    "areas"
);
routes_of!(
    categories,
    Table::Categories,
    "/api/v1/admin/categories",
    "/api/v1/admin/categories/{code}",
    "/api/v1/admin/categories/{code}/retire",
    "categories"
);
