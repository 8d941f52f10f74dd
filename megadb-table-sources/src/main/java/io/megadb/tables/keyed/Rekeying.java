package io.megadb.tables.keyed;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.RowBlock;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.vector.FlatVector;

/**
 * Moves all rows of a table to new keys, inside a transaction that holds the table's lock: those of
 * a primary key that the table gets, or hidden numbers if it loses it. The rows themselves stay as
 * they are encoded.
 *
 * <p>For others, that is a truncation and inserts in one commit. Older snapshots still see the rows
 * under the keys they had ({@link Snapshot#isBeforeTruncation}).
 */
public final class Rekeying {
  private static final int BATCH_ROWS = 1024;

  private final TableLayout layout;
  private final RowKeys rowKeys;
  private final Transaction engine;
  private final int oid;
  private final byte[][] keys = new byte[BATCH_ROWS][];
  private final byte[][] rows = new byte[BATCH_ROWS][];
  private final RowBlock block = new RowBlock(BATCH_ROWS, 0);

  /**
   * @param layout the table's from now on
   */
  public Rekeying(TableLayout layout, Transaction engine) {
    this.layout = layout;
    this.rowKeys = layout.hasKey() ? new RowKeys(layout) : null;
    this.engine = engine;
    this.oid = layout.table().oid();
  }

  /**
   * Moves the rows.
   *
   * @throws io.megadb.error.MegaDbException 23505 if two rows would have one key
   */
  public void run() {
    try (Snapshot before = engine.statement()) {
      engine.truncate(oid); // later than the view, which still sees the rows
      try (Cursor cursor = before.scan(oid, null, null)) {
        for (int n = cursor.next(keys, rows); n > 0; n = cursor.next(keys, rows)) {
          if (rowKeys != null) {
            insertByKey(n);
          } else {
            insertByNumber(n);
          }
        }
      }
    }
  }

  private void insertByNumber(int count) {
    long first = engine.rowNumbers(oid, count);
    block.clear();
    for (int i = 0; i < count; i++) {
      block.add(KeyCodec.rowNumber(first + i), rows[i]);
    }
    engine.insertAllFresh(oid, block);
  }

  private void insertByKey(int count) {
    FlatVector[] key = rowKeys.columns(rows, count);
    block.clear();
    for (int i = 0; i < count; i++) {
      rowKeys.codec().encode(key, i, block);
      block.append(rows[i], 0, rows[i].length);
      block.endPart();
    }
    int duplicate = engine.insertAll(oid, block);
    if (duplicate >= 0) {
      throw DuplicateKey.amongRows(layout, key, duplicate);
    }
  }
}
