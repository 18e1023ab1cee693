"""onnxruntime, the library: a model file made ready to run on the CPU."""

from pathlib import Path
from typing import Any


def cpu_session(file: Path) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """An `onnxruntime.InferenceSession` of an ONNX file; may be run by several threads at once."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Its threads would turn in circles between two runs, for a third more processor time.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # x86 processors with AVX2 or AVX-512 but without VNNI add pairs of 8-bit products in 16 bits,
    # which overflow: a quantized model then reads nonsense. This takes the exact way there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    # What it warns of, such as a graph that it simplifies, is nothing that a person can act on.
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
