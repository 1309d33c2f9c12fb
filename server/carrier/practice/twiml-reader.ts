import { AppError } from '../../platform/errors.ts';

/** One element of a TwiML document. */
export interface TwimlNode {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: TwimlNode[];
  /** Its own text, entities resolved. */
  text: string;
}

const MOST_CHARACTERS = 64 * 1024;
const DEEPEST = 16;
const NAME = /[A-Za-z][A-Za-z0-9_.-]*/y;
const SPACE = /[ \t\r\n]*/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a TwiML document: elements, attributes, text, comments, the five named entities and numeric ones. No document
 * types, no processing instructions but the declaration. Throws `AppError` `invalid` for anything else; a carrier would
 * refuse it too.
 */
export function readTwiml(xml: string): TwimlNode {
  if (xml.length > MOST_CHARACTERS) throw refused('it is longer than 64 KiB', 0);
  return new Reader(xml).document();
}

function refused(why: string, at: number): AppError {
  return new AppError('invalid', `The answer is not TwiML: ${why} (at character ${at}).`);
}

class Reader {
  readonly #xml: string;
  #at = 0;

  constructor(xml: string) {
    this.#xml = xml;
  }

  document(): TwimlNode {
    if (this.#xml.startsWith('<?xml ')) this.#at = this.#find('?>') + 2;
    this.#skipSpaceAndComments();
    const root = this.#element(0);
    this.#skipSpaceAndComments();
    if (this.#at !== this.#xml.length) throw refused('something follows the document', this.#at);
    if (root.name !== 'Response') throw refused(`its root is <${root.name}>, not <Response>`, 0);
    return root;
  }

  #element(depth: number): TwimlNode {
    if (depth > DEEPEST) throw refused('it is nested too deeply', this.#at);
    this.#expect('<');
    const name = this.#match(NAME);
    const attributes = this.#attributes();
    const node: TwimlNode = { name, attributes, children: [], text: '' };
    if (this.#take('/>')) return node;
    this.#expect('>');
    this.#content(node, depth);
    this.#expect(`</${name}`);
    this.#match(SPACE);
    this.#expect('>');
    return node;
  }

  #content(node: TwimlNode, depth: number): void {
    while (!this.#xml.startsWith('</', this.#at)) {
      if (this.#take('<!--')) this.#at = this.#find('-->') + 3;
      else if (this.#xml.startsWith('<', this.#at)) node.children.push(this.#element(depth + 1));
      else {
        const end = this.#find('<');
        node.text += this.#decode(this.#at, end);
        this.#at = end;
      }
    }
  }

  #attributes(): Record<string, string> {
    const attributes: Record<string, string> = Object.create(null);
    for (;;) {
      const before = this.#at;
      this.#match(SPACE);
      if (/[/>]/.test(this.#xml.charAt(this.#at))) return attributes;
      if (this.#at === before) throw refused('a space is missing', this.#at);
      const name = this.#match(NAME);
      if (name in attributes) throw refused(`${name} is given twice`, this.#at);
      this.#expect('=');
      const quote = this.#take('"') ? '"' : "'";
      if (quote === "'") this.#expect("'");
      const end = this.#find(quote);
      const value = this.#xml.slice(this.#at, end);
      if (value.includes('<')) throw refused('an attribute holds a bare <', this.#at);
      attributes[name] = this.#decode(this.#at, end);
      this.#at = end + 1;
    }
  }

  /** The text from `from` to `to` with its entities resolved. */
  #decode(from: number, to: number): string {
    return this.#xml.slice(from, to).replaceAll(/&([^&;]*)(;?)/g, (_, entity: string, end: string) => {
      const numeric = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(entity);
      const point = numeric ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10) : null;
      const character =
        point === null
          ? ENTITIES[entity]
          : point > 0 && point <= 0x10ffff
            ? String.fromCodePoint(point)
            : undefined;
      if (character === undefined || end === '') throw refused('it holds an unknown entity', from);
      return character;
    });
  }

  #skipSpaceAndComments(): void {
    this.#match(SPACE);
    while (this.#take('<!--')) {
      this.#at = this.#find('-->') + 3;
      this.#match(SPACE);
    }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#xml);
    if (!found) throw refused('a name is missing', this.#at);
    this.#at += found[0].length;
    return found[0];
  }

  #take(text: string): boolean {
    if (!this.#xml.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw refused(`${text} is missing`, this.#at);
  }

  #find(text: string): number {
    const at = this.#xml.indexOf(text, this.#at);
    if (at < 0) throw refused(`${text} is missing`, this.#at);
    return at;
  }
}
