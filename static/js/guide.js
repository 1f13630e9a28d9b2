// The form for trying the interface: shows the answer on the page instead of leaving it.

const form = document.getElementById("trial");
const answer = document.getElementById("answer");
const address = document.getElementById("answer-address");
const status = document.getElementById("answer-status");
const body = document.getElementById("answer-body");

function asked(submitter) {
  const url = new URL(submitter?.formAction ?? form.action);
  for (const [name, value] of new FormData(form)) {
    if (value !== "") url.searchParams.append(name, value);
  }
  return url;
}

async function show(url) {
  address.href = url.href;
  address.textContent = url.pathname + url.search;
  const response = await fetch(url);
  const text = await response.text();
  status.textContent = `${response.status} · ${response.headers.get("Content-Type")}`;
  body.textContent = JSON.stringify(JSON.parse(text), null, 2);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const url = asked(event.submitter);
  answer.hidden = false;
  status.textContent = "…";
  body.textContent = "";
  try {
    await show(url);
  } catch {
    window.location.assign(url);
  }
});
