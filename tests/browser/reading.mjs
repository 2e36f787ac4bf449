// Reading as people do: without scripts, by keyboard, on paper, in the dark, from a link into the
// middle of a page, from a folder on disk, below a path.

import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { each, kinds, launch, pages, serve } from "./site.mjs";

export default async function reading(folder) {
  const [site, browser, found] = [await serve(folder), await launch(), []];
  const visit = async (options, url, look) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.on("pageerror", (error) => found.push(`${url}: ${error}`));
    await page.goto(url);
    await look(page);
    await context.close();
  };
  const all = await kinds(folder);
  await each(all, async ({ path, kind }) => {
    const tell = (problem) => found.push(`${kind} (${path}): ${problem}`);
    await visit({ javaScriptEnabled: true }, site.url + path, (page) => keyboard(page, tell));
    await visit({ colorScheme: "dark" }, site.url + path, (page) => dark(page, tell));
    await visit({}, site.url + path, (page) => paper(page, tell));
    await scripts(visit, site.url + path, tell);
    await disk(visit, folder, path, tell);
  });
  for (const page of await pages(folder)) {
    if (page.kind === "objective") {
      await deep(visit, site.url, page, (problem) => found.push(`${page.path}: ${problem}`));
      break;
    }
  }
  found.push(...site.missing.map((path) => `${path} is not there`));
  site.close();
  found.push(...(await below(browser, folder, all)));
  await browser.close();
  return found;
}

/** All words are there without scripts. */
async function scripts(visit, url, tell) {
  const words = [];
  for (const javaScriptEnabled of [true, false]) {
    await visit({ javaScriptEnabled }, url, async (page) => {
      words.push(await page.locator("body").textContent());
    });
  }
  if (words[0] !== words[1]) tell("says something else without scripts");
}

/** The first stop is the skip link; every stop can be seen and shows that it is the focus. */
async function keyboard(page, tell) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== "skip") tell(`the first stop is \`${first}\``);
  for (let stop = 0; stop < 25; stop += 1) {
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      return { what: at.outerHTML.slice(0, 90), marked, body: at === document.body, area: box.width * box.height };
    });
    if (seen.body) break;
    if (!seen.marked) tell(`no focus is seen on ${seen.what}`);
    if (seen.area === 0) tell(`nothing is seen of ${seen.what}`);
    await page.keyboard.press("Tab");
  }
  const summary = page.locator("summary:visible").first();
  if ((await summary.count()) === 0) return;
  const open = () => summary.evaluate((at) => at.closest("details").open);
  const before = await open();
  await summary.press("Enter");
  if ((await open()) === before) tell("Enter does not fold");
  await summary.press("Space");
  if ((await open()) !== before) tell("Space does not fold");
}

/** The page is dark for who wants it dark. */
async function dark(page, tell) {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const lightest = Math.max(...colour.match(/\d+/g).slice(0, 3).map(Number));
  if (lightest > 60) tell(`is ${colour} in the dark`);
}

/** On paper everything is unfolded and nothing is there to be clicked. */
async function paper(page, tell) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  if ((await page.locator("details:not([open])").count()) > 0) tell("is folded on paper");
  if (await page.locator("header nav").first().isVisible()) tell("prints its navigation");
}

/** Links into the middle of a page lead there, even into what is folded. */
async function deep(visit, url, { path, html }, tell) {
  const anchors = [...html.matchAll(/\sid="(?!qd_)([^"]+)"/g)].map((match) => match[1]);
  if (anchors.length === 0) tell("has no places to link to");
  for (const anchor of anchors.slice(0, 6)) {
    await visit({}, `${url}${path}#${anchor}`, async (page) => {
      const target = page.locator(`[id="${anchor}"]`);
      if (!(await target.isVisible())) tell(`#${anchor} is not seen`);
      const inside = await target.evaluate((at) => {
        const { top } = at.getBoundingClientRect();
        return top >= -2 && top < innerHeight;
      });
      if (!inside) tell(`#${anchor} is not where the page opens`);
    });
  }
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

/** Below a path nothing is missing. */
async function below(browser, folder, all) {
  const site = await serve(folder, "/some/repo/");
  const context = await browser.newContext();
  await each(all, async ({ path }) => {
    const page = await context.newPage();
    await page.goto(site.url + path, { waitUntil: "networkidle" });
    const link = page.locator("nav a").first();
    if ((await link.count()) > 0) await link.click();
    await page.close();
  });
  await context.close();
  site.close();
  return site.missing.map((path) => `${path} is not there below a path`);
}
