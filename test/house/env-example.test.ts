import { describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { textOf } from './project-files.ts';

const example = textOf('.env.example');
const described = [...example.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name);

describe('the example of settings', () => {
  it('describes every variable that is read, once', () => {
    const read = [...textOf('server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(10);
    expect(described).toEqual(expect.arrayContaining(read));
    expect(new Set(described).size).toBe(described.length);
  });

  it('sets nothing as it stands, and starts as it stands', () => {
    expect(example).not.toMatch(/^[A-Z_]+=/m);
    expect(readConfig({}).publicPort).toBe(5000);
  });

  it('gives values that are accepted', () => {
    const values = [...example.matchAll(/^#([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name, value]);
    expect(readConfig(Object.fromEntries(values)).settings.realtimeModel).toBe('gpt-realtime-2.1');
  });
});
