package io.megadb.tables.memory;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.MissingValues;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.Arrays;

/**
 * Row versions next to each other in the ring. Everything is immutable but {@code deleted}, in
 * which a row's entry changes once, from {@link #LIVE} to the log position of the commit that
 * removed it; whoever reads at an older position may see either.
 */
final class Chunk {
  static final long LIVE = Long.MAX_VALUE;

  /** Bytes of a row's key, versions and deadline, roughly. */
  static final int ROW_OVERHEAD = 96;

  final long firstId;
  final int[] attnums;
  final Batch batch;
  final Bytes[] keys;
  final long[] created;
  final long[] deleted;
  final long[] deadlineMs;

  Chunk(
      long firstId,
      int[] attnums,
      Batch batch,
      Bytes[] keys,
      long[] created,
      long[] deleted,
      long[] deadlineMs) {
    this.firstId = firstId;
    this.attnums = attnums;
    this.batch = batch;
    this.keys = keys;
    this.created = created;
    this.deleted = deleted;
    this.deadlineMs = deadlineMs;
  }

  int size() {
    return batch.size();
  }

  long bytes() {
    return batch.bytes() + (long) size() * ROW_OVERHEAD;
  }

  /** True if a statement at this position and time sees the row. */
  boolean visible(int row, long lsn, long nowMs) {
    return created[row] <= lsn && deleted[row] > lsn && deadlineMs[row] > nowMs;
  }

  /** A column in some rows; its missing value if these rows are older than the column. */
  Vector column(ColumnDefinition column, int[] rows, int count) {
    int index = Arrays.binarySearch(attnums, column.attnum());
    if (index >= 0) {
      return batch.column(index).select(rows, count);
    }
    FlatVector missing = MissingValues.of(column);
    return missing == null
        ? Values.constant(column.type().kind(), null, count)
        : new ConstantVector(count, missing);
  }

  /** Both chunks' rows in one; the other follows this one. */
  Chunk append(Chunk other, VectorBuilder[] builders) {
    int rows = size() + other.size();
    for (int i = 0; i < builders.length; i++) {
      copy(batch.column(i), builders[i]);
      copy(other.batch.column(i), builders[i]);
    }
    Bytes[] bothKeys = Arrays.copyOf(keys, rows);
    System.arraycopy(other.keys, 0, bothKeys, size(), other.size());
    return new Chunk(
        firstId,
        attnums,
        RowCodec.build(builders, rows),
        bothKeys,
        join(created, other.created),
        join(deleted, other.deleted),
        join(deadlineMs, other.deadlineMs));
  }

  private static void copy(Vector column, VectorBuilder builder) {
    for (int row = 0; row < column.size(); row++) {
      builder.appendFrom(column, row);
    }
  }

  private static long[] join(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
