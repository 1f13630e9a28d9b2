// The service worker: pages come from the network, and from a copy where there is none.
// The server writes SETTINGS above this: version, shell, languages, offline pages.

const ASSETS = "rafidain-assets";
const PAGES = `rafidain-pages-${SETTINGS.version}`;
const MOST_ASSETS = 200;
const MOST_PAGES = 80;
// With new data, the pages read last are fetched anew and all older copies are dropped.
const REFRESHED_PAGES = 20;
const LANGUAGE = `/(?:${SETTINGS.languages.join("|")})`;
const FOREVER = /^\/(?:static|map)\//;
const DATA = new RegExp(`^(?:/cube\\.json$|${LANGUAGE}/fragments/)`);
const NEVER = new RegExp(`^(?:/sw\\.js|/oembed|${LANGUAGE}/(?:desk|embed|card))(?:[/.]|$)`);
const DATES = new Map();

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const needed = [...SETTINGS.shell, ...Object.values(SETTINGS.offline)];
  event.waitUntil(Promise.all(needed.map(fetchMissing)));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  const { keep, copy } = event.data;
  if (keep) event.waitUntil(Promise.allSettled(keep.map(fetchMissing)));
  if (copy) event.ports[0].postMessage(DATES.get(event.source.id) ?? null);
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || NEVER.test(pathname)) return;
  if (FOREVER.test(pathname)) event.respondWith(fromCopies(request));
  else if (request.mode === "navigate" || DATA.test(pathname)) {
    event.respondWith(fromNetwork(event));
  }
});

async function fromCopies(request) {
  return (await find(ASSETS, request.url)) ?? fetchAndKeep(ASSETS, request, MOST_ASSETS);
}

async function fromNetwork(event) {
  const { request } = event;
  try {
    return await fetchAndKeep(PAGES, request, MOST_PAGES);
  } catch (error) {
    const copy = await find(PAGES, request.url);
    if (!copy && request.mode !== "navigate") throw error;
    if (!copy) return find(PAGES, SETTINGS.offline[languageOf(request.url)]);
    if (event.resultingClientId) DATES.set(event.resultingClientId, copy.headers.get("Date"));
    return copy;
  }
}

async function fetchAndKeep(name, request, most) {
  const answer = await fetch(request);
  const address = typeof request === "string" ? request : request.url;
  if (answer.status === 200 && isKept(answer)) await keep(name, address, answer.clone(), most);
  // What was taken from the site is not kept either.
  else if (answer.status === 404 || answer.status === 410) await forget(name, address);
  return answer;
}

function isKept(answer) {
  const type = answer.headers.get("Content-Type") ?? "";
  const page = /^(?:text\/(?:html|css|javascript)|application\/json|image\/svg)/.test(type);
  return page && !/no-store/.test(answer.headers.get("Cache-Control") ?? "");
}

// Fetch what there is no copy of yet; the browser's own cache mostly has it.
async function fetchMissing(address) {
  const { pathname, href } = new URL(address, location.origin);
  if (NEVER.test(pathname)) return;
  const forever = FOREVER.test(pathname);
  const name = forever ? ASSETS : PAGES;
  if (!(await find(name, href))) await fetchAndKeep(name, href, forever ? MOST_ASSETS : MOST_PAGES);
}

async function keep(name, address, answer, most) {
  const cache = await caches.open(name);
  await cache.put(bare(address), answer);
  const addresses = await cache.keys();
  await Promise.all(addresses.slice(0, Math.max(0, addresses.length - most)).map((old) => cache.delete(old)));
}

async function forget(name, address) {
  const cache = await caches.open(name);
  await cache.delete(bare(address), { ignoreVary: true });
}

async function find(name, address) {
  const cache = await caches.open(name);
  return cache.match(bare(address), { ignoreVary: true });
}

async function takeOver() {
  const names = (await caches.keys()).filter((name) => name !== ASSETS && name !== PAGES);
  for (const name of names) {
    const pages = await (await caches.open(name)).keys();
    const last = pages.slice(-REFRESHED_PAGES).map((request) => request.url);
    await Promise.allSettled(last.map(fetchMissing));
    await caches.delete(name);
  }
}

function bare(address) {
  return new URL(address, location.origin).href.split("#")[0];
}

function languageOf(address) {
  const [, first] = new URL(address, location.origin).pathname.split("/");
  return SETTINGS.languages.includes(first) ? first : SETTINGS.languages[0];
}
