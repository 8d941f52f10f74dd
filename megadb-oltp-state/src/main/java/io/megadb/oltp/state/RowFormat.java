package io.megadb.oltp.state;

/** Stored values: one byte with format version and tombstone flag, then the row. */
final class RowFormat {
  static final int HEADER_BYTES = 1;
  private static final byte VERSION = 1;
  private static final byte TOMBSTONE = (byte) 0x80;
  private static final byte[] TOMBSTONE_VALUE = {VERSION | TOMBSTONE};

  private RowFormat() {}

  static byte[] row(byte[] row) {
    byte[] value = new byte[HEADER_BYTES + row.length];
    value[0] = VERSION;
    System.arraycopy(row, 0, value, HEADER_BYTES, row.length);
    return value;
  }

  static byte[] tombstone() {
    return TOMBSTONE_VALUE.clone();
  }

  /** True for a tombstone; refuses values of another format. */
  static boolean isTombstone(byte header) {
    if ((header & ~TOMBSTONE) != VERSION) {
      throw new IllegalStateException("row format version " + (header & ~TOMBSTONE));
    }
    return (header & TOMBSTONE) != 0;
  }
}
