package io.megadb.function.window;

import io.megadb.function.WindowFunction;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;

/**
 * lag and lead: the value some rows away in the partition, else the default, else null. A null
 * distance gives null.
 */
final class NeighbourKernel implements WindowFunction.Kernel {
  /** Marks a row that takes its default. */
  private static final int OUTSIDE = -2;

  private final int direction;
  private final PgType type;

  /**
   * @param direction 1 for later rows, -1 for earlier ones
   */
  NeighbourKernel(int direction, PgType type) {
    this.direction = direction;
    this.type = type;
  }

  @Override
  public Vector apply(WindowRows rows, Vector[] arguments) {
    int size = rows.size();
    Operand offsets = arguments.length > 1 ? Operand.of(arguments[1]) : null;
    int[] sources = new int[size];
    boolean outside = false;
    for (int row = 0; row < size; row++) {
      if (offsets != null && offsets.isNull(row)) {
        sources[row] = -1;
        continue;
      }
      long distance = offsets == null ? 1 : offsets.longAt(row);
      long source = row + direction * distance;
      if (source >= rows.partitions().start(row) && source < rows.partitions().end(row)) {
        sources[row] = (int) source;
      } else {
        sources[row] = arguments.length > 2 ? OUTSIDE : -1;
        outside |= arguments.length > 2;
      }
    }
    return outside
        ? withDefaults(arguments[0].flat(), arguments[2], sources)
        : arguments[0].select(sources, size);
  }

  private Vector withDefaults(Vector values, Vector defaults, int[] sources) {
    VectorBuilder out = VectorBuilder.of(type, sources.length);
    for (int row = 0; row < sources.length; row++) {
      if (sources[row] >= 0) {
        out.appendFrom(values, sources[row]);
      } else if (sources[row] == OUTSIDE) {
        out.appendFrom(defaults, row);
      } else {
        out.appendNull();
      }
    }
    return out.build();
  }
}
