package io.megadb.gateway.focus.parquet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Converter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.GroupConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.GroupType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/**
 * A field that holds others, as JSON text: a map is an object by key, a list an array, any other
 * group an object by field name without the fields that are null.
 */
final class NestedConverter extends GroupConverter {
  private final Shape shape;
  private final GroupType type;
  private final Consumer<String> target;
  private final Converter[] converters;
  private final RepeatedField[] repeated;
  private final String[] values;

  /** What becomes of a group's fields. */
  private enum Shape {
    OBJECT,
    /** A group around one repeated field, which is the array. */
    LIST,
    /** A group around one repeated pair of key and value. */
    MAP,
    /** A group around one element of an array. */
    ELEMENT,
    /** A pair of key and value. */
    ENTRY
  }

  NestedConverter(GroupType type, Consumer<String> target) {
    this(type, shape(type), target);
  }

  private NestedConverter(GroupType type, Shape shape, Consumer<String> target) {
    this.type = type;
    this.shape = shape;
    this.target = target;
    converters = new Converter[type.getFieldCount()];
    repeated = new RepeatedField[converters.length];
    values = new String[converters.length];
    for (int i = 0; i < converters.length; i++) {
      Type field = type.getType(i);
      int number = i;
      if (field.isRepetition(Type.Repetition.REPEATED)) {
        repeated[i] =
            shape == Shape.LIST || shape == Shape.MAP
                ? new RepeatedField(field, item -> item(item))
                : new RepeatedField(field);
        converters[i] = repeated[i].converter();
      } else {
        converters[i] = json(field, text -> values[number] = text);
      }
    }
  }

  private static Shape shape(GroupType type) {
    boolean wrapper =
        type.getFieldCount() == 1 && type.getType(0).isRepetition(Type.Repetition.REPEATED);
    if (wrapper && type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
      return Shape.LIST;
    }
    boolean map =
        type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
            || type.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation;
    return wrapper && map && isPair(type.getType(0)) ? Shape.MAP : Shape.OBJECT;
  }

  private static boolean isPair(Type field) {
    return !field.isPrimitive()
        && field.asGroupType().getFieldCount() == 2
        && field.asGroupType().getType(0).isPrimitive();
  }

  /**
   * The repeated field inside a list or map; its layout follows the format's compatibility rules.
   */
  private Inner item(Type item) {
    if (item.isPrimitive()) {
      return target -> json(item, target);
    }
    GroupType group = item.asGroupType();
    boolean wraps =
        group.getFieldCount() == 1
            && !group.getName().equals("array")
            && !group.getName().equals(type.getName() + "_tuple");
    Shape inner = shape == Shape.MAP ? Shape.ENTRY : wraps ? Shape.ELEMENT : Shape.OBJECT;
    return target -> new NestedConverter(group, inner, target);
  }

  /** Makes the converter of a repeated field's items. */
  interface Inner {
    Converter to(Consumer<String> target);
  }

  /** A converter that hands on each value as JSON. */
  static Converter json(Type field, Consumer<String> target) {
    if (!field.isPrimitive()) {
      return new NestedConverter(field.asGroupType(), target);
    }
    ScalarText text = ScalarText.of(field.asPrimitiveType());
    boolean literal = text.isJsonLiteral();
    return new ScalarConverter(
        text,
        value -> target.accept(literal && !isSpecial(value) ? value : JsonText.quoted(value)));
  }

  /** NaN and the infinities are no numbers in JSON. */
  private static boolean isSpecial(String number) {
    return number.endsWith("N") || number.endsWith("y");
  }

  @Override
  public Converter getConverter(int field) {
    return converters[field];
  }

  @Override
  public void start() {
    java.util.Arrays.fill(values, null);
  }

  @Override
  public void end() {
    target.accept(
        switch (shape) {
          case OBJECT -> object();
          case LIST -> "[" + String.join(",", repeated[0].takeItems()) + "]";
          case MAP -> map(repeated[0].takeItems());
          case ELEMENT -> value(0);
          case ENTRY -> key() + ":" + value(1);
        });
  }

  private String value(int field) {
    if (repeated[field] != null) {
      values[field] = repeated[field].take();
    }
    return values[field] == null ? "null" : values[field];
  }

  private String key() {
    String key = value(0);
    return key.startsWith("\"") ? key : JsonText.quoted(key);
  }

  private String object() {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      String value = value(i);
      if (!value.equals("null")) {
        fields.add(JsonText.quoted(type.getFieldName(i)) + ":" + value);
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  /** Keys are unique in JSON's objects; in Parquet's maps the last of equal keys counts. */
  private static String map(List<String> entries) {
    Set<String> keys = new HashSet<>();
    List<String> kept = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      String entry = entries.get(i);
      if (keys.add(entry.substring(0, JsonText.endOfString(entry)))) {
        kept.add(0, entry);
      }
    }
    return "{" + String.join(",", kept) + "}";
  }
}
