package io.megadb.operator.scan;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Selection;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;

/**
 * A filter on one column, asked once for each entry of the column's dictionary instead of once for
 * each row. Confined to one thread.
 */
final class DictionaryFilter {
  /** Larger ones have about as many entries as there are rows. */
  private static final int MAX_ENTRIES = 1 << 16;

  private final Evaluator filter;
  private final int column;
  private final ExecutionContext context;
  private FlatVector known;

  /** By entry, 1 where the filter is true; null if an entry made the filter fail. */
  private byte[] passes;

  DictionaryFilter(Evaluator filter, int column, ExecutionContext context) {
    this.filter = filter;
    this.column = column;
    this.context = context;
  }

  /**
   * The rows for which the filter is true.
   *
   * @param rows receives their numbers
   * @return how many; -1 if the filter must see the rows themselves
   */
  int select(Batch batch, int[] rows) {
    if (!(batch.column(column) instanceof DictionaryVector vector)
        || vector.dictionary().size() > MAX_ENTRIES) {
      return -1;
    }
    if (vector.dictionary() != known) {
      known = vector.dictionary();
      passes = ask(batch.columnCount(), known);
    }
    if (passes == null || vector.mayHaveNulls()) {
      return -1;
    }
    return passing(vector.codes(), vector.size(), passes, rows);
  }

  private static int passing(int[] codes, int size, byte[] passes, int[] rows) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      rows[count] = i;
      count += passes[codes[i]];
    }
    return count;
  }

  private byte[] ask(int columns, FlatVector dictionary) {
    int size = dictionary.size();
    Vector[] entries = new Vector[columns];
    for (int i = 0; i < columns; i++) {
      entries[i] =
          i == column
              ? dictionary
              : new ConstantVector(size, new BoolVector(1, new byte[1], Validity.noneValid(1)));
    }
    int[] rows = new int[size];
    byte[] result = new byte[size];
    try {
      int count = Selection.trueRows(filter.evaluate(new Batch(size, entries), context), rows);
      for (int i = 0; i < count; i++) {
        result[rows[i]] = 1;
      }
      return result;
    } catch (MegaDbException e) {
      // An entry that no row asked about may have: the rows will tell whether one does.
      return null;
    }
  }
}
