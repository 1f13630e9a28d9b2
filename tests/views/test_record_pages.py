"""Every record has its page, and neighbors link to each other both ways."""

import re

import pytest

from network.locales import LANGUAGES
from tests.pages import Page, faults
from tests.records import activity


def links(client, address):
    return [link["href"].split("#")[0] for link in Page(client.get(address)).all("a")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "cities/",
        "forums/",
        "forums/najaf-social-forum",
        "forums/kurdistan-social-forum",
        "organizations/",
        "organizations/icssi",
        "activities/",
        "themes/",
        "themes/womens-rights",
        "plans/",
        "plans/oslo-2014",
        "plans/plan-2020-2023",
        "search",
        "search?q=najaf",
        "about",
        "about/privacy",
    ],
)
def test_the_page_keeps_the_rules_of_all_pages(client, seeded, language, path):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    page = Page(response)
    assert list(faults(page, language)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/en/forums/najaf-social-forum", "/en/organizations/akito"),
        ("/en/forums/najaf-social-forum", "/en/cities/najaf"),
        ("/en/forums/najaf-social-forum", "/en/activities/najaf-founding-training-2017"),
        ("/en/organizations/akito", "/en/activities/najaf-founding-training-2017"),
        ("/en/themes/womens-rights", "/en/activities/kahramana-week-2018"),
        ("/en/themes/womens-rights", "/en/plans/oslo-2014"),
        ("/en/cities/kut", "/en/cities/baghdad"),
    ],
)
def test_neighbors_link_to_each_other(client, seeded, one, other):
    assert other in links(client, one)
    assert one in links(client, other)


@pytest.mark.parametrize(
    "kind", ["cities", "forums", "organizations", "activities", "themes", "plans"]
)
def test_a_record_that_is_not_there_has_no_page(client, seeded, kind):
    assert client.get(f"/en/{kind}/nobody").status_code == 404


def test_the_najaf_training_led_to_the_forum(client, seeded):
    text = Page(client.get("/en/forums/najaf-social-forum")).text
    assert "Volunteers found the Najaf Social Forum at a training" in text
    assert Page(client.get("/en/forums/najaf-social-forum")).counts["members"] == 5


def test_the_plans_have_their_objectives_and_groups(client, seeded):
    assert Page(client.get("/en/plans/oslo-2014")).counts["objectives"] == 26
    assert Page(client.get("/en/plans/plan-2020-2023")).counts["groups"] == 11


@pytest.mark.parametrize("path", ["cities/", "forums/", "organizations/", "activities/", "themes/"])
def test_a_list_follows_the_filter(client, seeded, path):
    def matching(page):
        rows = [row for row in page.all("li") if row.get("class") in ("record", "panel")]
        return [row["text"] for row in rows if not re.search(r"\b0 activities", row["text"])]

    whole = Page(client.get(f"/en/{path}"))
    part = Page(client.get(f"/en/{path}?kind=visit&from=2018"))
    assert 0 < len(matching(part)) < len(matching(whole))
    assert "theme=nonsense" in Page(client.get(f"/en/{path}?theme=nonsense")).text


def test_cities_follow_each_other_down_the_rivers_or_by_name(client, seeded):
    cities = Page(client.get("/en/cities/")).values("data-city")
    assert cities.index("tikrit") < cities.index("baghdad") < cities.index("kut")
    by_name = Page(client.get("/en/cities/?sort=name")).values("data-city")
    assert by_name[0] == "amarah"
    assert sorted(by_name) == sorted(cities)


def test_more_than_fifty_organizations_are_paged_and_counted(client, seeded):
    first, second = (Page(client.get(f"/en/organizations/?page={n}")) for n in (1, 2))
    shown = first.values("data-organization") + second.values("data-organization")
    assert first.counts["organizations"] == len(shown) == len(set(shown)) == 80


def test_an_announced_activity_is_upcoming_until_it_is_over(client, make_public, small):
    """No date is patched: one lies a long way ahead, the other behind."""
    ahead = {"start": "2099-03-11", "end": "2099-03-16", "status": "announced"}
    form = {"registration_url": "https://example.org/join", "registration_deadline": "2099-02-15"}
    make_public(
        activity("ahead", **ahead, **form, audience_en="Everyone", principles_en="Nonviolence"),
        activity("over", start="2016-03-11", status="announced"),
    )
    page = Page(client.get("/en/activities/ahead"))
    for words in ("Upcoming", "Registration until February 15, 2099", "Everyone", "Nonviolence"):
        assert words in page.text
    assert "https://example.org/join" in [link["href"] for link in page.all("a")]
    assert "Upcoming" not in Page(client.get("/en/activities/over")).text
    assert "Activity ahead" in Page(client.get("/en/")).markup.split('id="filter"')[0]


@pytest.mark.parametrize(
    "address", ["/javascript:alert(1)", "javascript:alert(1)", "data:text/html,x"]
)
def test_a_registration_address_must_be_one_of_the_web(address):
    with pytest.raises(AssertionError, match="registration_url"):
        activity("bad", start="2099-01-01", registration_url=address)


def test_a_list_of_more_than_fifty_says_how_many_there_are_and_is_paged(client, many):
    for path, what, key in (
        ("/en/forums/forum-0", "members", "members"),
        ("/en/forums/forum-0", "partners", "partners"),
        ("/en/solidarity", "gatherings", "page"),
        ("/en/", "upcoming", "upcoming"),
    ):
        page = Page(client.get(path))
        assert page.counts[what] > 50
        links = [link["href"] for link in page.all("a") if f"{key}=2" in link["href"]]
        further = Page(client.get(links[0].partition("#")[0]))
        assert further.counts[what] == page.counts[what]
        assert further.text != page.text
