package io.megadb.operator.join;

import io.megadb.operator.Operator;
import io.megadb.operator.set.UnionOperator;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.JoinKind;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The parts of a join's inputs that wait in files, each with the rows of both sides whose keys have
 * the same hash. Confined to one thread.
 */
final class JoinParts {
  /** Divisions after which rows that are still too many are not divided again. */
  private static final int MAX_LEVEL = 8;

  /**
   * @param left and {@code right}: null for no rows
   * @param divisible false where a division has shown that most rows have one key
   */
  private record Part(SpilledRows left, SpilledRows right, int level, boolean divisible) {}

  private final JoinKind kind;
  private final ArrayDeque<Part> waiting = new ArrayDeque<>();

  /** The part being joined; at first both inputs as they come. */
  private Part current = new Part(null, null, 0, true);

  private RowPartitions left;
  private RowPartitions right;
  private boolean[] wanted;
  private SpilledRows spooled;

  JoinParts(JoinKind kind) {
    this.kind = kind;
  }

  int level() {
    return current.level();
  }

  boolean divisible() {
    return current.divisible() && current.level() < MAX_LEVEL;
  }

  void divideRight(RowPartitions files) {
    right = files;
  }

  RowPartitions right() {
    return right;
  }

  /** All right rows have come. */
  void divideLeft(RowPartitions files) {
    right.finish();
    left = files;
    boolean all =
        switch (kind) {
          case INNER, RIGHT, SEMI, RIGHT_SEMI, RIGHT_ANTI -> false;
          case LEFT, FULL, ANTI, NULL_AWARE_ANTI -> true;
        };
    wanted = new boolean[RowPartitions.PARTS];
    for (int part = 0; part < wanted.length; part++) {
      wanted[part] = all || right.part(part) != null;
    }
  }

  void addLeft(Batch batch, Vector[] keys) {
    left.add(batch, keys, wanted);
  }

  /** All rows of both sides have come. */
  void divided() {
    left.finish();
    boolean rightAlone = kind.marksRight() && kind != JoinKind.RIGHT_SEMI;
    long all = right.rows();
    for (int part = 0; part < RowPartitions.PARTS; part++) {
      SpilledRows ofLeft = left.part(part);
      SpilledRows ofRight = right.part(part);
      if (ofLeft != null || rightAlone && ofRight != null) {
        boolean divisible = ofRight != null && ofRight.rows() < all - all / 10;
        waiting.push(new Part(ofLeft, ofRight, current.level() + 1, divisible));
      } else if (ofRight != null) {
        ofRight.close();
      }
    }
    left = null;
    right = null;
  }

  /** Goes to the next part; false if there is none. */
  boolean next() {
    for (SpilledRows done : new SpilledRows[] {current.left(), current.right(), spooled}) {
      if (done != null) {
        done.close();
      }
    }
    spooled = null;
    Part part = waiting.poll();
    current = part == null ? new Part(null, null, 0, false) : part;
    return part != null;
  }

  Operator readLeft() {
    return read(current.left());
  }

  Operator readRight() {
    return read(current.right());
  }

  private static Operator read(SpilledRows rows) {
    return rows == null ? new UnionOperator(List.of()) : rows.read();
  }

  /** The file for what is left of a right input that is kept block by block. */
  SpilledRows spooled(OperatorSpill spill) {
    if (spooled == null) {
      spooled = spill.create();
    }
    return spooled;
  }
}
