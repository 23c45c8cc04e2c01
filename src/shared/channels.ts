/** The two IPC channels: one to ask, one on which main tells what changed. Apart from the contract, so that the preload carries no schemas. */
export const channels = { command: 'cliploft:command', push: 'cliploft:push' } as const;
