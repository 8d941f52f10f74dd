package io.megadb.oltp.engine;

import io.megadb.oltp.Cursor;
import io.megadb.oltp.OltpStore;
import io.megadb.oltp.Snapshot;
import io.megadb.oltp.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Texts and numbers as keys and rows. */
final class Rows {
  static final int TABLE = 20_000;

  private Rows() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  static Map<String, String> all(Cursor cursor) {
    Map<String, String> rows = new TreeMap<>();
    byte[][] keys = new byte[7][];
    byte[][] values = new byte[7][];
    try (cursor) {
      int count;
      while ((count = cursor.next(keys, values)) > 0) {
        for (int i = 0; i < count; i++) {
          rows.put(text(keys[i]), text(values[i]));
        }
      }
    }
    return rows;
  }

  static Map<String, String> all(Snapshot snapshot) {
    return all(snapshot.scan(TABLE, null, null));
  }

  static Map<String, String> all(Transaction transaction) {
    return all(transaction.scan(TABLE, null, null));
  }

  static Map<String, String> all(OltpStore store) {
    try (Snapshot snapshot = store.snapshot()) {
      return all(snapshot);
    }
  }
}
