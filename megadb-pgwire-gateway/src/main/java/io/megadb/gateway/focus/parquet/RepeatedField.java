package io.megadb.gateway.focus.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Converter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** The items of a repeated field, collected until the group around it ends. For one thread. */
final class RepeatedField {
  private final Converter converter;
  private List<String> items = new ArrayList<>();

  /** A field repeated by itself, which is an array. */
  RepeatedField(Type field) {
    this(field, item -> target -> NestedConverter.json(item, target));
  }

  RepeatedField(Type field, Function<Type, NestedConverter.Inner> inner) {
    converter = inner.apply(field).to(item -> items.add(item));
  }

  Converter converter() {
    return converter;
  }

  /** The items as JSON, and none from now on. */
  List<String> takeItems() {
    List<String> taken = items;
    items = new ArrayList<>();
    return taken;
  }

  /** A JSON array, or null if there are no items, which is how an absent field looks. */
  String take() {
    return items.isEmpty() ? null : "[" + String.join(",", takeItems()) + "]";
  }
}
