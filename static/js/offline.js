// Reading without a connection: registers the service worker, and says when a page is a copy.

const banner = document.getElementById("old-copy");

if ("serviceWorker" in navigator && banner) {
  askForDate();
  if (document.readyState === "complete") register();
  else addEventListener("load", () => register());
}

// The worker knows whether this page came from its copies, and when the server had sent it.
function askForDate() {
  const { controller } = navigator.serviceWorker;
  if (!controller) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => data && tell(new Date(data));
  controller.postMessage({ copy: true }, [port2]);
}

function tell(date) {
  const { locale, digits } = banner.dataset;
  // Where the browser does not know the language, numbers alone say the date.
  const known = Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  const time = banner.querySelector("time");
  time.dateTime = date.toISOString();
  time.textContent = new Intl.DateTimeFormat(`${known ? locale : "en-GB"}-u-nu-${digits}`, {
    dateStyle: known ? "long" : "short",
    timeStyle: "short",
  }).format(date);
  banner.hidden = false;
}

// The first page was there before the worker: it is told what to keep, the page and its files.
async function register() {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name);
    const own = files.filter((file) => file.startsWith(`${location.origin}/static/`));
    active.postMessage({ keep: [location.href, ...own] });
  } catch {
    // Without the worker every page works as before.
  }
}
