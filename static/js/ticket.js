// The token of a one-time address stands behind the sign #, which no browser sends. It goes on in a
// form, and out of the address, so that neither a log nor the history keeps it.

addEventListener("hashchange", goOn);
goOn();

function goOn() {
  const token = location.hash.slice(1);
  // Letters as tokens have them: the link past the navigation is none.
  if (!/^[\w-]{43}$/.test(token)) return;
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("ticket-form");
  form.elements.ticket.value = token;
  form.requestSubmit();
}
