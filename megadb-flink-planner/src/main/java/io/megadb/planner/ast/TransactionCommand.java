package io.megadb.planner.ast;

import java.util.List;

/** Starts, ends and divides transactions. */
public sealed interface TransactionCommand extends Command {
  /** BEGIN, START TRANSACTION; modes in the order written. */
  record Begin(List<TransactionMode> modes) implements TransactionCommand {}

  /** COMMIT, END. */
  record Commit(boolean chain) implements TransactionCommand {}

  /** ROLLBACK, ABORT. */
  record Rollback(boolean chain) implements TransactionCommand {}

  record Savepoint(String name) implements TransactionCommand {}

  record Release(String name) implements TransactionCommand {}

  record RollbackTo(String name) implements TransactionCommand {}

  /** PREPARE TRANSACTION, COMMIT PREPARED and ROLLBACK PREPARED. */
  record TwoPhase(String verb, String id) implements TransactionCommand {}
}
