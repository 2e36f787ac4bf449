// What axe finds on each kind of page, at three widths, in both colour schemes, as it opens and with
// everything unfolded; and nothing may stick out of a narrow page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { WIDTHS, each, kinds, launch, serve, unfold } from "./site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What a page is asked so that it shows all it can. */
const ASKED = { search: "?q=coverage&quarter=fy21-q2" };

export default async function accessibility(folder) {
  const [site, browser, found] = [await serve(folder), await launch(), []];
  const views = [];
  for (const page of await kinds(folder)) {
    for (const width of WIDTHS) {
      for (const colorScheme of ["light", "dark"]) views.push({ page, width, colorScheme });
    }
  }
  await each(views, async ({ page: { path, kind }, width, colorScheme }) => {
    // The site's policy forbids scripts in the page; axe is one, put there by the test.
    const context = await browser.newContext({
      bypassCSP: true,
      colorScheme,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(site.url + path + (ASKED[kind] ?? ""), { waitUntil: "networkidle" });
    await page.evaluate(axe);
    const look = async (how) => {
      const { violations } = await page.evaluate(
        (values) => globalThis.axe.run({ runOnly: { type: "tag", values } }),
        TAGS,
      );
      const where = `${kind} (${path}), ${width} px, ${colorScheme}, ${how}`;
      for (const { id, help, nodes } of violations) {
        const places = nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`);
        found.push(`${where}: ${id}: ${help}\n    ${places.join("\n    ")}`);
      }
    };
    // Unfolding adds to a page and takes nothing away, so that one view of it folded is enough.
    const folds = (await page.locator("details:not([open])").count()) > 0;
    if (!folds || (width === 768 && colorScheme === "light")) await look("as it opens");
    // A card is laid out when it comes near the window: here, all of them are.
    await page.addStyleTag({ content: ".card { content-visibility: visible }" });
    if (folds) {
      await unfold(page);
      await look("unfolded");
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) found.push(`${kind} (${path}): ${wide} px wide at ${width} px`);
    await context.close();
  });
  await browser.close();
  site.close();
  return found;
}
