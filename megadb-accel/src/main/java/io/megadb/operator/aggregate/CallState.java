package io.megadb.operator.aggregate;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.function.Accumulator;
import io.megadb.function.AggregateFunction;
import io.megadb.function.Aggregator;
import io.megadb.operator.Selection;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.sort.RowSorter;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One aggregate call over all groups: FILTER first, then DISTINCT, then either straight into the
 * accumulator or, where the order of rows matters, into a buffer that is sorted at the end.
 */
final class CallState {
  /** Aggregates whose result cannot depend on the order of rows, so that DISTINCT need not sort. */
  private static final Set<String> ORDER_FREE =
      Set.of(
          "count",
          "sum",
          "avg",
          "min",
          "max",
          "bool_and",
          "bool_or",
          "every",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "bit_and",
          "bit_or");

  private final AggregateCall call;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final Accumulator accumulator;
  private final int stateColumns;

  /** Rows (group, arguments) seen, for DISTINCT; else null. */
  private final KeyTable distinct;

  /** Rows (group, arguments, order keys) to be sorted; else null. */
  private final RowStore ordered;

  private final List<SortKey> order;
  private final List<PgType> orderedTypes;
  private long chargedBytes;

  CallState(
      AggregateCall call,
      List<PgType> inputTypes,
      ExecutionContext context,
      MemoryAccount account) {
    this.call = call;
    this.context = context;
    this.account = account;
    AggregateFunction function = context.functions().aggregate(call.function());
    if (function == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "aggregate " + call.function() + " does not exist");
    }
    Aggregator aggregator = function.bind(call.argumentTypes(), call.type());
    accumulator = aggregator.create();
    stateColumns = aggregator.stateTypes().size();
    List<PgType> rowTypes = new ArrayList<>();
    rowTypes.add(PgType.of(PgTypes.INT8));
    rowTypes.addAll(call.argumentTypes());
    distinct = call.distinct() ? new KeyTable(rowTypes, account) : null;
    order = orderOfRows();
    orderedTypes = new ArrayList<>(rowTypes);
    call.order().forEach(key -> orderedTypes.add(inputTypes.get(key.column())));
    ordered = order.isEmpty() ? null : new RowStore(orderedTypes, account);
  }

  /** Sort keys over the columns of {@link #ordered}: the group first; empty if no order matters. */
  private List<SortKey> orderOfRows() {
    List<SortKey> keys = new ArrayList<>();
    int arguments = call.arguments().size();
    for (int i = 0; i < call.order().size(); i++) {
      SortKey key = call.order().get(i);
      keys.add(new SortKey(1 + arguments + i, key.descending(), key.nullsFirst()));
    }
    if (call.distinct() && keys.isEmpty() && !ORDER_FREE.contains(call.function().name())) {
      // PostgreSQL finds distinct rows by sorting, which users see in array_agg(DISTINCT x).
      for (int i = 0; i < arguments; i++) {
        keys.add(new SortKey(1 + i, false, false));
      }
    }
    if (!keys.isEmpty()) {
      keys.add(0, new SortKey(0, false, false));
    }
    return keys;
  }

  int stateColumns() {
    return stateColumns;
  }

  void ensureGroups(int count) {
    accumulator.ensureGroups(count);
    charge();
  }

  /** Adds a batch of the node's input. */
  void add(Batch batch, int[] groupOfRow) {
    int[] rowGroups = groupOfRow;
    Batch rows = batch;
    if (call.filter() >= 0) {
      int[] selected = new int[batch.size()];
      int count = Selection.trueRows(batch.column(call.filter()), selected);
      if (count == 0) {
        return;
      }
      if (count < batch.size()) {
        rows = batch.select(selected, count);
        rowGroups = pick(groupOfRow, selected, count);
      }
    }
    if (distinct != null) {
      addDistinct(rows, rowGroups);
    } else {
      accept(rows, rowGroups);
    }
  }

  private void addDistinct(Batch rows, int[] rowGroups) {
    int size = rows.size();
    int[] numbers = new int[size];
    int known = distinct.size();
    distinct.insert(withGroup(rows, rowGroups), size, numbers);
    int[] first = new int[size];
    int count = 0;
    boolean[] seen = new boolean[distinct.size() - known];
    for (int i = 0; i < size; i++) {
      int fresh = numbers[i] - known;
      if (fresh >= 0 && !seen[fresh]) {
        seen[fresh] = true;
        first[count++] = i;
      }
    }
    if (count > 0) {
      accept(rows.select(first, count), pick(rowGroups, first, count));
    }
  }

  private Vector[] withGroup(Batch rows, int[] rowGroups) {
    Vector[] columns = new Vector[1 + call.arguments().size()];
    columns[0] = groupVector(rowGroups, rows.size());
    for (int i = 1; i < columns.length; i++) {
      columns[i] = rows.column(call.arguments().get(i - 1));
    }
    return columns;
  }

  private static LongVector groupVector(int[] rowGroups, int rows) {
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = rowGroups[i];
    }
    return new LongVector(rows, values, null);
  }

  private static int[] pick(int[] values, int[] rows, int count) {
    int[] picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[rows[i]];
    }
    return picked;
  }

  private void accept(Batch rows, int[] rowGroups) {
    if (ordered == null) {
      Vector[] arguments = new Vector[call.arguments().size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = rows.column(call.arguments().get(i));
      }
      accumulator.add(rowGroups, arguments, rows.size(), context.evaluation());
      charge();
      return;
    }
    Vector[] columns = new Vector[orderedTypes.size()];
    Vector[] keys = withGroup(rows, rowGroups);
    System.arraycopy(keys, 0, columns, 0, keys.length);
    for (int i = keys.length; i < columns.length; i++) {
      columns[i] = rows.column(call.order().get(i - keys.length).column());
    }
    ordered.append(rows.size(), columns);
  }

  /** Merges partial state whose columns start at {@code column}. */
  void merge(Batch batch, int column, int[] groupOfRow) {
    Vector[] state = new Vector[stateColumns];
    for (int i = 0; i < state.length; i++) {
      state[i] = batch.column(column + i);
    }
    accumulator.merge(groupOfRow, state, batch.size());
    charge();
  }

  /** Must be called once after the last row. */
  void finish() {
    if (ordered == null) {
      return;
    }
    int[] sorted = new RowSorter(orderedTypes, order, context.cancellation()).sort(ordered.view());
    int batchRows = context.batchRows();
    int[] chunk = new int[batchRows];
    for (int from = 0; from < sorted.length; from += batchRows) {
      int count = Math.min(batchRows, sorted.length - from);
      System.arraycopy(sorted, from, chunk, 0, count);
      Batch rows = ordered.view().select(chunk, count);
      long[] groupValues = ((LongVector) rows.column(0)).values();
      int[] rowGroups = new int[count];
      for (int i = 0; i < count; i++) {
        rowGroups[i] = (int) groupValues[i];
      }
      Vector[] arguments = new Vector[call.arguments().size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = rows.column(1 + i);
      }
      accumulator.add(rowGroups, arguments, count, context.evaluation());
      charge();
    }
    ordered.release();
  }

  /** Charges what the accumulator has grown by since the last time. */
  private void charge() {
    long bytes = accumulator.bytes();
    if (bytes > chargedBytes) {
      account.add(bytes - chargedBytes);
    } else {
      account.release(chargedBytes - bytes);
    }
    chargedBytes = bytes;
  }

  Vector[] state(int from, int to) {
    return accumulator.state(from, to);
  }

  Vector result(int from, int to) {
    return accumulator.result(from, to);
  }
}
