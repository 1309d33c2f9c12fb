/** How a state is to be taken. */
export type Tone = 'good' | 'warn' | 'bad' | 'idle';
