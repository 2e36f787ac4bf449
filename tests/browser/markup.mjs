// What html-validate finds on every page.

import { HtmlValidate } from "html-validate";
import { pages } from "./site.mjs";

const rules = {
  // Taste, not correctness: the written HTML is read by programs.
  "no-trailing-whitespace": "off",
  "long-title": "off",
  // The language of HTML allows both; authors write `<br />` in their documents.
  "void-style": "off",
};

export default async function markup(folder) {
  const checker = new HtmlValidate({ extends: ["html-validate:recommended"], rules });
  const found = [];
  for (const { path, html } of await pages(folder)) {
    const { results } = await checker.validateString(html, path);
    for (const { messages } of results) {
      for (const { line, column, ruleId, message } of messages) {
        found.push(`${path}:${line}:${column}: ${ruleId}: ${message}`);
      }
    }
  }
  return found;
}
