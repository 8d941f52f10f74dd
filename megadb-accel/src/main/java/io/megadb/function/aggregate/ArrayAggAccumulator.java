package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.Arrays;

/** array_agg, nulls included, in the order of rows. */
final class ArrayAggAccumulator implements Accumulator {
  private final PgType element;
  private final PgType array;
  private VectorBuilder[] builders = new VectorBuilder[16];

  ArrayAggAccumulator(PgType element, PgType array) {
    this.element = element;
    this.array = array;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > builders.length) {
      builders = Arrays.copyOf(builders, Math.max(groups, builders.length * 2));
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    for (int i = 0; i < rows; i++) {
      builder(groups[i]).appendFrom(arguments[0], i);
    }
  }

  private VectorBuilder builder(int group) {
    if (builders[group] == null) {
      builders[group] = VectorBuilder.of(element, 4);
    }
    return builders[group];
  }

  @Override
  public Vector[] state(int from, int to) {
    return new Vector[] {result(from, to)};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    ListVector lists = (ListVector) state[0].flat();
    for (int i = 0; i < rows; i++) {
      if (!lists.isNull(i)) {
        VectorBuilder target = builder(groups[i]);
        for (int k = lists.offsets()[i]; k < lists.offsets()[i + 1]; k++) {
          target.appendFrom(lists.elements(), k);
        }
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    ListBuilder out = (ListBuilder) VectorBuilder.of(array, to - from);
    for (int group = from; group < to; group++) {
      if (builders[group] == null) {
        out.appendNull();
        continue;
      }
      FlatVector elements = builders[group].build();
      for (int i = 0; i < elements.size(); i++) {
        out.elements().appendFrom(elements, i);
        builders[group].appendFrom(elements, i);
      }
      out.endRow();
    }
    return out.build();
  }

  @Override
  public long bytes() {
    long bytes = 8L * builders.length;
    for (VectorBuilder builder : builders) {
      bytes += builder == null ? 0 : builder.bytes() + 32;
    }
    return bytes;
  }
}
