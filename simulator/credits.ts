/** One account's credits (sunor-api.md 6 [D]): frozen at submit, then deducted or given back. */
export interface Credits {
  available: number;
  frozen: number;
  /** Deducted by finished tasks. Whether the real one counts frozen credits is open (sunor-api.md 11.8). */
  used: number;
  toppedUp: number;
  tasksCreated: number;
}

export const openAccount = (credits: number): Credits => ({
  available: credits,
  frozen: 0,
  used: 0,
  toppedUp: credits,
  tasksCreated: 0,
});

/** Credits for a task, or null where there is no such task (sunor-api.md 6 [D]; types as in 2.1 [D]). */
export const priceOf = (model: string, type: string): number | null => {
  const prices: Record<string, Record<string, number>> = {
    suno: { music: 10, lyrics: 5, upload: 1, concat: 5 },
    udio: { music: 5 },
  };
  return prices[model]?.[type] ?? null;
};

/** sunor-api.md 6 [D]: price moves from available to frozen at submit. */
export const freeze = (credits: Credits, price: number): void => {
  credits.available -= price;
  credits.frozen += price;
  credits.tasksCreated += 1;
};

/** sunor-api.md 6 [D]: deducted on success, given back on failure and timeout. */
export const settle = (credits: Credits, price: number, success: boolean): void => {
  credits.frozen -= price;
  if (success) credits.used += price;
  else credits.available += price;
};

/** sunor-api.md 2.3 [D] */
export const balanceView = (credits: Credits): Record<string, number> => ({
  available: credits.available,
  frozen: credits.frozen,
  total: credits.available + credits.frozen,
});

/** sunor-api.md 2.4 [D-old][N] */
export const usageView = (credits: Credits): Record<string, number> => ({
  tasks_created: credits.tasksCreated,
  credits_used: credits.used,
  credits_topped_up: credits.toppedUp,
});
