(() => {
  const table = document.getElementById("all-students");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator("en", { numeric: true });
  const number = (row, column) => {
    const value = parseFloat(row.cells[column].textContent);
    return isNaN(value) ? -1 : value;
  };

  function sort(column) {
    const head = heads[column];
    const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const compare = head.classList.contains("number")
      ? (a, b) => number(a, column) - number(b, column)
      : (a, b) => collator.compare(a.cells[column].textContent, b.cells[column].textContent);
    rows.sort((a, b) => turn * compare(a, b));
    body.append(...rows);
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });

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
