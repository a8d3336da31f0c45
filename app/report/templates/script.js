(function () {
  var root = document.documentElement, all = function (q, from) { return Array.prototype.slice.call((from || document).querySelectorAll(q)); };
  root.className = root.className.replace("no-js", "");
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (var node = target; node && node !== document; node = node.parentNode) { if (node.tagName === "DETAILS") { node.open = true; } }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  var verdict = "", word = "";
  function filter() {
    all("[data-verdict]").forEach(function (node) {
      var fits = (!verdict || node.getAttribute("data-verdict") === verdict) && (!word || node.getAttribute("data-name").indexOf(word) >= 0);
      node.classList.toggle("hidden", !fits);
    });
  }
  all(".chips button[data-show]").forEach(function (button) {
    button.addEventListener("click", function () {
      verdict = button.getAttribute("data-show");
      all(".chips button[data-show]").forEach(function (other) { other.classList.toggle("on", other === button); });
      filter();
    });
  });
  var box = document.getElementById("find");
  if (box) { box.addEventListener("input", function () { word = box.value.trim(); filter(); }); }
  all(".chips button[data-open]").forEach(function (button) {
    button.addEventListener("click", function () {
      all("details.dossier").forEach(function (node) { node.open = button.getAttribute("data-open") === "1"; });
    });
  });
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = all("details.dossier[open] details:not([open])");
    opened.forEach(function (node) { node.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (node) { node.open = false; }); });
})();
