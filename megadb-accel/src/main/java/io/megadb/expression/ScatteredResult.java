package io.megadb.expression;

import io.megadb.type.PgType;
import io.megadb.vector.BoolVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/** Puts together a vector from parts that were computed for different rows. */
final class ScatteredResult {
  private final PgType type;
  private final int rows;
  private final List<Vector> parts = new ArrayList<>();
  private final int[] part;
  private final int[] position;

  ScatteredResult(PgType type, int rows) {
    this.type = type;
    this.rows = rows;
    this.part = new int[rows];
    this.position = new int[rows];
  }

  /** Row {@code target[i]} becomes row i of the vector. */
  void put(int[] target, int count, Vector vector) {
    parts.add(vector);
    int number = parts.size();
    for (int i = 0; i < count; i++) {
      part[target[i]] = number;
      position[target[i]] = i;
    }
  }

  /** Row {@code target[i]} becomes row {@code source[i]} of the vector. */
  void put(int[] target, int[] source, int count, Vector vector) {
    parts.add(vector);
    int number = parts.size();
    for (int i = 0; i < count; i++) {
      part[target[i]] = number;
      position[target[i]] = source[i];
    }
  }

  /** The vector; rows never put are null. */
  Vector build() {
    for (int i = 0; i < parts.size(); i++) {
      parts.set(i, parts.get(i).flat());
    }
    return switch (type.kind()) {
      case LONG -> longs();
      case DOUBLE -> doubles();
      case BOOL -> bools();
      case NUMERIC, BYTES, INTERVAL, LIST -> general();
    };
  }

  private long[] validity() {
    long[] validity = null;
    for (int i = 0; i < rows; i++) {
      if (part[i] == 0 || parts.get(part[i] - 1).isNull(position[i])) {
        if (validity == null) {
          validity = Validity.allValid(rows);
        }
        Validity.setNull(validity, i);
      }
    }
    return validity;
  }

  private Vector longs() {
    long[][] arrays = new long[parts.size() + 1][];
    for (int i = 0; i < parts.size(); i++) {
      arrays[i + 1] = ((LongVector) parts.get(i)).values();
    }
    long[] out = new long[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = part[i] == 0 ? 0 : arrays[part[i]][position[i]];
    }
    return new LongVector(rows, out, validity());
  }

  private Vector doubles() {
    double[][] arrays = new double[parts.size() + 1][];
    for (int i = 0; i < parts.size(); i++) {
      arrays[i + 1] = ((DoubleVector) parts.get(i)).values();
    }
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = part[i] == 0 ? 0 : arrays[part[i]][position[i]];
    }
    return new DoubleVector(rows, out, validity());
  }

  private Vector bools() {
    byte[][] arrays = new byte[parts.size() + 1][];
    for (int i = 0; i < parts.size(); i++) {
      arrays[i + 1] = ((BoolVector) parts.get(i)).values();
    }
    byte[] out = new byte[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = part[i] == 0 ? 0 : arrays[part[i]][position[i]];
    }
    return new BoolVector(rows, out, validity());
  }

  private Vector general() {
    VectorBuilder out = VectorBuilder.of(type, rows);
    for (int i = 0; i < rows; i++) {
      if (part[i] == 0) {
        out.appendNull();
      } else {
        out.appendFrom(parts.get(part[i] - 1), position[i]);
      }
    }
    return out.build();
  }
}
