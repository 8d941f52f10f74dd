package io.megadb.oltp.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Order-preserving form of (table, key, LSN) as one byte string.
 *
 * <pre>
 *   table id, 4 bytes big-endian │ key in groups of 8 + marker │ ~LSN, 8 bytes big-endian
 * </pre>
 *
 * <p>Keys are cut into groups of eight bytes, the last padded with zeros; after each group comes a
 * marker: 9 when more groups follow, else the number of bytes that count. So no encoded key is a
 * prefix of another and keys of any length order like their bytes. An eight-byte key takes nine.
 */
final class VersionKey {
  static final int TABLE_BYTES = 4;
  static final int LSN_BYTES = 8;
  private static final int GROUP = 8;
  private static final byte MORE = GROUP + 1;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private VersionKey() {}

  /** Table and key, without the LSN: the common prefix of all versions. */
  static byte[] prefix(int tableId, byte[] key) {
    byte[] bytes = new byte[length(key.length) - LSN_BYTES];
    writePrefix(tableId, key, 0, key.length, bytes, 0);
    return bytes;
  }

  static byte[] of(int tableId, byte[] key, long lsn) {
    byte[] bytes = new byte[length(key.length)];
    write(tableId, key, 0, key.length, lsn, bytes, 0);
    return bytes;
  }

  /** Bytes of a version whose key has {@code keyBytes} bytes. */
  static int length(int keyBytes) {
    return TABLE_BYTES + groups(keyBytes) * (GROUP + 1) + LSN_BYTES;
  }

  private static int groups(int keyBytes) {
    return Math.max(1, (keyBytes + GROUP - 1) / GROUP);
  }

  /** Writes a version of the key {@code from … to - 1} of an array, {@link #length} bytes. */
  static void write(int tableId, byte[] key, int from, int to, long lsn, byte[] out, int at) {
    int end = writePrefix(tableId, key, from, to, out, at);
    writeLong(out, end, ~lsn);
  }

  /** Lower bound of a table's keys; of the table after it, the upper bound. */
  static byte[] table(int tableId) {
    byte[] bytes = new byte[TABLE_BYTES];
    writeInt(bytes, 0, tableId);
    return bytes;
  }

  /** Answers where the prefix ends. The padding of the last group is written, too. */
  private static int writePrefix(int tableId, byte[] key, int from, int to, byte[] out, int start) {
    writeInt(out, start, tableId);
    int groups = groups(to - from);
    int at = start + TABLE_BYTES;
    int next = from;
    for (int group = 0; group < groups - 1; group++, next += GROUP, at += GROUP + 1) {
      System.arraycopy(key, next, out, at, GROUP);
      out[at + GROUP] = MORE;
    }
    int length = to - next;
    System.arraycopy(key, next, out, at, length);
    for (int i = length; i < GROUP; i++) {
      out[at + i] = 0;
    }
    out[at + GROUP] = (byte) length;
    return at + GROUP + 1;
  }

  private static void writeInt(byte[] bytes, int at, int number) {
    INT.set(bytes, at, number);
  }

  private static void writeLong(byte[] bytes, int at, long number) {
    LONG.set(bytes, at, number);
  }

  static int tableId(byte[] bytes) {
    int number = 0;
    for (int i = 0; i < TABLE_BYTES; i++) {
      number = (number << 8) | (bytes[i] & 0xFF);
    }
    return number;
  }

  /**
   * The LSN at the end of an encoded version.
   *
   * @param length bytes of {@code bytes} that count
   */
  static long lsn(byte[] bytes, int length) {
    long number = 0;
    for (int i = length - LSN_BYTES; i < length; i++) {
      number = (number << 8) | (bytes[i] & 0xFF);
    }
    return ~number;
  }

  /** The key inside an encoded version of {@code length} bytes. */
  static byte[] key(byte[] bytes, int length) {
    int end = length - LSN_BYTES;
    int groups = (end - TABLE_BYTES) / (GROUP + 1);
    byte[] key = new byte[(groups - 1) * GROUP + bytes[end - 1]];
    int to = 0;
    for (int from = TABLE_BYTES; from < end; from += GROUP + 1, to += GROUP) {
      System.arraycopy(bytes, from, key, to, Math.min(GROUP, key.length - to));
    }
    return key;
  }
}
