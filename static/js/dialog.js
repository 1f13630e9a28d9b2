// The card that a bubble opens: focus goes in, Escape closes it, focus comes back.

import { nameElement } from "./words.js";

let close = () => {};

// Show a card of `parts`; its heading is made by `heading`. `closed` is told when it is gone.
export function openDialog(parts, bubble, closed = () => {}) {
  close();
  const card = element("section", "card");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "card-name");
  card.append(...parts);
  document.getElementById("map-frame").append(card);
  close = () => {
    close = () => {};
    card.remove();
    closed();
    bubble.focus({ preventScroll: true });
  };
  card.querySelector(".card-close").addEventListener("click", () => close());
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  card.querySelector("h2").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

export function heading(city, words) {
  const head = element("header", "card-head");
  const name = element("h2");
  name.id = "card-name";
  name.tabIndex = -1;
  name.append(nameElement(city.name));
  const button = element("button", "card-close", "×");
  button.type = "button";
  button.setAttribute("aria-label", words.say("close"));
  head.append(name, button);
  return head;
}

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
