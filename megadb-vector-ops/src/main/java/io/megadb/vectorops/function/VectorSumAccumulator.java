package io.megadb.vectorops.function;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.aggregate.ExactSum;
import io.megadb.function.arithmetic.ArithmeticErrors;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.DoubleBuilder;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import io.megadb.vectorops.type.VectorErrors;
import io.megadb.vectorops.type.VectorForm;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** sum and avg of vectors: each element's exact sum, rounded once. */
final class VectorSumAccumulator implements Accumulator {
  private final VectorForm form;
  private final PgType result;
  private final boolean average;
  private ExactSum[][] sums = new ExactSum[16][];
  private long[] counts = new long[16];
  private long elementBytes;

  VectorSumAccumulator(VectorForm form, PgType result, boolean average) {
    this.form = form;
    this.result = result;
    this.average = average;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > sums.length) {
      int length = Math.max(groups, sums.length * 2);
      sums = Arrays.copyOf(sums, length);
      counts = Arrays.copyOf(counts, length);
    }
  }

  /** The group's sums, of which there are {@code length}. */
  private ExactSum[] group(int group, int length) {
    if (sums[group] == null) {
      sums[group] = new ExactSum[length];
      Arrays.setAll(sums[group], i -> new ExactSum());
      elementBytes += 96L * length;
    } else if (sums[group].length != length) {
      throw average
          ? VectorErrors.expected(sums[group].length, length)
          : VectorErrors.different(form.typeName(), sums[group].length, length);
    }
    return sums[group];
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand operand = Operand.of(arguments[0]);
    ListVector lists = (ListVector) operand.vector();
    double[] elements = VectorForm.elements(lists);
    for (int row = 0; row < rows; row++) {
      if (!operand.isNull(row)) {
        int at = row & operand.mask();
        int from = lists.offsets()[at];
        ExactSum[] into = group(groups[row], lists.offsets()[at + 1] - from);
        for (int i = 0; i < into.length; i++) {
          into[i].add(elements[from + i]);
        }
        counts[groups[row]]++;
      }
    }
  }

  /** Per group: for each element the length of its sum's bytes in a byte, and the bytes. */
  @Override
  public Vector[] state(int from, int to) {
    BytesBuilder states = new BytesBuilder(to - from);
    LongBuilder rows = new LongBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (sums[group] == null) {
        states.appendNull();
      } else {
        for (ExactSum sum : sums[group]) {
          byte[] bytes = sum.toBytes();
          states.write(bytes.length >> 8);
          states.write(bytes.length);
          states.write(bytes, 0, bytes.length);
        }
        states.endRow();
      }
      rows.appendLong(counts[group]);
    }
    return new Vector[] {states.build(), rows.build()};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand states = Operand.of(state[0]);
    Operand added = Operand.of(state[1]);
    for (int row = 0; row < rows; row++) {
      if (!states.isNull(row)) {
        ExactSum[] other = read(states.bytesAt(row));
        ExactSum[] into = group(groups[row], other.length);
        for (int i = 0; i < into.length; i++) {
          into[i].add(other[i]);
        }
        counts[groups[row]] += added.longAt(row);
      }
    }
  }

  private static ExactSum[] read(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    ExactSum[] sums = new ExactSum[64];
    int count = 0;
    while (in.hasRemaining()) {
      byte[] bytes = new byte[in.getShort()];
      in.get(bytes);
      if (count == sums.length) {
        sums = Arrays.copyOf(sums, 2 * count);
      }
      sums[count++] = ExactSum.ofBytes(bytes);
    }
    return Arrays.copyOf(sums, count);
  }

  @Override
  public Vector result(int from, int to) {
    ListBuilder out = (ListBuilder) VectorBuilder.of(result, to - from);
    DoubleBuilder elements = (DoubleBuilder) out.elements();
    for (int group = from; group < to; group++) {
      if (sums[group] == null) {
        out.appendNull();
        continue;
      }
      for (ExactSum sum : sums[group]) {
        elements.appendDouble(element(sum.round(), counts[group]));
      }
      out.endRow();
    }
    return out.build();
  }

  private double element(double sum, long count) {
    double value = form.round(average ? sum / count : sum);
    if (Double.isNaN(value)) {
      throw new MegaDbException(SqlState.INTERNAL_ERROR, "a sum of finite elements is NaN");
    }
    if (Math.abs(value) > form.greatest()) {
      throw ArithmeticErrors.overflow();
    }
    return value;
  }

  @Override
  public long bytes() {
    return 16L * sums.length + elementBytes;
  }
}
