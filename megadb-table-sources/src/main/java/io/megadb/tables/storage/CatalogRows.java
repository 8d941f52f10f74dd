package io.megadb.tables.storage;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.ReservedTables;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.catalog.CatalogEdit;
import io.megadb.tables.catalog.DefinitionCodec;
import io.megadb.tables.codec.ByteWriter;
import io.megadb.type.BaseType;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The catalog's objects as rows of the log's reserved table.
 *
 * <pre>
 *   'n' oid   schema
 *   'r' oid   table or view
 *   's' name  named sequence, see {@link NamedSequences}
 *   'k' name  no row: the lock that whoever creates an object of that name holds
 * </pre>
 */
final class CatalogRows {
  private static final int TABLE = ReservedTables.CATALOG;
  private static final int BATCH = 256;

  private CatalogRows() {}

  static byte[] key(char kind, int oid) {
    ByteWriter out = new ByteWriter(8);
    out.put(kind);
    out.putInt(oid);
    return out.toArray();
  }

  static byte[] key(char kind, String name) {
    ByteWriter out = new ByteWriter(64);
    out.put(kind);
    out.putText(name);
    return out.toArray();
  }

  static void write(Transaction engine, CatalogEdit edit) {
    if (edit instanceof CatalogEdit.PutSchema put) {
      engine.put(TABLE, key('n', put.schema().oid()), DefinitionCodec.encode(put.schema()));
    } else if (edit instanceof CatalogEdit.DropSchema drop) {
      engine.delete(TABLE, key('n', drop.oid()));
    } else if (edit instanceof CatalogEdit.PutTable put) {
      engine.put(TABLE, key('r', put.table().oid()), DefinitionCodec.encode(put.table()));
    } else if (edit instanceof CatalogEdit.DropTable drop) {
      engine.delete(TABLE, key('r', drop.oid()));
    }
  }

  /** All schemas and tables of the log. */
  static void read(
      Snapshot snapshot,
      IntFunction<BaseType> types,
      Consumer<SchemaDefinition> schemas,
      Consumer<TableDefinition> tables) {
    try (Cursor cursor = snapshot.scan(TABLE, null, null)) {
      byte[][] keys = new byte[BATCH][];
      byte[][] rows = new byte[BATCH][];
      for (int count = cursor.next(keys, rows); count > 0; count = cursor.next(keys, rows)) {
        for (int i = 0; i < count; i++) {
          if (keys[i][0] == 'n') {
            schemas.accept(DefinitionCodec.decodeSchema(rows[i]));
          } else if (keys[i][0] == 'r') {
            tables.accept(DefinitionCodec.decodeTable(rows[i], types));
          }
        }
      }
    }
  }
}
