package io.megadb.operator.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.Selection;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.NullRows;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.JoinKind;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.BitSet;
import java.util.List;

/**
 * What all joins share: the right input is kept, then each left batch goes through three steps.
 *
 * <pre>
 *   candidate pairs (subclass) -> condition -> pairs given, both sides marked as matched
 *   no more candidates         -> left rows by their marks (LEFT, FULL, SEMI, ANTI)
 *   no more left rows          -> right rows by their marks (RIGHT, FULL)
 * </pre>
 *
 * Goes on from the same place after {@link Operator#WAIT}; confined to one thread.
 */
abstract class PairJoin implements Operator {
  private enum Step {
    BUILD,
    LEFT,
    PAIRS,
    REST,
    DONE
  }

  final JoinKind kind;
  final ExecutionContext context;
  final MemoryAccount account;
  final RowStore build;
  private final Operator left;
  private final Operator right;
  private final List<PgType> leftTypes;
  private final Evaluator condition;
  private final int[] leftRows;
  private final int[] rightRows;
  private final BitSet matchedBuild = new BitSet();
  private Step step = Step.BUILD;
  private Batch current;
  private boolean[] matched = new boolean[0];
  private int rest;

  PairJoin(
      JoinKind kind,
      Operator left,
      Operator right,
      List<PgType> leftTypes,
      List<PgType> rightTypes,
      Expression condition,
      ExecutionContext context) {
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.leftTypes = leftTypes;
    this.context = context;
    this.condition = condition == null ? null : Expressions.compile(condition, context);
    this.account = new MemoryAccount(context.memory());
    this.build = new RowStore(rightTypes, account);
    this.leftRows = new int[context.batchRows()];
    this.rightRows = new int[context.batchRows()];
  }

  /** Keeps a batch of the right input; normally appends it to {@link #build}. */
  abstract void keep(Batch batch);

  /** A new left batch begins. */
  abstract void begin(Batch batch);

  /**
   * The next candidate pairs of the left batch, at most as many as the arrays hold.
   *
   * @return how many; 0 when there are no more
   */
  abstract int candidates(int[] leftRows, int[] rightRows);

  /** Whether left rows can be answered without looking at them: the join then gives nothing. */
  private boolean nothingToGive() {
    return build.size() == 0
        && (kind == JoinKind.INNER || kind == JoinKind.RIGHT || kind == JoinKind.SEMI);
  }

  @Override
  public final Batch next() throws Exception {
    while (true) {
      context.cancellation().check();
      Batch output =
          switch (step) {
            case BUILD -> build();
            case LEFT -> left();
            case PAIRS -> pairs();
            case REST -> rest();
            case DONE -> END;
          };
      if (output != null) {
        return output;
      }
    }
  }

  private Batch build() throws Exception {
    Batch batch = right.next();
    if (batch == WAIT) {
      return WAIT;
    }
    if (batch != END) {
      keep(batch);
      return null;
    }
    right.close();
    if (nothingToGive()) {
      left.close();
      step = Step.DONE;
    } else {
      step = Step.LEFT;
    }
    return null;
  }

  private Batch left() throws Exception {
    Batch batch = left.next();
    if (batch == WAIT) {
      return WAIT;
    }
    if (batch == END) {
      left.close();
      step = kind == JoinKind.RIGHT || kind == JoinKind.FULL ? Step.REST : Step.DONE;
      return null;
    }
    current = batch;
    matched = new boolean[batch.size()];
    begin(batch);
    step = Step.PAIRS;
    return null;
  }

  private Batch pairs() {
    int count = candidates(leftRows, rightRows);
    if (count == 0) {
      step = Step.LEFT;
      return byMarks();
    }
    boolean givesPairs = givesPairs();
    Batch pairs = null;
    if (condition != null || givesPairs) {
      pairs = pair(leftRows, rightRows, count);
    }
    if (condition != null) {
      int[] kept = new int[count];
      int keptCount = passing(condition.evaluate(pairs, context), kept);
      if (keptCount < count) {
        for (int i = 0; i < keptCount; i++) {
          leftRows[i] = leftRows[kept[i]];
          rightRows[i] = rightRows[kept[i]];
        }
        pairs = givesPairs ? pairs.select(kept, keptCount) : null;
        count = keptCount;
      }
    }
    mark(count);
    return givesPairs && count > 0 ? pairs : null;
  }

  private boolean givesPairs() {
    return switch (kind) {
      case INNER, LEFT, RIGHT, FULL -> true;
      case SEMI, ANTI, NULL_AWARE_ANTI -> false;
    };
  }

  private int passing(Vector verdict, int[] kept) {
    if (kind != JoinKind.NULL_AWARE_ANTI) {
      return Selection.trueRows(verdict, kept);
    }
    // Unknown is enough for NOT IN to lose the row.
    FlatVector flat = verdict.flat();
    byte[] values = ((BoolVector) flat).values();
    int count = 0;
    for (int i = 0; i < flat.size(); i++) {
      if (flat.isNull(i) || values[i] != 0) {
        kept[count++] = i;
      }
    }
    return count;
  }

  private void mark(int count) {
    for (int i = 0; i < count; i++) {
      matched[leftRows[i]] = true;
    }
    if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
      for (int i = 0; i < count; i++) {
        matchedBuild.set(rightRows[i]);
      }
    }
  }

  /** What the left batch still gives once all its pairs are known; null for nothing. */
  private Batch byMarks() {
    if (kind == JoinKind.INNER || kind == JoinKind.RIGHT) {
      return null;
    }
    boolean wanted = kind == JoinKind.SEMI;
    int[] rows = new int[current.size()];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (matched[i] == wanted) {
        rows[count++] = i;
      }
    }
    if (count == 0) {
      return null;
    }
    Batch kept = count == rows.length ? current : current.select(rows, count);
    return givesPairs() ? kept.append(NullRows.of(rightTypes(), count)) : kept;
  }

  abstract List<PgType> rightTypes();

  private Batch pair(int[] leftRows, int[] rightRows, int count) {
    return current.select(leftRows, count).append(build.view().select(rightRows, count));
  }

  private Batch rest() {
    int[] rows = new int[context.batchRows()];
    int count = 0;
    while (count < rows.length) {
      int row = matchedBuild.nextClearBit(rest);
      if (row >= build.size()) {
        rest = build.size();
        break;
      }
      rows[count++] = row;
      rest = row + 1;
    }
    if (count == 0) {
      step = Step.DONE;
      return null;
    }
    return NullRows.of(leftTypes, count).append(build.view().select(rows, count));
  }

  @Override
  public void close() {
    step = Step.DONE;
    current = null;
    left.close();
    right.close();
    account.close();
  }
}
