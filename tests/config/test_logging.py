"""Log lines: JSON, named by request, without private text."""

import io
import json
import logging
import logging.config

import pytest
import structlog

from config.logging import standard_library


@pytest.fixture
def written():
    out = io.StringIO()
    configuration = standard_library("INFO")
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        configuration["formatters"]["json"]["()"](
            processor=configuration["formatters"]["json"]["processor"],
            foreign_pre_chain=configuration["formatters"]["json"]["foreign_pre_chain"],
        )
    )
    logger = logging.getLogger("tests.private")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield logger, lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    logger.removeHandler(handler)


def test_a_line_is_json_with_the_requests_number(written):
    logger, lines = written
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        logger.info("something happened")
    (line,) = lines()
    assert line["request_id"] == "abc"
    assert line["event"] == "something happened"
    assert line["level"] == "info"


def test_a_query_string_is_cut_off(written):
    logger, lines = written
    logger.warning("Not Found: %s", "/search/?q=my+illness")
    assert lines()[0]["event"] == "Not Found: /search/"
