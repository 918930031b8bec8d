// Comforts only: everything in the report can be read and followed without this script.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
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
  function nextTheme() {
    setTheme(themes[(themes.indexOf(root.getAttribute("data-theme") || "auto") + 1) % themes.length]);
  }
  var kept = recall("rashomon-theme");
  setTheme(themes.indexOf(kept) < 0 ? "auto" : kept);
  theme.hidden = false;
  theme.addEventListener("click", nextTheme);

  // The matrix: only the speakers who stand in a discrepancy.
  var contested = byId("contested");
  if (contested && document.querySelector("td.calm") && document.querySelector("td.contested")) {
    contested.parentNode.hidden = false;
    contested.addEventListener("change", function () { document.body.classList.toggle("contested-only", contested.checked); });
  }

  // A statement under the pointer or the keyboard: all its parts light up, a card names its speaker.
  var card = byId("card"), parts = {}, lit = [];
  all("[data-s], [data-n]").forEach(function (element) {
    (element.getAttribute("data-s") || element.getAttribute("data-n")).split(" ").forEach(function (number) {
      (parts["n" + number] = parts["n" + number] || []).push(element);
    });
  });
  function dim() {
    lit.forEach(function (element) { element.classList.remove("on"); });
    lit = [];
    card.hidden = true;
  }
  // `numbers` are the statements over one another at this place, the innermost first: that one is lit.
  function light(numbers, element, withCard) {
    dim();
    lit = parts["n" + numbers[0]] || [];
    lit.forEach(function (one) { one.classList.add("on"); });
    if (withCard) { showCard(numbers, element); }
  }
  function showCard(numbers, element) {
    card.textContent = numbers.map(function (number) {
      var pin = document.querySelector(".pin[data-n='" + number + "']");
      return pin ? pin.getAttribute("aria-label") : "";
    }).join(", inside ");
    card.hidden = !card.textContent;
    var box = element.getClientRects()[0] || element.getBoundingClientRect();
    var above = box.top - card.offsetHeight - 6;
    card.style.top = (above > 50 ? above : box.bottom + 6) + "px";
    card.style.left = Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8)) + "px";
  }
  // After a jump the page has moved under a pointer that rests: what lies there now was not pointed at.
  var rests = null, pointer = null;
  document.addEventListener("mousedown", function (event) { pointer = event.clientX + " " + event.clientY; });
  document.addEventListener("mousemove", function (event) { pointer = event.clientX + " " + event.clientY; });
  function over(event) {
    if (event.type === "mouseover" && rests !== null && rests === event.clientX + " " + event.clientY) { return; }
    if (event.type === "mouseover") { rests = null; }
    var element = event.target.closest ? event.target.closest("[data-s], [data-n]") : null;
    if (!element) { dim(); return; }
    var numbers = (element.getAttribute("data-s") || element.getAttribute("data-n")).split(" ").reverse();
    light(numbers, element, !element.closest(".notes"));
  }
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);

  // Where a link leads: light it up, and put the keyboard there.
  function arrive() {
    var target = byId(location.hash.slice(1));
    if (!target) { return; }
    rests = pointer;
    if (target.classList.contains("pin") || target.tabIndex === -1) { target.focus({ preventScroll: true }); }
    if (target.classList.contains("pin")) { light([target.getAttribute("data-n")], target, true); }
  }
  addEventListener("hashchange", arrive);
  if (location.hash) { arrive(); }

  // Keys.
  var help = byId("help"), keys = byId("keys"), shortcuts = byId("shortcuts");
  keys.hidden = false;
  keys.addEventListener("click", function () { help.showModal(); });
  shortcuts.checked = recall("rashomon-keys") !== "off";
  shortcuts.addEventListener("change", function () { keep("rashomon-keys", shortcuts.checked ? "on" : "off"); });
  var at = {};
  function step(selector, by) {
    var stops = all(selector);
    if (!stops.length) { return; }
    var here = stops.indexOf(document.activeElement);
    var from = here >= 0 ? here : at[selector] === undefined ? (by > 0 ? -1 : stops.length) : at[selector];
    at[selector] = Math.max(0, Math.min(stops.length - 1, from + by));
    stops[at[selector]].focus({ preventScroll: true });
    stops[at[selector]].scrollIntoView({ block: selector === ".pin" ? "center" : "start" });
  }
  var does = {
    j: function () { step(".versus", 1); },
    k: function () { step(".versus", -1); },
    n: function () { step(".pin", 1); },
    p: function () { step(".pin", -1); },
    m: function () { var matrix = byId("matrix"); if (matrix) { matrix.scrollIntoView(); } var table = document.querySelector(".scroll"); if (table) { table.focus({ preventScroll: true }); } },
    t: nextTheme,
    "?": function () { help.showModal(); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { dim(); }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") { return; }
    if (!shortcuts.checked && event.key !== "?") { return; }
    if (Object.prototype.hasOwnProperty.call(does, event.key)) { event.preventDefault(); does[event.key](); }
  });
}());
