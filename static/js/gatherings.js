// The card of a city's gatherings: opened by its bubble, closed by Escape, focus comes back.

import { nameElement } from "./words.js";

let close = () => {};

export function openGatherings(city, bubble, words) {
  close();
  const card = element("section", "card");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "card-name");
  const list = element("ul");
  for (const gathering of city.gatherings) list.append(item(gathering));
  const page = element("a", "button", words.say("city_page"));
  page.href = city.address;
  const links = element("p", "card-links");
  links.append(page);
  card.append(heading(city, words), list, links);
  document.getElementById("map-frame").append(card);

  close = () => {
    card.remove();
    bubble.focus({ preventScroll: true });
    close = () => {};
  };
  card.querySelector(".card-close").addEventListener("click", () => close());
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  card.querySelector("h2").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function heading(city, words) {
  const head = element("header", "card-head");
  const name = element("h2");
  name.id = "card-name";
  name.tabIndex = -1;
  name.append(nameElement(city.name));
  const button = element("button", "card-close", "×");
  button.type = "button";
  button.setAttribute("aria-label", words.say("close"));
  const count = element("p", "card-line", words.counted("gatherings", city.gatherings.length));
  head.append(name, button, count);
  return head;
}

function item(gathering) {
  const line = element("li");
  const link = element("a");
  link.href = gathering.address;
  link.append(nameElement(gathering.name));
  line.append(link, element("span", "card-when", gathering.when));
  return line;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
