// A draft that keeps itself: on the server a moment after typing stops, and in this browser until
// the server has it, through lost connections and ended sessions.

import { makeSearchable } from "./lists.js";
import { forget, keep, read } from "./unsent.js";

const PAUSE = 2500;
const RETRY = 5000;
const form = document.getElementById("draft");
const status = document.getElementById("kept");
const [quiet, aloud] = status.children;
const number = form.dataset.draft;
const CONTROLS = new Set(["token", "version", "action"]);
let timer = null;
let sending = false;
let changed = false;
let told = "";
// What was sent and not answered. It may have arrived, so it is sent again as it was.
let unanswered = null;
// How much is being encrypted at the moment, and whether this browser keeps anything at all.
let writing = 0;
let isKept = true;

makeSearchable(form);
restore();
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

async function remember() {
  const version = form.elements.version.value;
  writing += 1;
  isKept = await keep(number, JSON.stringify({ typed: typed(), version }));
  writing -= 1;
}

// The form as it is sent, with the token and the version of this very moment.
function message(pairs) {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  for (const name of ["token", "version"]) data.append(name, form.elements[name].value);
  return data;
}

async function send() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  if (!unanswered) changed = false;
  unanswered ??= typed();
  if (told !== away()) show(status.dataset.saving);
  try {
    const answer = await fetch(form.dataset.keep, {
      method: "POST",
      body: message(unanswered),
      headers: { Accept: "application/json" },
    });
    const again = unanswered;
    unanswered = null;
    if (answer.ok) await kept(answer, again);
    else refused(answer.status);
  } catch {
    changed = true;
    say(away());
    timer = setTimeout(send, RETRY);
  } finally {
    sending = false;
  }
}

async function kept(answer, sent) {
  form.elements.version.value = (await answer.json()).version;
  if (changed || JSON.stringify(sent) !== JSON.stringify(typed())) {
    changed = true;
    remember();
    timer = setTimeout(send, PAUSE);
    return;
  }
  await forget(number);
  if (!changed) tellKept();
}

function away() {
  return isKept ? status.dataset.away : status.dataset.awayOpen;
}

function refused(code) {
  changed = true;
  if ((code === 401 || code === 403) && !isKept) {
    say(status.dataset.endedOpen);
  } else if (code === 401 || code === 403) {
    const link = document.createElement("a");
    link.href = `${form.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = status.dataset.again;
    say(`${status.dataset.ended} `, link);
  } else if (code === 409 || code === 404) {
    changed = false;
    say(status.dataset.elsewhere);
  } else {
    say(away());
    timer = setTimeout(send, RETRY);
  }
}

// Every few seconds the draft is kept: to be seen, but read out only once, and after trouble.
function tellKept() {
  if (told === status.dataset.saved) show(told);
  else say(status.dataset.saved);
}

function show(words) {
  aloud.textContent = "";
  quiet.textContent = words;
}

function say(words, more) {
  if (told !== words || !aloud.textContent) {
    quiet.textContent = "";
    aloud.textContent = words;
    if (more) aloud.append(more);
  }
  told = words;
}

// With the form sent by a button the server keeps it; the browser's copy goes once it is there.
// It waits for a copy that is being encrypted, as the answer may never come.
async function leave(event) {
  clearTimeout(timer);
  if (!writing) return;
  event.preventDefault();
  await read(number);
  form.requestSubmit(event.submitter);
}

// What this browser still has and the server never got. Where the server has something later, or
// somebody is typing already, the person decides.
async function restore() {
  const left = await read(number);
  if (!left) return;
  const { typed: pairs, version } = JSON.parse(left);
  const same = JSON.stringify(pairs) === JSON.stringify(typed());
  if (same || document.querySelector(".wrong")) {
    if (!changed) await forget(number);
  } else if (version === form.elements.version.value && !changed) putBack(pairs);
  else offer(pairs);
}

function putBack(pairs) {
  fill(pairs);
  say(status.dataset.restored);
  note();
}

function offer(pairs) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = status.dataset.putBack;
  button.addEventListener("click", () => putBack(pairs));
  say(`${status.dataset.other} `, button);
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
  for (const list of form.querySelectorAll("[data-searchable]")) list.dispatchEvent(new Event("change"));
}
