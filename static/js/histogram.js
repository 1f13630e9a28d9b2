// The years: bars that count, two sliders that choose, and a button that plays through them.

const HEIGHT = 60;
const TALLEST = 56;
const PACE = 1100;

export function followYears(store, words) {
  const { years } = store.data;
  const bars = document.getElementById("bars");
  if (!years.length) return;
  const form = document.getElementById("filter");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const controls = document.getElementById("histogram-controls");
  const from = slider("from", years[0]);
  const to = slider("to", years.at(-1));
  const span = document.createElement("output");
  const play = document.createElement("button");
  const all = document.createElement("button");
  let timer = null;

  play.type = all.type = "button";
  play.className = "play";
  all.className = "plain";
  all.textContent = words.say("all_years");
  const sliders = document.createElement("div");
  sliders.className = "sliders";
  sliders.append(from, to);
  controls.append(play, span, all);
  bars.after(sliders);
  controls.hidden = false;

  from.addEventListener("input", () => choose(Math.min(from.value, to.value), Number(to.value)));
  to.addEventListener("input", () => choose(Number(from.value), Math.max(from.value, to.value)));
  all.addEventListener("click", () => choose(years[0], years.at(-1)));
  play.addEventListener("click", () => (calm.matches ? step() : timer ? stop() : start()));
  calm.addEventListener("change", stop);
  bars.addEventListener("pointerdown", drag);
  store.notify(draw);
  label();

  function slider(name, value) {
    const input = document.createElement("input");
    input.type = "range";
    input.min = years[0];
    input.max = years.at(-1);
    input.value = value;
    input.setAttribute("aria-label", form.elements[name].labels[0].firstChild.textContent.trim());
    return input;
  }

  // The whole range asks for nothing, so that activities without a year are in it too.
  function choose(first, last, playing = false) {
    if (!playing) stop();
    const whole = first === years[0] && last === years.at(-1);
    form.elements.from.value = whole || (first === years[0] && !playing) ? "" : first;
    form.elements.to.value = whole || (last === years.at(-1) && !playing) ? "" : last;
    form.dispatchEvent(new CustomEvent("years", { bubbles: true }));
  }

  function draw({ tally, filter }) {
    const counts = tally.choices.years;
    const highest = Math.max(...years.map((year) => counts.get(year) ?? 0), 1);
    for (const year of years) {
      const bar = bars.querySelector(`[data-year="${year}"]`);
      const count = counts.get(year) ?? 0;
      const tall = (TALLEST * count) / highest;
      bar.setAttribute("y", (HEIGHT - tall).toFixed(1));
      bar.setAttribute("height", tall.toFixed(1));
      const outside = (filter.from && year < filter.from) || (filter.to && year > filter.to);
      bar.classList.toggle("bar-outside", Boolean(outside));
      document.querySelector(`td[data-year="${year}"]`).textContent = words.number(count);
    }
    from.value = filter.from ?? years[0];
    to.value = filter.to ?? years.at(-1);
    const [first, last] = [Number(from.value), Number(to.value)];
    for (const input of [from, to]) input.setAttribute("aria-valuetext", words.year(input.value));
    span.textContent = first === last ? words.year(first) : `${words.year(first)} – ${words.year(last)}`;
    all.hidden = !filter.from && !filter.to;
  }

  function start() {
    timer = setInterval(step, PACE);
    step();
    label();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    label();
  }

  // One year at a time; after the last one, all years again.
  function step() {
    const { from: first, to: last } = store.filter;
    const next = first !== null && first === last ? first + 1 : years[0];
    if (next > years.at(-1)) {
      choose(years[0], years.at(-1));
    } else {
      choose(next, next, true);
    }
  }

  function label() {
    play.textContent = words.say(calm.matches ? "step" : timer ? "pause" : "play");
  }

  function drag(event) {
    const begun = yearAt(event);
    const move = (later) => {
      const reached = yearAt(later);
      choose(Math.min(begun, reached), Math.max(begun, reached), true);
    };
    const end = () => {
      bars.removeEventListener("pointermove", move);
      bars.removeEventListener("pointerup", end);
      bars.removeEventListener("pointercancel", end);
    };
    stop();
    bars.setPointerCapture(event.pointerId);
    bars.addEventListener("pointermove", move);
    bars.addEventListener("pointerup", end);
    bars.addEventListener("pointercancel", end);
    move(event);
  }

  function yearAt(event) {
    const box = bars.getBoundingClientRect();
    const along = (event.clientX - box.left) / box.width;
    const share = store.data.direction === "rtl" ? 1 - along : along;
    return years[Math.min(years.length - 1, Math.max(0, Math.floor(share * years.length)))];
  }
}
