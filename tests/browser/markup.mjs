// What html-validate finds on every page, and that none holds a style or a script of its own.

import { HtmlValidate } from "html-validate";
import { pages } from "./site.mjs";

const rules = {
  // Taste, not correctness: the written HTML is read by programs.
  "no-trailing-whitespace": "off",
  "long-title": "off",
  // The language of HTML allows both; authors write `<br />` in their documents.
  "void-style": "off",
};

const INLINE = [
  ["a style in the page", /<style|\sstyle="/],
  ["a script in the page", /<script(?![^>]*\ssrc=)|<[^>]*\son\w+="/],
];

export default async function markup(folder) {
  const checker = new HtmlValidate({ extends: ["html-validate:recommended"], rules });
  const found = [];
  for (const { path, html } of await pages(folder)) {
    for (const [what, sign] of INLINE) {
      if (sign.test(html)) found.push(`${path}: ${what}: ${sign.exec(html)[0]}`);
    }
    const { results } = await checker.validateString(html, path);
    for (const { messages } of results) {
      for (const { line, column, ruleId, message } of messages) {
        found.push(`${path}:${line}:${column}: ${ruleId}: ${message}`);
      }
    }
  }
  return found;
}
