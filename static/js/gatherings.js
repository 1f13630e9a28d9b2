// The card of a city's gatherings: when each was, and what leads to it.

import { element, heading, openDialog } from "./dialog.js";
import { nameElement } from "./words.js";

export function openGatherings(city, bubble, words) {
  const head = heading(city, words);
  head.append(element("p", "card-line", words.counted("gatherings", city.gatherings.length)));
  const list = element("ul");
  for (const gathering of city.gatherings) list.append(item(gathering));
  const page = element("a", "button", words.say("city_page"));
  page.href = city.address;
  const links = element("p", "card-links");
  links.append(page);
  openDialog([head, list, links], bubble);
}

function item(gathering) {
  const line = element("li");
  const link = element("a");
  link.href = gathering.address;
  link.append(nameElement(gathering.name));
  line.append(link, element("span", "card-when", gathering.when));
  return line;
}
