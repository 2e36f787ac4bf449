// Small comforts. Every page is complete without this file.
(() => {
  "use strict";

  // On a server, addresses read better without the name of the index file. From a folder on disk
  // it has to stay: nothing there would turn a folder into its index. A link is shortened when
  // somebody turns to it: a long page has hundreds, and each would be styled anew.
  if (location.protocol === "http:" || location.protocol === "https:") {
    const shorten = ({ target }) => {
      const link = target.closest?.("a[href]:not([href^='#'])");
      if (link?.origin === location.origin && link.pathname.endsWith("/index.html")) {
        link.pathname = link.pathname.slice(0, -"index.html".length);
      }
    };
    for (const turn of ["pointerover", "focusin", "click"]) addEventListener(turn, shorten, true);
  }

  // The way to the search becomes a field, where there is room for one, and `/` leads there.
  const find = document.getElementById("qd_find");
  const box = document.createElement("form");
  const seek = (words) => {
    const address = new URL(find.href);
    if (words) address.searchParams.set("q", words);
    location.assign(address);
  };
  if (find && !find.hasAttribute("aria-current")) {
    const field = document.createElement("input");
    const key = document.createElement("kbd");
    box.className = "find-box";
    box.setAttribute("role", "search");
    Object.assign(field, { type: "search", placeholder: find.textContent.trim() });
    field.setAttribute("aria-label", field.placeholder);
    key.textContent = "/";
    key.setAttribute("aria-hidden", "true");
    box.append(find.firstElementChild.cloneNode(true), field, key);
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      seek(field.value.trim());
    });
    find.after(box);
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const fields = [document.getElementById("qd_words"), box.querySelector("input")];
    const field = fields.find((it) => it?.checkVisibility());
    if (!field && !find) return;
    event.preventDefault();
    if (field) field.select();
    else seek("");
  });

  // What a lost address was about can be searched for.
  const lost = document.getElementById("qd_missing");
  if (lost) {
    const parts = location.pathname.split("/").filter((part) => part && part !== "index.html");
    let name = parts.at(-1) ?? "";
    try { name = decodeURIComponent(name); } catch { /* It is no text; its letters still are. */ }
    const words = name.replace(/\.\w+$/, "").split(/[^\p{L}\p{N}]+/u).filter((it) => it.length > 1);
    if (words.length > 0) {
      const address = new URL(lost.href);
      address.searchParams.set("q", words.join(" "));
      lost.href = address;
      lost.textContent = lost.dataset.words.replace("{words}", words.join(" "));
    }
  }

  // What an address points at may be folded away.
  const reveal = () => {
    const target = document.querySelector(":target");
    if (!target) return;
    let folded = false;
    for (let at = target; at; at = at.parentElement?.closest("details")) {
      if (at instanceof HTMLDetailsElement && !at.open) at.open = folded = true;
    }
    const own = target.querySelector(":scope > details");
    if (target.matches(".holding") && own && !own.open) own.open = folded = true;
    if (folded) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The filter of a quarter's tree. Styles alone sift by state; this sifts by team as well, unfolds
  // what was found, and keeps the choice in the address.
  const sift = (filter) => {
    const within = filter.closest(".sifted");
    const shows = [...filter.querySelectorAll("[name=qd_show]")];
    const team = filter.querySelector("select");
    const found = filter.querySelector("[role=status]");
    const calls = ["at-risk", "missed", "behind", "progress"];
    const asked = new URLSearchParams(location.search);
    const wanted = shows.find((it) => it.value === asked.get("show"));
    (wanted ?? shows[0]).checked = true;
    const options = [...(team?.options ?? [])];
    if (options.some((it) => it.value === asked.get("team"))) team.value = asked.get("team");

    const chosen = () => [shows.find((it) => it.checked).value, team?.value ?? ""];

    const apply = () => {
      const [show, held] = chosen();
      const codes = show === "attention" ? calls : [show];
      const stands = (kr) => !show || codes.some((code) => kr.classList.contains(`is-${code}`));
      const teams = (it) => it.dataset.teams?.split(" ");
      const holds = (it) => !held || (teams(it) ?? []).includes(held);
      let count = 0;
      // From the innermost outwards: a node is shown with what it holds, and with what is below it.
      for (const node of [...within.querySelectorAll(".node")].reverse()) {
        const card = node.querySelector(":scope > .card");
        const branch = node.querySelector(":scope > .branch");
        let any = !show && holds(card);
        for (const kr of card.querySelectorAll(".kr")) {
          kr.hidden = !(stands(kr) && (holds(card) || holds(kr)));
          if (!kr.hidden) any = true;
          if (!kr.hidden) count += 1;
        }
        const below = branch?.querySelector(":scope > .tree > .node:not([hidden])");
        if (below && (show || held)) branch.open = true;
        node.hidden = !any && !below;
      }
      found.textContent = show || held ? found.dataset.found.replace("{shown}", count) : "";
    };
    const remember = () => {
      const address = new URL(location.href);
      const [show, held] = chosen();
      for (const [key, value] of [["show", show], ["team", held]]) {
        if (value) address.searchParams.set(key, value);
        else address.searchParams.delete(key);
      }
      // A page from a folder on disk may not have its address changed.
      try { history.replaceState(null, "", address); } catch { /* The choice holds all the same. */ }
    };
    filter.addEventListener("change", () => { apply(); remember(); });
    if (chosen().some(Boolean)) apply();
  };
  const filter = document.getElementById("qd_filter");
  if (filter) sift(filter);

  // A permalink is copied where its key result stands; with a modifier it is a link like any other.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.(".pilcrow");
    const kr = link?.closest(".kr[id]");
    if (!kr || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = kr.id;
    let said = kr.querySelector(":scope > .copied");
    if (!said) {
      said = document.createElement("span");
      said.className = "copied";
      said.setAttribute("role", "status");
      kr.append(said);
    }
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = document.querySelector("main").dataset.copied;
      setTimeout(() => { said.textContent = ""; }, 2000);
    } catch {
      location.assign(link.href);
    }
  });

  // Paper cannot be unfolded.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
})();
