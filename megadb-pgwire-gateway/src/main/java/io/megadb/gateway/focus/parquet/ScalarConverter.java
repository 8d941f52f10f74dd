package io.megadb.gateway.focus.parquet;

import java.util.function.Consumer;
import org.apache.iceberg.shaded.org.apache.parquet.column.Dictionary;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.PrimitiveConverter;

/** Hands on each value of a column as text; of a dictionary, each entry is written once. */
final class ScalarConverter extends PrimitiveConverter {
  private final ScalarText text;
  private final Consumer<String> target;
  private Dictionary dictionary;
  private String[] entries;

  ScalarConverter(ScalarText text, Consumer<String> target) {
    this.text = text;
    this.target = target;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary values) {
    dictionary = values;
    entries = new String[values.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int code) {
    if (entries[code] == null) {
      entries[code] = text.ofEntry(dictionary, code);
    }
    target.accept(entries[code]);
  }

  @Override
  public void addBinary(Binary value) {
    target.accept(text.of(value));
  }

  @Override
  public void addBoolean(boolean value) {
    target.accept(Boolean.toString(value));
  }

  @Override
  public void addInt(int value) {
    target.accept(text.of(value));
  }

  @Override
  public void addLong(long value) {
    target.accept(text.of(value));
  }

  @Override
  public void addFloat(float value) {
    target.accept(ScalarText.of(value));
  }

  @Override
  public void addDouble(double value) {
    target.accept(ScalarText.of(value));
  }
}
