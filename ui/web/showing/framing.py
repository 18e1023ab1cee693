"""What stands around each page: its styles, its head, its way back to the chat."""

from ui.language import spoken
from ui.web.browsing.static_files import static_address
from ui.web.html.templating import rendered
from ui.web.showing.icon import ICON


def framed(template: str, /, *, root: str, here: str, sign_out: bool, **values: object) -> str:
    """A template that extends `browsing_frame.html`, filled with values.

    Args:
        template: Its name.
        root: From the page to where the chat is: "" or "../".
        here: Which of the pages of the masthead it is; "" for none.
        sign_out: Whether there is a button that posts to `logout`.
        values: What the template itself needs.
    """
    return rendered(
        template,
        root=root,
        here=here,
        sign_out=sign_out,
        spoken=spoken(),
        static=static_address,
        icon=ICON,
        **values,
    )
