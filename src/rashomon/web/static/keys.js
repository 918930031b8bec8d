// Comforts only: every page can be read, and every correction made, without this script.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var byId = function (id) { return document.getElementById(id); };
  var recall = function (key) { try { return localStorage.getItem(key); } catch (e) { return null; } };
  var keep = function (key, value) { try { localStorage.setItem(key, value); } catch (e) { /* a private window keeps nothing */ } };

  // Theme: auto, light, dark.
  var themes = ["auto", "light", "dark"], theme = byId("theme");
  function setTheme(name) {
    if (name === "auto") { root.removeAttribute("data-theme"); } else { root.setAttribute("data-theme", name); }
    theme.textContent = "Theme: " + name;
    keep("rashomon-theme", name);
  }
  function nextTheme() { setTheme(themes[(themes.indexOf(root.getAttribute("data-theme") || "auto") + 1) % themes.length]); }
  var kept = recall("rashomon-theme");
  setTheme(themes.indexOf(kept) < 0 ? "auto" : kept);
  theme.hidden = false;
  theme.addEventListener("click", nextTheme);

  // Forms that correct something change the page in place: nothing jumps, and the keyboard stays where it was.
  function enliven() {
    all("form[data-swap]").forEach(function (form) {
      form.removeAttribute("data-swap");
      form.setAttribute("hx-post", form.getAttribute("action"));
      form.setAttribute("hx-target", "#main");
      form.setAttribute("hx-select", "#main");
      form.setAttribute("hx-swap", "outerHTML");
      form.setAttribute("hx-select-oob", "#bar");
      htmx.process(form);
    });
    if (/[?&]edit=1/.test(location.search) && byId("edit")) { byId("edit").open = true; }
  }

  // Where one is: the stop that the keys work on.
  var here = null, place = 0;
  function stops() { return all("[data-stop]"); }
  function settle(stop, scroll) {
    if (here) { here.classList.remove("here"); }
    here = stop;
    if (!stop) { return; }
    place = stops().indexOf(stop);
    stop.classList.add("here");
    stop.focus({ preventScroll: true });
    if (scroll) { stop.scrollIntoView({ block: stop.classList.contains("pin") ? "center" : "nearest" }); }
  }
  function current() {
    var focused = document.activeElement && document.activeElement.closest("[data-stop]");
    if (focused) { return focused; }
    return here && document.contains(here) ? here : null;
  }
  // A key works on the current stop, else on the first one, else on the page.
  function thing(key) {
    var stop = current() || stops()[0], found = null;
    if (stop) {
      found = stop.querySelector("[data-key='" + key + "']");
      if (!found && stop.id) {
        found = document.querySelector("[data-for='" + stop.id + "'] [data-key='" + key + "'], [data-for='" + stop.id + "'][data-key='" + key + "']");
      }
    }
    return found || all("[data-key='" + key + "']").filter(function (one) { return !one.closest("[data-stop], [data-for]"); })[0] || null;
  }
  function press(key) {
    var found = key === "u" ? document.querySelector(".told [data-key='u']") || thing("u") : thing(key);
    if (!found) { return; }
    if (found.tagName === "SUMMARY") {
      found.parentNode.open = !found.parentNode.open;
      var field = found.parentNode.open && found.parentNode.querySelector("textarea, input:not([type='hidden']), select");
      if (field) { field.focus(); } else { found.focus(); }
    } else { found.click(); }
  }
  function step(by) {
    var rows = stops();
    var own = document.querySelector("main > [data-stop] [data-key='" + (by > 0 ? "j" : "k") + "']");
    if (own) { own.click(); return; }
    if (!rows.length) { return; }
    var from = rows.indexOf(current());
    settle(rows[from < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, from + by))], true);
  }

  // The button that sent a form says what to do, also where it stands outside of the form.
  document.addEventListener("htmx:configRequest", function (event) {
    var sent = event.detail.triggeringEvent, button = sent && sent.submitter;
    if (button && button.name) { event.detail.parameters[button.name] = button.value; }
  });

  // After a form has changed the page: the stop with the same id, else the one that took its place.
  var before = "";
  document.addEventListener("htmx:beforeRequest", function () { var stop = current(); before = stop ? stop.id : ""; });
  document.addEventListener("htmx:afterSettle", function (event) {
    enliven();
    arriveAt(event.detail.pathInfo && event.detail.pathInfo.responsePath);
    var rows = stops(), same = before && byId(before);
    if (same && same.hasAttribute("data-stop")) { settle(same, false); }
    else if (rows.length) { settle(rows[Math.min(place, rows.length - 1)], true); }
    else if (byId("main")) { byId("main").focus({ preventScroll: true }); }
  });
  // A correction may lead to another page: then that is the address, and the way back loads the page before.
  var shown = location.pathname + location.search;
  function arriveAt(path) {
    if (!path) { return; }
    var address = path.split("#")[0];
    if (address.charAt(0) === "/" && address !== location.pathname + location.search && address.indexOf("/work") !== 0) {
      history.pushState({}, "", address);
      shown = address;
      var title = byId("main") && byId("main").querySelector("h1");
      if (title) { document.title = title.textContent.trim() + " – Rashomon"; }
      scrollTo(0, 0);
    }
  }
  addEventListener("popstate", function () { if (location.pathname + location.search !== shown) { location.reload(); } });
  document.addEventListener("htmx:responseError", function (event) { tell("Not done: the server answered " + event.detail.xhr.status + ". Load the page anew."); });
  document.addEventListener("htmx:sendError", function () { tell("Not done: the server does not answer."); });
  // A form that was not understood comes back with what was wrong.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status === 422 || event.detail.xhr.status === 403 || event.detail.xhr.status === 404 || event.detail.xhr.status === 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  function tell(words) {
    var box = document.createElement("p");
    box.className = "told trouble";
    box.setAttribute("role", "alert");
    box.textContent = words;
    byId("main").insertBefore(box, byId("main").firstChild);
  }

  // In an article: a statement under the pointer or the keyboard lights up with its note.
  var lit = [];
  function light(event) {
    var element = event.target.closest ? event.target.closest("[data-s], [data-n]") : null;
    lit.forEach(function (one) { one.classList.remove("on"); });
    lit = [];
    if (!element) { return; }
    var numbers = (element.getAttribute("data-s") || element.getAttribute("data-n")).split(" ");
    var number = numbers[numbers.length - 1];
    lit = all("[data-s], [data-n]").filter(function (one) {
      return (one.getAttribute("data-s") || one.getAttribute("data-n")).split(" ").indexOf(number) >= 0;
    });
    lit.forEach(function (one) { one.classList.add("on"); });
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);

  // Words marked with the mouse become what is said, who says it, or the words that report it.
  var marker = null;
  function unmark() { if (marker) { marker.remove(); marker = null; } }
  function fill(name, words) {
    var field = byId(name), form = field && field.closest("details");
    if (!field) { return; }
    form.open = true;
    field.value = words;
    field.focus();
    unmark();
  }
  document.addEventListener("mouseup", function (event) {
    if (marker && marker.contains(event.target)) { return; }
    unmark();
    var chosen = getSelection(), words = chosen && String(chosen).trim();
    if (!words || !byId("content") || !chosen.anchorNode) { return; }
    var node = chosen.anchorNode.nodeType === 1 ? chosen.anchorNode : chosen.anchorNode.parentNode;
    if (!node || !node.closest("[data-select]")) { return; }
    marker = document.createElement("div");
    marker.id = "marker";
    marker.setAttribute("role", "toolbar");
    marker.setAttribute("aria-label", "The marked words are");
    [["content", "what is said"], ["source", "who says it"], ["cue", "the cue"]].forEach(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = pair[1];
      button.addEventListener("click", function () { fill(pair[0], words); });
      marker.appendChild(button);
    });
    document.body.appendChild(marker);
    var box = chosen.getRangeAt(0).getBoundingClientRect();
    marker.style.top = Math.max(4, box.top - marker.offsetHeight - 6) + "px";
    marker.style.left = Math.max(4, Math.min(box.left, innerWidth - marker.offsetWidth - 8)) + "px";
  });

  // Keys.
  var help = byId("help"), keys = byId("keys"), shortcuts = byId("shortcuts");
  keys.hidden = false;
  keys.addEventListener("click", function () { help.showModal(); });
  shortcuts.checked = recall("rashomon-keys") !== "off";
  shortcuts.addEventListener("change", function () { keep("rashomon-keys", shortcuts.checked ? "on" : "off"); });
  var does = {
    j: function () { step(1); },
    k: function () { step(-1); },
    a: function () { press("a"); },
    r: function () { press("r"); },
    e: function () { press("e"); },
    u: function () { press("u"); },
    o: function () { press("o"); },
    n: function () { press("n"); },
    p: function () { press("p"); },
    q: function () { location.href = "/review"; },
    m: function () { location.href = "/matrix"; },
    t: nextTheme,
    "/": function () { if (byId("find")) { byId("find").focus(); byId("find").select(); } },
    "?": function () { help.showModal(); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      unmark();
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { event.target.blur(); }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") { return; }
    if (!shortcuts.checked && event.key !== "?") { return; }
    if (Object.prototype.hasOwnProperty.call(does, event.key)) { event.preventDefault(); does[event.key](); }
  });

  addEventListener("hashchange", function () {
    var target = byId(location.hash.slice(1));
    if (target && target.tabIndex === -1) { target.focus({ preventScroll: true }); }
  });

  enliven();
  var target = location.hash && byId(location.hash.slice(1));
  if (target && target.hasAttribute("data-stop")) { settle(target, true); }
  else if (target && target.tagName === "DETAILS") { target.open = true; }
}());
