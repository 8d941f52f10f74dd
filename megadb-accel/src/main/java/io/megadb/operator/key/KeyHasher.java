package io.megadb.operator.key;

import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes rows by some columns. Exchanges use the high bits ({@link #partition}), tables the low
 * ones. Confined to one thread.
 */
public final class KeyHasher {
  private static final long SEED = 0x51_7C_C1_B7_27_22_0A_95L;

  private final BaseType[] types;

  /** Hashes of the dictionary last seen in each column. */
  private final FlatVector[] dictionaries;

  private final long[][] dictionaryHashes;
  private long[] scratch = new long[0];

  public KeyHasher(List<PgType> types) {
    this.types = types.stream().map(PgType::base).toArray(BaseType[]::new);
    dictionaries = new FlatVector[this.types.length];
    dictionaryHashes = new long[this.types.length][];
  }

  /** Fills {@code hashes} for the first {@code rows} rows; the key columns are in their order. */
  public void hash(Vector[] keys, int rows, long[] hashes) {
    Arrays.fill(hashes, 0, rows, SEED);
    for (int i = 0; i < keys.length; i++) {
      add(i, keys[i], rows, hashes);
    }
  }

  private void add(int column, Vector key, int rows, long[] hashes) {
    if (key instanceof ConstantVector constant) {
      long[] one = new long[1];
      ColumnHash.hash(constant.value(), types[column], 1, one);
      for (int i = 0; i < rows; i++) {
        hashes[i] = combine(hashes[i], one[0]);
      }
      return;
    }
    if (key instanceof DictionaryVector dictionary
        && (dictionary.dictionary() == dictionaries[column]
            || dictionary.dictionary().size() <= rows)) {
      addDictionary(column, dictionary, rows, hashes);
      return;
    }
    if (scratch.length < rows) {
      scratch = new long[rows];
    }
    ColumnHash.hash(key.flat(), types[column], rows, scratch);
    for (int i = 0; i < rows; i++) {
      hashes[i] = combine(hashes[i], scratch[i]);
    }
  }

  private void addDictionary(int column, DictionaryVector key, int rows, long[] hashes) {
    FlatVector dictionary = key.dictionary();
    if (dictionary != dictionaries[column]) {
      // One entry more than values: null's, reached by code -1.
      long[] all = new long[dictionary.size() + 1];
      ColumnHash.hash(dictionary, types[column], dictionary.size(), all);
      System.arraycopy(all, 0, all, 1, dictionary.size());
      all[0] = ColumnHash.nullHash();
      dictionaries[column] = dictionary;
      dictionaryHashes[column] = all;
    }
    long[] entries = dictionaryHashes[column];
    int[] codes = key.codes();
    for (int i = 0; i < rows; i++) {
      hashes[i] = combine(hashes[i], entries[codes[i] + 1]);
    }
  }

  private static long combine(long hash, long next) {
    return ColumnHash.mix(hash + next);
  }

  /** The worker, of {@code workers}, that owns a hash. */
  public static int partition(long hash, int workers) {
    return (int) ((hash >>> 32) * workers >>> 32);
  }
}
