//! The state that the whole answer to one request is made from.

use crate::http::request::clock;
use crate::http::request::token::{self, Editor, Role};
use crate::http::response::problem::Problem;
use crate::http::state::AppState;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use okolica_atlas::Atlas;
use okolica_model::Filter;
use okolica_model::time::Stamp;
use okolica_web::state;
use std::sync::Arc;

/// One request: one atlas, one moment and one parsed address, so that an edit or a full minute
/// between two steps of its handler changes nothing in its answer.
pub(crate) struct RequestContext {
    pub(crate) app: AppState,
    pub(crate) atlas: Arc<Atlas>,
    pub(crate) now: Stamp,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    /// The parameters of the address, in their order.
    pub(crate) pairs: Vec<(String, String)>,
}

impl FromRequestParts<AppState> for RequestContext {
    type Rejection = Problem;

    /// Takes the headers out of the request, so it comes after other extractors that read them.
    ///
    /// # Errors
    /// 503 before the first atlas.
    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Problem> {
        let headers = std::mem::take(&mut parts.headers);
        Self::new(app, parts.method.clone(), parts.uri.clone(), headers)
    }
}

impl RequestContext {
    /// # Errors
    /// 503 before the first atlas.
    pub(crate) fn new(
        app: &AppState,
        method: Method,
        uri: Uri,
        headers: HeaderMap,
    ) -> Result<Self, Problem> {
        Ok(Self {
            atlas: app.atlas()?,
            now: clock::now(),
            method,
            pairs: state::pairs(uri.query().unwrap_or_default()),
            uri,
            headers,
            app: app.clone(),
        })
    }

    /// The newest atlas, which holds what this request has changed.
    pub(crate) fn newest_atlas(&self) -> Result<Arc<Atlas>, Problem> {
        self.app.atlas()
    }

    /// What the sender may see and do.
    ///
    /// # Errors
    /// 401 for a wrong token.
    pub(crate) fn role(&self) -> Result<Role, Problem> {
        token::role(&self.app, &self.headers)
    }

    /// The sender of a change.
    ///
    /// # Errors
    /// 401 without the token.
    pub(crate) fn editor(&self) -> Result<Editor, Problem> {
        token::require_editor(&self.app, &self.headers)
    }

    /// Lets only those with the token see what is the office's alone.
    ///
    /// # Errors
    /// 401 without the token, 403 where the service has none.
    pub(crate) fn require_office(&self) -> Result<(), Problem> {
        token::require_office(&self.app, &self.headers)
    }

    /// The first value of a parameter.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The start of the time slice of so many milliseconds that it is now.
    pub(crate) fn start_of(&self, slice: i64) -> Stamp {
        let now = self.now;
        Stamp::from_millis(now.millis() - now.millis().rem_euclid(slice)).unwrap_or(now)
    }

    /// The filter that the parameters say; values that no filter has are passed over.
    pub(crate) fn filter(&self) -> Filter {
        let pairs = self.pairs.iter().map(|(name, value)| (&**name, &**value));
        Filter::parse(pairs, Some(&*self.atlas)).0
    }

    /// Works out the dates that a filter asks for, where they are not known yet.
    pub(crate) async fn work_out(&self, filter: &Filter) -> Result<(), Problem> {
        self.app.work_out(&self.atlas, filter, self.now).await
    }

    /// The languages that the client's browser is set to.
    pub(crate) fn accept_language(&self) -> Option<&str> {
        self.headers.get(ACCEPT_LANGUAGE)?.to_str().ok()
    }
}
