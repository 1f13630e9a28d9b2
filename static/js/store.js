// What the page shows: the filter, the cube that belongs to it, and who is told of changes.

import { Cube } from "./cube.js";
import { joined } from "./filter.js";

const KEPT_CUBES = 40;

export function createStore(data, form) {
  const listeners = new Set();
  const cubes = new Map();
  let asked = null;
  let latest = 0;
  const store = {
    data, form, filter: form.read(), cube: null, tally: null, notify, update, start,
  };

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
  // Tells whether nothing newer was asked for meanwhile.
  async function update() {
    latest += 1;
    const mine = latest;
    const filter = form.read();
    const key = keyOf(filter);
    if (asked && asked.key !== key) {
      asked.end.abort();
      asked = null;
    }
    if (!cubes.has(key)) {
      asked ??= ask(key, filter);
      await asked.done;
    }
    if (mine !== latest) return false;
    store.filter = filter;
    show(cubes.get(key));
    return true;
  }

  // Whoever presses Enter while the pause after typing has asked already waits for that answer.
  function ask(key, filter) {
    const query = new URLSearchParams([...form.narrowing(filter), ["edition", data.edition]]);
    const end = new AbortController();
    const asking = { key, end };
    asking.done = fetchCube(joined(data.addresses.cube, query), end.signal)
      .then((document) => keep(key, new Cube(document)))
      .finally(() => {
        if (asked === asking) asked = null;
      });
    return asking;
  }

  function keyOf(filter) {
    return new URLSearchParams(form.narrowing(filter)).toString();
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

async function fetchCube(address, signal) {
  const response = await fetch(address, { signal, credentials: "omit" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
