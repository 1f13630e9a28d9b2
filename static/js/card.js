// The card of a city: its forums, their member teams, its matching activities by year.

import { element, heading, openDialog } from "./dialog.js";
import { nameElement } from "./words.js";

export function openCard(city, bubble, store, words) {
  const years = element("div", "card-years");
  const parts = [cityHeading(city, words), ...forums(city, words), years, links(city, store, words)];
  const forget = store.notify(() => drawYears(years, city, store, words));
  openDialog(parts, bubble, forget);
}

function cityHeading(city, words) {
  const head = heading(city, words);
  if (city.governorate) {
    const line = element("p", "card-line");
    line.append(nameElement(city.governorate));
    head.append(line);
  }
  return head;
}

function forums(city, words) {
  if (!city.forums.some((forum) => forum.local)) {
    const nothing = element("p", "card-line", words.say("no_forum"));
    return [nothing, ...city.forums.map((forum) => forumBlock(forum, words))];
  }
  return city.forums.map((forum) => forumBlock(forum, words));
}

function forumBlock(forum, words) {
  const block = element("section", "card-forum");
  const name = element("h3");
  name.append(nameElement(forum.name));
  block.append(name, element("span", "tag", forum.stage));
  if (forum.members.length) {
    const list = element("ul");
    for (const member of forum.members) {
      const item = element("li");
      item.append(nameElement(member));
      list.append(item);
    }
    block.append(element("p", "card-line", words.say("members")), list);
  }
  return block;
}

function drawYears(place, city, store, words) {
  const pairs = store.cube.yearsOf(city.slug, store.filter);
  const count = store.tally.byCity.get(city.slug) ?? 0;
  place.replaceChildren();
  if (!count) {
    place.append(element("p", "card-line", words.say("no_match")));
    return;
  }
  place.append(element("h3", "", words.say("by_year")));
  place.append(element("p", "card-line", words.counted("activities", count)));
  const highest = Math.max(...pairs.map((pair) => pair[1]), 1);
  const list = element("ul", "card-bars");
  for (const [year, number] of pairs) {
    const item = element("li");
    const bar = element("span", "card-bar");
    bar.style.inlineSize = `${(number / highest) * 6}rem`;
    item.append(element("span", "", words.year(year)), bar, element("span", "", words.number(number)));
    list.append(item);
  }
  place.append(list);
}

function links(city, store, words) {
  const line = element("p", "card-links");
  const page = element("a", "button", words.say("city_page"));
  page.href = city.address;
  const only = element("button", "plain", words.say("filter_city"));
  only.type = "button";
  only.addEventListener("click", () => {
    const select = document.getElementById("filter").elements.city;
    select.value = city.slug;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  line.append(page, only);
  only.hidden = document.getElementById("filter").hidden || !store.tally.byCity.has(city.slug);
  return line;
}
