"""What big writes ask of the database."""

from django.db import connection

LONG = "60s"


def allow_long_statements() -> None:
    """Let this transaction's statements, its commit too, take longer than a page's may.

    The constraints of fifty thousand new rows are checked at commit, in one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [LONG])
