package io.megadb.vector;

import io.megadb.type.VectorKind;

/** Rows that point into a shared dictionary; a code of -1 is null. */
public final class DictionaryVector extends Vector {
  private static final long serialVersionUID = 1L;

  private final int[] codes;
  private final FlatVector dictionary;
  private final boolean nulls;

  /** Takes over the array. The same dictionary object in two vectors means the same codes. */
  public DictionaryVector(int size, int[] codes, FlatVector dictionary) {
    super(size);
    this.codes = codes;
    this.dictionary = dictionary;
    boolean anyNull = dictionary.mayHaveNulls();
    for (int i = 0; i < size && !anyNull; i++) {
      anyNull = codes[i] < 0;
    }
    this.nulls = anyNull;
  }

  public int[] codes() {
    return codes;
  }

  public FlatVector dictionary() {
    return dictionary;
  }

  @Override
  public VectorKind kind() {
    return dictionary.kind();
  }

  @Override
  public boolean isNull(int row) {
    return codes[row] < 0 || dictionary.isNull(codes[row]);
  }

  @Override
  public boolean mayHaveNulls() {
    return nulls;
  }

  @Override
  public FlatVector flat() {
    return dictionary.select(codes, size());
  }

  @Override
  public DictionaryVector select(int[] rows, int count) {
    int[] selected = new int[count];
    for (int i = 0; i < count; i++) {
      selected[i] = rows[i] < 0 ? -1 : codes[rows[i]];
    }
    return new DictionaryVector(count, selected, dictionary);
  }

  @Override
  public long bytes() {
    return 4L * codes.length + dictionary.bytes();
  }
}
