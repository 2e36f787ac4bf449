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
