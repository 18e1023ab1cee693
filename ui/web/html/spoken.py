"""Which language a request is answered in."""

from starlette.requests import Request

from ui.language import COOKIE, SOURCE, language_for


def language_of(request: Request | None) -> str:
    """The language to speak to whoever sent a request: as chosen on the page, else as accepted."""
    if request is None:  # Gradio's has none where no page asked.
        return SOURCE
    return language_for(request.cookies.get(COOKIE), request.headers.get("accept-language"))
