package io.megadb.function.json;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.Accumulator;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.type.json.JsonParser;
import io.megadb.type.json.JsonValue;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TypeText;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * json_object_agg, which keeps all members in the order of rows, and jsonb_object_agg, of whose
 * equal keys the last one stays.
 */
final class JsonObjectAccumulator implements Accumulator {
  /** A member of jsonb takes about this much beside its text. */
  private static final long MEMBER_BYTES = 120;

  private final PgType keyType;
  private final PgType valueType;
  private final boolean binary;
  private TextSink[] texts = new TextSink[16];
  private TreeMap<?, ?>[] members = new TreeMap<?, ?>[16];
  private long bytes;

  JsonObjectAccumulator(java.util.List<PgType> types, boolean binary) {
    keyType = types.get(0);
    valueType = types.get(1);
    this.binary = binary;
  }

  @Override
  public void ensureGroups(int groups) {
    if (groups > texts.length) {
      int length = Math.max(groups, texts.length * 2);
      texts = Arrays.copyOf(texts, length);
      members = Arrays.copyOf(members, length);
    }
  }

  @Override
  public void add(int[] groups, Vector[] arguments, int rows, EvaluationContext context) {
    Operand keys = Operand.of(arguments[0]);
    Operand values = Operand.of(arguments[1]);
    for (int i = 0; i < rows; i++) {
      if (keys.isNull(i)) {
        throw new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "field name must not be null");
      }
      String key = TypeText.format(keyType, keys.valueAt(i), context);
      Object value = values.isNull(i) ? null : values.valueAt(i);
      if (binary) {
        put(groups[i], key, JsonConversion.value(value, valueType, context));
      } else {
        TextSink sink = next(groups[i]);
        JsonValue.writeString(key, sink);
        sink.ascii(" : ");
        JsonConversion.write(value, valueType, context, sink);
      }
    }
  }

  @SuppressWarnings("unchecked") // an array of generic maps cannot be made
  private SortedMap<String, JsonValue> members(int group) {
    if (members[group] == null) {
      members[group] = new TreeMap<String, JsonValue>(JsonValue::compareKeys);
    }
    return (SortedMap<String, JsonValue>) members[group];
  }

  private void put(int group, String key, JsonValue value) {
    members(group).put(key, value);
    bytes += MEMBER_BYTES + 2L * key.length();
  }

  private TextSink next(int group) {
    if (texts[group] == null) {
      texts[group] = new TextSink();
    } else {
      texts[group].ascii(", ");
    }
    return texts[group];
  }

  @Override
  public Vector[] state(int from, int to) {
    return new Vector[] {results(from, to, "", "")};
  }

  @Override
  public void merge(int[] groups, Vector[] state, int rows) {
    Operand parts = Operand.of(state[0]);
    for (int i = 0; i < rows; i++) {
      if (parts.isNull(i)) {
        continue;
      }
      if (binary) {
        int group = groups[i];
        ((JsonValue.Object) JsonParser.parse(parts.textAt(i)))
            .members()
            .forEach((key, value) -> put(group, key, value));
      } else {
        byte[] text = parts.bytesAt(i);
        next(groups[i]).write(text, 0, text.length);
      }
    }
  }

  @Override
  public Vector result(int from, int to) {
    return results(from, to, "{ ", " }");
  }

  private Vector results(int from, int to, String before, String after) {
    BytesBuilder out = new BytesBuilder(to - from);
    for (int group = from; group < to; group++) {
      if (binary && members[group] != null) {
        out.appendBytes(new JsonValue.Object(members(group)).bytes());
      } else if (texts[group] != null) {
        TextSink text = new TextSink();
        text.ascii(before);
        text.write(texts[group].array(), 0, texts[group].length());
        text.ascii(after);
        out.appendBytes(text.array(), 0, text.length());
      } else {
        out.appendNull();
      }
    }
    return out.build();
  }

  @Override
  public long bytes() {
    long held = bytes + 16L * texts.length;
    for (TextSink sink : texts) {
      held += sink == null ? 0 : sink.array().length + 24;
    }
    return held;
  }
}
