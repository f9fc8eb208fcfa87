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
  var leaves = all("section[data-leaf]");
  // What is short is searched by the browser itself.
  if (!rows.length && !leaves.length) return;
  // Text does not change, so that it is folded once.
  var folded = new Map();
  var says = function (element, needle) {
    if (!folded.has(element)) folded.set(element, fold(element.textContent));
    return folded.get(element).indexOf(needle) >= 0;
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
    leaves.forEach(function (leaf) {
      leaf.hidden = needle !== "" && !says(leaf, needle);
    });
    // A section is as empty as those in it.
    all("section:not([data-leaf])").reverse().forEach(function (section) {
      var inner = all("section", section);
      section.hidden = needle !== "" && inner.length > 0 &&
        inner.every(function (one) { return one.hidden; }) && !section.querySelector("table, .sources");
    });
    var sections = leaves.filter(function (leaf) { return !leaf.hidden; }).length;
    var pattern = rows.length ? tools.dataset.issues : tools.dataset.sections;
    var total = rows.length || leaves.length;
    var left = rows.length ? found : sections;
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
