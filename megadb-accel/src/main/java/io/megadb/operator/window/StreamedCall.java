package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.function.Accumulator;
import io.megadb.function.window.FrameExclusion;
import io.megadb.operator.Operator;
import io.megadb.operator.Selection;
import io.megadb.operator.sort.RowOrder;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowFrame;
import io.megadb.plan.WindowFrame.BoundKind;
import io.megadb.plan.WindowNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;
import java.util.Set;

/**
 * One call over a partition that is read from a file. Rows fall into runs that end where the frame
 * may grow: a row, a group of peers or the whole partition. Each run is read to its end, then its
 * result is given for each of its rows. Confined to one thread.
 */
final class StreamedCall {
  private static final Set<String> RANKS = Set.of("row_number", "rank", "dense_rank");

  private enum Run {
    ROW,
    PEERS,
    PARTITION
  }

  private final WindowCall call;
  private final Operator reader;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final RowOrder order;
  private final Run run;

  /** Null for a rank. */
  private final Accumulator accumulator;

  private long chargedBytes;
  private Batch batch;
  private FlatVector[] keys;
  private int row;

  /** Order keys of the last row read, one row. */
  private FlatVector[] last;

  /** Rows of the current run that have not got their result yet. */
  private long remaining;

  private Vector value;
  private long rowsBefore;
  private long runsBefore;
  private long runRows;

  StreamedCall(
      WindowCall call,
      WindowNode node,
      Operator reader,
      ExecutionContext context,
      MemoryAccount account) {
    this.call = call;
    this.reader = reader;
    this.context = context;
    this.account = account;
    List<PgType> types = node.input().types();
    this.order = new RowOrder(types, node.orderBy().subList(0, call.orderKeys()));
    this.run = run(call);
    this.accumulator =
        RANKS.contains(call.function().name())
            ? null
            : context
                .functions()
                .aggregate(call.function())
                .bind(call.argumentTypes(), call.type())
                .create();
    if (accumulator != null) {
      accumulator.ensureGroups(1);
    }
  }

  /** Whether a call can be computed so. */
  static boolean supports(WindowCall call, ExecutionContext context) {
    WindowFrame frame = call.frame();
    BoundKind end = frame.end().kind();
    return RANKS.contains(call.function().name())
        || context.functions().window(call.function()) == null
            && frame.exclusion() == FrameExclusion.NO_OTHERS
            && frame.start().kind() == BoundKind.UNBOUNDED_PRECEDING
            && (end == BoundKind.CURRENT_ROW || end == BoundKind.UNBOUNDED_FOLLOWING);
  }

  private static Run run(WindowCall call) {
    if (RANKS.contains(call.function().name())) {
      return call.function().name().equals("row_number") ? Run.ROW : Run.PEERS;
    }
    if (call.frame().end().kind() == BoundKind.UNBOUNDED_FOLLOWING) {
      return Run.PARTITION;
    }
    return call.frame().unit() == WindowFrame.Unit.ROWS ? Run.ROW : Run.PEERS;
  }

  /** The results of the next rows. */
  Vector next(int rows) throws Exception {
    VectorBuilder results = VectorBuilder.of(call.type(), rows);
    for (int i = 0; i < rows; i++) {
      if (remaining == 0) {
        advance();
      }
      results.appendFrom(value, 0);
      remaining--;
    }
    return results.build();
  }

  /** Reads the next run. */
  private void advance() throws Exception {
    rowsBefore += runRows;
    runRows = 0;
    while (load()) {
      int end = end();
      if (accumulator != null) {
        add(row, end);
      }
      runRows += end - row;
      row = end;
      if (end < batch.size() || run == Run.ROW) {
        break;
      }
    }
    remaining = runRows;
    runsBefore++;
    value = accumulator == null ? rank() : accumulator.result(0, 1);
  }

  /** Makes sure that there is a row to read that belongs to the run; false if there is none. */
  private boolean load() throws Exception {
    if (batch == null || row == batch.size()) {
      context.cancellation().check();
      Batch read = batch == Operator.END ? batch : reader.next();
      if (batch != null && batch != Operator.END) {
        last = order.keys(batch.select(new int[] {batch.size() - 1}, 1));
      }
      batch = read;
      row = 0;
      if (batch == Operator.END) {
        return false;
      }
      keys = order.keys(batch);
      return runRows == 0 || run == Run.PARTITION || order.compare(last, 0, keys, 0, 0) == 0;
    }
    return batch != Operator.END;
  }

  /** Where the run ends in the batch. */
  private int end() {
    if (run == Run.PARTITION) {
      return batch.size();
    }
    int end = row + 1;
    while (run == Run.PEERS
        && end < batch.size()
        && order.compare(keys, end - 1, keys, end, 0) == 0) {
      end++;
    }
    return end;
  }

  private void add(int from, int to) {
    Batch rows = batch.slice(from, to);
    if (call.filter() >= 0) {
      rows = Selection.apply(rows, rows.column(call.filter()));
    }
    if (rows == null) {
      return;
    }
    Vector[] arguments = new Vector[call.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = rows.column(call.arguments().get(i));
    }
    accumulator.add(new int[rows.size()], arguments, rows.size(), context.evaluation());
    long bytes = accumulator.bytes();
    account.add(bytes - chargedBytes);
    chargedBytes = bytes;
  }

  private Vector rank() {
    long rank = call.function().name().equals("dense_rank") ? runsBefore : rowsBefore + 1;
    return Values.constant(call.type().kind(), rank, 1);
  }
}
