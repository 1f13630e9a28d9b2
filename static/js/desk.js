// What every page of the desk does about texts that this browser keeps because they were not sent.

import { forget, isAnyKept } from "./unsent.js";

// After the server has taken a draft, the copy here goes.
const draft = document.querySelector(".done[data-draft]")?.dataset.draft;
if (draft) forget(draft);

// Signing out has the browser drop all that it stored. Where something was not sent, that stays,
// encrypted, and the rest is dropped here.
const way = document.querySelector(".sign-out form");
way?.addEventListener("submit", () => {
  if (isAnyKept()) way.elements.unsent.value = "yes";
});
if (new URLSearchParams(location.search).get("done") === "signed-out-unsent") dropCopies();

async function dropCopies() {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister()));
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
}
