/* Adds an element with its words; every text is text, nothing becomes markup. */
export function add(parent, name, textContent = "", className = "") {
  return parent.appendChild(Object.assign(document.createElement(name), { textContent, className }));
}
