// Renews the page as blocks come. Everything it shows was made by the server; without it the page is whole, and stays as
// it is.
"use strict";

(() => {
  const news = document.getElementById("news");
  let shown = null;
  let isRenewing = false;
  let wanted = null;

  // Where an element stands, from <main> down, so that its successor can be found.
  const pathOf = (element) => {
    const path = [];
    for (let at = element; at && at.id !== "main"; at = at.parentElement) {
      if (!at.parentElement) return null;
      path.unshift([...at.parentElement.children].indexOf(at));
    }
    return path;
  };
  const at = (path) => path && path.reduce((element, place) => element && element.children[place], main());
  const main = () => document.getElementById("main");

  const renew = async (edition) => {
    const answer = await fetch(location.pathname, { cache: "no-store", credentials: "omit" });
    if (!answer.ok) return;
    // The sizes of charts are taken out first: the policy of this page knows only its own.
    let sizes = "";
    const text = (await answer.text()).replace(/<style>([^<]*)<\/style>/, (_, rules) => {
      sizes = rules;
      return "";
    });
    const next = new DOMParser().parseFromString(text, "text/html");
    const fresh = next.getElementById("main");
    if (!fresh) return;
    const focused = main().contains(document.activeElement) ? pathOf(document.activeElement) : null;
    const open = [...main().querySelectorAll("details[open]")].map((one) => one.textContent);
    main().replaceChildren(...fresh.childNodes);
    document.querySelector("footer").replaceChildren(...next.querySelector("footer").childNodes);
    document.title = next.title;
    for (const one of main().querySelectorAll("details")) {
      if (open.includes(one.textContent)) one.open = true;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(sizes);
    document.adoptedStyleSheets = [sheet];
    if (focused) at(focused)?.focus({ preventScroll: true });
    // Blocks without events change nothing that is worth interrupting anybody for.
    if (shown !== null && (shown.entries !== edition.entries || shown.across !== edition.across)) {
      news.textContent = `This page was renewed: block ${edition.block}.`;
    }
    shown = edition;
  };

  const follow = async (edition) => {
    wanted = edition;
    if (isRenewing) return;
    isRenewing = true;
    try {
      while (wanted) {
        const next = wanted;
        wanted = null;
        const isSame = shown && JSON.stringify(shown) === JSON.stringify(next);
        if (!isSame) await renew(next);
      }
    } catch {
      // The next block tries again.
    } finally {
      isRenewing = false;
    }
  };

  new EventSource("live").addEventListener("edition", (event) => follow(JSON.parse(event.data)));
})();
