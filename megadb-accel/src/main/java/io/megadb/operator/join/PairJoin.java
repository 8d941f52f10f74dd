package io.megadb.operator.join;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.Selection;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.NullRows;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.RowStore;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.JoinKind;
import io.megadb.plan.PlanNode;
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
 *   no more left rows          -> right rows by their marks (RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI)
 * </pre>
 *
 * A right input that does not fit is divided with the left one into files by the hash of the keys,
 * and the parts are joined one after the other ({@link JoinParts}). One that cannot be divided, for
 * all its rows have the same key or there is none, is kept block by block, and all left rows are
 * read again for each block; their marks stay from block to block.
 *
 * <p>Goes on from the same place after {@link Operator#WAIT}; confined to one thread.
 */
public abstract class PairJoin implements Operator {
  private enum Step {
    ADOPT,
    BUILD,
    DIVIDE_RIGHT,
    DIVIDE_LEFT,
    SPOOL_RIGHT,
    LEFT,
    PAIRS,
    REST,
    NEXT_BLOCK,
    NEXT_PART,
    DONE
  }

  final JoinKind kind;
  final ExecutionContext context;
  RowStore build;
  private final int node;
  private final Operator leftInput;
  private final Operator rightInput;
  private final List<PgType> leftTypes;
  final List<PgType> rightTypes;
  private final Evaluator condition;
  private final int[] leftRows;
  private final int[] rightRows;
  private final OperatorSpill spill;
  private final JoinParts parts;
  private final BitSet matchedBuild = new BitSet();
  private Step step = Step.ADOPT;
  private Operator left;
  private Operator right;

  /** What the rows kept and the subclass's tables take; null where another run keeps them. */
  private OperatorSpill block;

  /** Where the build side stays for further runs; null for nowhere. */
  private KeptBuild shelf;

  private int kept;

  /** A right batch that found no room in the last block. */
  private Batch heldBack;

  /** Whether the right rows kept are not all, and whether those of other blocks come no more. */
  private boolean blocks;

  private boolean lastBlock = true;
  private SpilledRows leftFile;

  /** Left rows matched in any block so far, by number. */
  private BitSet matchedLeft = new BitSet();

  private long matchedLeftBytes;

  private int firstLeftRow;
  private Batch current;
  private boolean[] matched = new boolean[0];
  private int rest;

  PairJoin(
      PlanNode node,
      JoinKind kind,
      Operator left,
      Operator right,
      List<PgType> leftTypes,
      List<PgType> rightTypes,
      Expression condition,
      ExecutionContext context) {
    this.node = node.properties().id();
    this.kind = kind;
    this.leftInput = left;
    this.rightInput = right;
    this.left = left;
    this.right = right;
    this.leftTypes = leftTypes;
    this.rightTypes = rightTypes;
    this.context = context;
    this.condition = condition == null ? null : Expressions.compile(condition, context);
    this.spill = new OperatorSpill(this.node, context);
    this.parts = new JoinParts(kind);
    this.leftRows = new int[context.batchRows()];
    this.rightRows = new int[context.batchRows()];
  }

  /** What has become of the right side when a join begins. */
  enum Built {
    /** The join reads its right input. */
    BY_ITSELF,
    /** Others do it, and wake the task when they are done. */
    NOT_YET,
    /** Others have done it. */
    COMPLETE
  }

  /** Finds the build side of an earlier run, or leaves its own for later ones. */
  public final void keepBuild(KeptBuild builds) {
    if (kind.marksRight() || kind == JoinKind.NULL_AWARE_ANTI) {
      return;
    }
    shelf = builds;
    if (builds.isKept()) {
      block.close();
      block = null;
      build = builds.rows();
      useSide(builds.side());
      endBuild();
    }
  }

  /** The build side with its table, or null for a join without keys. */
  abstract HashSide side();

  abstract void useSide(HashSide side);

  /** An empty build side; called at the end of the subclass's constructor, then for each block. */
  final void begin() {
    if (block != null) {
      block.close();
    }
    block = new OperatorSpill(node, context);
    build = begin(block.account());
    kept = 0;
    rest = 0;
    matchedBuild.clear();
  }

  /** Makes an empty store and tables over it that are charged to an account. */
  abstract RowStore begin(MemoryAccount account);

  /** Takes a right side that others have built, if they do. */
  Built adopt() {
    return Built.BY_ITSELF;
  }

  /** Reads the right rows from elsewhere. */
  final void readRight(Operator rows) {
    right = rows;
  }

  /** Files for rows by their keys, or null if equal keys are not all that matters. */
  abstract RowPartitions partitions(int level, OperatorSpill spill);

  abstract Vector[] leftKeys(Batch batch);

  abstract Vector[] rightKeys(Batch batch);

  /** About how many bytes more {@link #keep} would charge. */
  abstract long growth(Batch batch);

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
    return !blocks
        && build.size() == 0
        && switch (kind) {
          case INNER, RIGHT, SEMI, RIGHT_SEMI, RIGHT_ANTI -> true;
          case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> false;
        };
  }

  @Override
  public final Batch next() throws Exception {
    while (true) {
      context.cancellation().check();
      Batch output =
          switch (step) {
            case ADOPT -> adopted();
            case BUILD -> build();
            case DIVIDE_RIGHT -> divideRight();
            case DIVIDE_LEFT -> divideLeft();
            case SPOOL_RIGHT -> spoolRight();
            case LEFT -> left();
            case PAIRS -> pairs();
            case REST -> rest();
            case NEXT_BLOCK -> nextBlock();
            case NEXT_PART -> nextPart();
            case DONE -> END;
          };
      if (output != null) {
        return output;
      }
    }
  }

  private Batch adopted() {
    switch (adopt()) {
      case NOT_YET -> {
        return WAIT;
      }
      case BY_ITSELF -> step = Step.BUILD;
      case COMPLETE -> endBuild();
    }
    return null;
  }

  private void endBuild() {
    right.close();
    lastBlock = true;
    if (nothingToGive()) {
      left.close();
      step = Step.NEXT_PART;
    } else {
      step = Step.LEFT;
    }
  }

  private Batch build() throws Exception {
    Batch batch = heldBack == null ? right.next() : heldBack;
    if (batch == WAIT) {
      return WAIT;
    }
    heldBack = null;
    if (batch == END) {
      if (shelf != null && !blocks && right == rightInput) {
        shelf.keep(build, side(), block);
        block = null;
      }
      endBuild();
    } else if (block.hasRoom(growth(batch))) {
      keep(batch);
      kept += batch.size();
    } else {
      keepNoMore(batch);
    }
    return null;
  }

  private void keepNoMore(Batch batch) {
    RowPartitions files = blocks || !parts.divisible() ? null : partitions(parts.level(), spill);
    if (files != null && kept > 0) {
      parts.divideRight(files);
      files.add(batch, rightKeys(batch));
      Batch rows = build.view();
      for (int from = 0; from < rows.size(); from += Batch.MAX_ROWS) {
        context.cancellation().check();
        Batch some = rows.slice(from, Math.min(rows.size(), from + Batch.MAX_ROWS));
        files.add(some, rightKeys(some));
      }
      begin();
      step = Step.DIVIDE_RIGHT;
      return;
    }
    heldBack = batch;
    if (kept == 0) {
      // A single batch, or its first rows where they are wide, must find room.
      long bytes = Math.max(1, batch.bytes());
      int rows =
          (int) Math.max(1, Math.min(batch.size(), batch.size() * spill.pieceBytes() / bytes));
      keep(batch.slice(0, rows));
      kept += rows;
      heldBack = rows == batch.size() ? null : batch.slice(rows, batch.size());
      return;
    }
    lastBlock = false;
    boolean first = !blocks;
    blocks = true;
    step = first && right == rightInput ? Step.SPOOL_RIGHT : Step.LEFT;
  }

  private Batch divideRight() throws Exception {
    Batch batch = right.next();
    if (batch == WAIT) {
      return WAIT;
    }
    if (batch != END) {
      parts.right().add(batch, rightKeys(batch));
      return null;
    }
    right.close();
    parts.divideLeft(partitions(parts.level(), spill));
    step = Step.DIVIDE_LEFT;
    return null;
  }

  private Batch divideLeft() throws Exception {
    Batch batch = left.next();
    if (batch == WAIT) {
      return WAIT;
    }
    if (batch != END) {
      parts.addLeft(batch, leftKeys(batch));
      return null;
    }
    left.close();
    parts.divided();
    step = Step.NEXT_PART;
    return null;
  }

  /** Brings the right input to its end before the left one is read. */
  private Batch spoolRight() throws Exception {
    Batch batch = heldBack == null ? right.next() : heldBack;
    if (batch == WAIT) {
      return WAIT;
    }
    heldBack = null;
    if (batch != END) {
      parts.spooled(spill).append(batch);
      return null;
    }
    right.close();
    parts.spooled(spill).finish();
    right = parts.spooled(spill).read();
    step = Step.LEFT;
    return null;
  }

  private Batch left() throws Exception {
    Batch batch = left.next();
    if (batch == WAIT) {
      return WAIT;
    }
    if (batch == END) {
      left.close();
      if (leftFile != null) {
        leftFile.finish();
      }
      step = kind.marksRight() ? Step.REST : Step.NEXT_BLOCK;
      return null;
    }
    current = batch;
    matched = new boolean[batch.size()];
    if (blocks) {
      beginInBlock(batch);
    }
    begin(batch);
    step = Step.PAIRS;
    return null;
  }

  private void beginInBlock(Batch batch) {
    if (left == leftInput) {
      if (leftFile == null) {
        leftFile = spill.create();
      }
      leftFile.append(batch);
    }
    for (int i = 0; i < matched.length; i++) {
      matched[i] = matchedLeft.get(firstLeftRow + i);
    }
  }

  /** The left batch has met all rows of the build side. */
  private Batch endLeft() {
    Batch given = lastBlock ? byMarks() : null;
    if (blocks) {
      for (int i = 0; i < matched.length; i++) {
        if (matched[i]) {
          matchedLeft.set(firstLeftRow + i);
        }
      }
      firstLeftRow = Math.addExact(firstLeftRow, matched.length);
      long bytes = matchedLeft.size() / 8;
      spill.account().add(bytes - matchedLeftBytes);
      matchedLeftBytes = bytes;
    }
    return given;
  }

  private Batch nextBlock() {
    if (lastBlock) {
      step = Step.NEXT_PART;
      return null;
    }
    begin();
    firstLeftRow = 0;
    left = leftFile == null ? parts.readLeft() : leftFile.read();
    step = Step.BUILD;
    return null;
  }

  private Batch nextPart() {
    blocks = false;
    lastBlock = true;
    matchedLeft = new BitSet();
    spill.account().release(matchedLeftBytes);
    matchedLeftBytes = 0;
    firstLeftRow = 0;
    begin();
    if (parts.next()) {
      left = parts.readLeft();
      right = parts.readRight();
      step = Step.BUILD;
    } else {
      step = Step.DONE;
    }
    return null;
  }

  private Batch pairs() {
    int count = candidates(leftRows, rightRows);
    if (count == 0) {
      step = Step.LEFT;
      return endLeft();
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
      case SEMI, ANTI, NULL_AWARE_ANTI, RIGHT_SEMI, RIGHT_ANTI -> false;
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
    if (kind.marksRight()) {
      for (int i = 0; i < count; i++) {
        matchedBuild.set(rightRows[i]);
      }
    }
  }

  /** What the left batch still gives once all its pairs are known; null for nothing. */
  private Batch byMarks() {
    if (kind == JoinKind.INNER || kind == JoinKind.RIGHT || kind.givesRightOnly()) {
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
    return givesPairs() ? kept.append(NullRows.of(rightTypes, count)) : kept;
  }

  private Batch pair(int[] leftRows, int[] rightRows, int count) {
    return current.select(leftRows, count).append(build.view().select(rightRows, count));
  }

  private Batch rest() {
    int[] rows = new int[context.batchRows()];
    int count = 0;
    while (count < rows.length) {
      int row =
          kind == JoinKind.RIGHT_SEMI
              ? matchedBuild.nextSetBit(rest)
              : matchedBuild.nextClearBit(rest);
      if (row < 0 || row >= build.size()) {
        rest = build.size();
        break;
      }
      rows[count++] = row;
      rest = row + 1;
    }
    if (count == 0) {
      step = Step.NEXT_BLOCK;
      return null;
    }
    Batch given = build.view().select(rows, count);
    return kind.givesRightOnly() ? given : NullRows.of(leftTypes, count).append(given);
  }

  @Override
  public void close() {
    step = Step.DONE;
    current = null;
    heldBack = null;
    leftInput.close();
    rightInput.close();
    if (block != null) {
      block.close();
    }
    spill.close();
  }
}
