"""A question's parts as OpenTelemetry traces: one trace a question, a span a part.

No word of a question or an article is in them: only how long each part took, how many passages were
found and what was decided.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from index.errors import DatelineError
from qa.answers import Answer
from qa.observing import MakeObserver, Observer

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

_SERVICE = "dateline"


class TracesMissing(DatelineError):
    """The packages that make and send traces are not installed."""


def tracing(endpoint: str = "", *, exporter: "SpanExporter | None" = None) -> MakeObserver:
    """Has traces made of questions and sent to a collector.

    They go in the background, and are given up where nobody takes them: no answer waits for it.

    Args:
        endpoint: Where an OTLP collector takes traces over HTTP, as
            http://127.0.0.1:4318/v1/traces; by default where OpenTelemetry's own variables of the
            environment say.
        exporter: To be used in the place of the one to that address.

    Raises:
        TracesMissing: The packages are not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracesMissing(
            "Traces want packages that are not installed. Install them: pip install "
            "'dateline[traces]'"
        ) from error
    # Not the process's own provider: a library's traces must not turn up among these.
    provider = TracerProvider(resource=Resource.create({"service.name": _SERVICE}))
    provider.add_span_processor(
        BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=endpoint or None))
    )
    return traced_by(provider.get_tracer(_SERVICE))


def traced_by(tracer: "Tracer") -> MakeObserver:
    """Has traces made by a tracer of one's own; they are part of what is traced around them."""

    def make() -> Observer:
        return _Traced(tracer)

    return make


class _Traced:
    """Makes the spans of one question, each within the one that was begun last."""

    def __init__(self, tracer: "Tracer") -> None:
        self._tracer = tracer
        self._open: list[tuple[str, Span]] = []

    def began(self, part: str) -> None:
        from opentelemetry.trace import set_span_in_context

        # No span is made current: steps of one question may be made in several threads.
        within = set_span_in_context(self._open[-1][1]) if self._open else None
        span = self._tracer.start_span(f"{_SERVICE}.{part}", context=within)
        self._open.append((part, span))

    def ended(self, part: str) -> None:
        while self._open:
            name, span = self._open.pop()
            span.end()
            if name == part:
                break

    def told(self, what: str, **details: Any) -> None:  # noqa: ANN401 - each station's own
        if self._open:
            self._open[-1][1].set_attributes(_attributes(what, details))
        if what == "failed" and self._open:
            from opentelemetry.trace import Status, StatusCode

            self._open[0][1].set_status(Status(StatusCode.ERROR, type(details["error"]).__name__))


def _attributes(what: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """What a station says, without words of a question or an article."""
    if what == "answer":
        answer: Answer = details["answer"]
        told = {"answered": answer.answered, "citations": len(answer.citations),
                "confidence": answer.confidence}  # fmt: skip
    elif what == "ranked":
        told = {"candidates": details["candidates"], "passages": len(details["chosen"])}
    elif what == "found":
        told = {"by_words": len(details["by_words"]), "by_vectors": len(details["by_vectors"])}
    elif what == "decided":
        told = {"confidence": details["confidence"], "least_confidence": details["least"]}
    elif what == "written":
        told = {"sentences": len(details["draft"].sentences), "withheld": len(details["withheld"])}
    else:
        told = {}
    return {f"{_SERVICE}.{name}": value for name, value in told.items() if value is not None}
