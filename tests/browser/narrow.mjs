// Words that nothing breaks, and more quarters than a phone has room for: no page is wider than its
// window, and what stands beside each other does not touch.

import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { kinds, unfold } from "./site.mjs";

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const SIZES = [360, 1280];

/** A word of 120 letters that begins with `name`. */
const long = (name) => name.padEnd(120, "abcdefghij");

/** A plan whose names, titles and sentences are such words. */
const FILES = {
  "quarterdeck.toml": `title = "${long("Site")}"
today = "2026-02-15"
[[teams]]
name = "${long("Team")}"
owners = ["${long("Owner")}"]
[[teams]]
name = "${long("Group")}"
parent = "${long("Team")}"
owners = ["Web"]
`,
  "content/index.md": `# ${long("Home")}\n\n${long("welcome")}\n`,
  "content/about.md": `# ${long("About")}

## ${long("Heading")}

${long("prose")} and \`${long("code")}\`, with a note.[^1]

- ${long("point")}

> ${long("quotation")}

| ${long("head")} | b |
|---|---|
| ${long("cell")} | ${long("other")} |

[^1]: ${long("note")}
`,
  "content/okrs/2026-q1.md": `# 2026 Q1

${long("introduction")}

- **${long("Owner")}**: ${long("Objective")}
  - KR: ${long("Result")} from 1 to 5 ⇒ 3 ${long("outcome")}
  - KR: ${long("Second")} by N₁ ⇒ ${long("told")}
  - **Web**: ${long("Child")}
    - KR: ${long("Below")} from 1 to 5 ⇒ 2
- **${long("Nobody")}**: ${long("Another")}
  - KR: Sell 20 desks ⇒ 5
`,
  "content/okrs/2025-q4.md": `# 2025 Q4

- **${long("Owner")}**: ${long("Objective")}
  - KR: ${long("Result")} from 1 to 5 ⇒ 5 ${long("outcome")}
`,
  "content/roadmap.md": `# ${long("Roadmap")}

## Now

### ${long("Item")}

- Owner: ${long("Owner")}
- Start: 2026-01-02
- Due: 2026-03-01
- Status: in progress
- Supports: ${long("Result")}
- Depends on: ${long("Later")}

${long("words")}

## Next

### ${long("Later")}

- Due: 2027-05-01

### ${long("Undated")}
`,
};

/** What is too wide in the plan of long words. */
export async function narrow(browser) {
  const folder = await mkdtemp(join(tmpdir(), "narrow-"));
  const found = [];
  try {
    const site = await build(folder);
    for (const width of SIZES) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const { path, kind } of await kinds(site)) {
        if (kind === "alias") continue;
        await page.goto(pathToFileURL(join(site, path)).href);
        await unfold(page);
        const tell = (problem) => found.push(`long words, ${kind} at ${width} px: ${problem}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) tell(`the page is ${wide} px wide`);
        if (kind === "roadmap") await heads(page, tell);
      }
      await context.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return found;
}

async function build(folder) {
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const program = process.env.QUARTERDECK ?? join(PROJECT, "target/debug/quarterdeck");
  const built = spawnSync(program, ["build", "--quiet", "--root", folder], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`long words are not built: ${built.stderr}`);
  return join(folder, "public");
}

/** The names of quarters over the timeline stand apart. */
async function heads(page, tell) {
  const names = await page.evaluate(() => {
    const shown = [...document.querySelectorAll(".chart-quarters span")].filter((at) =>
      at.checkVisibility({ visibilityProperty: true }),
    );
    return shown.map((at) => {
      const range = document.createRange();
      range.selectNodeContents(at);
      const { left, right } = range.getBoundingClientRect();
      const cut = getComputedStyle(at).overflowX === "hidden" && at.scrollWidth > at.clientWidth;
      return { left, right, cut, text: at.textContent };
    });
  });
  if (names.length < 3) tell(`the timeline names ${names.length} quarters`);
  for (const [at, { right, cut, text }] of names.entries()) {
    if (cut || right + 4 > names[at + 1]?.left) tell(`${text} touches what stands beside it`);
  }
}
