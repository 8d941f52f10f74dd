package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.megadb.error.SqlState;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.TestDatabase;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Values of every type through Flink jobs: from one tier to the next and back. */
class TypesITCase {
  @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

  /** Two values for each type, between which a third row has nulls. */
  private static final Map<PgType, List<Object>> SAMPLES = samples();

  @TempDir Path directory;
  private FlinkProgram flink;
  private ConnectedDatabase database;

  @BeforeEach
  void start() {
    flink = FlinkProgram.batch(CLUSTER, directory);
    database = flink.connect(directory);
  }

  @AfterEach
  void stop() {
    database.close();
    flink.close();
  }

  private static Map<PgType, List<Object>> samples() {
    Map<PgType, List<Object>> samples = new LinkedHashMap<>();
    add(samples, PgTypes.BOOL, true, false);
    add(samples, PgTypes.INT2, -32768L, 32767L);
    add(samples, PgTypes.INT4, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
    add(samples, PgTypes.INT8, Long.MIN_VALUE, Long.MAX_VALUE);
    add(samples, PgTypes.OID, 0L, 4294967295L);
    add(samples, PgTypes.FLOAT4, (double) Float.MIN_VALUE, Double.NaN);
    add(samples, PgTypes.FLOAT8, -0.0, Double.NEGATIVE_INFINITY);
    add(samples, PgTypes.NUMERIC, PgNumeric.NAN, numeric("-1.50"));
    samples.put(PgType.numeric(9, 2), List.of(numeric("9999999.99"), numeric("0.00")));
    samples.put(
        PgType.numeric(38, 10),
        List.of(numeric("9999999999999999999999999999.9999999999"), numeric("-1.0000000000")));
    samples.put(
        PgType.numeric(50, 3), List.of(numeric("12345678901234567890.678"), numeric("0.000")));
    add(samples, PgTypes.TEXT, utf8(""), utf8("žluť 🐎\t\\N"));
    samples.put(PgType.characters(PgTypes.VARCHAR, 5), List.of(utf8("vwxyz"), utf8("")));
    samples.put(PgType.characters(PgTypes.BPCHAR, 4), List.of(utf8("ab  "), utf8("abcd")));
    add(samples, PgTypes.NAME, utf8("n"), utf8("m"));
    add(samples, PgTypes.BYTEA, Bytes.of(new byte[0]), Bytes.of(new byte[] {0, -1, 0x5c}));
    add(samples, PgTypes.UUID, Bytes.of(new byte[16]), utf8("0123456789abcdef"));
    add(samples, PgTypes.JSON, utf8("{ \"a\": 1 }"), utf8("3"));
    add(samples, PgTypes.JSONB, utf8("{\"a\": [1, null]}"), utf8("null"));
    add(samples, PgTypes.DATE, -2451545L, 100_000L);
    add(samples, PgTypes.TIME, 86_400_000_000L, 1L);
    samples.put(new PgType(PgTypes.TIME, 3), List.of(0L, 86_399_999_000L));
    add(samples, PgTypes.TIMESTAMP, -211813488000000000L, 1L);
    samples.put(new PgType(PgTypes.TIMESTAMP, 3), List.of(-1000L, 762_000_123_000L));
    add(samples, PgTypes.TIMESTAMPTZ, -1L, 9_000_000_000_000_000L);
    add(samples, PgTypes.INTERVAL, new Interval(-1, 30, 5), new Interval(0, 0, -1));
    add(samples, PgTypes.arrayOf(PgTypes.INT4), List.of(1L, -5L), Arrays.asList(null, 2L));
    add(samples, PgTypes.arrayOf(PgTypes.TEXT), List.of(), List.of(utf8("a"), utf8("")));
    add(samples, PgTypes.arrayOf(PgTypes.TIMESTAMPTZ), List.of(3L), List.of());
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

  private TableDefinition create(String name, String tier, PgType... types) {
    ColumnDefinition[] columns = new ColumnDefinition[types.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = TestDatabase.column("c" + i, types[i]);
    }
    return database.inTransaction(
        transaction ->
            transaction.createTable(TestDatabase.table(name, tier, Map.of(), List.of(), columns)));
  }

  private void insert(TableDefinition table, List<List<Object>> rows) {
    database.inTransaction(transaction -> TestDatabase.insert(transaction, table, rows));
  }

  @Test
  void everyValueGoesThroughAllTiersUnchanged() {
    PgType[] types = SAMPLES.keySet().toArray(PgType[]::new);
    List<List<Object>> rows = new ArrayList<>();
    rows.add(SAMPLES.values().stream().map(values -> values.get(0)).toList());
    rows.add(Arrays.asList(new Object[types.length]));
    rows.add(SAMPLES.values().stream().map(values -> values.get(1)).toList());
    insert(create("source", "oltp", types), rows);
    List<TableDefinition> copies = new ArrayList<>();
    String from = "source";
    for (String tier : List.of("olap", "memory", "oltp")) {
      copies.add(create(tier + "_copy", tier, types));
      flink.run("INSERT INTO " + tier + "_copy SELECT * FROM " + from);
      from = tier + "_copy";
    }
    for (TableDefinition copy : copies) {
      List<List<Object>> read =
          database.inTransaction(transaction -> TestDatabase.read(transaction, copy));
      assertThat(read.stream().map(TypesITCase::printed).toList())
          .as(copy.accessMethod())
          .containsExactlyInAnyOrderElementsOf(rows.stream().map(TypesITCase::printed).toList());
    }
  }

  /** Tells -0 from 0 and 1.5 from 1.50, which are equal. */
  private static String printed(List<Object> row) {
    return row.toString();
  }

  @Test
  void flinkSeesTheValuesThatPostgresPrints() {
    PgType[] types = {
      PgType.of(PgTypes.DATE),
      PgType.of(PgTypes.TIMESTAMP),
      PgType.of(PgTypes.TIMESTAMPTZ),
      PgType.of(PgTypes.UUID),
      PgType.of(PgTypes.INTERVAL),
      PgType.of(PgTypes.NUMERIC),
      PgType.of(PgTypes.TIME),
      PgType.numeric(5, 2)
    };
    TableDefinition table = create("t", "memory", types);
    insert(
        table,
        List.of(
            List.of(
                -1L,
                1L,
                1L,
                utf8("0123456789abcdef"),
                new Interval(14, 3, 4_000_000),
                numeric("1.500"),
                3_600_000_001L,
                numeric("-1.25"))));
    assertThat(flink.rows("SELECT * FROM t"))
        .isEqualTo(
            List.of(
                Row.of(
                    LocalDate.of(1999, 12, 31),
                    LocalDateTime.parse("2000-01-01T00:00:00.000001"),
                    Instant.parse("2000-01-01T00:00:00.000001Z"),
                    "30313233-3435-3637-3839-616263646566",
                    "1 year 2 mons 3 days 00:00:04",
                    "1.500",
                    "01:00:00.000001",
                    new BigDecimal("-1.25"))));
  }

  @Test
  void valueWithoutCounterpartFailsTheJob() {
    insert(
        create("times", "oltp", PgType.of(PgTypes.TIMESTAMP)), List.of(List.of(Long.MAX_VALUE)));
    insert(create("numbers", "oltp", PgType.numeric(5, 2)), List.of(List.of(PgNumeric.NAN)));
    create("ids", "oltp", PgType.of(PgTypes.UUID));
    assertThatThrownBy(() -> flink.rows("SELECT * FROM times"))
        .satisfies(
            failure -> FlinkProgram.assertState(failure, SqlState.DATETIME_FIELD_OVERFLOW));
    assertThatThrownBy(() -> flink.rows("SELECT * FROM numbers"))
        .satisfies(
            failure -> FlinkProgram.assertState(failure, SqlState.NUMERIC_VALUE_OUT_OF_RANGE));
    assertThatThrownBy(() -> flink.run("INSERT INTO ids VALUES ('not one')"))
        .satisfies(
            failure -> FlinkProgram.assertState(failure, SqlState.INVALID_TEXT_REPRESENTATION));
  }
}
