"""The demo's community of practice, whose members work in different places and hours."""

from datetime import datetime

from communities.actions import found_community, join_community, name_expert
from config.demo.seed.world import World, read


def seed_communities(world: World) -> None:
    """Founded a while ago, joined one by one."""
    for key, content in read("communities.yml").items():
        founder = world.people[content["founder"]]
        community = found_community(
            by=founder,
            title=content["title"],
            purpose=content["purpose"],
            occurred_at=_on(world, content["founded"], founder),
        )
        world.communities[key] = community
        for row in content["members"]:
            person = world.people[row["who"]]
            joined = _on(world, row["joined"], person)
            join_community(community, by=person, occurred_at=joined)
            if row["who"] in content["experts"]:
                name_expert(community, person=person, by=founder, occurred_at=joined)


def _on(world: World, day: int, person) -> datetime:
    return world.at(day, 9, person)
