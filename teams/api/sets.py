"""Sets of teams, who sits where, moving a member, and choosing one's own seat."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from cohorts.models import Cohort
from teams import actions
from teams.api.pages import AFTER, page
from teams.models import Seat, Team, TeamSet


class TeamSetSerializer(serializers.ModelSerializer):
    """A set of teams: for the whole course, or for one task."""

    class Meta:
        model = TeamSet
        fields = ["id", "cohort", "name", "activity_id", "how", "least", "most", "opens_at", "closes_at"]
        read_only_fields = fields


class TeamSetListSerializer(serializers.Serializer):
    """One page of sets; `next` asks for the page after it."""

    results = TeamSetSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class SeatSerializer(serializers.ModelSerializer):
    """Who sits in which team of a set."""

    person = serializers.IntegerField(source="enrollment.person_id")

    class Meta:
        model = Seat
        fields = ["id", "team_set", "team", "enrollment", "person"]
        read_only_fields = fields


class SeatListSerializer(serializers.Serializer):
    """One page of seats; `next` asks for the page after it."""

    results = SeatSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class GivenTeamSerializer(serializers.Serializer):
    """A team of the set; null for none."""

    team = serializers.IntegerField(min_value=1, allow_null=True)


class TeamSets(APIView):
    """A cohort's sets of teams."""

    @extend_schema(parameters=[AFTER], responses=TeamSetListSerializer)
    def get(self, request, cohort_id: int):
        cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=cohort_id)
        return page(
            request, TeamSet.objects.visible_to(request.user).filter(cohort=cohort), TeamSetSerializer
        )


class Seats(APIView):
    """Who sits in which team of a set."""

    @extend_schema(parameters=[AFTER], responses=SeatListSerializer)
    def get(self, request, set_id: int):
        team_set = get_object_or_404(TeamSet.objects.visible_to(request.user), pk=set_id)
        return page(request, team_set.seats.standing().select_related("enrollment"), SeatSerializer)


class MemberSeat(APIView):
    """Seat a learner in a team of the set, or in none; twice is quiet."""

    @extend_schema(request=GivenTeamSerializer, responses=SeatListSerializer)
    def put(self, request, set_id: int, enrollment_id: int):
        mine = TeamSet.objects.run_by(request.user).with_cohort()
        team_set = get_object_or_404(mine, pk=set_id)
        enrollment = get_object_or_404(team_set.to_place(), pk=enrollment_id)
        team = _team(request, team_set)
        if team:
            actions.seat_member(team, enrollment, by=request.user)
        elif seat := team_set.seats.filter(enrollment=enrollment).select_related("team__cohort").first():
            actions.unseat_member(seat.team, person=enrollment.person, by=request.user)
        return _seats_of(team_set, enrollment.person)


class MySeat(APIView):
    """Choose one's own team of the set, or leave it, while people choose; twice is quiet."""

    @extend_schema(request=GivenTeamSerializer, responses=SeatListSerializer)
    def put(self, request, set_id: int):
        chosen = TeamSet.objects.visible_to(request.user).filter(how=TeamSet.How.SELF_CHOSEN)
        team_set = get_object_or_404(chosen.with_cohort(), pk=set_id)
        team = _team(request, team_set)
        if team:
            actions.choose_team(team, by=request.user)
        else:
            actions.leave_team(team_set, by=request.user)
        return _seats_of(team_set, request.user)


def _team(request, team_set: TeamSet) -> Team | None:
    given = GivenTeamSerializer(data=request.data)
    given.is_valid(raise_exception=True)
    if given.validated_data["team"] is None:
        return None
    teams = team_set.teams.open().select_related("space", "cohort__space", "team_set__cohort__space")
    return get_object_or_404(teams, pk=given.validated_data["team"])


def _seats_of(team_set: TeamSet, person) -> Response:
    seats = team_set.seats.filter(enrollment__person=person).select_related("enrollment")
    return Response({"results": SeatSerializer(seats, many=True).data, "next": None})
