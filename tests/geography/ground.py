"""What the tests of places stand on: the committed gazetteer and base map, read once."""

from network.config import DATA_FOLDER
from network.geography.gazetteer import load_governorates, load_places
from network.geography.geocoders import GazetteerGeocoder
from network.geography.rivers import load_rivers
from network.geography.surroundings import Ground, load_areas

PLACES = {place.geonames_id: place for place in load_places(DATA_FOLDER / "gazetteer")}
GAZETTEER = GazetteerGeocoder(PLACES.values(), load_governorates(DATA_FOLDER / "gazetteer"))
RIVERS = load_rivers(DATA_FOLDER / "basemap")
GROUND = Ground(load_areas(DATA_FOLDER / "basemap"), RIVERS, GAZETTEER)
