package io.megadb.tables.olap.parquet;

import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;
import java.io.IOException;

/** All values of a column of a row group, in pieces that batches do not cross. Immutable. */
final class DecodedColumn {
  /** Rows of a piece, the last one having what is left. */
  static final int PIECE_ROWS = Batch.MAX_ROWS;

  private final Vector[] pieces;
  private final long bytes;

  private DecodedColumn(Vector[] pieces, long bytes) {
    this.pieces = pieces;
    this.bytes = bytes;
  }

  /**
   * Reads a column to its end.
   *
   * @param rows of the row group
   * @param limit of bytes
   * @return null if it would be larger
   */
  static DecodedColumn read(ColumnCursor cursor, long rows, long limit) throws IOException {
    Vector[] pieces = new Vector[(int) ((rows + PIECE_ROWS - 1) / PIECE_ROWS)];
    long bytes = 0;
    Object dictionary = null;
    for (int i = 0; i < pieces.length; i++) {
      long from = (long) i * PIECE_ROWS;
      pieces[i] = cursor.encoded(from, (int) Math.min(PIECE_ROWS, rows - from));
      bytes += pieces[i].bytes();
      if (pieces[i] instanceof DictionaryVector coded) {
        bytes -= coded.dictionary() == dictionary ? coded.dictionary().bytes() : 0;
        dictionary = coded.dictionary();
      }
      if (bytes > limit) {
        return null;
      }
    }
    return new DecodedColumn(pieces, bytes);
  }

  long bytes() {
    return bytes;
  }

  /** Rows of one piece, with a dictionary if there is one. */
  Vector encoded(long from, int rows) {
    int start = (int) (from % PIECE_ROWS);
    return pieces[(int) (from / PIECE_ROWS)].slice(start, start + rows);
  }

  /** Some rows of a range within one piece. */
  Vector select(long from, int[] selected, int count) {
    int start = (int) (from % PIECE_ROWS);
    Vector piece = pieces[(int) (from / PIECE_ROWS)];
    if (start == 0) {
      return plain(piece.select(selected, count));
    }
    int[] shifted = new int[count];
    for (int i = 0; i < count; i++) {
      shifted[i] = selected[i] + start;
    }
    return plain(piece.select(shifted, count));
  }

  /** Rows of one piece; numbers without a dictionary. */
  Vector read(long from, int rows) {
    return plain(encoded(from, rows));
  }

  private static Vector plain(Vector vector) {
    return vector instanceof DictionaryVector && vector.kind() != VectorKind.BYTES
        ? vector.flat()
        : vector;
  }
}
