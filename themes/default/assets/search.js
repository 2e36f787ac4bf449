// The page that the site is searched with. Without this file it leads to lists of everything.
(() => {
  "use strict";

  const named = (id) => document.getElementById(id);
  const form = named("qd_search");
  const [found, hits, more] = [named("qd_found"), named("qd_hits"), named("qd_more")];
  const say = (text) => { found.textContent = text; };
  if (location.protocol === "file:") return say(form.dataset.disk);
  form.hidden = false;

  const top = new URL(form.dataset.top, location.href);
  const field = form.elements.q;
  const sieves = [...form.querySelectorAll("select")];
  const STEP = 10;

  // Nothing is loaded before somebody asks for something.
  let index;
  const load = () => {
    const options = {
      // A worker would cost as much again as it saves on plans of any likely size.
      noWorker: true,
      ranking: { metaWeights: { title: 6, chain: 0.3 } },
    };
    const first = new URL("search/pagefind/", top);
    const whole = async () => {
      const pagefind = (await import(new URL("pagefind.js", first))).createInstance(options);
      // A large plan has several indexes, all with the same program.
      for (let next = 2; next <= Number(form.dataset.indexes); next += 1) {
        await pagefind.mergeIndex(new URL(`${next}/`, first).href, options);
      }
      return pagefind;
    };
    index ??= whole();
    index.catch(() => { index = undefined; });
    return index;
  };

  const chosen = () => sieves.filter((sieve) => sieve.value).map(({ name, value }) => [name, value]);

  // Everything that holds all of the words; if nothing does, what holds most of them. A word that
  // is nowhere is passed over by the index, so that each is looked for by itself, too.
  const find = async (text, filters) => {
    const pagefind = await load();
    const { results: all } = await pagefind.search(text || null, { filters });
    const words = text.includes('"') ? [] : [...new Set(text.split(/\s+/))].filter(Boolean);
    if (words.length < 2) return { results: all, some: false };
    const each = words.slice(0, 12).map((word) => pagefind.search(word, { filters }));
    const alone = (await Promise.all(each)).map(({ results: found }) => found);
    if (all.length > 0) return { results: all, some: alone.some((found) => found.length === 0) };
    const counted = new Map();
    for (const found of alone) {
      for (const result of found) {
        const known = counted.get(result.id) ?? { result, words: 0, score: 0 };
        counted.set(result.id, known);
        known.words += 1;
        known.score += result.score;
      }
    }
    const ranked = [...counted.values()].sort((a, b) => b.words - a.words || b.score - a.score);
    return { results: ranked.map(({ result }) => result), some: true };
  };

  const word = (sieve, value) => {
    const option = [...form.elements[sieve].options].find((it) => it.value === value);
    return option?.text.replace(/^(– )+/, "") ?? value;
  };

  // Words `from` to `to` of a text, those that were asked for marked.
  const write = (into, words, [from, to], places) => {
    for (let at = from; at < to; at += 1) {
      if (at > from) into.append(" ");
      const marked = places.has(at) ? document.createElement("mark") : null;
      marked?.append(words[at]);
      into.append(marked ?? words[at]);
    }
  };

  const card = ({ raw_url: address, meta, filters, content, locations }) => {
    const hit = named("qd_hit").content.cloneNode(true);
    const part = (name) => hit.querySelector(`.hit-${name}`);
    const put = (name, text) => { text ? part(name).append(text) : part(name).remove(); };
    const [kind, state, quarters] = [filters.kind[0], filters.state?.[0], filters.quarter ?? []];
    const words = content.split(/\s+/).filter(Boolean);
    const title = meta.title.split(/\s+/).filter(Boolean).length;
    const places = new Set(locations);
    put("kind", word("kind", kind));
    put("quarter", quarters.length === 1 && word("quarter", quarters[0]));
    put("state", state && named("qd_states").content.querySelector(`.is-${state}`).cloneNode(true));
    put("chain", meta.chain);
    const link = part("title").firstElementChild;
    link.href = new URL(address, top);
    link.replaceChildren();
    write(link, words, [0, title], places);
    const first = locations.filter((place) => place >= title).sort((a, b) => a - b)[0];
    if (first === undefined) {
      part("text").remove();
    } else {
      const from = Math.max(title, first - 8);
      const to = Math.min(words.length, from + 30);
      if (from > title) part("text").append("… ");
      write(part("text"), words, [from, to], places);
      if (to < words.length) part("text").append(" …");
    }
    return hit;
  };

  let asked = 0;
  let results = [];
  const show = async () => {
    const mine = asked;
    const shown = hits.children.length;
    const next = results.slice(shown, shown + STEP);
    const cards = (await Promise.all(next.map((result) => result.data()))).map(card);
    if (mine !== asked) return;
    hits.append(...cards);
    more.hidden = hits.children.length >= results.length;
  };

  const remember = (text) => {
    const address = new URL(location.href);
    address.search = new URLSearchParams([...(text ? [["q", text]] : []), ...chosen()]);
    if (address.href !== location.href) history.replaceState(null, "", address);
  };

  // What is said of what was found.
  const summary = (some) => {
    const { found: all, some: few, none } = form.dataset;
    const words = some ? few : all;
    return results.length === 0 ? none : words.replace("{found}", results.length);
  };

  const ask = async () => {
    const mine = (asked += 1);
    const text = field.value.trim();
    remember(text);
    hits.ariaBusy = "true";
    let said = "";
    let answer = { results: [], some: false };
    try {
      const filters = chosen();
      if (text || filters.length > 0) answer = await find(text, Object.fromEntries(filters));
      if (mine !== asked) return;
      ({ results } = answer);
      hits.replaceChildren();
      await show();
      if (text || filters.length > 0) said = summary(answer.some);
    } catch {
      said = form.dataset.failed;
    }
    if (mine !== asked) return;
    say(said);
    hits.ariaBusy = "false";
  };

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
  more.firstElementChild.addEventListener("click", async () => {
    const last = hits.lastElementChild;
    await show();
    last?.nextElementSibling?.querySelector("a").focus();
  });

  // Up and down lead through what was found, and back to the field.
  const lead = (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const stops = [field, ...hits.querySelectorAll(".hit-title > a")];
    const at = stops.indexOf(document.activeElement);
    if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey || at < 0) return;
    const next = stops[at + steps[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  form.addEventListener("keydown", lead);
  hits.addEventListener("keydown", lead);

  const wanted = new URLSearchParams(location.search);
  field.value = wanted.get("q") ?? "";
  for (const sieve of sieves) {
    const value = wanted.get(sieve.name) ?? "";
    if ([...sieve.options].some((option) => option.value === value)) sieve.value = value;
  }
  // On a touch screen a field that has the focus hides half of the page.
  if (matchMedia("(hover: hover)").matches && !location.hash) field.focus();
  ask();
})();
