"""Office hours: what one's mentors offer, and booking one for the team."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from teams import actions
from teams.models import OfficeHour, Team

MOST = 200


class OfficeHourSerializer(serializers.ModelSerializer):
    """Twenty minutes of a mentor; `booked_for` is a team of one's own, or nobody's."""

    class Meta:
        model = OfficeHour
        fields = ["id", "mentor", "begins_at", "ends_at", "booked_for", "booked_by"]
        read_only_fields = fields


class OfficeHours(APIView):
    """The times to come that one offers, may book or has booked, the soonest first."""

    @extend_schema(responses=OfficeHourSerializer(many=True))
    def get(self, request):
        hours = OfficeHour.objects.visible_to(request.user).to_come(timezone.now()).soonest_first()
        return Response(OfficeHourSerializer(hours[:MOST], many=True).data)


class Booking(APIView):
    """A team's booking of a mentor's time: PUT books it, DELETE gives it back; twice is quiet."""

    @extend_schema(request=None, responses=OfficeHourSerializer)
    def put(self, request, team_id: int, hour_id: int):
        hour, team = _found(request, team_id, hour_id)
        return Response(OfficeHourSerializer(actions.book_office_hour(hour, team, by=request.user)).data)

    @extend_schema(responses={204: None})
    def delete(self, request, team_id: int, hour_id: int):
        hour, team = _found(request, team_id, hour_id)
        actions.cancel_office_hour(hour, team, by=request.user)
        return Response(status=204)


def _found(request, team_id: int, hour_id: int) -> tuple[OfficeHour, Team]:
    rooms = Team.objects.visible_to(request.user).select_related("space")
    hours = OfficeHour.objects.visible_to(request.user).standing().with_people()
    return get_object_or_404(hours, pk=hour_id), get_object_or_404(rooms, pk=team_id)
