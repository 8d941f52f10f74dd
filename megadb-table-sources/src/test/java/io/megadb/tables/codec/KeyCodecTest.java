package io.megadb.tables.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Bytes;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Interval;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCodecTest {
  private static byte[] key(BaseType type, Object value) {
    FlatVector vector = Values.single(type.kind(), value);
    return new KeyCodec(List.of(PgType.of(type))).encodePrefix(vector);
  }

  private static void assertAscending(BaseType type, Object... values) {
    for (int i = 1; i < values.length; i++) {
      assertThat(Arrays.compareUnsigned(key(type, values[i - 1]), key(type, values[i])))
          .as("%s < %s", values[i - 1], values[i])
          .isNegative();
    }
  }

  private static PgNumeric numeric(String text) {
    return PgNumeric.of(new BigDecimal(text));
  }

  @Test
  void bytesHaveTheOrderOfTheValues() {
    assertAscending(PgTypes.INT4, (long) Integer.MIN_VALUE, -1L, 0L, 1L, (long) Integer.MAX_VALUE);
    assertAscending(PgTypes.INT8, Long.MIN_VALUE, -256L, 0L, 255L, Long.MAX_VALUE);
    assertAscending(PgTypes.BOOL, false, true);
    assertAscending(
        PgTypes.FLOAT8,
        Double.NEGATIVE_INFINITY,
        -1.5,
        -Double.MIN_VALUE,
        0.0,
        Double.MIN_VALUE,
        2.0,
        Double.POSITIVE_INFINITY,
        Double.NaN);
    assertAscending(
        PgTypes.TEXT,
        Bytes.utf8(""),
        Bytes.utf8("a"),
        Bytes.utf8("a!"),
        Bytes.utf8("ab"),
        Bytes.utf8("b"),
        Bytes.utf8("é"));
    assertAscending(
        PgTypes.BYTEA,
        Bytes.of(new byte[] {}),
        Bytes.of(new byte[] {0}),
        Bytes.of(new byte[] {0, 0}),
        Bytes.of(new byte[] {0, 1}),
        Bytes.of(new byte[] {1}),
        Bytes.of(new byte[] {-1}));
    assertAscending(
        PgTypes.NUMERIC,
        PgNumeric.NEGATIVE_INFINITY,
        numeric("-1000"),
        numeric("-12.5"),
        numeric("-12.41"),
        numeric("-0.001"),
        numeric("0"),
        numeric("0.0009"),
        numeric("1"),
        numeric("1.01"),
        numeric("9.99"),
        numeric("10"),
        numeric("1e30"),
        PgNumeric.POSITIVE_INFINITY,
        PgNumeric.NAN);
    assertAscending(
        PgTypes.INTERVAL,
        new Interval(0, -1, 0),
        new Interval(0, 0, 5),
        new Interval(0, 1, 0),
        new Interval(1, 0, 1));
  }

  @Test
  void equalValuesHaveTheSameBytes() {
    assertThat(key(PgTypes.NUMERIC, numeric("1.0")))
        .isEqualTo(key(PgTypes.NUMERIC, numeric("1.000")));
    assertThat(key(PgTypes.FLOAT8, -0.0)).isEqualTo(key(PgTypes.FLOAT8, 0.0));
    assertThat(key(PgTypes.BPCHAR, Bytes.utf8("a ")))
        .isEqualTo(key(PgTypes.BPCHAR, Bytes.utf8("a")));
    assertThat(key(PgTypes.INTERVAL, new Interval(1, 0, 0)))
        .isEqualTo(key(PgTypes.INTERVAL, new Interval(0, 30, 0)));
  }

  @Test
  void textInFrontDoesNotDisturbTheOrderOfTheNextColumn() {
    KeyCodec codec = new KeyCodec(List.of(PgType.of(PgTypes.TEXT), PgType.of(PgTypes.INT4)));
    FlatVector[] shorter = {
      Values.single(PgTypes.TEXT.kind(), Bytes.utf8("a")), Values.single(PgTypes.INT4.kind(), 9L)
    };
    FlatVector[] longer = {
      Values.single(PgTypes.TEXT.kind(), Bytes.utf8("ab")), Values.single(PgTypes.INT4.kind(), 1L)
    };
    assertThat(Arrays.compareUnsigned(codec.encode(shorter, 0), codec.encode(longer, 0)))
        .isNegative();
  }
}
