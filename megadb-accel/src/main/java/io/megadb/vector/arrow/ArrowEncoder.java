package io.megadb.vector.arrow;

import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.Vector;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Batches to record batches of the schema that {@link ArrowSchemas} gives. Stateless. */
public final class ArrowEncoder {
  private ArrowEncoder() {}

  /**
   * A copy of the batch; constants and dictionaries are written out.
   *
   * @return to be closed by the caller
   */
  public static ArrowRecordBatch encode(Batch batch, BufferAllocator allocator) {
    try (ColumnBuffers out = new ColumnBuffers(allocator)) {
      for (int i = 0; i < batch.columnCount(); i++) {
        write(batch.column(i), out);
      }
      return out.recordBatch(batch.size());
    }
  }

  private static void write(Vector vector, ColumnBuffers out) {
    FlatVector flat = vector.flat();
    int rows = flat.size();
    out.node(rows, flat.validity());
    if (flat instanceof LongVector longs) {
      out.longs(longs.values(), rows);
    } else if (flat instanceof BytesVector bytes) {
      writeBytes(bytes, out);
    } else if (flat instanceof DoubleVector doubles) {
      out.doubles(doubles.values(), rows);
    } else if (flat instanceof BoolVector bools) {
      out.bits(bools.values(), rows);
    } else if (flat instanceof DecimalVector decimals) {
      NumericColumns.write(decimals, out);
    } else if (flat instanceof NumericVector numerics) {
      NumericColumns.write(numerics, out);
    } else if (flat instanceof IntervalVector intervals) {
      out.node(rows, null);
      out.ints(intervals.months(), rows);
      out.node(rows, null);
      out.ints(intervals.days(), rows);
      out.node(rows, null);
      out.longs(intervals.micros(), rows);
    } else {
      ListVector lists = (ListVector) flat;
      int[] offsets = lists.offsets();
      out.offsets(offsets, rows);
      write(lists.elements().slice(offsets[0], offsets[rows]), out);
    }
  }

  private static void writeBytes(BytesVector bytes, ColumnBuffers out) {
    int[] offsets = bytes.offsets();
    int rows = bytes.size();
    out.offsets(offsets, rows);
    out.bytes(bytes.data(), offsets[0], offsets[rows] - offsets[0]);
  }
}
