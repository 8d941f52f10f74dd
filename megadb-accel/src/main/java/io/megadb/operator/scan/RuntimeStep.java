package io.megadb.operator.scan;

import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;

/** The keys of a join above. Confined to one thread. */
final class RuntimeStep extends ScanStep {
  private static final int MAX_ENTRIES = 1 << 16;

  /** With fewer rows left than one in so many, only their keys are decoded. */
  private static final int SPARSE = 2;

  private final RuntimeFilter filter;
  private final int column;
  private FlatVector known;

  /** By entry of the dictionary, 1 if it may be among the keys. */
  private byte[] passes;

  RuntimeStep(ScanFilter filter) {
    this.filter = filter.filter();
    this.column = filter.column();
  }

  @Override
  boolean mayFail() {
    return false;
  }

  @Override
  int apply(ScanRows rows, int[] kept, int count) throws Exception {
    boolean all = count == rows.size();
    if (all || rows.isDecoded(column) || count * SPARSE > rows.size()) {
      Vector keys = rows.encoded(column);
      if (keys instanceof DictionaryVector coded && knows(coded)) {
        return DictionaryFilter.passing(coded.codes(), passes, all, kept, count);
      }
      keys = rows.column(column);
      if (all) {
        int left = filter.select(keys, count, kept);
        return left < 0 ? count : left;
      }
    }
    int[] passing = new int[count];
    int left = filter.select(rows.column(column, kept, count), count, passing);
    if (left < 0) {
      return count;
    }
    for (int i = 0; i < left; i++) {
      kept[i] = kept[passing[i]];
    }
    return left;
  }

  private boolean knows(DictionaryVector keys) {
    FlatVector dictionary = keys.dictionary();
    if (dictionary == known) {
      return passes != null;
    }
    known = dictionary;
    passes = null;
    if (dictionary.size() > MAX_ENTRIES) {
      return false;
    }
    int[] entries = new int[dictionary.size()];
    int count = filter.select(dictionary, entries.length, entries);
    if (count < 0) {
      return false;
    }
    // The first one is for null, which is no key.
    passes = new byte[entries.length + 1];
    for (int i = 0; i < count; i++) {
      passes[entries[i] + 1] = 1;
    }
    return true;
  }
}
