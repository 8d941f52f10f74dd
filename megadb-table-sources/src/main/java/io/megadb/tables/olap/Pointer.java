package io.megadb.tables.olap;

import io.megadb.oltp.ReservedTables;
import io.megadb.oltp.Snapshot;
import io.megadb.tables.codec.ByteReader;
import io.megadb.tables.codec.ByteWriter;

/**
 * Which metadata of a table is current: a row of the log, key the table's oid, value a format
 * version byte and the metadata's number. Number N is the file vN.metadata.json. Stateless.
 */
final class Pointer {
  static final int TABLE = ReservedTables.OLAP_POINTERS;

  /** No metadata: the table was not there yet. */
  static final int NONE = 0;

  private static final int VERSION = 1;

  private Pointer() {}

  static byte[] key(int oid) {
    ByteWriter out = new ByteWriter(4);
    out.putInt(oid);
    return out.toArray();
  }

  static byte[] row(int number) {
    ByteWriter out = new ByteWriter(5);
    out.put(VERSION);
    out.putInt(number);
    return out.toArray();
  }

  static int read(Snapshot snapshot, int oid) {
    byte[] row = snapshot.get(TABLE, key(oid));
    if (row == null) {
      return NONE;
    }
    ByteReader in = new ByteReader(row);
    in.skip(1);
    return in.getInt();
  }

  static String fileName(int number) {
    return "v" + number + ".metadata.json";
  }
}
