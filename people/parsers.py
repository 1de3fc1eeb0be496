"""JSON without what PostgreSQL refuses: NUL and lone surrogates."""

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJSONParser(JSONParser):
    """Refuse strings that cannot be stored, before any view sees them."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
            is_storable = _is_storable(data)
        except RecursionError:
            raise ParseError("This is nested too deeply.") from None
        if not is_storable:
            raise ParseError("Text may hold neither NUL nor half of a character.")
        return data


def _is_storable(data) -> bool:
    if isinstance(data, str):
        return "\x00" not in data and not any("\ud800" <= letter <= "\udfff" for letter in data)
    if isinstance(data, dict):
        return all(_is_storable(key) and _is_storable(value) for key, value in data.items())
    return all(map(_is_storable, data)) if isinstance(data, list) else True
