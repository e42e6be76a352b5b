"""What every family of graphs needs: a register of drawings, and short ways to write ONNX."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8  # the newest that goes with opset 17, and the oldest with functions

FLOAT = TensorProto.FLOAT
DOUBLE = TensorProto.DOUBLE
INT64 = TensorProto.INT64
INT32 = TensorProto.INT32
BOOL = TensorProto.BOOL
STRING = TensorProto.STRING
FLOAT16 = TensorProto.FLOAT16


@dataclass(frozen=True)
class Drawing:
    """One file to write, and what the check after writing expects: a fate, and for a refusal words of its reason."""

    file: str
    draw: Callable[[], ModelProto]
    fate: str
    reason: str


# What ONNX and ONNX Runtime say of a graph on their own:
RUNS = "runs"  # valid, and answers rows of ones
LOADS = "loads"  # valid, and too slow or too odd to run in a check
VALID = "valid"  # valid ONNX that this runtime cannot load
INVALID = "invalid"  # refused by the ONNX checker, or by the runtime at load
UNCHECKED = "unchecked"  # the checker would follow its path, or has no words for it

DRAWINGS: list[Drawing] = []


def drawing(file: str, fate: str = RUNS, reason: str = ""):
    """Registers a function that draws the graph of one file."""

    def register(draw: Callable[[], ModelProto]) -> Callable[[], ModelProto]:
        DRAWINGS.append(Drawing(file, draw, fate, reason))
        return draw

    return register


def tensor(name: str, element_type: int, *shape) -> ValueInfoProto:
    """The declaration of a tensor; a dimension is a number, or a name such as "N"; none is a scalar."""
    return helper.make_tensor_value_info(name, element_type, shape)


def shapeless(name: str, element_type: int) -> ValueInfoProto:
    """The declaration of a tensor of any rank."""
    return helper.make_tensor_value_info(name, element_type, None)


def constant(name: str, values, dtype=np.float32) -> TensorProto:
    """An initializer."""
    return numpy_helper.from_array(np.asarray(values, dtype), name)


def node(operator: str, inputs: str, outputs: str, **attributes) -> NodeProto:
    """A node whose inputs and outputs are separated by blanks; `-` is an input left out."""
    names = ["" if name == "-" else name for name in inputs.split()]
    return helper.make_node(operator, names, outputs.split(), **attributes)


def graph(nodes, inputs, outputs, initializers=(), name="graph") -> GraphProto:
    """A graph, or the body of an If, a Loop or a Scan."""
    return helper.make_graph(list(nodes), name, list(inputs), list(outputs), list(initializers))


def model(nodes, inputs, outputs, initializers=(), domains=None, functions=(), opset=OPSET) -> ModelProto:
    """A model; `domains` are further operator sets, name to version."""
    imports = [helper.make_opsetid("", opset)]
    imports += [helper.make_opsetid(domain, version) for domain, version in (domains or {}).items()]
    return helper.make_model(
        graph(nodes, inputs, outputs, initializers),
        opset_imports=imports,
        functions=list(functions),
        ir_version=IR_VERSION,
        producer_name="plimsoll-test-graphs",
    )


def in_if(nodes, inputs, output: ValueInfoProto, initializers=(), domains=None) -> ModelProto:
    """A model that runs `nodes` in the branch of an If taken when the input `flag` is true.

    The other branch answers zeros. The initializers stay in the outer graph, so that the
    branch reads them from the enclosing scope, as exporters write it.
    """
    inner = [NodeProto.FromString(each.SerializeToString()) for each in nodes]
    produced = shapeless("branch_" + output.name, output.type.tensor_type.elem_type)
    inner.append(node("Identity", output.name, produced.name))
    zeros = [
        node("Shape", inputs[0].name, "extent"),
        node("ConstantOfShape", "extent", "zeros"),
    ]
    choice = node(
        "If",
        "flag",
        "answer",
        then_branch=graph(inner, [], [produced], name="then"),
        else_branch=graph(zeros, [], [shapeless("zeros", FLOAT)], name="else"),
    )
    answer = ValueInfoProto.FromString(output.SerializeToString())
    answer.name = "answer"
    return model([choice], [tensor("flag", BOOL), *inputs], [answer], initializers, domains)
