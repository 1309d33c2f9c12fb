/** The parts of a tenant's page, by the name in the address. */
export const TENANT_PARTS = [
  { value: 'identity', label: 'Identity' },
  { value: 'knowledge', label: 'Knowledge' },
  { value: 'agent', label: 'Name and voice' },
  { value: 'greeting', label: 'Greeting' },
  { value: 'personality', label: 'Personality' },
  { value: 'hours', label: 'Hours' },
  { value: 'transfers', label: 'Transfers' },
  { value: 'messages', label: 'Messages' },
  { value: 'rules', label: 'Rules and limits' },
  { value: 'tools', label: 'Tools' },
  { value: 'callers', label: 'Callers' },
  { value: 'instructions', label: 'What the model gets' },
  { value: 'versions', label: 'Versions' },
] as const;
