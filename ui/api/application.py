"""The API as one application, to be put under /api/v1."""

from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ui.api.articles import article_routes
from ui.api.ask import ask_routes
from ui.api.asking import Asking
from ui.api.auditing import audit_routes
from ui.api.changing import changing_routes
from ui.api.evaluating import evaluate_routes
from ui.api.failures import tell_failures
from ui.api.persons import needs
from ui.api.reference import reference_page
from ui.api.telling import Told
from ui.api.values import ProblemDetails, answer_schema
from ui.people.person import Scope
from ui.web.html.problems import json_response
from ui.web.uploading.desk import Desk

ROOT = "/api/v1"
_ABOUT = (
    "Questions to a news archive; every sentence of an answer is tied to the exact words of an "
    "article. Failures are problem details (RFC 9457)."
)


def api(asking: Asking, desk: Desk | None = None) -> FastAPI:
    """The API over what answers; without a desk nobody may change the archive."""
    app = FastAPI(
        title="Dateline's API",
        description=_ABOUT,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        servers=[{"url": ROOT}],
        responses={"default": {"model": ProblemDetails, "description": "What went wrong."}},
    )
    app.include_router(ask_routes(asking))
    app.include_router(changing_routes(asking, desk))
    app.include_router(article_routes(asking))
    app.include_router(evaluate_routes(asking))
    app.include_router(audit_routes(asking))
    _describe(app)
    tell_failures(app, lambda: asking.everything, Told.response)
    return app


def _describe(app: FastAPI) -> None:
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            answer = dict(answer_schema())
            schemas = schema["components"]["schemas"]
            schemas.update(answer.pop("$defs", {}), Answer=answer)
            told = {"schema": {"$ref": "#/components/schemas/Answer"}}
            events = {"schema": {"type": "string"}}
            responses = schema["paths"]["/ask"]["post"]["responses"]
            responses["200"]["content"] = {"application/json": told, "text/event-stream": events}
        assert app.openapi_schema is not None
        return app.openapi_schema

    async def openapi(request: Request) -> Response:
        needs(Scope.READ)(request)
        return json_response(described())

    async def docs(request: Request) -> Response:
        needs(Scope.READ)(request)
        return HTMLResponse(reference_page(described()))

    app.openapi = described  # type: ignore[method-assign]
    app.add_route("/openapi.json", openapi)
    app.add_route("/docs", docs)
