package io.megadb.oltp.state;

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

  private VersionKey() {}

  /** Table and key, without the LSN: the common prefix of all versions. */
  static byte[] prefix(int tableId, byte[] key) {
    return write(tableId, key, 0);
  }

  static byte[] of(int tableId, byte[] key, long lsn) {
    byte[] bytes = write(tableId, key, LSN_BYTES);
    writeLong(bytes, bytes.length - LSN_BYTES, ~lsn);
    return bytes;
  }

  /** Lower bound of a table's keys; of the table after it, the upper bound. */
  static byte[] table(int tableId) {
    byte[] bytes = new byte[TABLE_BYTES];
    writeInt(bytes, tableId);
    return bytes;
  }

  private static byte[] write(int tableId, byte[] key, int tail) {
    int groups = Math.max(1, (key.length + GROUP - 1) / GROUP);
    byte[] bytes = new byte[TABLE_BYTES + groups * (GROUP + 1) + tail];
    writeInt(bytes, tableId);
    int to = TABLE_BYTES;
    for (int from = 0, group = 0; group < groups; group++, from += GROUP, to += GROUP + 1) {
      int length = Math.min(GROUP, key.length - from);
      System.arraycopy(key, from, bytes, to, length);
      bytes[to + GROUP] = group == groups - 1 ? (byte) length : MORE;
    }
    return bytes;
  }

  private static void writeInt(byte[] bytes, int number) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[i] = (byte) (number >>> (24 - 8 * i));
    }
  }

  private static void writeLong(byte[] bytes, int at, long number) {
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[at + i] = (byte) (number >>> (56 - 8 * i));
    }
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
