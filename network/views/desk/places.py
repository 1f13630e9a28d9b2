"""A new city, step by step: its name, the place on the map, what is known of it, the form."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from network.access import guarded, signed_in_account, visible_to, writing_account
from network.access.loading import authorize_new
from network.changes.drafts import Typed, start_draft
from network.clock import now
from network.extensions import database, reading
from network.forms.fields import clean
from network.geography.candidates import Candidate
from network.geography.choosing import ChoiceTrouble, PlaceChoice, filled_in, read_choice
from network.geography.gazetteer import Place
from network.geography.twins import Town, Twin, likely_twins
from network.locales import LANGUAGES
from network.presenters.desk.form import DISTINCT
from network.presenters.desk.picking import BEYOND, Picker, ground, place_finder, rendered_map
from network.presenters.desk.twins import way_to
from network.queries.known import governorate_with
from network.queries.seen import on_the_way
from network.web.caching import current_atlas
from network.web.language import page_language

blueprint = Blueprint("desk_places", __name__)
LONGEST_NAME = 120


@blueprint.get("/<language:language>/desk/cities/new")
@guarded()
def search() -> ResponseReturnValue:
    """Type the name; then see which place it may be."""
    authorize_new("city")
    asked = clean(request.args.get("q", ""))[:LONGEST_NAME]
    beyond = BEYOND in request.args
    return _page(asked, Picker(place_finder().find(asked, beyond)) if asked else None)


@blueprint.post("/<language:language>/desk/cities/new")
@guarded()
def choose() -> ResponseReturnValue:
    """Begin the city's form with what is known of the chosen place, unless it is there already."""
    authorize_new("city")
    asked = clean(request.form.get("q", ""))[:LONGEST_NAME]
    place, latitude, longitude = (
        request.form.get(name, "") for name in ("place", "latitude", "longitude")
    )
    choice = read_choice(ground(), place, latitude, longitude)
    trouble = choice if isinstance(choice, ChoiceTrouble) else None
    picker = Picker(place_finder().find(asked), place, latitude, longitude, trouble)
    if isinstance(choice, ChoiceTrouble):
        return _page(asked, picker), 422
    typed = _typed(asked, choice, picker.candidate)
    twins = [twin for twin in _twins(typed, choice) if twin.is_likely]
    if twins and not request.form.get(DISTINCT):
        return _page(asked, picker, twins), 422
    with database.writing(current_app) as session:
        account = writing_account(session)
        number = start_draft(session, account, "city", typed, now())
    return redirect(url_for("desk_drafts.page", number=number), 303)


def _page(asked: str, picker: Picker | None, twins: list[Twin] | None = None) -> str:
    return render_template(
        "desk/places/page.html",
        asked=asked,
        picker=picker,
        picker_map=rendered_map(),
        twins=[(twin, way_to(signed_in_account(), "city", twin.town.key)) for twin in twins or []],
    )


def _typed(asked: str, choice: PlaceChoice, candidate: Candidate | None) -> Typed:
    """The city's form as far as the place fills it in; the names are those that were found."""
    place = choice.place
    found = candidate.names if candidate else _names_of(place) if place else {}
    names = found or {_script(asked): asked}
    values = {f"name_{code}": name for code, name in names.items()} | filled_in(choice, _slug_of)
    return [[name, value] for name, value in values.items() if value]


def _names_of(place: Place) -> dict[str, str]:
    found = {code: place.name_in(code) for code in LANGUAGES}
    return {code: name.value for code, name in found.items() if name.language == code}


def _script(name: str) -> str:
    """The language whose letters a typed name is in; Sorani only where a letter tells."""
    if any(letter in name for letter in "ێۆڕڵەڤپچگژ"):
        return "ckb"
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in name) else "en"


def _slug_of(pcode: str) -> str | None:
    """The governorate with this code, as the network knows it."""
    return reading().scalar(governorate_with(pcode))


def _twins(typed: Typed, choice: PlaceChoice) -> list[Twin]:
    """The cities that this one may already be: public ones, and new ones that wait."""
    names = tuple(value for name, value in typed if name.startswith("name_"))
    around = choice.surroundings
    number = choice.place.geonames_id if choice.place else None
    new = Town("", names, around.latitude, around.longitude, number)
    return likely_twins(new, [*_public_towns(), *_waiting_towns()])


def _public_towns() -> list[Town]:
    return [
        Town(
            city.slug,
            tuple(city.texts[code].name for code in page_language().fallback if code in city.texts),
            city.latitude,
            city.longitude,
            city.geonames_id,
        )
        for city in current_atlas().cities.values()
    ]


def _waiting_towns() -> list[Town]:
    account = signed_in_account()
    waiting = reading().scalars(on_the_way(visible_to(account), ["city"], account.id))
    return [
        Town(
            entry.record_slug,
            tuple(texts.get("name", "") for texts in entry.snapshot["texts"].values()),
            entry.snapshot["latitude"],
            entry.snapshot["longitude"],
            entry.snapshot.get("geonames_id"),
        )
        for entry in waiting
    ]
