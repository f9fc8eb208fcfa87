(function () {
  "use strict";
  var tools = document.querySelector("form.tools");
  var field = tools.elements.text;
  var count = tools.querySelector(".count");
  var reset = tools.querySelector("button");
  var nothing = document.querySelector(".nothing");
  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };

  // A text as search sees it: without case, marks and joining strokes.
  var fold = function (text) {
    return text.normalize("NFKD").replace(/[\p{M}\u0640\u200B-\u200F\u2060]/gu, "").toLowerCase();
  };

  var tables = all("table[data-issues]");
  var rows = all("table[data-issues] tbody tr:not(.group)");
  var sections = all("main section");
  // What the axes and parties choose from, beside the rows and columns of tables.
  var about = all("main :is(div, li)[data-axis], main :is(div, li)[data-party]");
  // What is found or not as a whole: entries of lists, and sections without any.
  var entries = all("main li[data-entry]").filter(function (entry) {
    return !entry.closest("div[data-axis], div[data-party]");
  });
  var leaves = sections.filter(function (section) {
    return section.hasAttribute("data-leaf") && !section.querySelector("table[data-issues]") &&
      !entries.some(function (entry) { return section.contains(entry); });
  });
  var lists = all("main ul");
  var contents = document.querySelector(".contents details");
  // In a narrow window the page begins with itself.
  if (contents && !window.matchMedia("(min-width:72rem)").matches) contents.open = false;
  // What is short is searched by the browser itself.
  if (!rows.length && !leaves.length && !entries.length && !about.length) return;
  // Text does not change, so that it is folded once.
  var folded = new Map();
  var says = function (element, needle) {
    // What the choices hide is not found.
    if (element.querySelector("[hidden]")) {
      var left = element.cloneNode(true);
      all("[hidden]", left).forEach(function (hidden) { hidden.remove(); });
      return fold(left.textContent).indexOf(needle) >= 0;
    }
    if (!folded.has(element)) folded.set(element, fold(element.textContent));
    return folded.get(element).indexOf(needle) >= 0;
  };

  // Whether an element is about something else than what was chosen.
  var misses = function (element, name, chosen) {
    var own = element.getAttribute(name);
    return chosen.length > 0 && own !== null &&
      !own.split("\n").some(function (one) { return chosen.indexOf(one) >= 0; });
  };

  var hides = function (element, needle) {
    if (element.hidden || element.parentElement.closest("[hidden]")) return true;
    if (!needle || says(element, needle)) return false;
    var section = element.closest("section");
    return section === null || section === element || !says(section.querySelector("h2, h3, h4"), needle);
  };

  var chosen = function (name) {
    return all("input[name=" + name + "]:checked", tools).map(function (box) { return box.value; });
  };

  // Marks what was found, where the browser can do so without changing the page.
  var mark = function (needle) {
    if (!window.CSS || !CSS.highlights || !window.Highlight) return;
    CSS.highlights.delete("found");
    if (!needle) return;
    var ranges = [];
    var walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < 5000) {
      var node = walker.currentNode;
      var text = node.data.toLowerCase();
      // Where folding moves letters, what is found is shown but not marked.
      if (text.length !== node.data.length) continue;
      for (var at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
        var range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + needle.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  var showColumns = function (table, parties) {
    var off = 0;
    var hidden = all("colgroup col", table).map(function (col) {
      var party = col.getAttribute("data-party");
      var out = parties.length > 0 && party !== null && parties.indexOf(party) < 0;
      col.hidden = out;
      off += out ? 1 : 0;
      return out;
    });
    all("tr", table).forEach(function (row) {
      if (row.className === "group") {
        row.cells[0].colSpan = Math.max(1, hidden.length - off);
        return;
      }
      for (var i = 0; i < row.cells.length; i++) row.cells[i].hidden = hidden[i];
    });
    table.style.setProperty("--columns", hidden.length - off);
    return hidden;
  };

  var shown = function (row, hidden, needle) {
    if (!needle) return true;
    if (hidden.indexOf(true) < 0) return says(row, needle);
    for (var i = 0; i < row.cells.length; i++) {
      if (!hidden[i] && says(row.cells[i], needle)) return true;
    }
    return false;
  };

  var last = "";
  var update = function () {
    var needle = fold(field.value.trim());
    var axes = chosen("axis");
    var parties = chosen("party");
    var found = 0;
    tables.forEach(function (table) {
      var hidden = showColumns(table, parties);
      all("tbody", table).forEach(function (body) {
        var left = 0;
        var group = null;
        all("tr", body).forEach(function (row) {
          if (row.className === "group") { group = row; return; }
          var axis = row.getAttribute("data-axis");
          row.hidden = (axes.length > 0 && axes.indexOf(axis) < 0) || !shown(row, hidden, needle);
          left += row.hidden ? 0 : 1;
        });
        if (group) group.hidden = left === 0;
        found += left;
      });
    });
    sections.forEach(function (section) { section.hidden = false; });
    about.forEach(function (element) {
      element.hidden = misses(element, "data-axis", axes) || misses(element, "data-party", parties);
    });
    var units = entries.concat(leaves);
    units.forEach(function (unit) { unit.hidden = hides(unit, needle); });
    // A section is as empty as what is in it.
    sections.slice().reverse().forEach(function (section) {
      if (leaves.indexOf(section) >= 0 || section.querySelector("table[data-issues], .sources")) return;
      var inner = units.filter(function (unit) { return section.contains(unit); });
      section.hidden = inner.length > 0 && inner.every(function (unit) {
        return unit.hidden || unit.parentElement.closest("[hidden]") !== null;
      });
    });
    lists.forEach(function (list) {
      var empty = all(":scope > li", list).every(function (item) { return item.hidden; });
      list.toggleAttribute("data-none", empty);
      if (empty) list.setAttribute("data-none", tools.dataset.none);
    });
    all(".contents a").forEach(function (link) {
      var target = document.getElementById(link.getAttribute("href").slice(1));
      link.parentElement.hidden = target.closest("[hidden]") !== null;
    });
    var counted = entries.length ? entries : leaves;
    var total = rows.length || counted.length;
    var left = rows.length ? found : counted.filter(function (unit) { return !unit.hidden; }).length;
    var pattern = tools.dataset[rows.length ? "issues" : entries.length ? "entries" : "sections"];
    count.textContent = total
      ? pattern.replace("{shown}", left.toLocaleString("en")).replace("{total}", total.toLocaleString("en")) : "";
    nothing.hidden = total === 0 || left > 0;
    reset.hidden = !needle && axes.length === 0 && parties.length === 0;
    if (field.value !== last) mark(field.value.trim().toLowerCase());
    last = field.value;
  };

  var waiting = 0;
  tools.addEventListener("submit", function (event) { event.preventDefault(); });
  tools.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(update, 60);
  });
  tools.addEventListener("change", update);
  tools.addEventListener("reset", function () { setTimeout(function () { update(); field.focus(); }, 0); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement !== field && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  tools.hidden = false;
  update();
})();
