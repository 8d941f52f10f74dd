package io.megadb.tables.storage;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.ReservedTables;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.tables.catalog.CatalogEdit;
import io.megadb.tables.catalog.DefinitionCodec;
import io.megadb.tables.codec.ByteReader;
import io.megadb.tables.codec.ByteWriter;
import io.megadb.tables.statistics.AnalysisCodec;
import io.megadb.type.BaseType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog's objects as rows of the log's reserved table.
 *
 * <pre>
 *   'n' oid   schema
 *   'r' oid   table or view
 *   'a' oid   when and over how many rows ANALYZE looked at a table, see {@link AnalysisCodec}
 *   'a' oid attnum  what it found in a column
 *   's' name  named sequence, see {@link NamedSequences}
 *   'k' name  no row: the lock that whoever creates an object of that name holds
 * </pre>
 */
final class CatalogRows {
  private static final int TABLE = ReservedTables.CATALOG;
  private static final int BATCH = 256;
  private static final Logger LOG = LoggerFactory.getLogger(CatalogRows.class);

  /** Where the row of a table's analysis ends and that of a column goes on. */
  private static final int ANALYSIS_KEY_BYTES = 5;

  private CatalogRows() {}

  static byte[] key(char kind, int oid) {
    ByteWriter out = new ByteWriter(8);
    out.put(kind);
    out.putInt(oid);
    return out.toArray();
  }

  private static byte[] columnKey(int oid, int attnum) {
    ByteWriter out = new ByteWriter(16);
    out.put('a');
    out.putInt(oid);
    out.putInt(attnum);
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
    } else if (edit instanceof CatalogEdit.PutAnalysis put) {
      write(engine, put.table(), put.analysis());
    } else if (edit instanceof CatalogEdit.DropAnalysis drop) {
      int oid = drop.analysis().table();
      engine.delete(TABLE, key('a', oid));
      drop.analysis()
          .columns()
          .keySet()
          .forEach(attnum -> engine.delete(TABLE, columnKey(oid, attnum)));
    }
  }

  private static void write(Transaction engine, TableDefinition table, TableAnalysis analysis) {
    engine.put(TABLE, key('a', table.oid()), AnalysisCodec.encode(analysis));
    for (ColumnDefinition column : table.columns()) {
      ColumnStatistics statistics = analysis.columns().get(column.attnum());
      if (statistics != null) {
        engine.put(
            TABLE,
            columnKey(table.oid(), column.attnum()),
            AnalysisCodec.encodeColumn(statistics, column.type()));
      }
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

  /** What ANALYZE found in these tables; what cannot be read is as if it had not been found. */
  static List<TableAnalysis> readAnalyses(Snapshot snapshot, List<TableDefinition> tables) {
    Map<Integer, Map<Integer, byte[]>> found = new TreeMap<>();
    try (Cursor cursor = snapshot.scan(TABLE, new byte[] {'a'}, new byte[] {'a' + 1})) {
      byte[][] keys = new byte[BATCH][];
      byte[][] rows = new byte[BATCH][];
      for (int count = cursor.next(keys, rows); count > 0; count = cursor.next(keys, rows)) {
        for (int i = 0; i < count; i++) {
          ByteReader key = new ByteReader(keys[i]);
          key.skip(1);
          int oid = key.getInt();
          int attnum = keys[i].length == ANALYSIS_KEY_BYTES ? 0 : key.getInt();
          found.computeIfAbsent(oid, table -> new HashMap<>()).put(attnum, rows[i]);
        }
      }
    }
    List<TableAnalysis> analyses = new ArrayList<>();
    for (TableDefinition table : tables) {
      TableAnalysis analysis = analysis(table, found.getOrDefault(table.oid(), Map.of()));
      if (analysis != null) {
        analyses.add(analysis);
      }
    }
    return analyses;
  }

  private static TableAnalysis analysis(TableDefinition table, Map<Integer, byte[]> rows) {
    if (!rows.containsKey(0)) {
      return null;
    }
    Map<Integer, ColumnStatistics> columns = new HashMap<>();
    for (ColumnDefinition column : table.columns()) {
      byte[] row = rows.get(column.attnum());
      try {
        if (row != null) {
          columns.put(column.attnum(), AnalysisCodec.decodeColumn(row, column));
        }
      } catch (RuntimeException damaged) {
        LOG.warn("statistics of {}.{} cannot be read", table.name(), column.name(), damaged);
      }
    }
    try {
      return AnalysisCodec.decode(rows.get(0), table.oid(), columns);
    } catch (RuntimeException damaged) {
      LOG.warn("statistics of {} cannot be read", table.name(), damaged);
      return null;
    }
  }
}
