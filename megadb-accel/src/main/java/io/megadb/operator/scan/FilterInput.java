package io.megadb.operator.scan;

import io.megadb.plan.ScanColumn;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * The columns that one filter reads: only they are copied when it sees the rows that earlier
 * filters left.
 */
final class FilterInput {
  private final boolean[] read;

  private FilterInput(boolean[] read) {
    this.read = read;
  }

  /**
   * @param columns of the scan
   */
  static FilterInput of(Expression filter, List<ScanColumn> columns) {
    boolean[] read = new boolean[columns.size()];
    mark(filter, read);
    return new FilterInput(read);
  }

  private static void mark(Expression expression, boolean[] read) {
    if (expression instanceof InputReference reference && reference.index() < read.length) {
      read[reference.index()] = true;
    }
    expression.operands().forEach(operand -> mark(operand, read));
  }

  /** The only column that is read; -1 if there are several or none. */
  int onlyColumn() {
    int only = -1;
    for (int i = 0; i < read.length; i++) {
      if (read[i]) {
        if (only >= 0) {
          return -1;
        }
        only = i;
      }
    }
    return only;
  }

  /**
   * The rows; columns that are not read are null.
   *
   * @param selected null for all
   */
  Batch select(ScanRows rows, int[] selected, int count) throws Exception {
    Vector[] columns = new Vector[rows.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      if (i < read.length && !read[i]) {
        columns[i] = unread(count);
      } else {
        columns[i] = selected == null ? rows.column(i) : rows.column(i, selected, count);
      }
    }
    return new Batch(count, columns);
  }

  /** Nobody looks at its kind. */
  static Vector unread(int count) {
    return new ConstantVector(count, new BoolVector(1, new byte[1], Validity.noneValid(1)));
  }
}
