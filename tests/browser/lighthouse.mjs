// What Lighthouse says of the pages that visitors come to first, on a slow phone.
//
// All scores are printed. The one for speed depends on what else the machine does, so that it is
// told and not judged; what makes pages slow is judged by `weight`.

import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { CHROMIUM, kinds, serve } from "./site.mjs";

const KINDS = ["overview", "quarter", "objective", "team", "owner", "roadmap"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

export default async function audit(folder) {
  const found = [];
  const site = await serve(folder);
  const port = 9333;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", `--remote-debugging-port=${port}`],
  });
  for (const { path, kind } of await kinds(folder)) {
    if (!KINDS.includes(kind)) continue;
    const result = await lighthouse(site.url + path, {
      port,
      onlyCategories: CATEGORIES,
      // A test's address is never the one that search engines are to know.
      skipAudits: ["canonical"],
      logLevel: "error",
    });
    const scores = CATEGORIES.map((name) => Math.round(result.lhr.categories[name].score * 100));
    console.log(`${kind} (${path}): ${scores.join(" / ")}`);
    CATEGORIES.forEach((name, at) => {
      if (name === "performance" || scores[at] === 100) return;
      const refs = result.lhr.categories[name].auditRefs.map((ref) => result.lhr.audits[ref.id]);
      const failed = refs.filter((it) => it.score !== null && it.score < 1).map((it) => it.title);
      found.push(`${kind} (${path}): ${name} ${scores[at]}: ${failed.join("; ")}`);
    });
  }
  await browser.close();
  site.close();
  return found;
}
