package io.megadb.operator.scan;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Selection;
import io.megadb.vector.Vector;

/** A condition of the statement. Confined to one thread. */
final class ExpressionStep extends ScanStep {
  /**
   * With fewer rows left than one in so many, they are taken out before the dictionary is asked.
   */
  private static final int SPARSE = 8;

  private final Evaluator filter;
  private final FilterInput input;
  private final DictionaryFilter dictionary;
  private final boolean mayFail;
  private final ExecutionContext context;

  ExpressionStep(Evaluator filter, FilterInput input, boolean mayFail, ExecutionContext context) {
    this.filter = filter;
    this.input = input;
    this.mayFail = mayFail;
    this.context = context;
    int column = input.onlyColumn();
    dictionary = column < 0 ? null : new DictionaryFilter(filter, column, context);
  }

  @Override
  boolean mayFail() {
    return mayFail;
  }

  @Override
  int apply(ScanRows rows, int[] kept, int count) throws Exception {
    boolean all = count == rows.size();
    if (dictionary != null && (all || count * SPARSE > rows.size())) {
      int column = input.onlyColumn();
      if (dictionary.knows(rows.encoded(column), rows.columnCount())) {
        return dictionary.narrow(rows.encoded(column), all, kept, count);
      }
    }
    Vector condition = filter.evaluate(input.select(rows, all ? null : kept, count), context);
    if (all) {
      return Selection.trueRows(condition, kept);
    }
    int[] passing = new int[count];
    int left = Selection.trueRows(condition, passing);
    for (int i = 0; i < left; i++) {
      kept[i] = kept[passing[i]];
    }
    return left;
  }
}
