"""An exported network's matrices in 4 bits: blocks of 32 numbers with a scale each.

onnxruntime multiplies by them with int8 activations (`MatMulNBits`, accuracy level 4). The word
embeddings are int8, a scale a row.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantFormat
from onnxruntime.quantization.matmul_nbits_quantizer import (
    DefaultWeightOnlyQuantConfig,
    MatMulNBitsQuantizer,
)

BLOCK = 32
INT8 = 4  # onnxruntime's name for how exactly it multiplies
LARGE = 100_000  # an embedding with more numbers becomes int8


def in_four_bits(whole: Path, out: Path) -> None:
    """Writes a copy of the float32 network with 4-bit matrices and int8 embeddings."""
    config = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK, is_symmetric=True, accuracy_level=INT8, bits=4,
        quant_format=QuantFormat.QOperator,
    )  # fmt: skip
    quantizer = MatMulNBitsQuantizer(onnx.load(whole), algo_config=config)
    quantizer.process()
    model: Any = quantizer.model.model
    with_small_embeddings(model)
    onnx.save(model, out)


def with_small_embeddings(model: Any) -> None:  # noqa: ANN401 - onnx's protobufs
    """Makes the rows of large embeddings int8, in place: rows are taken, then scaled."""
    held = {each.name: each for each in model.graph.initializer}
    nodes: list[Any] = []
    for node in model.graph.node:
        table = held.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or int(np.prod(table.dims)) < LARGE:
            nodes.append(node)
            continue
        nodes += _taken(model, node, table)
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def _taken(model: Any, node: Any, table: Any) -> list[Any]:  # noqa: ANN401
    """The nodes that take an int8 table's rows and make them what they were."""
    values = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-12) / 127
    rows, name, indices = np.round(values / scales).astype(np.int8), table.name, node.input[1]
    model.graph.initializer.remove(table)
    model.graph.initializer.extend(
        [
            numpy_helper.from_array(rows, f"{name}_rows"),
            numpy_helper.from_array(scales.astype(np.float32), f"{name}_scales"),
        ]
    )
    made = [f"{node.output[0]}_{part}" for part in ("rows", "numbers", "scales")]
    return [
        helper.make_node("Gather", [f"{name}_rows", indices], [made[0]]),
        helper.make_node("Cast", [made[0]], [made[1]], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}_scales", indices], [made[2]]),
        helper.make_node("Mul", [made[1], made[2]], [node.output[0]]),
    ]
