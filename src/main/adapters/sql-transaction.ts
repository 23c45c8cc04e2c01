/** Runs `work` as one transaction; takes it back when `work` throws, and throws on. */
export const transactionOn = <T>(exec: (sql: string) => void, work: () => T): T => {
  exec('BEGIN IMMEDIATE');
  let value: T;
  try {
    value = work();
    exec('COMMIT');
  } catch (error) {
    try {
      exec('ROLLBACK');
    } catch {
      // A full disk rolls back by itself; then there is nothing left to take back. The first error counts.
    }
    throw error;
  }
  return value;
};
