package io.megadb.operator.store;

import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import java.util.HashSet;
import java.util.Set;

/**
 * What one operator holds in memory and in temporary files. The operator asks {@link #hasRoom}
 * before it keeps more rows, and moves rows to files when there is none. Closing gives all back.
 * Confined to one thread.
 */
public final class OperatorSpill implements AutoCloseable {
  private static final long MIN_PIECE_BYTES = 64;
  private static final long MAX_PIECE_BYTES = 256 << 10;

  private final int node;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final Set<SpilledRows> open = new HashSet<>();

  /**
   * @param node id of the operator's plan node, whose counters tell what was written
   */
  public OperatorSpill(int node, ExecutionContext context) {
    this.node = node;
    this.context = context;
    this.account = MemoryAccount.spilling(context.memory());
  }

  public MemoryAccount account() {
    return account;
  }

  public boolean hasRoom(long bytes) {
    return account.hasRoom(bytes);
  }

  /** The most that one piece of a larger whole should take: several are in memory at a time. */
  public long pieceBytes() {
    return Math.max(MIN_PIECE_BYTES, Math.min(MAX_PIECE_BYTES, context.memory().limitBytes() / 64));
  }

  /** An empty file for rows; closing it earlier than this object is the caller's choice. */
  public SpilledRows create() {
    SpilledRows rows = new SpilledRows(this, context.memory().spill().create());
    open.add(rows);
    context.metrics().add(node, NodeMetrics.SPILL_BATCHES, 1);
    return rows;
  }

  void wrote(long bytes) {
    context.metrics().add(node, NodeMetrics.SPILLED_BYTES, bytes);
  }

  void closed(SpilledRows rows) {
    open.remove(rows);
  }

  @Override
  public void close() {
    for (SpilledRows rows : Set.copyOf(open)) {
      rows.close();
    }
    account.close();
  }
}
