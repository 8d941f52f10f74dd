package io.megadb.vector.arrow;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** What {@link ArrowEncoder} wrote, as batches again. Stateless. */
public final class ArrowDecoder {
  private ArrowDecoder() {}

  /**
   * A copy of the rows in a root.
   *
   * @param types of the columns; the root's schema is theirs
   */
  public static Batch decode(VectorSchemaRoot root, List<PgType> types) {
    Vector[] columns = new Vector[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(root.getVector(i), types.get(i).kind(), types.get(i));
    }
    return new Batch(root.getRowCount(), columns);
  }

  private static FlatVector column(FieldVector field, VectorKind kind, PgType type) {
    int rows = field.getValueCount();
    long[] validity = validity(field, rows);
    List<FieldVector> children = field.getChildrenFromFields();
    return switch (kind) {
      case BOOL -> new BoolVector(rows, bools(field.getDataBuffer(), rows), validity);
      case LONG -> new LongVector(rows, longs(field, rows), validity);
      case DOUBLE -> new DoubleVector(rows, doubles(field, rows), validity);
      case BYTES -> bytes(field, rows, validity);
      case NUMERIC -> {
        FieldVector wide = children.get(2);
        yield NumericColumns.read(
            ints(children.get(0).getDataBuffer(), rows),
            longs(children.get(1), rows),
            bytes(wide, rows, validity(wide, rows)),
            validity);
      }
      case INTERVAL ->
          new IntervalVector(
              rows,
              ints(children.get(0).getDataBuffer(), rows),
              ints(children.get(1).getDataBuffer(), rows),
              longs(children.get(2), rows),
              validity);
      case LIST -> {
        PgType element = PgType.of(PgTypes.byOid(type.base().elementOid()));
        yield new ListVector(
            rows, offsets(field, rows), column(children.get(0), element.kind(), element), validity);
      }
    };
  }

  private static long[] validity(FieldVector field, int rows) {
    if (field.getNullCount() == 0) {
      return null;
    }
    byte[] bytes = new byte[8 * Validity.words(rows)];
    field.getValidityBuffer().getBytes(0, bytes, 0, rows + 7 >>> 3);
    long[] bits = new long[Validity.words(rows)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(bits);
    return bits;
  }

  private static ByteBuffer values(ArrowBuf buffer, long bytes) {
    return bytes == 0
        ? ByteBuffer.allocate(0)
        : buffer.nioBuffer(0, Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long[] longs(FieldVector field, int rows) {
    long[] longs = new long[rows];
    values(field.getDataBuffer(), 8L * rows).asLongBuffer().get(longs);
    return longs;
  }

  private static double[] doubles(FieldVector field, int rows) {
    double[] doubles = new double[rows];
    values(field.getDataBuffer(), 8L * rows).asDoubleBuffer().get(doubles);
    return doubles;
  }

  private static int[] ints(ArrowBuf buffer, int count) {
    int[] ints = new int[count];
    values(buffer, 4L * count).asIntBuffer().get(ints);
    return ints;
  }

  private static int[] offsets(FieldVector field, int rows) {
    return rows == 0 ? new int[1] : ints(field.getOffsetBuffer(), rows + 1);
  }

  private static byte[] bools(ArrowBuf buffer, int rows) {
    byte[] bits = new byte[rows + 7 >>> 3];
    values(buffer, bits.length).get(bits);
    byte[] bools = new byte[rows];
    for (int i = 0; i < rows; i++) {
      bools[i] = (byte) (bits[i >>> 3] >>> (i & 7) & 1);
    }
    return bools;
  }

  private static BytesVector bytes(FieldVector field, int rows, long[] validity) {
    int[] offsets = offsets(field, rows);
    byte[] data = new byte[offsets[rows]];
    values(field.getDataBuffer(), data.length).get(data);
    return new BytesVector(rows, data, offsets, validity);
  }
}
