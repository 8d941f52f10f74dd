package io.megadb.tables.statistics;

import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;

/** A random sample of rows. Confined to one thread. */
final class RowSample {
  /** PostgreSQL's: 300 rows for each part of a histogram of 100 parts. */
  static final int ROWS = 30_000;

  /** Longer values are no one's constants and would only take memory; they count as absent. */
  private static final int MAX_VALUE_BYTES = 256;

  private final Reservoir reservoir;
  private final VectorBuilder[] builders;

  RowSample(List<PgType> types, long seed) {
    reservoir = new Reservoir(ROWS, seed);
    builders = types.stream().map(VectorBuilder::of).toArray(VectorBuilder[]::new);
  }

  void add(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (reservoir.offer()) {
        keep(batch, row);
      }
    }
  }

  private void keep(Batch batch, int row) {
    if (builders[0].size() == 2 * ROWS) {
      compact();
    }
    reservoir.keep(builders[0].size());
    for (int i = 0; i < builders.length; i++) {
      Vector column = batch.column(i);
      if (isLong(column, row)) {
        builders[i].appendNull();
      } else {
        builders[i].appendFrom(column, row);
      }
    }
  }

  private static boolean isLong(Vector column, int row) {
    if (column.isNull(row)) {
      return false;
    }
    if (column instanceof DictionaryVector dictionary) {
      return isLong(dictionary.dictionary(), dictionary.codes()[row]);
    }
    if (column instanceof ConstantVector constant) {
      return isLong(constant.value(), 0);
    }
    if (column instanceof BytesVector bytes) {
      return bytes.length(row) > MAX_VALUE_BYTES;
    }
    return column instanceof ListVector lists
        && (lists.offsets()[row + 1] - lists.offsets()[row]) * Long.BYTES > MAX_VALUE_BYTES;
  }

  /** Forgets rows that others have replaced. */
  private void compact() {
    int[] kept = reservoir.numbers();
    for (VectorBuilder builder : builders) {
      FlatVector all = builder.build();
      for (int number : kept) {
        builder.appendFrom(all, number);
      }
    }
    reservoir.renumber();
  }

  /** The sampled values of a column; the sample holds them no longer. */
  FlatVector take(int column) {
    int[] kept = reservoir.numbers();
    return builders[column].build().select(kept, kept.length);
  }
}
