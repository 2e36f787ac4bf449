// Reading as people do: by keyboard, without scripts, on paper, in the dark, from a folder on disk.

import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { each, kinds, launch, PLACES, serve, unfold } from "./site.mjs";
import { narrow } from "./narrow.mjs";

export const places = PLACES;

export default async function reading(folder, place) {
  const [site, browser, found] = [await serve(folder, place), await launch(), []];
  const visit = async (options, url, look) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on("pageerror", (error) => found.push(`${url}: ${error}`));
    await page.goto(url);
    await look(page);
    await context.close();
  };
  let printed = 0;
  await each(await kinds(folder), async ({ path, kind }) => {
    const tell = (problem) => found.push(`${kind} (${path}): ${problem}`);
    await visit({}, site.url + path, (page) => keyboard(page, tell));
    await visit({ colorScheme: "dark" }, site.url + path, (page) => dark(page, tell));
    await visit({}, site.url + path, async (page) => (printed += await paper(page, tell)));
    await scripts(visit, site.url + path, tell);
    if (kind === "quarter") await filters(visit, site.url + path, tell);
    // There is only one place on a disk.
    if (place === PLACES[0]) await disk(visit, folder, path, tell);
  });
  if (place === PLACES[0]) found.push(...(await narrow(browser)));
  if (printed === 0) found.push("no page prints the address of a link");
  found.push(...site.missing.map((path) => `${path} is not there`));
  await browser.close();
  site.close();
  return found;
}

/** Words, headings and links are the same without scripts, and what is folded unfolds. */
async function scripts(visit, url, tell) {
  const said = [];
  for (const javaScriptEnabled of [true, false]) {
    await visit({ javaScriptEnabled }, url, async (page) => {
      said.push(
        await page.evaluate(() => {
          // With scripts a field stands beside the way to the search, and a lost address becomes
          // words to search for.
          for (const more of document.querySelectorAll(".find-box, #qd_missing")) more.remove();
          return {
            words: document.body.textContent,
            headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
              .map((at) => `${at.localName} ${at.textContent}`)
              .join("\n"),
            // With scripts the name of the index is left out.
            links: [...document.querySelectorAll("a[href]")]
              .map((at) => `${(at.href.baseVal ?? at.href).replace(/\/index\.html(?=$|#)/, "/")} ${at.textContent}`)
              .join("\n"),
          };
        }),
      );
      if (javaScriptEnabled) return;
      const folds = page.locator("summary:visible");
      for (let at = 0; at < Math.min(await folds.count(), 3); at += 1) await fold(folds.nth(at), tell);
    });
  }
  for (const what of Object.keys(said[0])) {
    if (said[0][what] !== said[1][what]) tell(`has other ${what} without scripts`);
  }
}

/** A click folds and unfolds. */
async function fold(summary, tell) {
  const open = () => summary.evaluate((at) => at.closest("details").open);
  const before = await open();
  await summary.click();
  if ((await open()) === before) tell("a click does not fold");
  await summary.click();
  if ((await open()) !== before) tell("a second click does not fold back");
}

/** The first stop is the skip link; every link and button is a stop; every stop can be seen and
 *  shows that it is the focus; and after the last the page is left. */
async function keyboard(page, tell) {
  await unfold(page);
  const count = await page.evaluate(() => {
    const stops = "a[href], button, summary, input, select, textarea, [tabindex='0']";
    // Of buttons that exclude each other only the chosen one is a stop; arrows lead to the others.
    const stands = (at) => at.checkVisibility() && (at.type !== "radio" || at.checked);
    const all = [...document.querySelectorAll(stops)].filter(stands);
    // A page may begin somewhere: the search begins in its field.
    const start = document.createElement("i");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    start.remove();
    globalThis.waiting = new Set(all);
    globalThis.stops = [];
    addEventListener("focusin", ({ target }) => {
      // A field may be framed together with the sign beside it.
      const framed = [target, target.parentElement].map((at) => getComputedStyle(at));
      const { width, height } = target.getBoundingClientRect();
      globalThis.waiting.delete(target);
      globalThis.stops.push({
        what: target.outerHTML.slice(0, 90),
        marked: framed.some((it) => it.outlineStyle !== "none" && parseFloat(it.outlineWidth) >= 1),
        shown: width * height > 0,
      });
    });
    return all.length;
  });
  // All at once, for each alone takes as long as the others; then, one by one, what else is a stop,
  // such as areas that can be scrolled.
  await Promise.all(Array.from({ length: count }, () => page.keyboard.press("Tab")));
  let left = false;
  for (let stop = 0; stop < 20 && !left; stop += 1) {
    await page.keyboard.press("Tab");
    left = await page.evaluate(() => document.activeElement === document.body);
  }
  if (!left) tell("the keyboard does not get out of the page");
  const { stops, waiting } = await page.evaluate(() => ({
    stops: globalThis.stops,
    waiting: [...globalThis.waiting].map((at) => at.outerHTML.slice(0, 90)),
  }));
  if (!/class="skip"/.test(stops[0]?.what)) tell(`the first stop is ${stops[0]?.what}`);
  for (const { what, marked, shown } of stops) {
    if (!marked) tell(`no focus is seen on ${what}`);
    if (!shown) tell(`nothing is seen of ${what}`);
  }
  for (const what of waiting) tell(`the keyboard does not reach ${what}`);
  const summary = page.locator("summary:visible").first();
  if ((await summary.count()) === 0) return;
  const open = () => summary.evaluate((at) => at.closest("details").open);
  const before = await open();
  await summary.press("Enter");
  if ((await open()) === before) tell("Enter does not fold");
  await summary.press("Space");
  if ((await open()) !== before) tell("Space does not fold");
}

/** What a filter says it finds is what is seen: by mouse without scripts, by keyboard with them;
 *  and the address brings it back. */
async function filters(visit, url, tell) {
  const seen = (page) =>
    page.evaluate(() => {
      const shown = [...document.querySelectorAll(".sifted .kr")].filter((at) => at.checkVisibility());
      return shown.length;
    });
  await visit({ javaScriptEnabled: false }, url, async (page) => {
    const choices = page.locator(".pick:has(b)");
    for (let at = 0; at < (await choices.count()); at += 1) {
      const words = await choices.nth(at).innerText();
      await choices.nth(at).click();
      const found = await seen(page);
      if (found !== Number(words.match(/\d+$/))) tell(`without scripts "${words}" finds ${found}`);
    }
  });
  await visit({}, url, async (page) => {
    const all = await seen(page);
    await page.locator("#qd_show").focus();
    await page.keyboard.press("ArrowRight");
    const words = await page.locator(".pick:has(:checked)").innerText();
    const found = await seen(page);
    if (found !== Number(words.match(/\d+$/)) || found === all) tell(`"${words}" finds ${found}`);
    await page.locator("#qd_show").check();
    const team = await page.locator("#qd_team option").nth(2).getAttribute("value");
    await page.selectOption("#qd_team", team);
    const held = await seen(page);
    if (held === 0 || held >= all) tell(`the team ${team} has ${held} of ${all} key results`);
    const said = await page.locator(".filter-found").innerText();
    if (!said.startsWith(`${held} `)) tell(`${held} are seen and "${said}" is said`);
    const address = page.url();
    if (!address.endsWith(`?team=${team}`)) tell(`the address ${address} does not name ${team}`);
    await page.goto("about:blank");
    await page.goto(address);
    if ((await seen(page)) !== held) tell(`${address} shows ${await seen(page)} and not ${held}`);
  });
}

/** The page is dark for who wants it dark. */
async function dark(page, tell) {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const lightest = Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number));
  if (lightest > 60) tell(`is ${colour} in the dark`);
}

/** On paper everything is unfolded, nothing is there to be clicked, the paper is white, and links
 *  in running text say where they lead. Counts these links. */
async function paper(page, tell) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  if ((await page.locator("details:not([open])").count()) > 0) tell("is folded on paper");
  for (const part of ["header nav", "aside.side", ".foot"]) {
    const shown = await page.locator(part).locator("visible=true").count();
    if (shown > 0) tell(`prints \`${part}\``);
  }
  const { ground, links } = await page.evaluate(() => {
    // The body's, or, where it has none, that of the whole page.
    const all = [document.body, document.documentElement];
    const colours = all.map((at) => getComputedStyle(at).backgroundColor);
    const texts = document.querySelectorAll(".prose a[href^='http'], .kr-outcome a[href^='http']");
    return {
      ground: colours.find((colour) => colour !== "rgba(0, 0, 0, 0)") ?? "rgb(255, 255, 255)",
      links: [...texts].map((at) => [at.getAttribute("href"), getComputedStyle(at, "::after").content]),
    };
  });
  if (ground !== "rgb(255, 255, 255)") tell(`is printed on ${ground}`);
  for (const [href, after] of links) {
    if (!after.includes(href) && !after.includes("attr(href)")) tell(`does not print ${href}`);
  }
  return links.length;
}

/** From a folder on disk, links lead to files. */
async function disk(visit, folder, path, tell) {
  await visit({}, pathToFileURL(join(folder, path)).href, async (page) => {
    const styled = await page.evaluate(() => document.styleSheets.length);
    if (styled === 0) tell("has no style on disk");
    const link = page.locator("nav a[href$='index.html']").first();
    if ((await link.count()) === 0) return;
    await link.click();
    if ((await page.locator("main").count()) === 0) tell("leads nowhere on disk");
  });
}
