package io.megadb.oltp.log;

import java.util.Arrays;

/**
 * PUTs of keys without a committed row, in the very bytes that the log stores them in. A bulk
 * insert keeps its rows so from the moment they come: no object a row, and nothing to encode at
 * commit. In the log they cannot be told from {@link LogOperation}s.
 *
 * @param tableId the table of all of them
 * @param bytes holds whole operations from {@code from} to {@code to}; not changed any more
 * @param from first byte
 * @param to byte after the last
 * @param count number of PUTs
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackedPuts(int tableId, byte[] bytes, int from, int to, int count)
    implements LogChange {

  /** Where the parts of one PUT lie. */
  public static final class Layout {
    private int keyFrom;
    private int keyTo;
    private int rowFrom;
    private int rowTo;
    private int position;

    public int keyFrom() {
      return keyFrom;
    }

    public int keyTo() {
      return keyTo;
    }

    public int rowFrom() {
      return rowFrom;
    }

    /** End of the row and of the PUT. */
    public int rowTo() {
      return rowTo;
    }

    /**
     * Finds the parts of the PUT that begins at {@code at}.
     *
     * @param headBytes length of {@link PackedPuts#head}
     */
    public void read(byte[] bytes, int at, int headBytes) {
      position = at + headBytes;
      int keyBytes = readNumber(bytes);
      keyFrom = position;
      keyTo = position + keyBytes;
      position = keyTo + 1; // the previous LSN, one byte: 0
      int rowBytes = readNumber(bytes);
      rowFrom = position;
      rowTo = position + rowBytes;
    }

    private int readNumber(byte[] bytes) {
      int next = bytes[position++];
      int number = next & 0x7F;
      for (int shift = 7; next < 0; shift += 7) {
        next = bytes[position++];
        number |= (next & 0x7F) << shift;
      }
      return number;
    }
  }

  /** What every PUT of a table begins with: code and table. */
  public static byte[] head(int tableId) {
    byte[] bytes = new byte[1 + 5];
    bytes[0] = LogOperation.Kind.PUT.code;
    return Arrays.copyOf(bytes, writeNumber(tableId, bytes, 1));
  }

  /** No PUT takes more bytes than this. */
  public static int maxBytes(int headBytes, int keyBytes, int rowBytes) {
    return headBytes + 5 + keyBytes + 1 + 5 + rowBytes;
  }

  /**
   * Writes one PUT.
   *
   * @param head of its table
   * @param source holds the key from {@code keyFrom} and, right after it, the row
   * @return the position after it
   */
  public static int write(
      byte[] head, byte[] source, int keyFrom, int keyTo, int rowTo, byte[] out, int at) {
    System.arraycopy(head, 0, out, at, head.length);
    int position = writeNumber(keyTo - keyFrom, out, at + head.length);
    System.arraycopy(source, keyFrom, out, position, keyTo - keyFrom);
    position += keyTo - keyFrom;
    out[position++] = 0;
    position = writeNumber(rowTo - keyTo, out, position);
    System.arraycopy(source, keyTo, out, position, rowTo - keyTo);
    return position + rowTo - keyTo;
  }

  /** Unsigned LEB128, as {@link OperationCodec} writes numbers. */
  private static int writeNumber(int number, byte[] out, int at) {
    int rest = number;
    int position = at;
    while ((rest & ~0x7F) != 0) {
      out[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[position++] = (byte) rest;
    return position;
  }
}
