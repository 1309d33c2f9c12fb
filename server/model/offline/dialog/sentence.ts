/** A text without the full stop at its end. */
export function clause(text: string): string {
  return text.trim().replace(/[\s.]+$/, '');
}

/** A text with an end mark and a capital at its beginning. */
export function sentence(text: string): string {
  const trimmed = clause(text);
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[!?]$/.test(begun) ? begun : `${begun}.`;
}

/** `, David`, or nothing. */
export function firstName(name: string | null): string {
  return name ? `, ${name.split(' ')[0]}` : '';
}
