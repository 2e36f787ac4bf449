// Small comforts. Every page is complete without this file.
(() => {
  "use strict";

  // On a server, addresses read better without the name of the index file. From a folder on disk
  // it has to stay: nothing there would turn a folder into its index.
  if (location.protocol === "http:" || location.protocol === "https:") {
    for (const link of document.querySelectorAll("a[href]:not([href^='#'])")) {
      if (link.origin === location.origin && link.pathname.endsWith("/index.html")) {
        link.pathname = link.pathname.slice(0, -"index.html".length);
      }
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
