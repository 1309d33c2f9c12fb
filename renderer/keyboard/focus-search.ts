const SEARCHES = ['input[type=search]', 'input[aria-label^="Search"]', 'input[aria-label^="Find"]'];

/** Brings the focus to the page's own search, where it has one. */
export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>(SEARCHES.map((one) => `main ${one}`).join(', '));
  field?.focus();
  field?.select();
}
