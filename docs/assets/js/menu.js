// The theme opens its menu, and the parts of it, by labels, which the keyboard passes over. Here they become buttons
// where the menu is a drawer.

const drawer = matchMedia("(max-width: 76.2344em)");
const sidebar = document.querySelector(".md-sidebar--primary");
const labels = [
  document.querySelector(".md-header [for=__drawer]"),
  ...sidebar.querySelectorAll(".md-nav__link[for], .md-nav .md-nav .md-nav__title"),
].map(replace);
const [opener] = labels;

// A label may not be a button; what stands in for it keeps its attributes, by which the theme styles it.
function replace(label) {
  const button = document.createElement("span");
  for (const { name, value } of label.attributes) button.setAttribute(name, value);
  button.append(...label.childNodes);
  button.control = label.control;
  button.addEventListener("click", () => button.control.click());
  label.replaceWith(button);
  return button;
}

function dress(label) {
  if (drawer.matches) {
    label.role = "button";
    label.tabIndex = 0;
    label.ariaExpanded = label.control.checked;
  } else {
    for (const name of ["role", "tabindex", "aria-expanded"]) label.removeAttribute(name);
  }
}

// A label with nothing but an arrow is named as the list it opens.
function nameAfterList(label) {
  const list = label.closest(".md-nav__item")?.querySelector(":scope > .md-nav");
  if (list && !label.textContent.trim()) label.ariaLabel = list.ariaLabel;
}

function press(event) {
  const label = event.currentTarget;
  if (!drawer.matches || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  label.control.click();
  moveFocus(label);
}

// Into what was opened; from a part that was closed back to the label that opened it.
function moveFocus(label) {
  const others = label === opener ? sidebar.querySelectorAll("a, [role=button]") : labels;
  const next = [...others].find(
    (each) => (label === opener || each.control === label.control) && each.checkVisibility({ visibilityProperty: true }),
  );
  next?.focus({ preventScroll: true }); // it may still be sliding in
}

for (const label of labels) {
  nameAfterList(label);
  dress(label);
  label.addEventListener("keydown", press);
  label.control.addEventListener("change", () => dress(label));
}
drawer.addEventListener("change", () => labels.forEach(dress));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !opener.control.checked) return;
  opener.control.click();
  opener.focus();
});
