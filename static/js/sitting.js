// The quick table of ratings: keys, marks on rows that are not saved, and a warning before they are left behind.
// Saving works without this file.
const form = document.getElementById("sitting");

if (form) {
  const rows = () => [...form.querySelectorAll(".app-sitting__row")];
  const rowOf = (element) => element.closest?.(".app-sitting__row");
  const fieldsOf = (row) => [...row.querySelectorAll("select, textarea, input:not([type=hidden])")];
  const keys = document.getElementById("sitting-keys");
  let leaving = false;

  form.querySelector(".app-sitting__keys").hidden = false;

  // What the service says is not saved stays so, whatever the fields hold; otherwise they are compared with the page.
  function isChanged(row) {
    if (["unsaved", "error", "stale"].includes(row.dataset.state)) return true;
    return fieldsOf(row).some((field) =>
      field.tagName === "SELECT"
        ? [...field.options].some((option, index) => option.selected !== (option.defaultSelected || (index === 0 && !field.querySelector("[selected]"))))
        : field.value !== field.defaultValue,
    );
  }

  function mark(row) {
    const changed = isChanged(row);
    row.classList.toggle("app-row-changed", changed);
    if (changed) row.classList.remove("app-row-saved");
    const said = row.querySelector(".app-sitting__state");
    if (changed) said.textContent = form.dataset.notSaved;
    else if (row.dataset.state !== "saved") said.textContent = "";
  }

  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      const row = rowOf(event.target);
      if (row) mark(row);
    });
  }

  // What the chosen level means, always in the same place: a level to choose has no room for it beside it.
  for (const kind of ["focusin", "change"]) {
    form.addEventListener(kind, (event) => {
      const chosen = rowOf(event.target) && event.target.selectedOptions?.[0];
      document.getElementById("sitting-meaning").textContent = chosen?.title ? `${chosen.text}: ${chosen.title}` : "";
    });
  }

  // The field at the same place of another row.
  function move(field, step) {
    const all = rows();
    const next = all[all.indexOf(rowOf(field)) + step];
    const target = next && fieldsOf(next)[fieldsOf(rowOf(field)).indexOf(field)];
    if (!target) return false;
    target.focus();
    return true;
  }

  function isOpen(select) {
    try {
      return select.matches(":open");
    } catch {
      return false;
    }
  }

  // In a text of several lines the arrows belong to the text until its first or last letter is reached.
  function mayLeave(field, step) {
    if (field.tagName !== "TEXTAREA") return !(field.tagName === "SELECT" && isOpen(field));
    return step < 0 ? field.selectionEnd === 0 : field.selectionStart === field.value.length;
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    const row = rowOf(field);
    if (!row || !fieldsOf(row).includes(field) || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" && (keys.checked || field.tagName === "INPUT")) {
      if (field.tagName === "SELECT" && isOpen(field)) return;
      event.preventDefault();
      row.querySelector("button[name=save]").click();
    } else if (keys.checked && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      const step = event.key === "ArrowUp" ? -1 : 1;
      if (mayLeave(field, step)) {
        event.preventDefault();
        move(field, step);
      }
    }
  });

  // One row is saved with its own fields only, not with those of two hundred others.
  form.addEventListener("htmx:configRequest", (event) => {
    const row = rowOf(event.detail.elt);
    if (!row) return;
    const prefix = `${row.id.replace("row-", "")}-`;
    const sent = event.detail.formData ?? event.detail.parameters;
    const keep = (name) => name.startsWith(prefix) || ["save", "period", "csrfmiddlewaretoken"].includes(name);
    for (const name of new Set([...sent.keys()])) if (!keep(name)) sent.delete(name);
  });

  function fail(row, sentence) {
    row.dataset.state = "error";
    row.classList.add("app-row-error");
    mark(row);
    row.querySelector(".app-sitting__state").textContent = sentence;
    document.getElementById("sitting-status").textContent = sentence;
  }

  // Anything else than a row (a sign-in page, an error page) must not take the place of what was typed.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const row = rowOf(event.detail.requestConfig?.elt ?? event.detail.target);
    if (!row) return;
    const isRow = event.detail.serverResponse.includes(`id="${row.id}"`);
    if (!isRow) {
      event.detail.shouldSwap = false;
      event.detail.isError = false;
      const signedOut = event.detail.xhr.status === 200 || event.detail.xhr.status === 403;
      fail(row, signedOut ? form.dataset.signedOut : form.dataset.failed);
    }
  });
  form.addEventListener("htmx:sendError", (event) => {
    const row = rowOf(event.detail.elt);
    if (row) fail(row, form.dataset.failed);
  });

  // A row that came back: on to the same field of the next one when it was saved, to its first error when not.
  let saving = null;
  form.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event.detail.elt);
    if (row) saving = { row: row.id, place: fieldsOf(row).indexOf(document.activeElement) };
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const row = rowOf(event.detail.elt);
    if (!row || saving?.row !== row.id) return;
    mark(row);
    const fields = fieldsOf(row);
    const place = saving.place;
    saving = null;
    if (row.dataset.state === "error" || row.dataset.state === "stale") {
      (fields.find((field) => field.hasAttribute("aria-describedby")) ?? fields[0]).focus();
    } else if (place >= 0) {
      if (!move(fields[place], 1)) row.querySelector("button[name=save]").focus();
    } else {
      row.querySelector("button[name=save]").focus();
    }
  });

  form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && rows().some(isChanged)) event.preventDefault();
  });
  // A browser that brings the page back from its memory brings the typed values too.
  window.addEventListener("pageshow", () => {
    leaving = false;
    rows().forEach(mark);
  });
}
