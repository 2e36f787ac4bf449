// Searching: each key result of a quarter is found by three of its words, filters combine, nothing
// is asked of others, and what a first search costs.

import { execFileSync } from "node:child_process";
import { appendFile, cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, PLACES, serve } from "./site.mjs";

const PROJECT = resolve(import.meta.dirname ?? ".", "../..");
const PROGRAM = process.env.QUARTERDECK ?? join(PROJECT, "target/debug/quarterdeck");
const QUARTER = "fy21-q2";

/** Bytes on the wire until a first search is answered, the page itself among them. */
const MOST = 150_000;

export const places = PLACES;

export default async function search(folder, place) {
  const [site, browser, found] = [await serve(folder, place), await launch(), []];
  const plan = JSON.parse(await readFile(join(folder, "api/v1/plan.json"), "utf8"));
  const tell = (problem) => found.push(problem);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url)) tell(`asks others: ${request.url()}`);
  });
  // What a policy forbids, and what a script stumbles over, is told on the console.
  page.on("console", (message) => {
    if (message.type() === "error") tell(`the console says: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`a script fails: ${error}`));
  page.setDefaultTimeout(5000);
  for (const check of [costs, words, filters, addresses, keys, loose]) {
    try {
      await check({ browser, page, site, plan, tell });
    } catch (error) {
      tell(`${check.name}: ${error}`);
    }
  }
  if (site.missing.length > 0) tell(`nothing is at ${site.missing.join(" ")}`);
  await context.close();
  await without(browser, site, tell);
  await fromDisk(browser, folder, tell);
  if (place !== "/") await lost(browser, place, tell);
  else await several(browser, tell);
  await browser.close();
  site.close();
  return found;
}

/** What a first search loads. */
async function costs({ browser, site, tell }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await page.goto(`${site.url}search/index.html`, { waitUntil: "networkidle" });
  const before = bytes;
  await ask(page, "coverage");
  await page.waitForLoadState("networkidle");
  console.log(`a first search: ${bytes} bytes, ${before} of them for the page`);
  if (bytes > MOST) tell(`a first search costs ${bytes} bytes`);
  await context.close();
}

/** Asks for words, and gives the addresses of what is shown. */
async function ask(page, words) {
  await page.fill("#qd_words", words);
  await page.press("#qd_words", "Enter");
  return shown(page);
}

/** The addresses of what is shown, when it is. */
async function shown(page) {
  await page.waitForSelector("#qd_hits[aria-busy=false]", { state: "attached" });
  const links = page.locator(".hit-title > a");
  return (await links.evaluateAll((all) => all.map((link) => link.href))).map(short);
}

/** An address as `site.js` leaves it where somebody has turned to a link. */
function short(url) {
  return url.replace("/index.html", "/");
}

/** How many results the page says there are. */
async function count(page) {
  return Number(/\d+/.exec(await page.textContent("#qd_found"))?.[0] ?? 0);
}

/** Each key result of a quarter, by the three of its words that the fewest others have. */
async function words({ page, site, plan, tell }) {
  const split = (text) => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])];
  const others = new Map();
  for (const { text } of plan.key_results) {
    for (const word of split(text)) others.set(word, (others.get(word) ?? 0) + 1);
  }
  const wanted = plan.key_results.filter(({ period }) => period === QUARTER);
  if (wanted.length !== 73) tell(`${QUARTER} has ${wanted.length} key results`);
  await page.goto(`${site.url}search/index.html`);
  for (const { text, url } of wanted) {
    const three = split(text).sort((a, b) => others.get(a) - others.get(b)).slice(0, 3);
    const place = (await ask(page, three.join(" "))).indexOf(short(new URL(url, site.url).href));
    if (place !== 0 && place !== 1) tell(`\`${three.join(" ")}\` finds "${text}" at ${place}`);
  }
}

/** Each filter takes away, and all together leave what the plan says. */
async function filters({ page, site, plan, tell }) {
  const own = new Map(plan.teams.map((team) => [team.id, team]));
  const team = plan.teams.find(({ id }) => plan.teams.some(({ parent }) => parent === id)) ?? plan.teams[0];
  const above = (id) => (id ? [id, ...above(own.get(id).parent)] : []);
  const owners = new Map(plan.owners.map((owner) => [owner.id, above(owner.team)]));
  const goals = new Map(plan.objectives.map((goal) => [goal.id, goal.owners]));
  const holds = (kr) => [...kr.owners, ...goals.get(kr.objective)].some((id) => owners.get(id).includes(team.id));
  const steps = [
    ["kind", "key-result", () => true],
    ["quarter", QUARTER, (kr) => kr.period === QUARTER],
    ["state", "none", (kr) => kr.state.code === "none"],
    ["team", team.id, holds],
  ];
  await page.goto(`${site.url}search/index.html`);
  let left = plan.key_results;
  for (const [name, value, keeps] of steps) {
    await page.selectOption(`#qd_by_${name}`, value);
    await page.press("#qd_words", "Enter");
    await shown(page);
    left = left.filter(keeps);
    const told = await count(page);
    if (told !== left.length) tell(`with ${name}=${value}: ${told} results, and not ${left.length}`);
  }
  if (left.length === 0) tell("the filters leave nothing to compare");
  const all = await shown(page);
  while (await page.locator("#qd_more button").isVisible()) {
    await page.click("#qd_more button");
    await page.waitForFunction((most) => document.querySelectorAll(".hit").length > most, all.length);
    all.splice(0, all.length, ...(await shown(page)));
  }
  const expected = left.map(({ url }) => short(new URL(url, site.url).href));
  const hidden = expected.filter((url) => !all.includes(url));
  if (hidden.length > 0) tell(`of ${all.length} shown, these are missing: ${hidden.join(" ")}`);
}

/** Words and filters are part of the address, and results say what they are and belong to. */
async function addresses({ page, site, tell }) {
  await page.goto(`${site.url}search/?q=flaky+builds&kind=key-result&quarter=fy21-q3`);
  const links = await shown(page);
  const card = await page.locator(".hit").first().innerText();
  for (const words of ["key result", "FY21-Q3", "reported", "Release without holding our breath", "CEO: "]) {
    if (!card.includes(words)) tell(`the result does not say "${words}": ${card}`);
  }
  await page.selectOption("#qd_by_quarter", "");
  await page.press("#qd_words", "Enter");
  await shown(page);
  if (!page.url().endsWith("?q=flaky+builds&kind=key-result")) tell(`the address is ${page.url()}`);
  await page.locator(".hit-title > a").first().click();
  const place = page.locator(":target");
  if (!(await place.innerText()).includes("flaky builds")) tell(`${links[0]} leads elsewhere`);
}

/** `/` leads to the search from everywhere, and is a sign like others in a field. */
async function keys({ page, site, tell }) {
  await page.goto(site.url);
  await page.keyboard.press("/");
  await page.keyboard.type("and/or lsif");
  const typed = await page.locator(".find-box input").inputValue();
  if (typed !== "and/or lsif") tell(`\`/\` and words typed on the overview give "${typed}"`);
  await page.locator(".find-box input").fill("LSIF");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search/**q=LSIF");
  if ((await shown(page)).length === 0) tell("the field on the overview finds nothing");
  await page.locator("#qd_words").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const first = page.locator(".hit-title > a").first();
  if (!(await first.evaluate((it) => it === document.activeElement))) tell("down does not lead to results");
  await page.keyboard.press("/");
  const field = page.locator("#qd_words");
  if (!(await field.evaluate((it) => it === document.activeElement))) tell("`/` does not lead back");
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto(`${site.url}teams/index.html`);
  await page.keyboard.press("/");
  await page.waitForURL("**/search/**");
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Where nothing holds all words, what holds most of them comes first, and is said to be that. */
async function loose({ page, site, tell }) {
  await page.goto(`${site.url}search/index.html`);
  await ask(page, "flaky xylophones builds");
  const [said, first] = [await page.textContent("#qd_found"), page.locator(".hit-title").first()];
  if (!said.startsWith("Nothing holds all")) tell(`for words that stand nowhere together: ${said}`);
  if (!(await first.innerText()).includes("flaky builds")) tell("most of the words find something else");
  await ask(page, "xylophones");
  if (!(await page.textContent("#qd_found")).startsWith("Nothing was found")) tell("a word that is nowhere is found");
  await ask(page, "");
  if ((await page.textContent("#qd_found")) !== "") tell("no words find something");
}

/** Without JavaScript there is a link, and a page that leads on. */
async function without(browser, site, tell) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator("#qd_find").click();
  await page.waitForURL("**/search/index.html");
  if (await page.locator("#qd_search").isVisible()) tell("a field that does nothing is shown without JavaScript");
  const way = page.locator("main").getByRole("link", { name: "Quarters" });
  if (!(await way.locator("visible=true").count())) tell("without JavaScript the page leads nowhere");
  await context.close();
}

/** From a disk the page says why it cannot search. */
async function fromDisk(browser, folder, tell) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(resolve(folder, "search/index.html")).href);
  const said = await page.textContent("#qd_found");
  if (!said.includes("needs a server")) tell(`from a disk the page says "${said}"`);
  await page.close();
}

/** A plan that is too large for one index finds the same in several, which are one to its readers. */
async function several(browser, tell) {
  const folder = await mkdtemp(join(tmpdir(), "quarterdeck-"));
  for (const name of ["content", "docs", "quarterdeck.toml"]) {
    await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  await appendFile(join(folder, "quarterdeck.toml"), "\n[limits]\nentries_per_index = 60\n");
  execFileSync(PROGRAM, ["build", "--quiet", "--root", folder]);
  const built = join(folder, "public");
  const indexes = (await readdir(join(built, "search/pagefind"))).filter((name) => /^\d+$/.test(name));
  if (indexes.length < 3) tell(`a large plan has ${indexes.length} more indexes`);
  const plan = JSON.parse(await readFile(join(built, "api/v1/plan.json"), "utf8"));
  const site = await serve(built, "/");
  const page = await browser.newPage();
  page.setDefaultTimeout(5000);
  page.on("console", (message) => {
    if (message.type() === "error") tell(`with several indexes the console says: ${message.text()}`);
  });
  for (const check of [words, filters, loose]) {
    try {
      await check({ page, site, plan, tell: (problem) => tell(`with several indexes: ${problem}`) });
    } catch (error) {
      tell(`${check.name} with several indexes: ${error}`);
    }
  }
  if (site.missing.length > 0) tell(`with several indexes nothing is at ${site.missing.join(" ")}`);
  await page.close();
  site.close();
  await rm(folder, { recursive: true });
}

/** A lost address below a path shows a whole page that offers to search for its words. */
async function lost(browser, place, tell) {
  const folder = await mkdtemp(join(tmpdir(), "quarterdeck-"));
  const words = ["build", "--quiet", "--root", PROJECT, "--output", folder];
  execFileSync(PROGRAM, [...words, "--base-url", `https://plan.example${place}`]);
  const site = await serve(folder, place);
  const page = await browser.newPage();
  await page.goto(`${site.url}quarters/fy21-q3/cut-flaky-builds-now/`);
  await page.getByRole("link", { name: "Search for “cut flaky builds now”" }).click();
  await page.waitForURL(`${site.url}search/**`);
  const links = await shown(page);
  if (!links[0]?.includes("flaky-builds")) tell(`a lost address finds ${links[0]}`);
  if (site.missing.length > 1) tell(`a lost page asks for ${site.missing.slice(1).join(" ")}`);
  await page.close();
  site.close();
  await rm(folder, { recursive: true });
}
