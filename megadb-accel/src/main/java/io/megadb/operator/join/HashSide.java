package io.megadb.operator.join;

import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * The right rows of a hash join and the table over their keys. Rows with a null key, unless that
 * key is null-safe, are in no table. Confined to one thread.
 */
final class HashSide {
  private final JoinKeys keys;
  private final boolean keepsAll;
  private final RowStore rows;
  private final JoinTable table;

  /** Null for other kinds than NOT IN. */
  private final UnknownMatches unknown;

  HashSide(HashJoinNode join, MemoryAccount account) {
    List<PgType> types = join.right().types();
    keys = new JoinKeys(join.rightKeys(), join.nullSafe());
    // Rows that match nothing are kept only where they are given in the end.
    keepsAll = join.kind().marksRight() && join.kind() != JoinKind.RIGHT_SEMI;
    rows = new RowStore(types, account);
    List<PgType> keyTypes = join.rightKeys().stream().map(types::get).toList();
    table = new JoinTable(keyTypes, account);
    unknown =
        join.kind() == JoinKind.NULL_AWARE_ANTI ? new UnknownMatches(keyTypes, account) : null;
  }

  private HashSide(HashSide filled) {
    keys = filled.keys;
    keepsAll = filled.keepsAll;
    rows = filled.rows;
    table = filled.table.forReading();
    unknown = filled.unknown;
  }

  /** The same rows for another thread, which may only look. Nothing may be kept any more. */
  HashSide forReading() {
    return new HashSide(this);
  }

  RowStore rows() {
    return rows;
  }

  JoinTable table() {
    return table;
  }

  UnknownMatches unknown() {
    return unknown;
  }

  /** About how many bytes more {@link #keep} would charge. */
  long growth(Batch batch) {
    Vector[] columns = keys.of(batch);
    return rows.growth(batch.columns())
        + table.growth(columns, batch.size(), rows.size())
        + (unknown == null ? 0 : unknown.growth(columns));
  }

  void keep(Batch batch) {
    if (unknown != null) {
      unknown.keep(keys.of(batch), batch.size());
    }
    int[] numbers = new int[batch.size()];
    int count = keys.rowsWithKeys(batch, numbers);
    Batch keyed = count == batch.size() ? batch : batch.select(numbers, count);
    int firstRow = rows.size();
    rows.append(keepsAll ? batch : keyed);
    for (int i = 0; i < count; i++) {
      numbers[i] = firstRow + (keepsAll ? numbers[i] : i);
    }
    table.add(keys.of(keyed), count, numbers);
  }

  /** Gives the memory back; the rows must not be used after that. */
  void release() {
    rows.release();
    table.release();
  }
}
