// Wakes the components that pages use. Everything works without this file; it only makes it quicker.
// The import below keeps its plain name, not the one with a checksum: WhiteNoise has browsers ask again each minute.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "../vendor/govuk-frontend.min.js";

const COMPONENTS = [CharacterCount, Checkboxes, ErrorSummary, Radios];

function wake(scope) {
  for (const component of COMPONENTS) createAll(component, {}, scope);
  // A second press within a second does not send the form twice.
  createAll(Button, { preventDoubleClick: true }, scope);
}

wake(document);
createAll(ServiceNavigation);
createAll(SkipLink);

// A row that htmx has put in place is dressed like the page it came into.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) wake(event.detail.elt);
});

// An invalid form comes back as 422, a stale one as 409, each with what to show: swap those in too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// A filter that is changed is applied at once, where the form asks for it; its button stays for everyone else.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
