package io.megadb.vectorops.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.Selection;
import io.megadb.operator.limit.RowCount;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.NullRows;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import io.megadb.vectorops.kernel.Distance;
import io.megadb.vectorops.kernel.VectorBlock;
import io.megadb.vectorops.type.VectorErrors;
import io.megadb.vectorops.type.VectorForm;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps all right rows, then takes left rows in groups: each block of right vectors is compared
 * with a whole group while it is in the cache. With an index a group is compared with what a search
 * finds for its rows, and the right rows are read only for a group for which that is not enough.
 * Goes on from the same place after WAIT; confined to one thread.
 */
final class NeighbourJoinOperator implements Operator {
  /** Left rows that are compared with a block before the next block. */
  private static final int GROUP_ROWS = 64;

  /** Right rows for which a condition is evaluated at once, in whole blocks. */
  private static final int CONDITION_ROWS = 16 * VectorBlock.ROWS;

  /** Below one of so many rows of a block, pairs are compared one by one. */
  private static final int FEW = 8;

  private final NeighbourJoinNode node;
  private final Pairing pairing;
  private final Operator left;
  private final Operator right;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final RowStore arrived;
  private final Evaluator condition;

  /** Columns of a pair that the condition reads. */
  private final BitSet conditionReads = new BitSet();

  /** Columns for the condition of each so many right rows, as soon as one is needed. */
  private Batch[] chunks;

  private final VectorForm form;
  private final int most;

  private final boolean bounded;
  private final double bound;

  private final double[] sums = VectorBlock.workspace();
  private final double[] distances = new double[VectorBlock.ROWS];
  private final int[] passing = new int[CONDITION_ROWS];

  /** Null without an index. */
  private final NeighbourIndex index;

  /** All right rows, once they are needed. */
  private RightSide rows;

  /** Right rows of the last group's neighbours. */
  private RightSide side;

  private Batch current;
  private int nextLeft;
  private boolean needsRight;
  private boolean done;
  private long compared;
  private long searched;

  // What a group of left rows was given, and how much of it has gone out.
  private MemoryAccount given;
  private int[] leftRows = new int[0];
  private int[] positions = new int[0];
  private double[] keys = new double[0];
  private int out;

  NeighbourJoinOperator(
      NeighbourJoinNode node, Operator left, Operator right, ExecutionContext context) {
    this.node = node;
    this.pairing = node.pairing();
    this.left = left;
    this.right = right;
    this.context = context;
    index = node.index().index();
    needsRight = index == null;
    account = new MemoryAccount(context.memory());
    given = new MemoryAccount(context.memory());
    List<PgType> types = node.right().types();
    arrived = new RowStore(types, account);
    form = VectorForm.of(types.get(pairing.rightVector()));
    condition =
        pairing.condition() == null ? null : Expressions.compile(pairing.condition(), context);
    if (pairing.condition() != null) {
      addReads(pairing.condition(), conditionReads);
    }
    long limit = RowCount.limit(pairing.limit(), context);
    bounded = pairing.bound() != null;
    Object greatest = bounded ? Expressions.value(pairing.bound(), context) : null;
    bound = greatest instanceof Double number ? number : Double.NaN;
    most = bounded && greatest == null ? 0 : (int) Math.min(limit, 1 << 30);
  }

  @Override
  public Batch next() throws Exception {
    while (true) {
      context.cancellation().check();
      if (out < leftRows.length) {
        return output();
      }
      if (done) {
        return END;
      }
      if (rows == null && needsRight) {
        Batch batch = right.next();
        if (batch == WAIT) {
          return WAIT;
        }
        keep(batch);
      } else if (current != null && nextLeft < current.size()) {
        compareGroup();
      } else {
        Batch batch = left.next();
        if (batch == WAIT) {
          return WAIT;
        }
        if (batch == END) {
          end();
        } else {
          current = batch;
          nextLeft = 0;
        }
      }
    }
  }

  private void keep(Batch batch) {
    if (batch != END) {
      arrived.append(batch);
      return;
    }
    right.close();
    rows = new RightSide(arrived, node.right().types(), pairing, account, context.cancellation());
    chunks = new Batch[rows.size() / CONDITION_ROWS + 1];
    if (rows.size() == 0 && !pairing.outer()) {
      end();
    }
  }

  private void end() {
    done = true;
    current = null;
    left.close();
    right.close();
    context.metrics().add(node.properties().id(), "compared", compared);
    if (index != null) {
      context.metrics().add(node.properties().id(), "searched", searched);
    }
  }

  private void compareGroup() {
    given.close();
    given = new MemoryAccount(context.memory());
    int from = nextLeft;
    int count = Math.min(GROUP_ROWS, current.size() - from);
    ListVector vectors = (ListVector) current.column(pairing.leftVector()).flat();
    double[] elements = VectorForm.elements(vectors);
    if (index != null) {
      int[][] candidates = candidates(vectors, elements, from, count);
      if (candidates != null) {
        nextLeft += count;
        compareCandidates(vectors, elements, from, candidates);
        return;
      }
      if (rows == null) {
        needsRight = true;
        return;
      }
    }
    nextLeft += count;
    side = rows;
    double[] squares = new double[count];
    Neighbours[] found = new Neighbours[count];
    for (int i = 0; i < count; i++) {
      found[i] = new Neighbours(Math.min(most, rows.size()), given::add);
      if (!vectors.isNull(from + i)) {
        int start = vectors.offsets()[from + i];
        int length = vectors.offsets()[from + i + 1] - start;
        squares[i] = Distance.innerProduct(elements, start, elements, start, length);
      }
    }
    for (int first = 0; first < rows.size() && most > 0; first += CONDITION_ROWS) {
      int end = Math.min(rows.size(), first + CONDITION_ROWS);
      for (int i = 0; i < count; i++) {
        int pass = passing(from + i, first, end);
        if (vectors.isNull(from + i)) {
          offerNulls(found[i], first, end, pass);
        } else if (pass > 0) {
          compare(vectors, elements, squares[i], from + i, first, end, pass, found[i]);
        }
      }
      context.cancellation().check();
    }
    collect(from, found, vectors);
  }

  /** What a search finds for each row of a group; null if it cannot say for all. */
  private int[][] candidates(ListVector vectors, double[] elements, int from, int count) {
    int[][] candidates = new int[count][];
    for (int i = 0; i < count; i++) {
      int start = vectors.offsets()[from + i];
      int length = vectors.offsets()[from + i + 1] - start;
      candidates[i] = vectors.isNull(from + i) ? null : index.near(elements, start, length, most);
      if (candidates[i] == null) {
        return null;
      }
      context.cancellation().check();
    }
    searched += count;
    return candidates;
  }

  private void compareCandidates(
      ListVector vectors, double[] elements, int from, int[][] candidates) {
    RowStore store = new RowStore(node.right().types(), given);
    Map<Integer, Integer> arrivals = new HashMap<>();
    for (int[] rowNumbers : candidates) {
      for (int row : rowNumbers) {
        if (arrivals.putIfAbsent(row, arrivals.size()) == null) {
          index.append(row, store);
        }
      }
    }
    side = new RightSide(store, node.right().types(), pairing, given, context.cancellation());
    Neighbours[] found = new Neighbours[candidates.length];
    for (int i = 0; i < found.length; i++) {
      int[] places = new int[candidates[i].length];
      for (int j = 0; j < places.length; j++) {
        places[j] = side.positionOfArrival(arrivals.get(candidates[i][j]));
      }
      Arrays.sort(places);
      found[i] = new Neighbours(most, given::add);
      int start = vectors.offsets()[from + i];
      int length = vectors.offsets()[from + i + 1] - start;
      for (int position : places) {
        offer(found[i], distance(elements, start, length, position), position);
      }
      compared += places.length;
    }
    collect(from, found, vectors);
  }

  /** To a row without a vector all are equally far: their own order decides. */
  private void offerNulls(Neighbours found, int first, int end, int pass) {
    if (bounded) {
      return;
    }
    boolean all = pass == end - first;
    for (int i = 0; i < pass; i++) {
      found.offer(Neighbours.NULL_KEY, rows.rankOf(first + (all ? i : passing[i])));
    }
  }

  /** Puts right rows that may be compared with a left row into {@link #passing}. */
  private int passing(int leftRow, int first, int end) {
    if (condition == null) {
      return end - first;
    }
    Batch candidates = chunks[first / CONDITION_ROWS];
    if (candidates == null) {
      candidates = conditionColumns(rows.rows(), current.columnCount(), first, end);
      chunks[first / CONDITION_ROWS] = candidates;
    }
    Batch row = conditionColumns(current, 0, leftRow, leftRow + 1);
    Vector[] columns = new Vector[row.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ConstantVector(end - first, row.column(i).flat());
    }
    Batch pairs = new Batch(end - first, columns).append(candidates);
    return Selection.trueRows(condition.evaluate(pairs, context), passing);
  }

  /** Some rows, with nulls in the columns that the condition does not read. */
  private Batch conditionColumns(Batch batch, int firstColumn, int from, int to) {
    Batch nulls = NullRows.of(types(firstColumn > 0), to - from);
    Vector[] columns = new Vector[batch.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          conditionReads.get(firstColumn + i) ? batch.column(i).slice(from, to) : nulls.column(i);
    }
    return new Batch(to - from, columns);
  }

  private List<PgType> types(boolean rightSide) {
    return rightSide ? node.right().types() : node.left().types();
  }

  private static void addReads(Expression expression, BitSet columns) {
    if (expression instanceof InputReference reference) {
      columns.set(reference.index());
    }
    expression.operands().forEach(operand -> addReads(operand, columns));
  }

  /**
   * @param pass how many of {@link #passing} count; all rows in between if there is no condition
   */
  private void compare(
      ListVector vectors,
      double[] elements,
      double square,
      int leftRow,
      int first,
      int end,
      int pass,
      Neighbours found) {
    boolean all = pass == end - first;
    int start = vectors.offsets()[leftRow];
    int length = vectors.offsets()[leftRow + 1] - start;
    int next = 0;
    for (int from = first; from < end && next < pass; from += VectorBlock.ROWS) {
      int to = Math.min(end, from + VectorBlock.ROWS);
      int last = next;
      if (all) {
        last = Math.min(pass, next + to - from);
      } else {
        while (last < pass && first + passing[last] < to) {
          last++;
        }
      }
      int block = from / VectorBlock.ROWS;
      boolean whole =
          rows.length() == length && to <= rows.withVector() && (last - next) * FEW >= to - from;
      if (whole) {
        rows.blocks()
            .get(block)
            .distances(pairing.distance(), elements, start, square, sums, distances);
        for (int i = next; i < last; i++) {
          int position = first + (all ? i : passing[i]);
          offer(found, distances[position - from], position);
        }
      } else {
        for (int i = next; i < last; i++) {
          int position = first + (all ? i : passing[i]);
          if (position >= rows.withVector()) {
            offerNull(found, position);
          } else {
            offer(found, distance(elements, start, length, position), position);
          }
        }
      }
      compared += last - next;
      next = last;
    }
  }

  private double distance(double[] elements, int start, int length, int position) {
    int other = side.length(position);
    if (other != length) {
      boolean leftFirst = pairing.leftFirst();
      throw VectorErrors.different(
          form.typeName(), leftFirst ? length : other, leftFirst ? other : length);
    }
    return pairing
        .distance()
        .between(elements, start, side.elements(), side.from(position), length);
  }

  private void offer(Neighbours found, double distance, int position) {
    if (bounded && !isWithin(distance)) {
      return;
    }
    double key = Double.isNaN(distance) ? Neighbours.NAN_KEY : distance;
    if (!found.refuses(key)) {
      found.offer(key, position);
    }
  }

  /** In float8's order NaN equals itself and is beyond everything else. */
  private boolean isWithin(double distance) {
    if (Double.isNaN(bound)) {
      return pairing.inclusive() || !Double.isNaN(distance);
    }
    return distance < bound || pairing.inclusive() && distance == bound;
  }

  private void offerNull(Neighbours found, int position) {
    if (!bounded && !found.refuses(Neighbours.NULL_KEY)) {
      found.offer(Neighbours.NULL_KEY, position);
    }
  }

  private void collect(int from, Neighbours[] found, ListVector vectors) {
    long total = 0;
    for (Neighbours neighbours : found) {
      total += pairing.outer() ? Math.max(1, neighbours.size()) : neighbours.size();
    }
    given.add(16 * total);
    leftRows = new int[Math.toIntExact(total)];
    positions = new int[leftRows.length];
    keys = new double[leftRows.length];
    out = 0;
    int at = 0;
    for (int i = 0; i < found.length; i++) {
      int size = found[i].size();
      if (size == 0 && pairing.outer()) {
        positions[at] = -1;
        keys[at] = Neighbours.NULL_KEY;
        leftRows[at++] = from + i;
        continue;
      }
      found[i].drain(positions, keys, at);
      Arrays.fill(leftRows, at, at + size, from + i);
      for (int j = at; vectors.isNull(from + i) && j < at + size; j++) {
        positions[j] = rows.positionOfRank(positions[j]);
      }
      at += size;
    }
  }

  private Batch output() {
    int count = Math.min(leftRows.length - out, context.batchRows());
    int to = out + count;
    Batch lefts = current.select(Arrays.copyOfRange(leftRows, out, to), count);
    Batch rights = side.rows().select(Arrays.copyOfRange(positions, out, to), count);
    double[] values = Arrays.copyOfRange(keys, out, to);
    long[] validity = null;
    for (int i = 0; i < count; i++) {
      if (values[i] == Neighbours.NAN_KEY) {
        values[i] = Double.NaN;
      } else if (values[i] == Neighbours.NULL_KEY) {
        if (validity == null) {
          validity = Validity.allValid(count);
        }
        Validity.setNull(validity, i);
      }
    }
    out = to;
    return lefts.append(rights).append(new Batch(count, new DoubleVector(count, values, validity)));
  }

  @Override
  public void close() {
    done = true;
    current = null;
    left.close();
    right.close();
    given.close();
    account.close();
  }
}
