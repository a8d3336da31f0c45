// Shows where a fact stands: follows #f12 (#found: what was searched) to its box on the picture, its words in the text and its entry.
"use strict";

function chosen() {
  return (location.hash.match(/^#(f\d+|found)$/) || [])[1];
}

function flash() {
  const name = chosen();
  document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  if (name === undefined) return;
  const all = [...document.querySelectorAll("[data-fact]")].filter((element) =>
    element.dataset.fact.split(" ").includes(name)
  );
  all.forEach((element) => element.classList.add("lit"));
  for (const column of document.querySelectorAll(".desk > *")) {
    const first = all.find((element) => column.contains(element));
    if (first) center(column, first);
  }
}

// Scrolls only the column, never the window.
function center(column, element) {
  const [outer, inner] = [column.getBoundingClientRect(), element.getBoundingClientRect()];
  const by = inner.top + inner.height / 2 - (outer.top + outer.height / 2);
  column.scrollBy({ top: by, behavior: "smooth" });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-fact]");
  if (mark) location.hash = mark.dataset.fact.split(" ")[0];
});

// Opens the folded parts around and in what an address points at.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || target.closest("svg")) return;
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  const inner = target.querySelector("details");
  if (inner) inner.open = true;
}

for (const event of ["hashchange", "DOMContentLoaded"]) {
  addEventListener(event, flash);
  addEventListener(event, unfold);
}
