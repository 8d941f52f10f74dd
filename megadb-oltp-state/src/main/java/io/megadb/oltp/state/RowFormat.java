package io.megadb.oltp.state;

/** Stored values: one byte with format version and tombstone flag, then the row. */
final class RowFormat {
  static final int HEADER_BYTES = 1;
  private static final byte VERSION = 1;
  private static final byte TOMBSTONE = (byte) 0x80;

  /** First byte of a value that is a row. */
  static final byte ROW = VERSION;

  /** The only byte of a value that says that there is no row. */
  static final byte TOMBSTONE_ROW = (byte) (VERSION | TOMBSTONE);

  private RowFormat() {}

  /** True for a tombstone; refuses values of another format. */
  static boolean isTombstone(byte header) {
    if ((header & ~TOMBSTONE) != VERSION) {
      throw new IllegalStateException("row format version " + (header & ~TOMBSTONE));
    }
    return (header & TOMBSTONE) != 0;
  }
}
