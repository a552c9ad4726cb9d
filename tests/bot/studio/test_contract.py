"""The OpenAPI document: valid, and about exactly the addresses that there are."""

from __future__ import annotations

import re

import pytest
from openapi_spec_validator import validate

from bot.studio.addresses import API
from bot.studio.bodies import Made
from bot.studio.routes.health import contract
from engine.render.formats import FORMATS
from tests.bot.studio.browsing import Browser
from tests.bot.studio.conftest import Serve

_PARAMETER = re.compile(r"\{(\w+)(?::[^{}]*(?:\{\d+(?:,\d+)?\}[^{}]*)*)?\}")


def test_the_document_is_valid() -> None:
    validate(contract())


def test_it_names_exactly_the_addresses_that_are_served() -> None:
    served = {(method.lower(), _PARAMETER.sub(r"{\1}", path)) for method, path, _ in API}
    named = {(method, path) for path, row in contract()["paths"].items() for method in row}
    assert served == named


def test_it_names_the_formats_that_can_be_made() -> None:
    (format_,) = [
        one
        for one in contract()["paths"]["/pieces/{code}/files/{format}"]["get"]["parameters"]
        if one["name"] == "format"
    ]
    assert set(format_["schema"]["enum"]) == {row.name for row in FORMATS} | {"json"}
    assert set(Made.__args__) == {row.name for row in FORMATS}  # type: ignore[attr-defined]  # a Literal has them


def test_every_operation_says_what_can_go_wrong() -> None:
    for path, row in contract()["paths"].items():
        for method, operation in row.items():
            assert "429" in operation["responses"], (method, path)
            assert operation["operationId"]
            assert operation["summary"]


@pytest.mark.asyncio
async def test_it_is_served_with_the_studio(serve: Serve) -> None:
    async with serve() as server, Browser(server) as anybody:
        assert (await anybody.get("/api/v1/openapi.json")).json == contract()


@pytest.mark.asyncio
async def test_an_unknown_address_and_a_wrong_method_are_problems(serve: Serve) -> None:
    async with serve() as server, Browser(server) as program:
        missing = await program.ask("GET", "/api/v1/nothing")
        assert (missing.status, missing.json["status"]) == (404, 404)
        wrong = await program.ask("DELETE", "/api/v1/genres")
        assert wrong.status == 405
        assert "GET" in wrong.headers["Allow"]
        assert "DELETE" in wrong.json["detail"]
