/** The steps of the guided start; the ids stand in the address. */
export const STEPS = [
  { id: 'agency', label: 'Agency', title: 'Welcome to Ringhouse' },
  { id: 'tenant', label: 'First tenant', title: 'Who is your first client?' },
  { id: 'call', label: 'Practice call', title: 'Call your receptionist' },
  { id: 'connect', label: 'Connect', title: 'Connect real calls' },
] as const;
