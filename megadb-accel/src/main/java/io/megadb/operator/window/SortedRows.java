package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.function.window.RowRuns;
import io.megadb.function.window.WindowRows;
import io.megadb.operator.sort.RowOrder;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.plan.SortKey;
import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowFrame;
import io.megadb.plan.WindowNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sorted rows of an operator with their partitions, and what calls share of them: peers and
 * frames, each computed once.
 */
final class SortedRows {
  private record FrameKey(int orderKeys, WindowFrame frame) {}

  private final WindowNode node;
  private final Batch rows;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final boolean[] partitionStarts;
  private final RowRuns partitions;
  private final RowRuns[] peers;
  private final Map<FrameKey, WindowRows> frames = new HashMap<>();

  SortedRows(WindowNode node, Batch rows, ExecutionContext context, MemoryAccount account) {
    this.node = node;
    this.rows = rows;
    this.context = context;
    this.account = account;
    account.add(rows.size());
    partitionStarts = new boolean[rows.size()];
    markChanges(partitionKeys(node), partitionStarts);
    partitions = runs(partitionStarts);
    peers = new RowRuns[node.orderBy().size() + 1];
    peers[0] = partitions;
  }

  /** The partition as the first keys of the sort. */
  static List<SortKey> partitionKeys(WindowNode node) {
    return node.partitionBy().stream().map(column -> new SortKey(column, false, false)).toList();
  }

  Batch rows() {
    return rows;
  }

  /** What a call sees of the rows. */
  WindowRows windowRows(WindowCall call, FrameOffsets offsets, boolean withFrames) {
    if (!withFrames) {
      return new WindowRows(
          rows.size(), partitions, peers(call.orderKeys()), null, null, call.frame().exclusion());
    }
    return frames.computeIfAbsent(
        new FrameKey(call.orderKeys(), call.frame()), key -> frames(call, offsets));
  }

  private WindowRows frames(WindowCall call, FrameOffsets offsets) {
    int size = rows.size();
    RowRuns peersOfCall = peers(call.orderKeys());
    account.add(8L * size);
    RangeFrames range =
        offsets.isRange() ? new RangeFrames(key(0), node.orderBy().get(0), partitions) : null;
    FrameBounds bounds = new FrameBounds(call.frame(), offsets, partitions, peersOfCall, range);
    int[] starts = bounds.starts(size);
    int[] ends = bounds.ends(size);
    for (int row = 0; row < size; row++) {
      ends[row] = Math.max(starts[row], ends[row]);
    }
    return new WindowRows(
        size, partitions, peersOfCall, starts, ends, call.frame().exclusion());
  }

  private FlatVector key(int index) {
    return rows.column(node.orderBy().get(index).column()).flat();
  }

  /** Rows that are equal in the first sort keys of the order. */
  private RowRuns peers(int orderKeys) {
    if (peers[orderKeys] == null) {
      boolean[] starts = partitionStarts.clone();
      markChanges(node.orderBy().subList(0, orderKeys), starts);
      peers[orderKeys] = runs(starts);
    }
    return peers[orderKeys];
  }

  private RowRuns runs(boolean[] starts) {
    RowRuns runs = RowRuns.of(starts);
    account.add(runs.bytes());
    return runs;
  }

  /** Marks the rows that differ from the row before in any of the keys. */
  private void markChanges(List<SortKey> keys, boolean[] changes) {
    if (keys.isEmpty()) {
      return;
    }
    List<PgType> types = node.input().types();
    RowOrder order = new RowOrder(types, keys);
    FlatVector[] columns = order.keys(rows);
    for (int row = 1; row < changes.length; row++) {
      if ((row & 0xFFFF) == 0) {
        context.cancellation().check();
      }
      changes[row] = changes[row] || order.compare(columns, row - 1, columns, row, 0) != 0;
    }
  }
}
