"""When a team meets."""

from __future__ import annotations

from datetime import time

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from spaces.models import Role
from teams import actions
from teams.models import Rhythm, Team
from teams.pages.drafts import people_in
from teams.pages.meetings import proposals_for
from teams.rhythm import Slot


class SlotSerializer(serializers.Serializer):
    """A weekday, Monday is 0, and a time on the clock of the team's zone."""

    weekday = serializers.IntegerField(min_value=0, max_value=6)
    at = serializers.TimeField(format="%H:%M")


class ChoiceSerializer(serializers.Serializer):
    """One time each week, or two in turn."""

    slots = SlotSerializer(many=True)

    def validate_slots(self, slots: list) -> list:
        if not 1 <= len(slots) <= 2:
            raise serializers.ValidationError(_("Choose one time, or two in turn."))
        return slots


class ChosenSerializer(serializers.ModelSerializer):
    """What the team chose, when it meets next, and who cannot come."""

    slots = SlotSerializer(many=True)
    next_meeting = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Rhythm
        fields = ["slots", "chosen_by", "chosen_at", "next_meeting", "objectors"]
        read_only_fields = fields


class ProposalSerializer(ChoiceSerializer):
    why = serializers.CharField()


class RhythmSerializer(serializers.Serializer):
    """When a team meets, and when it might."""

    time_zone = serializers.CharField()
    chosen = ChosenSerializer(allow_null=True)
    proposals = ProposalSerializer(many=True)


class TeamRhythm(APIView):
    """When a team meets, with proposals; a member chooses by PUT, and the last choice stands."""

    @extend_schema(responses=RhythmSerializer)
    def get(self, request, team_id: int):
        return _answer(_team(request, team_id))

    @extend_schema(request=ChoiceSerializer, responses=RhythmSerializer)
    def put(self, request, team_id: int):
        team = _team(request, team_id)
        words = ChoiceSerializer(data=request.data)
        words.is_valid(raise_exception=True)
        slots = [_slot(**one) for one in words.validated_data["slots"]]
        actions.choose_rhythm(team, slots=slots, by=request.user)
        return _answer(team)


def _team(request, team_id: int) -> Team:
    rooms = Team.objects.visible_to(request.user).select_related("space", "cohort__space")
    return get_object_or_404(rooms, pk=team_id)


def _slot(*, weekday: int, at: time) -> Slot:
    return Slot(weekday, at.replace(second=0, microsecond=0))


def _answer(team: Team) -> Response:
    learners = [m.person for m in people_in(team) if m.role == Role.LEARNER]
    found = {
        "time_zone": team.space.time_zone,
        "chosen": Rhythm.objects.for_fragment().filter(team=team).first(),
        "proposals": proposals_for(team, learners),
    }
    return Response(RhythmSerializer(found).data)
