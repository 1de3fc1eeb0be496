"""Pages of figures: a cohort's results and progress, the list of results, and answering the closing question."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from analytics import actions, progress_table, reports
from analytics.forms import AnswerForm
from analytics.results import results_of
from analytics.surveys import survey_context, survey_of
from cohorts.models import Cohort
from lib.csvs import write_rows
from lib.rates import limited


def run_cohort_or_404(request, cohort_id: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).with_frame(), pk=cohort_id)


@require_GET
@never_cache
def results(request):
    """The cohorts that one runs with what came of each."""
    return render(request, "analytics/results.html", reports.page(request.user, request.GET.get("after")))


@require_GET
@never_cache
def cohort_results(request, cohort_id: int):
    """What came of a cohort: sentences first, then pictures with their tables."""
    cohort = run_cohort_or_404(request, cohort_id)
    return render(request, "analytics/cohort_results.html", results_of(cohort))


@require_GET
@never_cache
def cohort_progress(request, cohort_id: int):
    """Learners × activities."""
    cohort = run_cohort_or_404(request, cohort_id)
    progress = progress_table.progress_page(cohort, after=request.GET.get("after"))
    return render(request, "analytics/cohort_progress.html", {"cohort": cohort, "progress": progress})


@require_GET
@never_cache
@limited("export", methods=("GET",))
def cohort_results_csv(request, cohort_id: int):
    """The same as a table for spreadsheets, sent while it is read."""
    cohort = run_cohort_or_404(request, cohort_id)
    activities = progress_table.activities_of(cohort)
    of_whom = {"with_email": request.user.is_ld_admin}
    rows = progress_table.csv_rows(cohort, activities, **of_whom)
    header = progress_table.header(activities, **of_whom)
    answer = StreamingHttpResponse(write_rows(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="cohort-{cohort.pk}-progress.csv"'
    return answer


@require_POST
def ask_closing_question(request, cohort_id: int):
    """Whoever runs the cohort sends the closing question."""
    cohort = run_cohort_or_404(request, cohort_id)
    wave = actions.open_wave(cohort, by=request.user)
    messages.success(request, _("The question is out; %(n)d people are asked.") % {"n": wave.asked})
    return redirect("cohort_results", cohort_id)


@require_POST
def close_closing_question(request, cohort_id: int):
    """Whoever runs the cohort closes the question."""
    cohort = run_cohort_or_404(request, cohort_id)
    for wave in cohort.waves.open():
        actions.close_wave(wave, by=request.user)
        messages.success(request, _("The question is closed."))
    return redirect("cohort_results", cohort_id)


@never_cache
def answer_survey(request, cohort_id: int):
    """A learner answers the closing question or declines; once."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).with_frame(), pk=cohort_id)
    if request.method != "POST":
        return _survey_page(request, cohort)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _survey_page(request, cohort, form, status=422)
    _send(request, cohort, form.cleaned_data)
    activity = survey_of(cohort)
    return (
        redirect("activity", cohort.pk, activity.stable_id)
        if activity
        else redirect("answer_survey", cohort.pk)
    )


def _send(request, cohort: Cohort, values: dict) -> None:
    try:
        wave = actions.wave_of(cohort, by=request.user)
        if values["decline"]:
            is_new = actions.decline(wave, person=request.user)
        else:
            words = {name: values[name] for name in ("score", "comment", "signed")}
            is_new = actions.answer(wave, person=request.user, **words)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if not is_new:
            messages.info(request, _("You have answered already; what was sent stays."))


def _survey_page(request, cohort: Cohort, form=None, *, status: int = 200):
    context = survey_context(survey_of(cohort), cohort, request.user, form=form)
    return render(request, "analytics/survey.html", context, status=status)
