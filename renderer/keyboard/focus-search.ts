const SEARCHES = [
  'input[data-page-search]',
  'input[type=search]',
  'input[aria-label^="Search"]',
  'input[aria-label^="Find"]',
];

/** Brings the focus to the page's own search, where it has one. */
export function focusSearch(): void {
  const fields = SEARCHES.map((one) => document.querySelector<HTMLInputElement>(`main ${one}`));
  const field = fields.find((one) => one !== null);
  field?.focus();
  field?.select();
}
