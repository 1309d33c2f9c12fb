import { describe, expect, it } from 'vitest';
import { editingAfter, openEdits, unedited, valuesOf } from '../../renderer/ui/edits.ts';
import type { AgentPatch } from '../../server/contracts/agent.ts';
import type { TenantPatch } from '../../server/contracts/tenant.ts';

const base = {
  businessName: 'Acme',
  contactName: 'Dana',
  agent: { greeting: 'Hello.', personality: { warmth: 60 } },
};

/** The edits of a tenant, one event after another. */
function editing() {
  let state = unedited<TenantPatch>();
  let saved: object = base;
  const take = (event: Parameters<typeof editingAfter<TenantPatch>>[1]) => {
    state = editingAfter(state, event);
  };
  return {
    open: () => openEdits(state, saved),
    state: () => state,
    type: (edits: TenantPatch) => take({ type: 'changed', edits, base: saved }),
    send: (patch: TenantPatch = openEdits(state, saved)) => take({ type: 'sent', patch }),
    /** The server has it, as an event or the answer tells. */
    serverHas: (now: object) => {
      saved = now;
    },
    saved: () => take({ type: 'saved' }),
    fail: (errors: Record<string, string> = {}) => take({ type: 'failed', errors, problem: 'No.' }),
  };
}

describe('edits, once they are saved,', () => {
  it('are those made while they were on their way', () => {
    const { type, send, serverHas, saved, open, state } = editing();
    type({ businessName: 'Acme Ltd', agent: { greeting: 'Hi.', personality: { humor: 20 } } });
    send();
    type({
      businessName: 'Acme Limited',
      contactName: 'Dan',
      agent: { greeting: 'Hi.', personality: { humor: 20, warmth: 70 } },
    });
    serverHas({
      ...base,
      businessName: 'Acme Ltd',
      agent: { greeting: 'Hi.', personality: { warmth: 60, humor: 20 } },
    });
    saved();
    expect(open()).toEqual({
      businessName: 'Acme Limited',
      contactName: 'Dan',
      agent: { personality: { warmth: 70 } },
    });
    expect(state().sent).toBeNull();
  });

  it('are none where nothing was edited meanwhile', () => {
    const { type, send, saved, open } = editing();
    type({ businessName: 'Acme Ltd', agent: { personality: { humor: 20 } } });
    send();
    saved();
    expect(open()).toEqual({});
  });

  it('hold what was put back meanwhile, whether or not the news came first', () => {
    for (const isTold of [false, true]) {
      const { type, send, serverHas, saved, open } = editing();
      const after = { ...base, businessName: 'Acme Ltd', agent: { ...base.agent, address: '1 Elm Street' } };
      type({ businessName: 'Acme Ltd', agent: { address: '1 Elm Street' } });
      send();
      // The editor takes an edit back where its value is as it is saved.
      type({ agent: { address: '1 Elm Street' } });
      type({ businessName: 'Acme', agent: {} });
      if (isTold) serverHas(after);
      expect(open()).toEqual({ businessName: 'Acme', agent: { address: null } });
      saved();
      serverHas(after);
      expect(open()).toEqual({ businessName: 'Acme', agent: { address: null } });
    }
  });

  it('are the rest where a part was saved', () => {
    const { type, send, saved, open } = editing();
    type({ businessName: 'Acme Ltd', agent: { greeting: 'Hi.' } });
    send({ agent: { greeting: 'Hi.' } });
    type({ businessName: 'Acme Ltd', agent: { greeting: 'Hi there.' } });
    saved();
    expect(open()).toEqual({ businessName: 'Acme Ltd', agent: { greeting: 'Hi there.' } });
  });
});

describe('edits that could not be saved', () => {
  it('stay as they are now, and what was put back is none', () => {
    const { type, send, fail, open, state } = editing();
    type({ businessName: 'Acme Ltd', agent: { greeting: 'Hi.' } });
    send();
    type({ agent: { greeting: 'Hi there.' } });
    fail();
    expect(open()).toEqual({ agent: { greeting: 'Hi there.' } });
    expect(state()).toMatchObject({ sent: null, problem: 'No.' });
  });

  it('keep the complaints about what is still as it was sent', () => {
    const { type, send, fail, state } = editing();
    type({ businessName: 'A', phoneNumbers: ['+1', '+2'] });
    send();
    type({ businessName: 'Acme Ltd', phoneNumbers: ['+1', '+2'] });
    fail({ businessName: 'Too short.', 'phoneNumbers.1': 'No number.' });
    expect(state().errors).toEqual({ 'phoneNumbers.1': 'No number.' });
  });

  it('are complete where a part had been saved all the same', () => {
    const { type, send, serverHas, fail, open } = editing();
    type({ businessName: 'Acme Ltd', agent: { greeting: 'Hi.' } });
    send();
    serverHas({ ...base, agent: { ...base.agent, greeting: 'Hi.' } });
    type({ businessName: 'Acme Ltd', agent: { greeting: 'Hello.' } });
    fail();
    expect(open()).toEqual({ businessName: 'Acme Ltd', agent: { greeting: 'Hello.' } });
  });
});

it('a change is taken back with the values of before, slider by slider', () => {
  const patch: AgentPatch = {
    greeting: 'Hi.',
    address: '1 Elm Street',
    personality: { warmth: 5, humor: 5 },
  };
  expect(valuesOf(base.agent, patch)).toEqual({
    greeting: 'Hello.',
    address: null,
    personality: { warmth: 60, humor: null },
  });
});
