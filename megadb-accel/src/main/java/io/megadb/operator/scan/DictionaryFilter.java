package io.megadb.operator.scan;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Selection;
import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
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

  /** By entry + 1, 1 where the filter is true, first for null; null if it failed for an entry. */
  private byte[] passes;

  DictionaryFilter(Evaluator filter, int column, ExecutionContext context) {
    this.filter = filter;
    this.column = column;
    this.context = context;
  }

  /**
   * Whether the answer is known for each of the rows.
   *
   * @param columns of the scan
   */
  boolean knows(Vector rows, int columns) {
    if (!(rows instanceof DictionaryVector vector) || vector.dictionary().size() > MAX_ENTRIES) {
      return false;
    }
    if (vector.dictionary() != known) {
      known = vector.dictionary();
      passes = ask(columns, known);
    }
    return passes != null;
  }

  /** Keeps the rows for which the filter is true; see {@link ScanStep#narrow}. */
  int narrow(Vector rows, boolean all, int[] kept, int count) {
    return passing(((DictionaryVector) rows).codes(), passes, all, kept, count);
  }

  /**
   * Keeps the rows whose code passes.
   *
   * @param passes by code + 1
   */
  static int passing(int[] codes, byte[] passes, boolean all, int[] kept, int count) {
    int left = 0;
    if (all) {
      for (int i = 0; i < count; i++) {
        kept[left] = i;
        left += passes[codes[i] + 1];
      }
      return left;
    }
    for (int i = 0; i < count; i++) {
      int row = kept[i];
      kept[left] = row;
      left += passes[codes[row] + 1];
    }
    return left;
  }

  private byte[] ask(int columns, FlatVector dictionary) {
    int size = dictionary.size() + 1;
    int[] codes = new int[size];
    for (int i = 0; i < size; i++) {
      codes[i] = i - 1;
    }
    Vector[] entries = new Vector[columns];
    for (int i = 0; i < columns; i++) {
      entries[i] = i == column ? dictionary.select(codes, size) : FilterInput.unread(size);
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
