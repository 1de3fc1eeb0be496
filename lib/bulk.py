"""What big writes ask of the database."""

from django.db import connection
from django.db.models import Model

LONG = "60s"


def allow_long_statements() -> None:
    """Let this transaction's statements, its commit too, take longer than a page's may.

    The constraints of fifty thousand new rows are checked at commit, in one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [LONG])


def plan_anew(model: type[Model]) -> None:
    """Let the database look at a table that has just grown many times over, within this transaction.

    Whether a row refers to one that is there is asked with a plan that was made when the table was small: it reads the
    whole table for each row, minutes for fifty thousand people, until the table was analyzed.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
