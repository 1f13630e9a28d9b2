// What the page shows: the filter, the cube that belongs to it, and who is told of changes.

import { Cube } from "./cube.js";
import { joined, narrowing, readForm } from "./filter.js";

const KEPT_CUBES = 40;

export function createStore(data, form) {
  const listeners = new Set();
  const cubes = new Map();
  let waiting = null;
  const store = { data, filter: readForm(form), cube: null, tally: null, notify, update, start };

  // Returns a function that stops telling this listener.
  function notify(listener) {
    listeners.add(listener);
    if (store.tally) listener(store);
    return () => listeners.delete(listener);
  }

  async function start() {
    const key = keyOf(store.filter);
    const document = data.cube ?? (await fetchCube(data.cube_url));
    keep(key, new Cube(document));
    show(cubes.get(key));
  }

  // Take over the form. Only a forum, an organization or a text asks the server, once each.
  async function update() {
    waiting?.abort();
    const filter = readForm(form);
    const key = keyOf(filter);
    if (!cubes.has(key)) {
      const mine = new AbortController();
      waiting = mine;
      const query = new URLSearchParams([...narrowing(filter), ["edition", data.edition]]);
      const document = await fetchCube(joined(data.addresses.cube, query), mine.signal);
      if (mine.signal.aborted) return false;
      keep(key, new Cube(document));
    }
    store.filter = filter;
    show(cubes.get(key));
    return true;
  }

  function show(cube) {
    store.cube = cube;
    store.tally = cube.tally(store.filter);
    for (const listener of listeners) listener(store);
  }

  function keep(key, cube) {
    cubes.set(key, cube);
    if (cubes.size > KEPT_CUBES) cubes.delete(cubes.keys().next().value);
  }

  return store;
}

function keyOf(filter) {
  return new URLSearchParams(narrowing(filter)).toString();
}

async function fetchCube(address, signal) {
  const response = await fetch(address, { signal, credentials: "omit" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
