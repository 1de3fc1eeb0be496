"""Who is present in a space, asked for as columns of a larger query.

Plain SQL, as composing this for every page costs more than running it.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import IntegerField, TextField
from django.db.models.expressions import RawSQL

ROLES = """
ARRAY(SELECT role::text FROM spaces_membership WHERE space_id = {} AND person_id = %s AND ended_at IS NULL)
"""
READERS = "SELECT count(DISTINCT person_id) FROM spaces_membership WHERE space_id = {} AND ended_at IS NULL"


def roles_of(person, space_column: str) -> RawSQL:
    """The roles that a person has now in the space that this column names."""
    return RawSQL(ROLES.format(space_column), [person.pk], output_field=ArrayField(TextField()))


def reader_count_of(space_column: str) -> RawSQL:
    """How many people are now in the space that this column names."""
    return RawSQL(READERS.format(space_column), [], output_field=IntegerField())
