// Keeps a page that is previewed as new as the files it is made from. Only what is different in the
// new page is changed in this one, so that nothing else moves: scroll, focus, what is unfolded and
// what is filtered stay as they are. No site that is built has this file.
(() => {
  "use strict";

  const home = new URL(".", document.currentScript.src);
  const site = new URL("..", home);
  // Hooks for tests, and nothing else.
  const state = document.documentElement;

  // The page as it was served, and the living nodes that came with it. Other scripts add nodes of
  // their own and change attributes; those are left alone.
  let served = document.cloneNode(true);
  const ours = new WeakSet();
  const claim = (node) => {
    ours.add(node);
    for (const child of node.childNodes) claim(child);
  };
  claim(document);
  let tag = null;

  // Differences ------------------------------------------------------------------------------

  const living = (node) => [...node.childNodes].filter((child) => ours.has(child));

  const adopt = (node) => {
    const copy = document.importNode(node, true);
    claim(copy);
    return copy;
  };

  /** What a node is known by among its siblings. */
  const name = (node) =>
    node.nodeType === Node.ELEMENT_NODE ? `${node.nodeName}#${node.id}` : node.nodeName;

  /** The pairs of old and new children that are the same thing, in order. */
  const pair = (old, now) => {
    const found = new Map();
    let start = 0;
    while (start < old.length && start < now.length && old[start].isEqualNode(now[start])) {
      found.set(start, start);
      start += 1;
    }
    let [a, b] = [old.length - 1, now.length - 1];
    while (a >= start && b >= start && old[a].isEqualNode(now[b])) {
      found.set(b, a);
      a -= 1;
      b -= 1;
    }
    // What has an id is found by it; the rest is looked for no further than to the next of these.
    const ids = new Set(now.slice(start, b + 1).map((node) => node.id).filter(Boolean));
    let from = start;
    for (let at = start; at <= b; at += 1) {
      const first = (test) => {
        for (let it = from; it <= a; it += 1) {
          if (test(old[it])) return it;
          if (!now[at].id && ids.has(old[it].id)) return -1;
        }
        return -1;
      };
      let it = first((node) => (now[at].id ? name(node) === name(now[at]) : node.isEqualNode(now[at])));
      if (it < 0 && from <= a && !old[from].id && name(old[from]) === name(now[at])) it = from;
      if (it < 0) continue;
      found.set(at, it);
      from = it + 1;
    }
    return found;
  };

  /** Makes `live`, which came from `old`, like `now`; whether anything was different. */
  const change = (live, old, now) => {
    if (old.isEqualNode(now)) return;
    if (live.nodeType !== Node.ELEMENT_NODE && live.nodeType !== Node.DOCUMENT_NODE) {
      live.nodeValue = now.nodeValue;
      return;
    }
    if (live.nodeType === Node.ELEMENT_NODE) attributes(live, old, now);
    const [here, was, is] = [living(live), [...old.childNodes], [...now.childNodes]];
    if (here.length !== was.length) {
      // Somebody has moved what was served: begin anew.
      live.replaceChildren(...is.map(adopt));
      return;
    }
    const pairs = pair(was, is);
    const kept = new Set(pairs.values());
    here.forEach((node, index) => {
      if (!kept.has(index)) node.remove();
    });
    let next = null;
    for (let at = is.length - 1; at >= 0; at -= 1) {
      const from = pairs.get(at);
      if (from === undefined) {
        const made = adopt(is[at]);
        live.insertBefore(made, next);
        next = made;
      } else {
        change(here[from], was[from], is[at]);
        next = here[from];
      }
    }
  };

  const attributes = (live, old, now) => {
    for (const { name: key, value } of now.attributes) {
      if (old.getAttribute(key) !== value) live.setAttribute(key, value);
    }
    for (const { name: key } of old.attributes) {
      // What the reader has unfolded stays so.
      if (!now.hasAttribute(key) && key !== "open") live.removeAttribute(key);
    }
  };

  // News -------------------------------------------------------------------------------------

  /** Takes over what is new on this page; whether anything is. */
  const renew = async () => {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    if (answer.status === 304) return false;
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return false;
    const html = await answer.text();
    tag = answer.headers.get("etag");
    const now = new DOMParser().parseFromString(html, "text/html");
    if (now.documentElement.isEqualNode(served.documentElement)) return false;
    change(document.documentElement, served.documentElement, now.documentElement);
    served = now;
    // Filters look at what is there when something is chosen.
    document.getElementById("qd_filter")?.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  /** Puts new styles and pictures in the place of old ones; whether the page has to be loaded. */
  const restyle = (assets, revision) => {
    let reload = false;
    for (const path of assets) {
      const address = new URL(path.split("/").map(encodeURIComponent).join("/"), site);
      const fresh = `${address.href}?v=${revision}`;
      const meant = (link) => link && new URL(link, location.href).pathname === address.pathname;
      for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
        if (!meant(link.href) || link.disabled) continue;
        const made = link.cloneNode();
        made.href = fresh;
        // The old styles hold until the new ones are there.
        made.addEventListener("load", () => {
          if (ours.has(link)) link.disabled = true;
          else link.remove();
        });
        link.after(made);
      }
      for (const image of document.images) if (meant(image.src)) image.src = fresh;
      for (const script of document.scripts) if (meant(script.src)) reload = true;
    }
    return reload;
  };

  let first = true;
  let busy = Promise.resolve();
  const hear = ({ data }) => {
    const news = JSON.parse(data);
    busy = busy.then(async () => {
      if (restyle(news.assets ?? [], news.revision)) return location.reload();
      // Only what was read without errors is shown; what is wrong stands over it.
      const changed = await renew();
      tell(news);
      if (!first || changed) say(news, changed);
      first = false;
      state.dataset.previewRevision = news.revision;
    }).catch(() => { /* The server is gone; the connection comes back by itself. */ });
  };

  let source = null;
  const listen = () => {
    if (source || document.hidden) return;
    const page = encodeURIComponent(decodeURIComponent(location.pathname));
    source = new EventSource(new URL(`events?page=${page}`, home));
    source.addEventListener("message", hear);
    source.addEventListener("open", () => { say({ paths: [] }, false); });
    source.addEventListener("error", () => {
      line.textContent = "Preview: no connection. It comes back by itself.";
      line.hidden = false;
      // A server that was refused or not there is asked again.
      if (source?.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(listen, 500);
      }
    });
  };
  // A browser holds few connections to one server: a page that nobody sees needs none.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else {
      listen();
    }
  });
  addEventListener("pagehide", () => { source?.close(); source = null; });
  addEventListener("pageshow", listen);

  // What is said ------------------------------------------------------------------------------

  const part = (parent, kind, text, classes) => {
    const made = document.createElement(kind);
    if (text !== undefined) made.textContent = text;
    if (classes) made.className = classes;
    parent.append(made);
    return made;
  };

  const host = document.createElement("quarterdeck-preview");
  document.body.append(host);
  const root = host.attachShadow({ mode: "open" });
  const style = part(root, "link");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", home);
  const line = part(root, "p", "", "line");
  line.setAttribute("role", "status");
  line.hidden = true;
  const over = part(root, "div", undefined, "over");
  over.hidden = true;

  let timer = 0;
  const say = ({ paths }, changed) => {
    clearTimeout(timer);
    const names = paths.slice(0, 3).join(", ") + (paths.length > 3 ? ` and ${paths.length - 3} more` : "");
    line.textContent = names ? `${names} changed${changed ? "" : "; this page is the same"}` : "";
    line.hidden = !names;
    timer = setTimeout(() => { line.hidden = true; }, 4000);
  };

  let dismissed = "";
  const tell = (news) => {
    const about = JSON.stringify([news.problem, news.found]);
    if (!news.broken) {
      over.hidden = true;
      dismissed = "";
      return;
    }
    if (about === dismissed) return;
    const inside = over.contains(root.activeElement);
    over.replaceChildren();
    over.setAttribute("role", "region");
    over.setAttribute("aria-label", "What is wrong");
    const head = part(over, "div", undefined, "head");
    part(head, "h2", "Not up to date: this is the last page without errors");
    const close = part(head, "button", "Close");
    close.type = "button";
    close.addEventListener("click", () => {
      dismissed = about;
      over.hidden = true;
    });
    if (news.problem) part(over, "pre", news.problem, "error");
    for (const { severity, text, editor } of news.found) {
      const box = part(over, "div", undefined, `found ${severity}`);
      part(box, "pre", text.trimEnd()).tabIndex = 0;
      if (editor) part(box, "a", "Open in the editor").href = editor;
    }
    if (news.more) part(over, "p", `… and ${news.more} more; the terminal tells all`);
    over.hidden = false;
    if (inside) close.focus();
  };
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") over.querySelector("button")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !over.hidden) over.querySelector("button")?.click();
  });

  listen();
})();
