"""Importing people from a table."""

import resource
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from people import importing
from people.models import OrgUnit, User

GOOD = """name,e-mail,manager's e-mail,org unit,region,time zone,locale,job title
Ada Ny,ada@example.org,,Services/Field,Europe,Europe/Oslo,en,Lead
Bo Li,BO@example.org,ada@example.org,Services/Field/North,Asia,Asia/Shanghai,en,Engineer
"""
HEAD = "name,e-mail,manager's e-mail\n"


def problems(text: str | bytes) -> list[tuple[int, str]]:
    plan = importing.plan_import(text if isinstance(text, bytes) else text.encode())
    return [(problem.row, problem.message) for problem in plan.problems]


def import_(text: str, by) -> None:
    importing.carry_out(importing.plan_import(text.encode()), by=by)


def test_the_family_name_is_nobody_s_short_name(ines):
    import_(
        "name,e-mail,called\nTan Wei Ling,tan@example.org,Wei Ling\nChoi Soo-jin,choi@example.org,\n", by=ines
    )
    assert User.objects.get(email="tan@example.org").first_name == "Wei Ling"
    assert User.objects.get(email="choi@example.org").first_name == "Choi Soo-jin"


def test_people_units_and_managers_are_written(ines):
    import_(GOOD, ines)
    bo = User.objects.select_related("manager", "org_unit__parent__parent").get(email="bo@example.org")
    assert (bo.name, bo.manager.email, bo.time_zone) == ("Bo Li", "ada@example.org", "Asia/Shanghai")
    assert [bo.org_unit.name, bo.org_unit.parent.name, bo.org_unit.parent.parent.name] == [
        "North",
        "Field",
        "Services",
    ]
    assert not bo.has_usable_password()


def test_importing_twice_changes_nothing(ines):
    import_(GOOD, ines)
    plan = importing.plan_import(GOOD.encode())
    assert (plan.new_count, plan.changed_count, plan.same_count) == (0, 0, 2)
    importing.carry_out(plan, by=ines)
    assert OrgUnit.objects.count() == 3


def test_what_a_cell_leaves_empty_stays(ines):
    import_(GOOD, ines)
    import_("name,e-mail\nBo Lee,bo@example.org\n", ines)
    bo = User.objects.get(email="bo@example.org")
    assert (bo.name, bo.job_title) == ("Bo Lee", "Engineer")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("who,mail address?\nAda,ada@example.org\n", 1),
        (HEAD + "Ada,ada@example.org,\nEve,ADA@EXAMPLE.org,\n", 3),
        (HEAD + "Ada,ada@example.org,\nEve,ａda@example.org,\n", 3),
        (HEAD + "Ada,ada@example.org,bo@example.org\nBo,bo@example.org,ada@example.org\n", 2),
        (HEAD + "Ada,ada@example.org,ada@example.org\n", 2),
        (HEAD + "Ada,ada@example.org,nobody@example.org\n", 2),
        (HEAD + "=cmd(),ada@example.org,\n", 2),
        (HEAD + "Ada,=cmd@example.org,\n", 2),
        (HEAD + "Ada,ada@example.org\u202e,\n", 2),
        (HEAD + ",ada@example.org,\n", 2),
        (HEAD + "Ada,not an address,\n", 2),
        (HEAD + 'Ada,"ada@example.org,\n', 2),
        (HEAD + "Ada,ada@example.org,,too,many\n", 2),
        ("name,e-mail,time zone\nAda,ada@example.org,Mars/Olympus\n", 2),
        ("name,e-mail,language\nAda,ada@example.org,longer-than-a-language\n", 2),
    ],
)
@pytest.mark.django_db
def test_a_bad_row_is_named_and_nothing_is_written(text, row, ines):
    found = problems(text)
    assert row in [number for number, _message in found]
    with pytest.raises(ValidationError):
        importing.carry_out(importing.plan_import(text.encode()), by=ines)
    assert not User.objects.filter(email__contains="ada@").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.django_db
def test_the_encodings_that_spreadsheets_save_are_read(encoding, ines):
    text = "name;e-mail\nZoë Müller;zoe@example.org\n"
    plan = importing.plan_import(text.encode(encoding))
    assert plan.problems == []
    assert plan.lines[0].values["name"] == "Zoë Müller"


@pytest.mark.django_db
def test_fifty_thousand_rows_fit(ines):
    rows = "".join(
        f"Person {i},p{i}@example.org,{f'p{(i - 1) // 8}@example.org' if i else ''}\n" for i in range(50_000)
    )
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    importing.carry_out(importing.plan_import((HEAD + rows).encode()), by=ines)
    assert User.objects.filter(email__startswith="p").count() >= 50_000
    assert time.monotonic() - began < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_the_page_looks_first_and_then_writes(signed_in, ines, tmp_path):
    client = signed_in(ines)
    (tmp_path / "people.csv").write_text(GOOD)
    with (tmp_path / "people.csv").open("rb") as file:
        looked = client.post(reverse("import_people"), {"file": file})
    assert "2 new, 0 changed, 0 as they are." in looked.text
    assert not User.objects.filter(email="bo@example.org").exists()
    client.post(reverse("import_people"), {"looked": looked.context["looked"], "write": "1"})
    assert User.objects.filter(email="bo@example.org").exists()


def test_only_l_and_d_admins_find_the_page(signed_in, mara):
    assert signed_in(mara).get(reverse("import_people")).status_code == 404


@pytest.mark.django_db
def test_the_command_says_what_it_did(tmp_path, capsys):
    (tmp_path / "people.csv").write_text(GOOD)
    call_command("import_people", tmp_path / "people.csv")
    assert "2 people were added" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_refuses_and_names_the_row(tmp_path, capsys):
    (tmp_path / "people.csv").write_text(HEAD + "Ada,not an address,\n")
    with pytest.raises(CommandError):
        call_command("import_people", tmp_path / "people.csv")
    assert "row 2 email" in capsys.readouterr().err


def test_a_long_unit_is_made_once(ines):
    unit = "x" * 130
    for name in ("ada", "bo"):
        import_(f"name,e-mail,unit\n{name},{name}@example.org,{unit}\n", ines)
    assert OrgUnit.objects.count() == 1
