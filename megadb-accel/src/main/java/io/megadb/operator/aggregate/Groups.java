package io.megadb.operator.aggregate;

import io.megadb.operator.key.KeyTable;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the groups of an aggregate. Without keys there is one group from the start. Keys that all
 * are dictionary codes or constants go through a small array from code to group, so that each
 * combination is hashed once per dictionary. Confined to one thread.
 */
final class Groups {
  /** Combinations of codes that the array may have: 256 KiB, fits the second-level cache. */
  private static final int MAX_CODES = 65_536;

  private final KeyTable table;
  private final FlatVector[] dictionaries;

  /** Group of each combination of codes, or -1 where not seen yet. */
  private int[] groupOfCode = new int[0];

  private int[] codes = new int[0];
  private int[] missing = new int[0];

  Groups(List<PgType> keyTypes, MemoryAccount account) {
    table = keyTypes.isEmpty() ? null : new KeyTable(keyTypes, account);
    dictionaries = new FlatVector[keyTypes.size()];
  }

  int size() {
    return table == null ? 1 : table.size();
  }

  /** The key columns of groups {@code from} to {@code to} (exclusive). */
  Batch keys(int from, int to) {
    return table == null ? new Batch(to - from) : table.keys().view().slice(from, to);
  }

  /** About how many bytes more {@link #assign} would charge. */
  long growth(Vector[] keys, int rows) {
    return table == null ? 0 : table.growth(keys, rows);
  }

  /** The group of each row, or -1 for rows that would need a new one. */
  void find(Vector[] keys, int rows, int[] groups) {
    if (table == null) {
      Arrays.fill(groups, 0, rows, 0);
    } else {
      table.find(keys, rows, groups);
    }
  }

  /** The group of each row. */
  void assign(Vector[] keys, int rows, int[] groups) {
    if (table == null) {
      Arrays.fill(groups, 0, rows, 0);
    } else if (!byCodes(keys, rows, groups)) {
      table.insert(keys, rows, groups);
    }
  }

  private boolean byCodes(Vector[] keys, int rows, int[] groups) {
    long combinations = 1;
    boolean known = groupOfCode.length > 0;
    for (int i = 0; i < keys.length; i++) {
      FlatVector dictionary = dictionary(keys[i]);
      if (dictionary == null) {
        return false;
      }
      known &= dictionary == dictionaries[i];
      combinations *= dictionary.size() + 1L;
      if (combinations > MAX_CODES) {
        return false;
      }
    }
    if (!known) {
      // A new dictionary must be worth its array.
      if (combinations > 4L * rows) {
        return false;
      }
      for (int i = 0; i < keys.length; i++) {
        dictionaries[i] = dictionary(keys[i]);
      }
      groupOfCode = new int[(int) combinations];
      Arrays.fill(groupOfCode, -1);
    }
    combine(keys, rows);
    addMissing(keys, rows);
    for (int i = 0; i < rows; i++) {
      groups[i] = groupOfCode[codes[i]];
    }
    return true;
  }

  private static FlatVector dictionary(Vector key) {
    if (key instanceof DictionaryVector dictionary) {
      return dictionary.dictionary();
    }
    return key instanceof ConstantVector constant ? constant.value() : null;
  }

  private void combine(Vector[] keys, int rows) {
    if (codes.length < rows) {
      codes = new int[rows];
      missing = new int[rows];
    }
    Arrays.fill(codes, 0, rows, 0);
    for (int column = 0; column < keys.length; column++) {
      int size = dictionaries[column].size() + 1;
      if (keys[column] instanceof DictionaryVector dictionary) {
        int[] columnCodes = dictionary.codes();
        for (int i = 0; i < rows; i++) {
          codes[i] = codes[i] * size + columnCodes[i] + 1;
        }
      } else {
        for (int i = 0; i < rows; i++) {
          codes[i] = codes[i] * size + 1;
        }
      }
    }
  }

  /** Looks up one row for each combination that has no group yet. */
  private void addMissing(Vector[] keys, int rows) {
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (groupOfCode[codes[i]] < 0) {
        groupOfCode[codes[i]] = 0;
        missing[count++] = i;
      }
    }
    if (count == 0) {
      return;
    }
    Vector[] selected = new Vector[keys.length];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = keys[i].select(missing, count);
    }
    int[] groups = new int[count];
    table.insert(selected, count, groups);
    for (int i = 0; i < count; i++) {
      groupOfCode[codes[missing[i]]] = groups[i];
    }
  }
}
