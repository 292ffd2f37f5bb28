(() => {
  const collator = new Intl.Collator("en", { numeric: true });
  const number = (row, column) => {
    const value = parseFloat(row.cells[column].textContent);
    return isNaN(value) ? -Infinity : value;
  };

  function sort(table, head) {
    const heads = [...table.tHead.rows[0].cells];
    const column = heads.indexOf(head);
    const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const compare = head.classList.contains("number")
      ? (a, b) => number(a, column) - number(b, column)
      : (a, b) => collator.compare(a.cells[column].textContent, b.cells[column].textContent);
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort((a, b) => turn * compare(a, b)));
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    for (const head of table.tHead.rows[0].cells) {
      if ("unsorted" in head.dataset) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }
  }

  const table = document.getElementById("all-students");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const field = document.getElementById("filter");
  const found = document.getElementById("found");
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
    }
    const shown = rows.filter((row) => !row.hidden).length;
    found.textContent = wanted ? `${shown} of ${rows.length}` : "";
  });
  document.querySelectorAll("[data-script]").forEach((element) => (element.hidden = false));
})();
