"""The Open University's module AAA, replayed, gives the published completion and drop-off."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from analytics import oulad
from cohorts.models import Cohort

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(os.environ.get("COLLOQUY_DATA") or ROOT.parent / "shared" / "data")
needs_data = pytest.mark.skipif(
    not (DATA / "oulad" / "courses.csv").exists(),
    reason=f"the data folder {DATA} is not here (COLLOQUY_DATA)",
)


@pytest.mark.data
@needs_data
def test_figures_equal_the_published_ones(ines, signed_in):
    out = StringIO()
    call_command("replay_oulad", data=DATA, stdout=out, stderr=StringIO())
    report = json.loads(out.getvalue().strip().splitlines()[-1])
    assert report["differences"] == []

    expected = json.loads((DATA / "oulad" / "expected.json").read_text())
    client = signed_in(ines)
    for row in expected["completion_by_presentation"]:
        run = row["code_presentation"]
        figures = read(client, Cohort.objects.get(title=f"AAA {run}"))
        check_completion(figures, row)
        check_drop_off(figures["drop_off_withdrawal"], expected[f"km_AAA_{run}"])


def read(client, cohort) -> dict:
    answer = client.get(f"/api/cohorts/{cohort.pk}/figures/")
    assert answer.status_code == 200
    return {figure["key"]: figure for figure in answer.json()["figures"]}


def check_completion(figures, row):
    completion = figures["completion"]
    assert (completion["numerator"], completion["denominator"]) == (
        int(row["completed"]),
        int(row["enrolled"]),
    )
    assert completion["value"] == pytest.approx(float(row["rate_enrolled"]), abs=5e-7)
    assert completion["detail"]["withdrawn"] == int(row["withdrawn"])
    started = figures["completion_started"]
    assert started["denominator"] == int(row["started"])
    assert started["value"] == pytest.approx(float(row["rate_started"]), abs=5e-7)


def check_drop_off(curve, expected):
    assert (curve["numerator"], curve["denominator"]) == (expected["events"], expected["n_started"])
    for day, survival in expected["S"].items():
        step = [step for step in curve["detail"]["steps"] if step["day"] <= int(day)][-1]
        assert step["share"] == pytest.approx(survival, abs=5e-7), day


def test_missing_folder_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="is not there"):
        call_command("replay_oulad", data=tmp_path)


@needs_data
@pytest.mark.data
def test_presentation_starts_in_october():
    runs = oulad.read(DATA / "oulad")
    assert [run.starts_on.isoformat() for run in runs.values()] == ["2013-10-01", "2014-10-01"]
    assert [run.length for run in runs.values()] == [268, 269]
