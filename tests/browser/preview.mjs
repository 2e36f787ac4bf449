// The preview as its author sees it: a save changes what it has to and moves nothing else, a
// mistake stands over the last good page until it is mended, and a page outlives its server.

import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./site.mjs";

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const DOCUMENT = "content/okrs/fy21-q3.md";
const BEFORE = "=> Down to 20 minutes.";
const PAGE = "quarters/fy21-q3/";

export default async function preview() {
  const folder = await mkdtemp(join(tmpdir(), "preview-"));
  for (const name of ["content", "docs", "quarterdeck.toml"]) {
    await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  }
  const found = [];
  const server = await serve(folder, 0);
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.on("pageerror", (error) => found.push(`script: ${error}`));
    page.on("console", (it) => {
      if (it.type() === "error" && !/ERR_CONNECTION|Failed to load/.test(it.text())) {
        found.push(`console: ${it.text()}`);
      }
    });
    const port = await edits({ page, folder, found, server });
    await mistakes({ page, folder, found });
    await styles({ page, folder, found });
    await restart({ page, folder, found, server, port });
  } catch (error) {
    found.push(`${error.stack}`);
  } finally {
    await browser.close();
    server.end();
    await rm(folder, { recursive: true });
  }
  return found;
}

/** Runs the preview; `url` is there once it can be read. */
async function serve(folder, port) {
  const program = process.env.QUARTERDECK ?? join(PROJECT, "target/debug/quarterdeck");
  const child = spawn(program, ["serve", "--root", folder, "--port", String(port)]);
  let said = "";
  const url = await new Promise((resolve, reject) => {
    child.stderr.on("data", (data) => {
      said += data;
      const told = /preview at (\S+)/.exec(said);
      if (told) resolve(told[1]);
    });
    child.on("exit", () => reject(new Error(`the preview ended: ${said}`)));
  });
  const gone = new Promise((resolve) => child.on("exit", (code) => resolve(code)));
  return { url, gone, end: () => child.kill("SIGINT") };
}

async function save(folder, from, to, file = DOCUMENT) {
  const text = await readFile(join(folder, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  await writeFile(join(folder, file), text.replace(from, to));
}

/** What a reader has done to the page, and where things stand. */
const state = (page) =>
  page.evaluate(() => {
    const seen = [...document.querySelectorAll("details[open]")].map(
      (it) => it.closest("[id]")?.id + it.className,
    );
    const kr = document.activeElement?.closest("[id]");
    return {
      scroll: Math.round(scrollY),
      open: seen.join(),
      filter: document.querySelector("[name=qd_show]:checked")?.value,
      address: location.search,
      focus: document.activeElement?.tagName + kr?.id,
      marked: document.querySelectorAll("[data-marked]").length,
      top: Math.round(document.activeElement?.getBoundingClientRect().top ?? 0),
    };
  });

async function edits({ page, folder, found, server }) {
  await page.goto(server.url + PAGE);
  await page.waitForSelector("html[data-preview-revision]");
  await page.evaluate(() => { document.body.dataset.kept = "yes"; });
  await page.locator("label:has(#qd_show_attention)").click();
  const kr = page.locator(".kr:visible", { has: page.locator(".kr-outcome", { hasText: "Down to 20 minutes" }) });
  const card = await kr.count() > 0 ? kr.first() : page.locator(".kr:visible").last();
  const summary = card.locator("details > summary").last();
  await summary.scrollIntoViewIfNeeded();
  await summary.click();
  await page.evaluate(() => {
    for (const it of document.querySelectorAll(".kr, .card, .side a")) it.dataset.marked = "yes";
  });
  const before = await state(page);
  if (before.scroll < 200 || !before.open || before.filter !== "attention") {
    found.push(`the page was not prepared: ${JSON.stringify(before)}`);
  }
  await save(folder, BEFORE, "=> Down to 21 minutes.");
  await page.waitForFunction(() => document.body.textContent.includes("Down to 21 minutes"));
  const after = await state(page);
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    found.push(`an edit moved more than itself: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
  }
  const line = page.locator("quarterdeck-preview .line");
  if (!(await line.textContent()).includes(DOCUMENT)) found.push("no line tells what changed");
  // A key result more, and one less; those beside stay what they were.
  const more = `${BEFORE.replace("20", "21")} \\\n         KR: Answer 7 letters a day.`;
  await save(folder, BEFORE.replace("20", "21"), more);
  await page.waitForFunction(() => document.body.textContent.includes("Answer 7 letters a day."));
  const marked = (await state(page)).marked;
  if (marked !== before.marked) found.push(`a line more made ${before.marked - marked} things anew`);
  await save(folder, more, BEFORE);
  await page.waitForFunction(() => !document.body.textContent.includes("Answer 7 letters a day."));
  const end = await state(page);
  if (JSON.stringify(end) !== JSON.stringify(before)) {
    found.push(`to and fro is not the same: ${JSON.stringify(before)} → ${JSON.stringify(end)}`);
  }
  if ((await page.evaluate(() => document.body.dataset.kept)) !== "yes") found.push("it was loaded anew");
  return Number(new URL(server.url).port);
}

async function mistakes({ page, folder, found }) {
  const over = page.locator("quarterdeck-preview .over");
  if (await over.isVisible()) found.push("something is wrong before anything is");
  await save(folder, BEFORE, "=> Down to [_N<sub>99</sub>_][n99] <img src=x onerror=alert(1)> minutes.");
  await over.waitFor({ state: "visible" });
  const text = await over.textContent();
  for (const part of ["n99", DOCUMENT, "^"]) {
    if (!text.includes(part)) found.push(`what is wrong does not show ${part}: ${text}`);
  }
  if ((await over.locator("img").count()) > 0) found.push("what is wrong is not escaped");
  const link = await over.locator("a").first().getAttribute("href");
  if (!link.startsWith("vscode://file/") || !link.includes("fy21-q3.md:")) found.push(`editor: ${link}`);
  if (!(await page.textContent("main")).includes("Down to 20 minutes")) found.push("the last good page is gone");
  await over.locator("button").focus();
  await page.keyboard.press("Escape");
  if (await over.isVisible()) found.push("Escape does not close it");
  // Another mistake opens it again; mending all closes it.
  await save(folder, "[_N<sub>99</sub>_][n99]", "[_N<sub>98</sub>_][n98]");
  await over.waitFor({ state: "visible" });
  await save(folder, "=> Down to [_N<sub>98</sub>_][n98] <img src=x onerror=alert(1)> minutes.", BEFORE);
  await over.waitFor({ state: "hidden" });
}

async function styles({ page, folder, found }) {
  const file = join(folder, "static/assets/style.css");
  await cp(join(PROJECT, "themes/default/assets/style.css"), file, { recursive: true });
  await writeFile(file, "main { outline: 7px solid rgb(1, 2, 3) }");
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("main")).outlineWidth === "7px",
  );
  await writeFile(file, "main { outline: 9px solid rgb(1, 2, 3) }");
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("main")).outlineWidth === "9px",
  );
  if ((await page.evaluate(() => document.body.dataset.kept)) !== "yes") {
    found.push("styles loaded the page anew");
  }
}

async function restart({ page, folder, found, server, port }) {
  server.end();
  const code = await server.gone;
  if (code !== 0) found.push(`Ctrl-C ends with ${code}`);
  const line = page.locator("quarterdeck-preview .line");
  await line.filter({ hasText: "no connection" }).waitFor({ state: "visible" });
  await save(folder, BEFORE, "=> Down to 22 minutes.");
  const again = await serve(folder, port);
  await page.waitForFunction(() => document.body.textContent.includes("Down to 22 minutes"));
  await line.waitFor({ state: "hidden" });
  again.end();
  await again.gone;
}
