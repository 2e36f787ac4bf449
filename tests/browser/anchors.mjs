// Links into the middle of a page lead there, even into what is folded: every one that any page has.

import { posix } from "node:path";
import { each, launch, pages, PLACES, serve } from "./site.mjs";

export const places = PLACES;

export default async function anchors(folder, place) {
  const all = await pages(folder);
  const wanted = new Map();
  let count = 0;
  for (const { path, html } of all) {
    for (const [, href] of html.matchAll(/<a [^>]*?href="([^"]*#[^"]+)"/g)) {
      if (/^[a-z]+:/.test(href)) continue;
      const [file, anchor] = href.replaceAll("&amp;", "&").split("#").map(decodeURIComponent);
      const to = file === "" ? path : posix.join(posix.dirname(path), file);
      if (!wanted.has(to)) wanted.set(to, new Set());
      count += wanted.get(to).has(anchor) ? 0 : 1;
      wanted.get(to).add(anchor);
    }
  }
  if (count === 0) return ["no page has a link into the middle of one"];
  const [site, browser, found] = [await serve(folder, place), await launch(), []];
  let folded = 0;
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const open = async (page, path, anchor) => {
    await page.goto("about:blank");
    await page.goto(`${site.url}${path}#${encodeURIComponent(anchor)}`);
    // A browser may go to the place only when it draws the page.
    const there = page.waitForFunction(`(${look})(${JSON.stringify(anchor)}) === null`, null, { timeout: 3000 });
    return there.then(() => null, () => page.evaluate(look, anchor));
  };
  await each([...wanted], async ([path, ids]) => {
    const page = await context.newPage();
    const tell = (anchor, problem) => found.push(`${path}#${anchor} ${problem}`);
    // Once from another page, and once for each that is folded away; the others on the page itself.
    const [first] = ids;
    const wrong = await open(page, path, first);
    if (wrong !== null) tell(first, wrong);
    const walked = await page.evaluate(walk, [...ids].filter((anchor) => anchor !== first));
    for (const { anchor, problem } of walked.wrong) tell(anchor, problem);
    for (const anchor of walked.folded) {
      folded += 1;
      const wrong = await open(page, path, anchor);
      if (wrong !== null) tell(anchor, `${wrong}, when the page opens there`);
    }
    await page.close();
  });
  console.log(`${count} places that links lead to, ${folded} of them folded away`);
  await browser.close();
  site.close();
  return found;
}

/** What is wrong with the place at `anchor`, once the page has gone there; runs in the page. */
function look(anchor) {
  const target = document.getElementById(anchor);
  if (target === null) return "is not there";
  const closed = target.parentElement.closest("details:not([open])");
  if (closed !== null) return "is folded away";
  if (!target.checkVisibility()) return "is not seen";
  const { top } = target.getBoundingClientRect();
  return top >= -2 && top < innerHeight ? null : `stands at ${Math.round(top)} px`;
}

/** Goes to each place on the page, from its top and with everything around it folded; tells what is
 *  wrong, and what was folded away; runs in the page. */
async function walk(ids) {
  const [wrong, folded] = [[], []];
  const tell = (anchor, problem) => wrong.push({ anchor, problem });
  for (const anchor of ids) {
    const target = document.getElementById(anchor);
    if (target === null) {
      tell(anchor, "is not there");
      continue;
    }
    let above = target.parentElement.closest("details");
    if (above && !above.hasAttribute("open")) folded.push(anchor);
    for (; above; above = above.parentElement.closest("details")) above.open = false;
    const went = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    history.replaceState(null, "", location.pathname);
    scrollTo(0, 0);
    location.hash = encodeURIComponent(anchor);
    await went;
    await new Promise(requestAnimationFrame);
    const closed = target.parentElement.closest("details:not([open])");
    const { top } = target.getBoundingClientRect();
    if (closed !== null) tell(anchor, "stays folded away");
    else if (!target.checkVisibility()) tell(anchor, "is not seen");
    else if (top < -2 || top >= innerHeight) tell(anchor, `stands at ${Math.round(top)} px`);
  }
  return { wrong, folded };
}
