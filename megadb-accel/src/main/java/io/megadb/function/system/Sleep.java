package io.megadb.function.system;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;

/** pg_sleep: waits in short steps and looks whether the statement was cancelled. */
final class Sleep {
  private static final long STEP_NANOS = 20_000_000;

  private Sleep() {}

  static void run(double seconds, EvaluationContext context) {
    StatementCancellation statement = context.services().find(StatementCancellation.class);
    long end = System.nanoTime() + (long) Math.min(seconds * 1e9, 1e18);
    try {
      for (long rest = end - System.nanoTime(); rest > 0; rest = end - System.nanoTime()) {
        if (statement != null) {
          statement.cancellation().check();
        }
        long step = Math.min(rest, STEP_NANOS);
        Thread.sleep(step / 1_000_000, (int) (step % 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MegaDbException(
          SqlState.QUERY_CANCELED, "canceling statement due to user request", e);
    }
  }
}
