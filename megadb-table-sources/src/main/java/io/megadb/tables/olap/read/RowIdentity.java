package io.megadb.tables.olap.read;

import io.megadb.vector.BytesVector;
import io.megadb.vector.Vector;

/**
 * Identities of an olap table's rows within one statement: file number 4 bytes, position 8 bytes.
 */
public final class RowIdentity {
  private static final int BYTES = 12;

  private RowIdentity() {}

  /** The identities of {@code rows} rows of a file from a position on. */
  static Vector of(int fileNumber, long position, int rows) {
    byte[] data = new byte[rows * BYTES];
    int[] offsets = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      int at = i * BYTES;
      for (int b = 0; b < 4; b++) {
        data[at + b] = (byte) (fileNumber >>> 24 - 8 * b);
      }
      for (int b = 0; b < 8; b++) {
        data[at + 4 + b] = (byte) (position + i >>> 56 - 8 * b);
      }
      offsets[i + 1] = at + BYTES;
    }
    return new BytesVector(rows, data, offsets, null);
  }

  public static int fileNumber(BytesVector identities, int row) {
    return (int) number(identities.data(), identities.offsets()[row], 4);
  }

  public static long position(BytesVector identities, int row) {
    return number(identities.data(), identities.offsets()[row] + 4, 8);
  }

  private static long number(byte[] data, int from, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | data[from + i] & 0xff;
    }
    return number;
  }
}
