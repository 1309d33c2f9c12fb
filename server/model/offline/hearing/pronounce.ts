/**
 * Spellings and their usual sounds (ARPABET), the longest that fits first. Good enough for a name that no dictionary has:
 * the recogniser needs only something closer to it than to every other word.
 */
const SOUNDS: [spelling: string, sounds: string][] = [
  ['tion', 'SH AH N'],
  ['sion', 'ZH AH N'],
  ['ough', 'AO'],
  ['augh', 'AO'],
  ['eigh', 'EY'],
  ['igh', 'AY'],
  ['tch', 'CH'],
  ['sch', 'SH'],
  ['dge', 'JH'],
  ['eau', 'OW'],
  ['air', 'EH R'],
  ['ear', 'IH R'],
  ['eer', 'IH R'],
  ['oor', 'AO R'],
  ['our', 'AO R'],
  ['qu', 'K W'],
  ['ch', 'CH'],
  ['sh', 'SH'],
  ['th', 'TH'],
  ['ph', 'F'],
  ['gh', 'G'],
  ['kn', 'N'],
  ['wr', 'R'],
  ['wh', 'W'],
  ['ck', 'K'],
  ['ng', 'NG'],
  ['ce', 'S EH'],
  ['ci', 'S IH'],
  ['cy', 'S IY'],
  ['ge', 'JH EH'],
  ['gi', 'JH IH'],
  ['ai', 'EY'],
  ['ay', 'EY'],
  ['au', 'AO'],
  ['aw', 'AO'],
  ['ea', 'IY'],
  ['ee', 'IY'],
  ['ei', 'AY'],
  ['ey', 'IY'],
  ['eu', 'Y UW'],
  ['ew', 'Y UW'],
  ['ia', 'IY AH'],
  ['ie', 'IY'],
  ['io', 'IY OW'],
  ['oa', 'OW'],
  ['oi', 'OY'],
  ['oo', 'UW'],
  ['ou', 'AW'],
  ['ow', 'OW'],
  ['oy', 'OY'],
  ['ue', 'UW'],
  ['ui', 'UW IY'],
  ['uy', 'AY'],
  ['ar', 'AA R'],
  ['er', 'ER'],
  ['ir', 'ER'],
  ['or', 'AO R'],
  ['ur', 'ER'],
  ['a', 'AE'],
  ['b', 'B'],
  ['c', 'K'],
  ['d', 'D'],
  ['e', 'EH'],
  ['f', 'F'],
  ['g', 'G'],
  ['h', 'HH'],
  ['i', 'IH'],
  ['j', 'JH'],
  ['k', 'K'],
  ['l', 'L'],
  ['m', 'M'],
  ['n', 'N'],
  ['o', 'OW'],
  ['p', 'P'],
  ['q', 'K'],
  ['r', 'R'],
  ['s', 'S'],
  ['t', 'T'],
  ['u', 'AH'],
  ['v', 'V'],
  ['w', 'W'],
  ['x', 'K S'],
  ['y', 'IY'],
  ['z', 'Z'],
];

/** Sounds of a vowel before one consonant and a silent `e`, as in "dane". */
const LONG: Record<string, string> = { a: 'EY', e: 'IY', i: 'AY', o: 'OW', u: 'UW', y: 'AY' };

/**
 * How a word without a dictionary entry may be said.
 *
 * @param word Lower-case letters and apostrophes.
 * @returns ARPABET sounds with spaces between; at least one.
 */
export function pronounce(word: string): string {
  const letters = word.replace(/[^a-z]/g, '').replace(/([^aeiou])\1/g, '$1');
  const sounds: string[] = [];
  for (let at = 0; at < letters.length; ) {
    const rest = letters.slice(at);
    const long = /^([aeiouy])([^aeiouywrx])e$/.exec(rest);
    if (long?.[1] && long[2]) {
      sounds.push(
        LONG[long[1]] ?? '',
        long[2] === 'c' ? 'S' : long[2] === 'g' ? 'JH' : (single(long[2]) ?? ''),
      );
      break;
    }
    if (rest === 'a') sounds.push('AH');
    else if (rest === 'y' || rest === 'i') sounds.push('IY');
    else if (/^y[aeiou]/.test(rest)) sounds.push('Y');
    else {
      const [spelling, sound] = SOUNDS.find(([start]) => rest.startsWith(start)) ?? ['?', ''];
      sounds.push(sound);
      at += spelling.length;
      continue;
    }
    at += 1;
  }
  return sounds.filter(Boolean).join(' ') || 'AH';
}

const single = (letter: string) => SOUNDS.find(([spelling]) => spelling === letter)?.[1];
