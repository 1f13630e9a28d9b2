// What was typed and not sent, in this browser's storage: encrypted with keys that only a page
// of one who is signed in is given, under names that tell nothing, for a week at most.

const PREFIX = "rafidain-";
const KEPT = /^rafidain-[0-9a-f]{64}$/;
// Versions before kept it readable.
const READABLE = /^rafidain-draft-(\d+)$/;
// Sizes tell no more than how many blocks of this many bytes there are.
const BLOCK = 8192;
const NONCE = 12;
const SPACE = 32;

const ready = open().catch(() => null);
let last = ready;

// Whether there is anything of anybody.
export function isAnyKept() {
  return names().some((name) => KEPT.test(name) || READABLE.test(name));
}

// Keep a text for the draft with this number; whether this browser could.
export function keep(number, text) {
  return inTurn(false, (keys) => put(keys, number, text));
}

// The text that is kept for the draft with this number, or null.
export function read(number) {
  return inTurn(null, async (keys) => {
    const name = await nameOf(keys, number);
    return unlocked(keys, name, localStorage.getItem(name));
  });
}

export function forget(number) {
  return inTurn(false, async (keys) => localStorage.removeItem(await nameOf(keys, number)));
}

// One after another: what is typed last must not be overwritten by what was encrypted slowly.
function inTurn(otherwise, work) {
  last = last.then(() => ready).then((keys) => (keys ? work(keys) : otherwise)).catch(() => otherwise);
  return last;
}

// The keys leave the page at once, and scripts can use but not read them. Without a secure
// context there is no cryptography in a browser, and nothing is kept.
async function open() {
  const place = document.querySelector("[data-unsent]");
  const { today, lasts, names: own, days } = JSON.parse(place.dataset.unsent);
  place.removeAttribute("data-unsent");
  sweep(today, lasts);
  if (!own || !globalThis.crypto?.subtle) return null;
  const keys = { today, days: new Map() };
  keys.names = await imported(own, { name: "HMAC", hash: "SHA-256" }, ["sign"]);
  for (const [day, digits] of Object.entries(days)) {
    keys.days.set(Number(day), await imported(digits, "AES-GCM", ["encrypt", "decrypt"]));
  }
  await lockReadable(keys);
  return keys;
}

function imported(digits, algorithm, uses) {
  const bytes = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", bytes, algorithm, false, uses);
}

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

// What is older than that many days goes, whoever typed it. A day to come is of a clock that was wrong.
function sweep(today, lasts) {
  for (const name of names().filter((name) => KEPT.test(name))) {
    const age = today - Number.parseInt(localStorage.getItem(name), 10);
    if (!(age >= -1 && age <= lasts)) localStorage.removeItem(name);
  }
}

async function lockReadable(keys) {
  for (const name of names()) {
    const number = READABLE.exec(name)?.[1];
    if (!number) continue;
    await put(keys, number, localStorage.getItem(name));
    localStorage.removeItem(name);
  }
}

async function put(keys, number, text) {
  const name = await nameOf(keys, number);
  localStorage.setItem(name, await locked(keys, name, text));
  return true;
}

async function nameOf(keys, number) {
  const message = new TextEncoder().encode(String(number));
  const hash = new Uint8Array(await crypto.subtle.sign("HMAC", keys.names, message));
  return PREFIX + [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The day, and behind it in base 64 the nonce and what was encrypted; it fits this name only.
async function locked(keys, name, text) {
  const bytes = new TextEncoder().encode(text);
  const filled = new Uint8Array(Math.ceil((bytes.length + 1) / BLOCK) * BLOCK).fill(SPACE);
  filled.set(bytes);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const hidden = await crypto.subtle.encrypt(sealed(iv, name), keys.days.get(keys.today), filled);
  return `${keys.today}.${toBase64(iv)}${toBase64(new Uint8Array(hidden))}`;
}

async function unlocked(keys, name, kept) {
  if (!kept) return null;
  const [day, code] = kept.split(".");
  const key = keys.days.get(Number(day));
  if (!key) return null;
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const [iv, hidden] = [bytes.slice(0, NONCE), bytes.slice(NONCE)];
  const filled = await crypto.subtle.decrypt(sealed(iv, name), key, hidden);
  return new TextDecoder().decode(filled).trimEnd();
}

function sealed(iv, name) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}

function toBase64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
