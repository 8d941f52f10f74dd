package io.megadb.tables.storage;

import io.megadb.oltp.IsolationLevel;
import io.megadb.oltp.LockMode;
import io.megadb.oltp.LockWait;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.ReservedTables;
import io.megadb.oltp.Transaction;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.codec.ByteReader;
import io.megadb.tables.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sequences by name. A sequence springs into being with its first value, starts at 1, and goes with
 * the table whose column default names it. Thread-safe.
 */
final class NamedSequences {
  private static final int VERSION = 1;

  /** Keeps named sequences apart from oids and row numbers, which count under their own numbers. */
  private static final long FIRST = 1L << 40;

  private static final Pattern NEXTVAL = Pattern.compile("nextval\\('([^']+)'", 2);

  private final OltpStore store;
  private final Oids oids;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  NamedSequences(OltpStore store, Oids oids) {
    this.store = store;
    this.oids = oids;
  }

  long next(String name, int count) {
    Integer oid = known.get(name);
    if (oid == null) {
      oid = findOrCreate(name);
      known.put(name, oid);
    }
    return store.sequences().nextValues(FIRST + oid, count);
  }

  private int findOrCreate(String name) {
    byte[] key = CatalogRows.key('s', name);
    try (Transaction engine = store.begin(IsolationLevel.READ_COMMITTED)) {
      byte[] row =
          engine.lock(ReservedTables.CATALOG, key, LockMode.EXCLUSIVE, LockWait.WAIT).row();
      if (row != null) {
        ByteReader in = new ByteReader(row);
        in.skip(1);
        return in.getInt();
      }
      int oid = oids.next();
      ByteWriter out = new ByteWriter(8);
      out.put(VERSION);
      out.putInt(oid);
      engine.put(ReservedTables.CATALOG, key, out.toArray());
      engine.commit();
      return oid;
    }
  }

  /** Names of the sequences that a table's defaults take values from. */
  static List<String> ownedBy(TableDefinition table) {
    List<String> names = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      if (column.defaultSql() != null) {
        Matcher matcher = NEXTVAL.matcher(column.defaultSql());
        while (matcher.find()) {
          names.add(matcher.group(1));
        }
      }
    }
    return names;
  }

  static void drop(Transaction engine, String name) {
    engine.delete(ReservedTables.CATALOG, CatalogRows.key('s', name));
  }

  /** To be called when a drop has been committed. */
  void forget(List<String> names) {
    names.forEach(known::remove);
  }
}
