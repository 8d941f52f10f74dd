package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;

/** Which rows a join gives. */
public enum JoinKind {
  INNER,
  LEFT,
  RIGHT,
  FULL,
  /** Left rows with a match, once each. */
  SEMI,
  /** Left rows without a match. */
  ANTI,
  /**
   * NOT IN: as ANTI, but a null on either side makes the answer unknown, so the row goes. All keys
   * take part; no residual.
   */
  NULL_AWARE_ANTI,
  /**
   * Right rows with a match, once each: SEMI with the sides exchanged, to build the smaller one.
   */
  RIGHT_SEMI,
  /** Right rows without a match. */
  RIGHT_ANTI;

  /** Whether the rows are the right ones alone. */
  public boolean givesRightOnly() {
    return this == RIGHT_SEMI || this == RIGHT_ANTI;
  }

  /** Whether right rows come at the end, by whether they matched. */
  public boolean marksRight() {
    return this == RIGHT || this == FULL || givesRightOnly();
  }

  List<PgType> types(List<PgType> left, List<PgType> right) {
    if (this == SEMI || this == ANTI || this == NULL_AWARE_ANTI) {
      return left;
    }
    if (givesRightOnly()) {
      return right;
    }
    List<PgType> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }
}
