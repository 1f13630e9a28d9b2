// A draft that keeps itself: on the server a moment after typing stops, and in this browser until
// the server has it, through lost connections and ended sessions.

import { makeSearchable } from "./lists.js";

const PAUSE = 2500;
const RETRY = 5000;
const form = document.getElementById("draft");
const status = document.getElementById("kept");
const place = `rafidain-draft-${form.dataset.draft}`;
const CONTROLS = new Set(["token", "version", "action"]);
let timer = null;
let sending = false;
let changed = false;

restore();
makeSearchable(form);
document.getElementById("problems")?.focus();
form.addEventListener("input", note);
form.addEventListener("change", note);
form.addEventListener("submit", leave);
addEventListener("online", () => changed && send());
addEventListener("focus", () => changed && send());
document.addEventListener("visibilitychange", () => changed && document.hidden && send());

function note() {
  changed = true;
  remember();
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}

// What the form holds, without what belongs to this very page.
function typed() {
  return [...new FormData(form)].filter(([name]) => !CONTROLS.has(name));
}

function remember() {
  localStorage.setItem(place, JSON.stringify({ typed: typed(), version: form.elements.version.value }));
}

async function send() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  changed = false;
  say(status.dataset.saving);
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (answer.ok) await kept(answer);
    else refused(answer.status);
  } catch {
    changed = true;
    say(status.dataset.away);
    timer = setTimeout(send, RETRY);
  } finally {
    sending = false;
  }
}

async function kept(answer) {
  form.elements.version.value = (await answer.json()).version;
  if (changed) {
    timer = setTimeout(send, PAUSE);
    return;
  }
  localStorage.removeItem(place);
  say(status.dataset.saved);
}

function refused(code) {
  changed = true;
  if (code === 401 || code === 403) {
    const link = document.createElement("a");
    link.href = `${form.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = status.dataset.again;
    say(`${status.dataset.ended} `, link);
  } else if (code === 409) {
    changed = false;
    say(status.dataset.elsewhere);
  } else {
    say(status.dataset.away);
    timer = setTimeout(send, RETRY);
  }
}

function say(words, link) {
  status.textContent = words;
  if (link) status.append(link);
}

// With the form sent by a button the server keeps it; the browser's copy goes once it is there.
function leave() {
  clearTimeout(timer);
  remember();
  localStorage.setItem("rafidain-leaving", form.dataset.draft);
}

// What this browser still has and the server never got, unless the server has something later.
function restore() {
  const left = localStorage.getItem(place);
  if (!left) return;
  const { typed: pairs, version } = JSON.parse(left);
  if (version !== form.elements.version.value || document.querySelector(".wrong")) {
    localStorage.removeItem(place);
    return;
  }
  fill(pairs);
  say(status.dataset.restored);
  note();
}

function fill(pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || CONTROLS.has(field.name)) continue;
    const given = values.get(field.name) ?? [];
    if (field.type === "checkbox") field.checked = given.includes(field.value);
    else if (field.type !== "submit") field.value = given[0] ?? "";
  }
}
