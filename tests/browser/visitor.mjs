// What visitors ask, answered from the overview in at most three clicks on links that they can see.

import { launch, PLACES, serve } from "./site.mjs";

const MOST = 3;

/** A question, the words of the links to click, and what has to be seen then. */
const QUESTIONS = [
  {
    asks: "What is Marketing's weakest key result this quarter?",
    clicks: ["Marketing"],
    sees: [/^Marketing in FY21-Q3$/, /Hire a Developer Televangelist/, /^0\s%$/, /Not yet\. Two candidates/],
    // The key result with the lowest number of the page.
    lowest: { within: ".kr", text: /Hire a Developer Televangelist/ },
  },
  {
    asks: "Why is version contexts being built?",
    clicks: ["Version contexts for everyone"],
    sees: [
      /^At least 8 customers use version contexts every week/,
      /^Finish what Sales has already promised\.$/,
      /^Turn a full pipeline into ARR\.$/,
    ],
  },
  {
    asks: "What did Web promise and deliver?",
    clicks: ["Web", "FY21-Q2"],
    sees: [/^Web in FY21-Q2$/, /going from 8 to 40 snapshots/, /^no result$/, /graded 0 of 4/],
  },
  {
    asks: "Which numbers are private, and who can see them?",
    clicks: ["Targets"],
    sees: [/N₃ WAU/, /held privately/, /only members of the organisation can open it/, /docs\.google\.com/],
  },
];

export const places = PLACES;

export default async function visitor(folder, place) {
  const [site, browser, found] = [await serve(folder, place), await launch(), []];
  for (const { asks, clicks, sees, lowest } of QUESTIONS) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    const tell = (problem) => found.push(`${asks} ${problem}`);
    if (clicks.length > MOST) tell(`takes ${clicks.length} clicks`);
    await page.goto(site.url);
    try {
      for (const name of clicks) await (await seen(page, name)).click();
    } catch (error) {
      tell(`${String(error).split("\n")[0]}, at ${page.url()}`);
    }
    for (const words of sees) {
      const answer = page.locator("main").getByText(words).locator("visible=true");
      if ((await answer.count()) === 0) tell(`${words} is not seen at ${page.url()}`);
    }
    if (lowest) {
      const weakest = await page.locator(lowest.within).evaluateAll((all) => {
        const number = (at) => parseFloat(at.querySelector(".kr-standing strong")?.textContent);
        const graded = all.filter((at) => !Number.isNaN(number(at)));
        return graded.sort((one, other) => number(one) - number(other))[0]?.textContent ?? "";
      });
      if (!lowest.text.test(weakest)) tell(`the lowest number is that of ${weakest.trim()}`);
    }
    console.log(`${asks}\n    overview → ${clicks.join(" → ")}: ${new URL(page.url()).pathname}`);
    await context.close();
  }
  await browser.close();
  site.close();
  return found;
}

/** The first link with this name that can be seen: in the page itself, else around it. A name may
 *  have words before and after it, as `← earlier FY21-Q2` does. */
async function seen(page, name) {
  const words = new RegExp(`(^|\\s)${name}(\\s|$)`);
  const link = (within) =>
    page.locator(within).getByRole("link", { name: words }).locator("visible=true").first();
  return (await link("main").count()) > 0 ? link("main") : link("header.mast");
}
