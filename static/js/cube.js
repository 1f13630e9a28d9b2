// The cube: counts what a filter leaves, exactly as the server counts it.

const KEYS = ["theme", "kind", "river", "city", "years"];

export class Cube {
  constructor(document) {
    this.document = document;
    this.size = document.cells.city.length;
  }

  // What `filter` leaves. A cell that fails one key only still counts among that key's choices.
  tally(filter) {
    const { cells, themes, theme_sets: themeSets, kinds, cities, rivers } = this.document;
    const asked = filter.from !== null || filter.to !== null;
    const wantedThemes = new Set(filter.theme);
    const tally = emptyTally();
    for (let place = 0; place < this.size; place += 1) {
      const city = cells.city[place] < 0 ? null : cities[cells.city[place]];
      const river = cells.city[place] < 0 ? null : rivers[cells.city[place]];
      const kind = kinds[cells.kind[place]];
      const cellThemes = themeSets[cells.themes[place]].map((index) => themes[index]);
      const first = cells.first[place];
      const last = cells.last[place];
      const failed = [];
      if (wantedThemes.size && !cellThemes.some((theme) => wantedThemes.has(theme))) {
        failed.push("theme");
      }
      if (filter.kind.length && !filter.kind.includes(kind)) failed.push("kind");
      if (filter.river.length && !filter.river.includes(river)) failed.push("river");
      if (filter.city && filter.city !== city) failed.push("city");
      if (asked && !inYears(first, last, filter)) failed.push("years");
      if (failed.length > 1) continue;
      const count = cells.activities[place];
      if (!failed.length) add(tally, cells, place, city, count);
      if (failed[0] === "years" && first === null) tally.undated += count;
      const choices = { theme: cellThemes, kind: [kind], river: [river], city: [city] };
      for (const key of failed.length ? failed : KEYS) {
        const values = key === "years" ? range(first, last) : choices[key];
        for (const value of values) {
          if (value !== null) tally.choices[key].set(value, (tally.choices[key].get(value) ?? 0) + count);
        }
      }
    }
    return tally;
  }

  // The matching activities of one city, as pairs of year and count, in order.
  yearsOf(city, filter) {
    const years = this.tally({ ...filter, city }).choices.years;
    return [...years]
      .filter(([year]) => (filter.from ?? year) <= year && year <= (filter.to ?? year))
      .sort((one, other) => one[0] - other[0]);
  }
}

function emptyTally() {
  return {
    activities: 0,
    participants: 0,
    figures: 0,
    nowhere: 0,
    undated: 0,
    byCity: new Map(),
    choices: Object.fromEntries(KEYS.map((key) => [key, new Map()])),
  };
}

function add(tally, cells, place, city, count) {
  tally.activities += count;
  tally.participants += cells.participants[place];
  tally.figures += cells.figures[place];
  if (city === null) tally.nowhere += count;
  else tally.byCity.set(city, (tally.byCity.get(city) ?? 0) + count);
}

function inYears(first, last, filter) {
  if (first === null) return false;
  return (filter.from === null || last >= filter.from) && (filter.to === null || first <= filter.to);
}

function range(first, last) {
  if (first === null) return [];
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}
