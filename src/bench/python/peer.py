"""The peer: the models of a repository behind FastAPI, as a careful Python programmer serves them.

One process, uvloop and httptools, no access log, pydantic checks every field, the graph runs in the event loop.
"""

import secrets
import sys
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import onnxruntime
import uvicorn
import yaml
from fastapi import FastAPI
from fastapi.responses import ORJSONResponse
from pydantic import BaseModel, ConfigDict, Field, create_model

PORT, REPOSITORY = int(sys.argv[1]), Path(sys.argv[2])


def fields_of(contract):
    """The contract's inputs, columns of a matrix among them, in order."""
    for part in contract["inputs"]:
        yield from part.get("columns", [part])


def checked_type(field):
    """What pydantic checks; words outside the list are allowed where the contract allows them."""
    bounds = {"ge": field.get("min"), "le": field.get("max")}
    match field["type"]:
        case "number":
            kind = Annotated[float, Field(**bounds)]
        case "integer":
            kind = Annotated[int, Field(**bounds)]
        case "boolean":
            kind = bool
        case "category" if "on_unknown" in field:
            kind = str
        case "category":
            kind = Literal[tuple(field["values"])]
    if "missing" in field or "default" in field:
        absent = field.get("missing", field.get("default"))
        return kind | None, float("nan") if absent == "nan" else absent
    return kind, ...


def request_type(contract):
    context = {part["name"]: (str | None, None) for part in contract.get("request", {}).get("context", [])}
    inputs = {field["name"]: checked_type(field) for field in fields_of(contract)}
    return create_model("Request", __base__=Strict, **context, **inputs)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


def session_of(graph):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def feeder(session, fields):
    """Row of values -> tensors: one matrix, or one tensor a field."""
    inputs = session.get_inputs()
    if len(inputs) == 1:
        return lambda values: {inputs[0].name: np.array([values], dtype=np.float32)}
    types = {part.name: object if part.type == "tensor(string)" else np.float32 for part in inputs}
    names = [field["name"] for field in fields]
    return lambda values: {name: np.array([[value]], dtype=types[name]) for name, value in zip(names, values)}


def twenty_numbers(outputs, names):
    return {"result": {"score": outputs["score"].item()}}


def credit_risk(outputs, names):
    probabilities = outputs["probabilities"][0].tolist()
    defaulted = probabilities[1]
    return {
        "result": {
            "default_probability": round(defaulted, 4),
            "decision": "approve" if defaulted < 0.25 else "refer" if defaulted < 0.5 else "decline",
            "predicted_outcome": ["repaid", "defaulted"][outputs["label"].item()]},
        "confidence": max(probabilities),
        "explanation": {"contributions": dict(zip(names, outputs["contributions"][0].tolist()))}}


RESULTS = {"twenty-numbers": twenty_numbers, "credit-risk": credit_risk}

app = FastAPI(default_response_class=ORJSONResponse, openapi_url=None)


def serve(folder):
    contract = yaml.safe_load((folder / "model.yaml").read_text())
    model, version = contract["model"], contract["version"]
    fields = list(fields_of(contract))
    names = [field["name"] for field in fields]
    session = session_of(folder / "model.onnx")
    output_names = [output.name for output in session.get_outputs()]
    feed, result = feeder(session, fields), RESULTS[model]
    id_field = contract.get("request", {}).get("id")
    Request = request_type(contract)

    @app.post(f"/v1/predict/{model}")
    async def predict(request: Request):
        values = [getattr(request, name) for name in names]
        outputs = dict(zip(output_names, session.run(output_names, feed(values))))
        answer = {"code": "OK", "msg": "success"}
        if id_field:
            answer["request_id"] = getattr(request, id_field)
        answer |= result(outputs, names)
        answer |= {
            "model": model, "model_version": version,
            "prediction_id": secrets.token_hex(16), "trace_id": secrets.token_hex(16)}
        return ORJSONResponse(answer)


for contract_file in sorted(REPOSITORY.glob("*/versions/*/model.yaml")):
    serve(contract_file.parent)

uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="warning", access_log=False, loop="uvloop", http="httptools")
