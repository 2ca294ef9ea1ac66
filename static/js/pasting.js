// A table pasted into the import page comes with its colours and merged cells: the HTML that the clipboard holds is kept
// beside its text. Without this file the text alone is read.
const LARGEST = 8_000_000;

for (const box of document.querySelectorAll("textarea[data-paste]")) {
  const kept = document.getElementById(box.dataset.paste);
  const said = document.getElementById("pasted-as");

  function say(text) {
    said.textContent = text;
  }

  let isTable = false;

  box.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const whole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    isTable = whole && /<table\b/i.test(html) && html.length <= LARGEST;
    if (isTable) {
      kept.value = html;
      say(said.dataset.table);
    }
  });

  // What is typed or pasted after that is in the box alone, so the box is what is read.
  box.addEventListener("input", (event) => {
    if (event.inputType === "insertFromPaste" && isTable) return;
    kept.value = "";
    say(box.value.trim() ? said.dataset.text : "");
  });
}
