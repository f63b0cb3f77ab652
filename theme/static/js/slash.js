/* "/" leads to the search, unless somebody types, holds another key, or switched it off on the search page. */
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  try { if (localStorage.slash === "off") return; } catch { /* nothing is kept: the key is on */ }
  const field = document.querySelector("#find:not([hidden]) #q"), link = document.querySelector("a[aria-keyshortcuts]");
  event.preventDefault();
  if (field) field.select(); else if (link) location = `${link.href}#q`;
});

/* A page on whose link the pointer rests is fetched ahead. The policy in each page knows these very rules, and no others. */
if (HTMLScriptElement.supports?.("speculationrules")) {
  const rules = document.createElement("script");
  rules.type = "speculationrules";
  rules.textContent = '{"prefetch":[{"where":{"href_matches":"/*/"},"eagerness":"moderate"}]}';
  document.head.append(rules);
}
