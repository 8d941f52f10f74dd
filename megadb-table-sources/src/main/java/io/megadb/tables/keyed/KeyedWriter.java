package io.megadb.tables.keyed;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.OltpException;
import io.megadb.plan.ModifyNode;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.TableWriter;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.storage.StorageTransaction;
import io.megadb.vector.Batch;
import io.megadb.vector.BytesVector;
import io.megadb.vector.FlatVector;

/**
 * INSERT, UPDATE and DELETE with row locks, PostgreSQL's way.
 *
 * <pre>
 *   UPDATE, DELETE: lock key ─ no row ──────────────────────────► leave out
 *                            ─ written by this statement ───────► leave out
 *                            ─ changed since the snapshot ─ recheck ─ null ► leave out
 *                            ─ as the snapshot shows it ────────┴──► write
 * </pre>
 *
 * <p>A changed key is a DELETE and an INSERT. At REPEATABLE READ the tier's lock fails with 40001
 * before a recheck comes up.
 */
public final class KeyedWriter implements TableWriter {
  private final ModifyNode node;
  private final TableLayout layout;
  private final KeyedRows rows;
  private final RowEvaluator evaluator;
  private final StorageTransaction transaction;
  private final KeyCodec keys;
  private int failedRow = -1;

  public KeyedWriter(
      ModifyNode node,
      TableLayout layout,
      KeyedRows rows,
      RowEvaluator evaluator,
      StorageTransaction transaction) {
    this.node = node;
    this.layout = layout;
    this.rows = rows;
    this.evaluator = evaluator;
    this.transaction = transaction;
    this.keys = layout.hasKey() ? layout.keyCodec() : null;
  }

  @Override
  public Batch write(Batch input) {
    try {
      return switch (node.kind()) {
        case INSERT -> insert(input);
        case UPDATE -> update(input);
        case DELETE -> delete(input);
      };
    } catch (OltpException failure) {
      throw transaction.error(failure);
    }
  }

  private Batch insert(Batch input) {
    FlatVector[] columns = RowCodec.flat(input, 0);
    if (!layout.hasKey()) {
      rows.insertNumbered(rows.rowNumbers(input.size()), columns, input.size());
      return result(input);
    }
    FlatVector[] key = layout.keyOf(columns);
    checkNotNull(key, input);
    if (node.conflict() == null) {
      int duplicate = rows.insertAll(keys, key, columns, input.size());
      if (duplicate >= 0) {
        failedRow = duplicate;
        throw DuplicateKey.error(layout, columns, duplicate);
      }
      return result(input);
    }
    WrittenRows written = new WrittenRows(layout, node);
    for (int i = 0; i < input.size(); i++) {
      insertOrResolve(keys.encode(key, i), input, columns, i, written);
    }
    return written.build();
  }

  private void insertOrResolve(
      byte[] key, Batch input, FlatVector[] columns, int row, WrittenRows written) {
    while (!rows.insert(key, columns, row)) {
      if (node.conflict().update() == null) {
        return;
      }
      KeyedRows.Locked existing = rows.lock(key);
      if (existing == null) {
        continue;
      }
      if (existing.writtenByStatement()) {
        throw new MegaDbException(
                SqlState.CARDINALITY_VIOLATION,
                "ON CONFLICT DO UPDATE command cannot affect row a second time")
            .withHint(
                "Ensure that no rows proposed for insertion within the same command have "
                    + "duplicate constrained values.");
      }
      Batch updated = evaluator.conflict(existing.row(), input.slice(row, row + 1));
      if (updated != null) {
        FlatVector[] values = RowCodec.flat(updated, 0);
        replace(key, values, 0);
        written.add(values, 0);
      }
      return;
    }
    written.add(columns, row);
  }

  private Batch update(Batch input) {
    BytesVector identities = (BytesVector) input.column(0).flat();
    FlatVector[] columns = RowCodec.flat(input, 1);
    if (layout.hasKey()) {
      checkNotNull(layout.keyOf(columns), input);
    }
    WrittenRows written = new WrittenRows(layout, node);
    for (int i = 0; i < input.size(); i++) {
      byte[] key = identities.copy(i);
      KeyedRows.Locked newest = rows.lock(key);
      if (newest == null || newest.writtenByStatement()) {
        continue;
      }
      FlatVector[] values = columns;
      int row = i;
      if (newest.changed()) {
        Batch again = recheck(newest);
        if (again == null) {
          continue;
        }
        values = RowCodec.flat(again, 0);
        row = 0;
      }
      replace(key, values, row);
      written.add(values, row);
    }
    return written.build();
  }

  private Batch delete(Batch input) {
    BytesVector identities = (BytesVector) input.column(0).flat();
    WrittenRows written = new WrittenRows(layout, node);
    for (int i = 0; i < input.size(); i++) {
      byte[] key = identities.copy(i);
      KeyedRows.Locked newest = rows.lock(key);
      if (newest == null || newest.writtenByStatement()) {
        continue;
      }
      if (newest.changed() && recheck(newest) == null) {
        continue;
      }
      rows.delete(key);
      if (node.returning()) {
        written.add(RowCodec.flat(newest.row(), 0), 0);
      } else {
        written.count();
      }
    }
    return written.build();
  }

  private Batch recheck(KeyedRows.Locked newest) {
    if (evaluator == null || node.recheck() == null) {
      throw new MegaDbException(
              SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent update")
          .withHint("Run the transaction again.");
    }
    return evaluator.recheck(newest.row());
  }

  /** Writes a row's new values under its old key, or moves it to its new key. */
  private void replace(byte[] oldKey, FlatVector[] values, int row) {
    if (!layout.hasKey()) {
      rows.put(oldKey, values, row);
      return;
    }
    byte[] newKey = keys.encode(layout.keyOf(values), row);
    if (java.util.Arrays.equals(oldKey, newKey)) {
      rows.put(oldKey, values, row);
      return;
    }
    rows.delete(oldKey);
    if (!rows.insert(newKey, values, row)) {
      throw DuplicateKey.error(layout, values, row);
    }
  }

  private void checkNotNull(FlatVector[] key, Batch input) {
    int[] positions = layout.keyColumns();
    for (int k = 0; k < key.length; k++) {
      if (!key[k].mayHaveNulls()) {
        continue;
      }
      for (int i = 0; i < input.size(); i++) {
        if (key[k].isNull(i)) {
          throw new MegaDbException(
              SqlState.NOT_NULL_VIOLATION,
              "null value in column \""
                  + layout.table().columns().get(positions[k]).name()
                  + "\" of relation \""
                  + layout.table().name()
                  + "\" violates not-null constraint");
        }
      }
    }
  }

  private Batch result(Batch input) {
    return node.returning() ? input : new Batch(input.size());
  }

  @Override
  public int failedRow() {
    return failedRow;
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
