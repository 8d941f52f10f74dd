package io.megadb.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import io.megadb.vector.Bytes;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type in every tier comes back as it went in, or is refused when the table is created. */
class TypeMatrixTest {
  private static final List<String> TIERS = List.of("oltp", "memory", "olap");

  @TempDir Path directory;

  private static Map<PgType, List<Object>> samples() {
    Map<PgType, List<Object>> samples = new LinkedHashMap<>();
    add(samples, PgTypes.BOOL, true, false);
    add(samples, PgTypes.INT2, -32768L, 32767L, 0L);
    add(samples, PgTypes.INT4, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE, -1L);
    add(samples, PgTypes.INT8, Long.MIN_VALUE, Long.MAX_VALUE, 128L);
    add(samples, PgTypes.OID, 0L, 4294967295L);
    add(samples, PgTypes.REGCLASS, 16384L);
    add(
        samples,
        PgTypes.FLOAT4,
        (double) Float.MAX_VALUE,
        (double) Float.MIN_VALUE,
        Double.NaN,
        -0.0);
    add(
        samples,
        PgTypes.FLOAT8,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        -0.0);
    add(
        samples,
        PgTypes.NUMERIC,
        PgNumeric.NAN,
        PgNumeric.POSITIVE_INFINITY,
        PgNumeric.NEGATIVE_INFINITY,
        PgNumeric.of(new BigDecimal("1.50")),
        PgNumeric.of(new BigDecimal("-123456789012345678901234567890.123456789")));
    samples.put(
        PgType.numeric(9, 2),
        List.of(numeric("9999999.99"), numeric("-9999999.99"), numeric("0.00")));
    samples.put(PgType.numeric(18, 4), List.of(numeric("99999999999999.9999"), numeric("-0.0001")));
    samples.put(
        PgType.numeric(38, 10),
        List.of(numeric("9999999999999999999999999999.9999999999"), numeric("-1.0000000000")));
    samples.put(PgType.numeric(50, 3), List.of(numeric("12345678901234567890123456789012345.678")));
    add(samples, PgTypes.TEXT, utf8(""), utf8("žluť 🐎"), utf8("a\tb\\N"), utf8("x".repeat(10000)));
    add(samples, PgTypes.VARCHAR, utf8("v"));
    samples.put(PgType.characters(PgTypes.BPCHAR, 4), List.of(utf8("ab  ")));
    add(samples, PgTypes.NAME, utf8("n"));
    add(samples, PgTypes.CHAR, utf8("c"));
    add(samples, PgTypes.BYTEA, Bytes.of(new byte[0]), Bytes.of(new byte[] {0, -1, 0x5c}));
    add(samples, PgTypes.UUID, Bytes.of(new byte[16]), utf8("0123456789abcdef"));
    add(samples, PgTypes.JSON, utf8("{ \"a\": 1 }"));
    add(samples, PgTypes.JSONB, utf8("{\"a\": [1, null]}"), utf8("null"));
    add(
        samples,
        PgTypes.DATE,
        0L,
        -2451545L,
        2145031948L,
        (long) Integer.MIN_VALUE,
        (long) Integer.MAX_VALUE);
    add(samples, PgTypes.TIME, 0L, 86_400_000_000L, 1L);
    for (BaseType type : List.of(PgTypes.TIMESTAMP, PgTypes.TIMESTAMPTZ)) {
      add(
          samples,
          type,
          0L,
          -211813488000000000L,
          9222424648000000000L,
          Long.MIN_VALUE,
          Long.MAX_VALUE);
    }
    add(samples, PgTypes.INTERVAL, new Interval(-1, 30, 5), new Interval(0, 0, Long.MIN_VALUE));
    add(
        samples,
        PgTypes.arrayOf(PgTypes.INT4),
        List.of(1L, -5L),
        List.of(),
        Arrays.asList(null, 2L));
    add(samples, PgTypes.arrayOf(PgTypes.TEXT), List.of(utf8("a"), utf8("")), List.of());
    add(samples, PgTypes.arrayOf(PgTypes.FLOAT8), List.of(Double.NaN, 1.5));
    add(samples, PgTypes.arrayOf(PgTypes.TIMESTAMPTZ), List.of(Long.MAX_VALUE, 3L));
    return samples;
  }

  private static void add(Map<PgType, List<Object>> samples, BaseType type, Object... values) {
    samples.put(PgType.of(type), List.of(values));
  }

  private static PgNumeric numeric(String text) {
    return PgNumeric.of(new BigDecimal(text));
  }

  private static Bytes utf8(String text) {
    return Bytes.utf8(text);
  }

  @Test
  void everyValueComesBackOrIsRefusedAtCreate() {
    StringBuilder matrix = new StringBuilder("type".concat(" ".repeat(30))).append(TIERS);
    try (TestDatabase db = new TestDatabase(directory)) {
      int number = 0;
      for (Map.Entry<PgType, List<Object>> sample : samples().entrySet()) {
        matrix.append(String.format("%n%-34s", sample.getKey()));
        for (String tier : TIERS) {
          number++;
          matrix.append(roundTrip(db, "m" + number, tier, sample.getKey(), sample.getValue()));
        }
      }
    }
    System.out.println(matrix);
  }

  private static String roundTrip(
      TestDatabase db, String name, String tier, PgType type, List<Object> values) {
    TableDefinition table;
    try {
      table =
          db.create(
              TestDatabase.table(name, tier, Map.of(), List.of(), TestDatabase.column("v", type)));
    } catch (MegaDbException refused) {
      assertThat(refused.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED);
      assertThat(refused.hint()).isNotBlank();
      return " refused";
    }
    List<List<Object>> rows = new ArrayList<>();
    values.forEach(value -> rows.add(List.of(value)));
    rows.add(Arrays.asList((Object) null));
    db.insert(table, rows);
    List<List<Object>> read = db.read(table);
    assertThat(read).as("%s in %s", type, tier).isEqualTo(rows);
    assertThat(read.toString()).as("%s in %s", type, tier).isEqualTo(rows.toString());
    return " same";
  }

  @Test
  void everyKindOfTypeIsSampled() {
    List<BaseType> sampled = samples().keySet().stream().map(PgType::base).toList();
    List<BaseType> left =
        PgTypes.all().stream()
            .filter(type -> type.category() != TypeCategory.PSEUDO && !type.isArray())
            .filter(type -> !sampled.contains(type))
            .toList();
    assertThat(left)
        .containsExactlyInAnyOrder(
            PgTypes.REGPROC, PgTypes.REGTYPE, PgTypes.REGNAMESPACE, PgTypes.UNKNOWN);
  }
}
