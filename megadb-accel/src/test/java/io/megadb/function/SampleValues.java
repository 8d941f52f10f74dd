package io.megadb.function;

import io.megadb.type.PgTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of each type in text form: the borders first, random ones beside them. */
final class SampleValues {
  private static final Map<String, List<String>> BORDERS =
      Map.ofEntries(
          Map.entry("bool", List.of("t", "f")),
          Map.entry("int2", List.of("0", "1", "-1", "7", "32767", "-32768", "2")),
          Map.entry("int4", List.of("0", "1", "-1", "3", "2147483647", "-2147483648", "2", "10")),
          Map.entry(
              "int8",
              List.of("0", "1", "-1", "5", "9223372036854775807", "-9223372036854775808", "2")),
          Map.entry("oid", List.of("0", "1", "4294967295", "23")),
          Map.entry(
              "float4",
              List.of("0", "-0", "1", "-1.5", "NaN", "Infinity", "-Infinity", "3.4e38", "1e-40")),
          Map.entry(
              "float8",
              List.of(
                  "0",
                  "-0",
                  "1",
                  "-1",
                  "0.5",
                  "2.5",
                  "-2.5",
                  "NaN",
                  "Infinity",
                  "-Infinity",
                  "1.7e308",
                  "1e-310",
                  "0.1",
                  "1e15",
                  "123456789.125")),
          Map.entry(
              "numeric",
              List.of(
                  "0",
                  "0.00",
                  "1",
                  "-1",
                  "1.50",
                  "-2.5",
                  "0.5",
                  "NaN",
                  "Infinity",
                  "-Infinity",
                  "10000",
                  "9999.9999",
                  "0.0001",
                  "12345678901234567890.12",
                  "922337203685477580.7",
                  "3",
                  "100")),
          Map.entry(
              "text",
              List.of(
                  "", "a", "abc", "ABC def", "%b_", "a%c", "äöü€", "x,y,z", "  pad ", "ab", "\\",
                  "day", "month", "year", "hour", "[a-c]+", "(a)(b)", "second")),
          Map.entry("varchar", List.of("", "a", "abc", "Über")),
          Map.entry("bpchar", List.of("", "a", "a  ", "abc")),
          Map.entry("name", List.of("", "a", "pg_class")),
          Map.entry("char", List.of("a", "z")),
          Map.entry("bytea", List.of("\\x", "\\x00", "\\xdeadbeef", "\\x6162")),
          Map.entry(
              "date",
              List.of(
                  "2000-01-01",
                  "2024-02-29",
                  "1999-12-31",
                  "0044-03-15 BC",
                  "infinity",
                  "-infinity",
                  "5874897-12-31",
                  "4714-11-24 BC",
                  "2024-01-31",
                  "1970-01-01")),
          Map.entry("time", List.of("00:00:00", "24:00:00", "12:34:56.789012", "23:59:59.999999")),
          Map.entry(
              "timestamp",
              List.of(
                  "2000-01-01 00:00:00",
                  "2024-02-29 12:34:56.789",
                  "1999-12-31 23:59:59.999999",
                  "infinity",
                  "-infinity",
                  "0001-01-01 00:00:00 BC",
                  "2024-03-10 02:30:00",
                  "2024-11-03 01:30:00",
                  "1970-01-01 00:00:00",
                  "2023-01-31 10:00:00")),
          Map.entry(
              "timestamptz",
              List.of(
                  "2000-01-01 00:00:00+00",
                  "2024-03-10 07:30:00+00",
                  "2024-11-03 06:30:00+00",
                  "infinity",
                  "-infinity",
                  "1900-06-01 00:00:00+00",
                  "2024-07-15 12:00:00.5+00")),
          Map.entry(
              "interval",
              List.of(
                  "0",
                  "1 mon",
                  "30 days",
                  "-1 day +02:00:00",
                  "1 year 2 mons 3 days 04:05:06.7",
                  "-1 mons",
                  "24:00:00",
                  "1 day",
                  "-00:00:01",
                  "00:30:00",
                  "13 mons 40 days 30:00:00")),
          Map.entry(
              "uuid",
              List.of(
                  "00000000-0000-0000-0000-000000000000", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
          Map.entry(
              "json",
              List.of(
                  "{\"a\": 1, \"b\" : [1,2 , {\"c\":null}]}", "[1, \"x\",  null]", "1", "null")),
          Map.entry(
              "jsonb",
              List.of(
                  "{\"a\": 1, \"bb\": [1, 2, {\"c\": null}]}",
                  "[1, \"a\", null]",
                  "1",
                  "\"a\"",
                  "null",
                  "true",
                  "{}",
                  "[]",
                  "1.50",
                  "{\"a\": 1}")),
          Map.entry("_text", List.of("{}", "{a}", "{a,NULL,\"b c\"}", "{bb,2,c}")),
          Map.entry("_int4", List.of("{}", "{1}", "{1,NULL,3}", "{3,2,1}")));

  private final Random random;

  SampleValues(long seed) {
    random = new Random(seed);
  }

  static boolean has(String type) {
    return BORDERS.containsKey(type);
  }

  String next(String type) {
    List<String> borders = BORDERS.get(type);
    if (random.nextInt(3) > 0) {
      return borders.get(random.nextInt(borders.size()));
    }
    return switch (PgTypes.byName(type).oid()) {
      case PgTypes.INT2_OID -> Integer.toString(random.nextInt(1 << random.nextInt(15)) - 50);
      case PgTypes.INT4_OID -> Integer.toString(random.nextInt() >> random.nextInt(32));
      case PgTypes.INT8_OID -> Long.toString(random.nextLong() >> random.nextInt(64));
      case PgTypes.FLOAT8_OID ->
          Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 8));
      case PgTypes.FLOAT4_OID ->
          Float.toString((float) (random.nextGaussian() * Math.pow(10, random.nextInt(10) - 4)));
      case PgTypes.NUMERIC_OID ->
          new BigDecimal(
                  new BigInteger(random.nextInt(90) + 1, random).subtract(BigInteger.TEN),
                  random.nextInt(12))
              .toPlainString();
      case PgTypes.DATE_OID ->
          String.format(
              "%04d-%02d-%02d",
              1 + random.nextInt(3000), 1 + random.nextInt(12), 1 + random.nextInt(28));
      case PgTypes.TIMESTAMP_OID, PgTypes.TIMESTAMPTZ_OID ->
          String.format(
              "%04d-%02d-%02d %02d:%02d:%02d.%06d",
              1900 + random.nextInt(200),
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              random.nextInt(24),
              random.nextInt(60),
              random.nextInt(60),
              random.nextInt(1000000));
      case PgTypes.INTERVAL_OID ->
          (random.nextInt(100) - 50)
              + " mons "
              + (random.nextInt(100) - 50)
              + " days "
              + (random.nextInt(200000) - 100000)
              + " seconds";
      case PgTypes.TEXT_OID -> word();
      default -> borders.get(random.nextInt(borders.size()));
    };
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      word.append("abcABC xyz,%_é".charAt(random.nextInt(14)));
    }
    return word.toString();
  }

  boolean nextNull() {
    return random.nextInt(25) == 0;
  }
}
