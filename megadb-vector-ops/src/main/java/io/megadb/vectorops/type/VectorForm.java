package io.megadb.vectorops.type;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeForm;
import io.megadb.type.VectorKind;
import io.megadb.type.text.FloatText;
import io.megadb.type.text.TextSink;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Validity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the types mean. Both are held as lists of float4 without nulls; the elements of a halfvec
 * are floats that half precision can represent.
 *
 * <pre>
 *   text    [1,2.5,-3]
 *   binary  int16 dimensions, int16 0, elements: float4 of vector, 16 bits of halfvec
 * </pre>
 */
public enum VectorForm implements TypeForm {
  VECTOR("vector", Float.MAX_VALUE) {
    @Override
    public double round(double value) {
      return (float) value;
    }

    @Override
    void writeElement(double value, TextSink sink) {
      sink.int32(Float.floatToIntBits((float) value));
    }

    @Override
    double readElement(ByteBuffer input) {
      return input.getFloat();
    }
  },
  HALFVEC("halfvec", HalfFloats.MAX) {
    @Override
    public double round(double value) {
      return HalfFloats.round((float) value);
    }

    @Override
    void writeElement(double value, TextSink sink) {
      sink.int16(HalfFloats.bits(value));
    }

    @Override
    double readElement(ByteBuffer input) {
      return HalfFloats.ofBits(input.getShort());
    }
  };

  private final String typeName;
  private final double greatest;

  VectorForm(String typeName, double greatest) {
    this.typeName = typeName;
    this.greatest = greatest;
  }

  /** The form of a type; null if it is none of ours. */
  public static VectorForm of(PgType type) {
    return type.base().form() instanceof VectorForm form ? form : null;
  }

  public String typeName() {
    return typeName;
  }

  /** The value in the type's precision; beyond {@link #greatest} in magnitude if out of range. */
  public abstract double round(double value);

  abstract void writeElement(double value, TextSink sink);

  abstract double readElement(ByteBuffer input);

  /** The greatest finite element. */
  public double greatest() {
    return greatest;
  }

  String label(String ofVector) {
    return this == VECTOR ? ofVector : "Halfvec";
  }

  @Override
  public String plugin() {
    return VectorTypes.PLUGIN;
  }

  @Override
  public int modifier(List<Integer> numbers) {
    if (numbers.size() != 1) {
      throw VectorErrors.modifier("invalid type modifier");
    }
    int dimensions = numbers.get(0);
    if (dimensions < 1) {
      throw VectorErrors.modifier("dimensions for type " + typeName + " must be at least 1");
    }
    if (dimensions > VectorTypes.MAX_DIMENSIONS) {
      throw VectorErrors.modifier(
          "dimensions for type " + typeName + " cannot exceed " + VectorTypes.MAX_DIMENSIONS);
    }
    return dimensions;
  }

  @Override
  public void writeText(FlatVector values, int row, TextSink sink) {
    ListVector lists = (ListVector) values;
    double[] elements = elements(lists);
    sink.write('[');
    int from = lists.offsets()[row];
    for (int i = from; i < lists.offsets()[row + 1]; i++) {
      if (i > from) {
        sink.write(',');
      }
      FloatText.write(elements[i], true, 1, sink);
    }
    sink.write(']');
  }

  /** All elements of a column. */
  public static double[] elements(ListVector lists) {
    if (lists.elements().size() == 0) {
      // Nothing tells the type of the elements of a column of nulls.
      return new double[0];
    }
    return ((DoubleVector) lists.elements().flat()).values();
  }

  @Override
  public Object readText(String text, int typmod) {
    double[] elements = new VectorText(this, text).read();
    checkExpected(typmod, elements.length);
    return boxed(elements);
  }

  private static List<Object> boxed(double[] elements) {
    List<Object> values = new ArrayList<>(elements.length);
    for (double element : elements) {
      values.add(element);
    }
    return values;
  }

  @Override
  public void writeBinary(FlatVector values, int row, TextSink sink) {
    ListVector lists = (ListVector) values;
    double[] elements = elements(lists);
    int from = lists.offsets()[row];
    int to = lists.offsets()[row + 1];
    sink.int16(to - from);
    sink.int16(0);
    for (int i = from; i < to; i++) {
      writeElement(elements[i], sink);
    }
  }

  @Override
  public Object readBinary(ByteBuffer input, int typmod) {
    int dimensions = input.getShort();
    int unused = input.getShort();
    checkDimensions(dimensions);
    checkExpected(typmod, dimensions);
    if (unused != 0) {
      throw new MegaDbException(SqlState.DATA_EXCEPTION, "expected unused to be 0, not " + unused);
    }
    double[] elements = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      elements[i] = readElement(input);
      checkFinite(elements[i]);
    }
    return boxed(elements);
  }

  /** 22000 without elements, 54000 with more than the type holds. */
  public void checkDimensions(int dimensions) {
    if (dimensions < 1) {
      throw VectorErrors.empty(typeName);
    }
    if (dimensions > VectorTypes.MAX_DIMENSIONS) {
      throw VectorErrors.tooMany(typeName);
    }
  }

  static void checkExpected(int typmod, int dimensions) {
    if (typmod != -1 && typmod != dimensions) {
      throw VectorErrors.expected(typmod, dimensions);
    }
  }

  void checkFinite(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw VectorErrors.notFinite(typeName, value);
    }
  }

  @Override
  public StrictBody modifierBody(PgType target) {
    return (arguments, rows, validity, context) -> {
      ListVector lists = (ListVector) arguments[0].vector();
      for (int i = 0; i < rows; i++) {
        if (validity == null || Validity.isValid(validity, i)) {
          checkExpected(target.typmod(), lists.offsets()[i + 1] - lists.offsets()[i]);
        }
      }
      return lists;
    };
  }

  @Override
  public StrictBody conversion(PgType source, PgType target) {
    if (source.kind() != VectorKind.LIST || target.kind() != VectorKind.LIST) {
      return null;
    }
    VectorForm to = of(target);
    if (to == null) {
      boolean floats = target.base().elementOid() == PgTypes.FLOAT4_OID;
      return floats ? (arguments, rows, validity, context) -> arguments[0].vector() : null;
    }
    return new ListConversion(source, to);
  }
}
