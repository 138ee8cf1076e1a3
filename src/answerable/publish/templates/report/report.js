/* The page works without this. With it, a cell opens a panel with the two passages side by side. */
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const cells = [...document.querySelectorAll("a.open-cell")];
  const ids = cells.map((link) => link.hash.slice(1));

  // ---- the panel
  const panel = document.createElement("dialog");
  panel.className = "panel";
  panel.setAttribute("aria-labelledby", "panel-title");
  const bar = document.createElement("div");
  bar.className = "panel-bar";
  const title = document.createElement("h2");
  title.id = "panel-title";
  title.tabIndex = -1;
  const button = (words, name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.className = name;
    made.addEventListener("click", act);
    return made;
  };
  const before = button("Previous cell", "before", () => step(-1));
  const after = button("Next cell", "after", () => step(1));
  const close = button("Close", "close", () => panel.close());
  const sides = document.createElement("div");
  sides.className = "panel-sides";
  sides.tabIndex = 0;
  sides.setAttribute("role", "region");
  sides.setAttribute("aria-label", "The two passages");
  bar.append(title, before, after, close);
  panel.append(bar, sides);
  if (cells.length && panel.showModal) document.body.append(panel);

  let open = null;
  let pushed = false;

  const copy = (node) => {
    const made = node.cloneNode(true);
    made.removeAttribute("id");
    made.removeAttribute("tabindex");
    made.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
    return made;
  };

  const head = (words) => {
    const made = document.createElement("h3");
    made.textContent = words;
    return made;
  };

  const raised = (node) => {
    // headings one step up: in the panel they follow its own heading
    for (const [from, to] of [["h4", "h3"], ["h5", "h4"]]) {
      node.querySelectorAll(from).forEach((old) => {
        const made = document.createElement(to);
        made.append(...old.childNodes);
        made.className = old.className || from;
        old.replaceWith(made);
      });
    }
    return node;
  };

  const fill = (id) => {
    const reply = byId(id);
    const point = reply.dataset.point;
    const replied = document.createElement("div");
    replied.append(head("What was replied"), raised(copy(reply)));
    sides.replaceChildren(raised(copy(byId("alleged-" + point))), replied);
    sides.scrollTop = 0;
    title.textContent = "Point " + point + ": " + byId("point-" + point).querySelector("h3 > .words").textContent;
    title.dir = "auto";
    const at = ids.indexOf(id);
    before.disabled = at <= 0;
    after.disabled = at === ids.length - 1;
    open = id;
  };

  const show = (id) => {
    fill(id);
    if (!panel.open) panel.showModal();
    title.focus();
  };

  const step = (by) => {
    const id = ids[ids.indexOf(open) + by];
    if (!id) return;
    history.replaceState({ cell: id }, "", "#" + id);
    fill(id);
    title.focus();
  };

  cells.forEach((link) =>
    link.addEventListener("click", (event) => {
      if (!panel.isConnected || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const id = link.hash.slice(1);
      history.pushState({ cell: id }, "", "#" + id);
      pushed = true;
      show(id);
    })
  );

  panel.addEventListener("close", () => {
    const from = cells[ids.indexOf(open)];
    open = null;
    if (pushed) {
      pushed = false;
      history.back(); // closing is going back; the button of the browser does the same
    }
    if (from) from.focus({ preventScroll: true });
  });

  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close(); // the ground behind it
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    pushed = false; // a link to a place in a text: the way back leads to this panel
    panel.close();
  });

  panel.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" && !event.altKey) step(-1);
    if (event.key === "ArrowRight" && !event.altKey) step(1);
  });

  addEventListener("popstate", (event) => {
    const id = event.state && event.state.cell;
    pushed = false;
    if (id && ids.includes(id)) {
      pushed = true;
      show(id);
    } else if (panel.open) panel.close();
  });

  // ---- places in texts: unfold what holds them, mark the whole passage
  let lit = [];
  const reach = () => {
    lit.forEach((node) => node.classList.remove("lit"));
    lit = [];
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target || panel.open) return;
    for (let node = target.parentElement; node; node = node.parentElement) {
      if (node.tagName === "DETAILS" && !node.open) node.open = true;
    }
    if (target.matches(".source")) {
      const text = target.querySelector("details.text");
      if (text) text.open = true;
    }
    const found = /^(d\d+)-(\d+)$/.exec(target.id);
    const until = !found ? 0 : reach.until > +found[2] ? reach.until : +target.dataset.until || 0;
    if (until) {
      target.closest(".body").querySelectorAll("[id^='" + found[1] + "-']").forEach((node) => {
        const at = +node.id.split("-")[1];
        if (at >= +found[2] && at < until) lit.push(node);
      });
      lit.forEach((node) => node.classList.add("lit"));
    }
    target.scrollIntoView({ block: found ? "center" : "start" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-until]");
    reach.until = link ? +link.dataset.until : 0;
  });
  addEventListener("hashchange", reach);
  if (location.hash) reach();
  const asked = history.state && history.state.cell;
  if (ids.includes(asked) && panel.isConnected) {
    pushed = true; // come back to the panel from another page
    show(asked);
  }

  // ---- a filter for many documents
  document.querySelectorAll("ol[data-filter]").forEach((index) => {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "filter";
    field.placeholder = "Filter documents by title, outlet or date";
    field.setAttribute("aria-label", field.placeholder);
    const words = [...index.children].map((item) => item.textContent.toLowerCase());
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase().trim();
      words.forEach((text, at) => (index.children[at].hidden = !text.includes(wanted)));
    });
    index.before(field);
  });

  // ---- print everything that is folded
  let folded = [];
  addEventListener("beforeprint", () => {
    const shut = [...document.querySelectorAll("details:not([open])")];
    shut.forEach((node) => (node.open = true));
    folded.push(...shut);
  });
  addEventListener("afterprint", () => {
    folded.forEach((node) => (node.open = false));
    folded = [];
  });
})();
