package io.megadb.gateway.focus.parquet;

import org.apache.iceberg.shaded.org.apache.parquet.io.api.Converter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.GroupConverter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.RecordMaterializer;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** Collects one row: a text or null for each field at the top of the schema. For one thread. */
final class RowConverter extends GroupConverter {
  private final Converter[] converters;
  private final RepeatedField[] repeated;
  private String[] row;

  RowConverter(MessageType schema) {
    converters = new Converter[schema.getFieldCount()];
    repeated = new RepeatedField[converters.length];
    for (int i = 0; i < converters.length; i++) {
      Type field = schema.getType(i);
      int column = i;
      if (field.isRepetition(Type.Repetition.REPEATED)) {
        repeated[i] = new RepeatedField(field);
        converters[i] = repeated[i].converter();
      } else if (field.isPrimitive()) {
        converters[i] =
            new ScalarConverter(ScalarText.of(field.asPrimitiveType()), text -> put(column, text));
      } else {
        converters[i] = new NestedConverter(field.asGroupType(), json -> put(column, json));
      }
    }
  }

  private void put(int column, String text) {
    row[column] = text.isEmpty() ? null : text;
  }

  RecordMaterializer<String[]> rows() {
    return new RecordMaterializer<>() {
      @Override
      public String[] getCurrentRecord() {
        return row;
      }

      @Override
      public GroupConverter getRootConverter() {
        return RowConverter.this;
      }
    };
  }

  @Override
  public Converter getConverter(int field) {
    return converters[field];
  }

  @Override
  public void start() {
    row = new String[converters.length];
  }

  @Override
  public void end() {
    for (int i = 0; i < repeated.length; i++) {
      if (repeated[i] != null) {
        row[i] = repeated[i].take();
      }
    }
  }
}
