package io.megadb.operator.aggregate;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.function.Accumulator;
import io.megadb.function.AggregateFunction;
import io.megadb.function.Aggregator;
import io.megadb.operator.Selection;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.sort.ExternalSorter;
import io.megadb.operator.sort.RowOrder;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One aggregate call over all groups: FILTER first, then DISTINCT, then either straight into the
 * accumulator or, where the order of rows matters, into a sorter whose rows go into accumulators of
 * a few groups at a time in the end.
 *
 * <p>When memory is short, {@link #evict} makes room: distinct rows go over to the sorter, which
 * finds those that repeat beside each other; states of accumulators that grow with their rows, as
 * array_agg's do, go to a file.
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
  private final OperatorSpill spill;
  private final Aggregator aggregator;
  private final List<PgType> rowTypes = new ArrayList<>();
  private final List<PgType> sortedTypes;
  private final List<SpilledStates> spilledStates = new ArrayList<>();
  private Accumulator accumulator;
  private int groups;

  /** Rows (group, arguments) seen, for DISTINCT; null without, or once the sorter does it. */
  private KeyTable distinct;

  /** Rows (group, arguments, order keys) to be sorted; null where no order matters. */
  private ExternalSorter sorter;

  private SortedArguments sorted;
  private boolean sorterDropsRepeated;
  private long chargedBytes;
  private long sortedBytes;
  private long spilledStateBytes;

  CallState(
      AggregateCall call, List<PgType> inputTypes, ExecutionContext context, OperatorSpill spill) {
    this.call = call;
    this.context = context;
    this.spill = spill;
    AggregateFunction function = context.functions().aggregate(call.function());
    if (function == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "aggregate " + call.function() + " does not exist");
    }
    aggregator = function.bind(call.argumentTypes(), call.type());
    accumulator = aggregator.create();
    rowTypes.add(PgType.of(PgTypes.INT8));
    rowTypes.addAll(call.argumentTypes());
    sortedTypes = new ArrayList<>(rowTypes);
    call.order().forEach(key -> sortedTypes.add(inputTypes.get(key.column())));
    distinct = call.distinct() ? new KeyTable(rowTypes, spill.account()) : null;
    boolean ordered = call.distinct() && !ORDER_FREE.contains(call.function().name());
    if (ordered || !call.order().isEmpty()) {
      sorter = newSorter();
    }
  }

  /**
   * Sorts by the group, then as ORDER BY says, then distinct rows by their arguments: PostgreSQL
   * finds distinct rows by sorting, which users see in array_agg(DISTINCT x).
   */
  private ExternalSorter newSorter() {
    List<SortKey> keys = new ArrayList<>();
    keys.add(new SortKey(0, false, false));
    int arguments = call.arguments().size();
    for (int i = 0; i < call.order().size(); i++) {
      SortKey key = call.order().get(i);
      keys.add(new SortKey(1 + arguments + i, key.descending(), key.nullsFirst()));
    }
    if (call.distinct()) {
      for (int i = 0; i < arguments; i++) {
        keys.add(new SortKey(1 + i, false, false));
      }
    }
    return new ExternalSorter(sortedTypes, keys, 1, spill, context);
  }

  int stateColumns() {
    return aggregator.stateTypes().size();
  }

  void ensureGroups(int count) {
    groups = count;
    if (sorter == null) {
      accumulator.ensureGroups(count);
      charge();
    }
  }

  /** About how many bytes more adding a batch would charge, if it made groups up to a count. */
  long growth(Batch batch, int newGroups) {
    // Arrays of accumulators double.
    boolean doubles = Integer.highestOneBit(groups) != Integer.highestOneBit(newGroups);
    long bytes = doubles ? chargedBytes : 0;
    return distinct == null ? bytes : bytes + distinct.growth(withGroup(batch, null), batch.size());
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
    for (int i = 0; rowGroups != null && i < rows; i++) {
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
    if (sorter == null) {
      accumulator.add(rowGroups, arguments(rows), rows.size(), context.evaluation());
      charge();
      return;
    }
    Vector[] columns = new Vector[sortedTypes.size()];
    Vector[] keys = withGroup(rows, rowGroups);
    System.arraycopy(keys, 0, columns, 0, keys.length);
    for (int i = keys.length; i < columns.length; i++) {
      columns[i] = rows.column(call.order().get(i - keys.length).column());
    }
    Batch sortable = new Batch(rows.size(), columns);
    sortedBytes += sortable.bytes();
    sorter.add(sortable);
  }

  private Vector[] arguments(Batch rows) {
    Vector[] arguments = new Vector[call.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = rows.column(call.arguments().get(i));
    }
    return arguments;
  }

  /** Merges partial state whose columns start at {@code column}. */
  void merge(Batch batch, int column, int[] groupOfRow) {
    Vector[] state = new Vector[stateColumns()];
    for (int i = 0; i < state.length; i++) {
      state[i] = batch.column(column + i);
    }
    accumulator.merge(groupOfRow, state, batch.size());
    charge();
  }

  /** Bytes that {@link #evict} would give back, about. */
  long evictableBytes() {
    if (distinct != null) {
      return distinct.heldBytes();
    }
    return sorter == null && chargedBytes > 0 ? chargedBytes - emptyBytes() : 0;
  }

  /** What the accumulator would hold without any row. */
  private long emptyBytes() {
    Accumulator empty = aggregator.create();
    empty.ensureGroups(groups);
    return empty.bytes();
  }

  /** Moves what can be moved to files. */
  void evict() {
    if (distinct == null) {
      spilledStateBytes += chargedBytes;
      spilledStates.add(
          new SpilledStates(accumulator, groups, chargedBytes, spill, context.cancellation()));
      accumulator = aggregator.create();
      ensureGroups(groups);
      return;
    }
    sorterDropsRepeated = true;
    KeyTable known = distinct;
    distinct = null;
    if (sorter == null) {
      sorter = newSorter();
      accumulator = aggregator.create();
      charge();
      Batch rows = known.keys().view();
      for (int from = 0; from < rows.size(); from += context.batchRows()) {
        context.cancellation().check();
        sorter.add(rows.slice(from, Math.min(rows.size(), from + context.batchRows())));
      }
    }
    known.release();
  }

  /** Must be called once after the last row. */
  void finish() {
    if (sorter != null) {
      List<SortKey> row = new ArrayList<>();
      for (int i = 0; i < rowTypes.size(); i++) {
        row.add(new SortKey(i, false, false));
      }
      sorter.finish();
      sorted =
          new SortedArguments(sorter, sorterDropsRepeated ? new RowOrder(sortedTypes, row) : null);
    }
  }

  /** Charges what the accumulator has grown by since the last time. */
  private void charge() {
    chargedBytes = charge(accumulator, chargedBytes);
  }

  private long charge(Accumulator charged, long before) {
    long bytes = charged.bytes();
    if (bytes > before) {
      spill.account().add(bytes - before);
    } else {
      spill.account().release(before - bytes);
    }
    return bytes;
  }

  /** What the results of all groups may take together beyond what is charged. */
  long pendingBytes() {
    return spilledStateBytes + sortedBytes;
  }

  Vector[] state(int from, int to) {
    return accumulator.state(from, to);
  }

  /** The results of some groups; calls go up the groups without gap. */
  Vector result(int from, int to) throws Exception {
    if (sorter == null && spilledStates.isEmpty()) {
      return accumulator.result(from, to);
    }
    Accumulator some = aggregator.create();
    some.ensureGroups(to - from);
    long charged = charge(some, 0);
    for (SpilledStates states : spilledStates) {
      states.mergeInto(some, from, to);
      charged = charge(some, charged);
    }
    if (sorter == null) {
      int[] targets = new int[to - from];
      Arrays.setAll(targets, i -> i);
      some.merge(targets, accumulator.state(from, to), targets.length);
      charged = charge(some, charged);
    } else {
      charged = addSorted(some, from, to, charged);
    }
    Vector result = some.result(0, to - from);
    spill.account().release(charged);
    return result;
  }

  private long addSorted(Accumulator target, int from, int to, long before) {
    long charged = before;
    Batch rows = sorted.next(to);
    while (rows != null) {
      context.cancellation().check();
      long[] numbers = ((LongVector) rows.column(0).flat()).values();
      int[] targets = new int[rows.size()];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = (int) numbers[i] - from;
      }
      Vector[] values = new Vector[call.arguments().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.column(1 + i);
      }
      target.add(targets, values, targets.length, context.evaluation());
      charged = charge(target, charged);
      rows = sorted.next(to);
    }
    return charged;
  }
}
