package io.megadb.gateway.sql;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random SQL expressions over the types that MegaDB has. Half are one operator over any two types,
 * allowed or not; the rest are casts, functions and nests of these.
 */
final class ExpressionGenerator {
  private static final Map<String, List<String>> VALUES = new TreeMap<>();

  static {
    VALUES.put("boolean", List.of("true", "false"));
    VALUES.put("int2", List.of("0", "1", "-1", "7", "32767", "-32768"));
    VALUES.put("int4", List.of("0", "1", "-1", "42", "1000000", "2147483647", "-2147483648"));
    VALUES.put(
        "int8",
        List.of("0", "1", "-3", "3000000000", "9223372036854775807", "-9223372036854775808"));
    VALUES.put(
        "numeric",
        List.of("0", "1", "-1.5", "0.001", "123.4500", "1e20", "-99999999999.999", "NaN", "3"));
    VALUES.put("float4", List.of("0", "-0", "1.5", "-2.25", "3e38", "1e-40", "NaN", "Infinity"));
    VALUES.put(
        "float8", List.of("0", "-0", "1.5", "-2.5", "0.1", "1e308", "NaN", "-Infinity", "1e15"));
    VALUES.put("text", List.of("", "a", "B", "abc", "12", "äöü", "true", "2024-01-01", " x "));
    VALUES.put("varchar", List.of("", "a", "Abc", "7", "long enough"));
    VALUES.put("char(3)", List.of("a", "abc", "", "1"));
    VALUES.put("date", List.of("2024-02-29", "1999-12-31", "0044-03-15 BC", "infinity"));
    VALUES.put(
        "timestamp", List.of("2024-02-29 12:34:56.789", "2000-01-01", "-infinity", "1969-07-20"));
    VALUES.put(
        "timestamptz", List.of("2024-02-29 12:34:56+02", "2000-01-01 00:00:00Z", "infinity"));
    VALUES.put(
        "interval", List.of("1 day", "1 mon -3 days 04:05:06.7", "-00:00:01", "2 years", "0"));
    VALUES.put("bytea", List.of("\\x", "\\x00ff", "\\x616263"));
    VALUES.put(
        "uuid",
        List.of("00000000-0000-0000-0000-000000000000", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    VALUES.put("jsonb", List.of("{\"a\": 1}", "[1, \"x\"]", "3", "null", "\"s\""));
  }

  private static final List<String> TYPES = List.copyOf(VALUES.keySet());
  private static final List<String> NUMBERS =
      List.of("int2", "int4", "int8", "numeric", "float4", "float8");
  private static final List<String> OPERATORS =
      List.of(
          "+",
          "-",
          "*",
          "/",
          "%",
          "=",
          "<>",
          "<",
          "<=",
          ">",
          ">=",
          "||",
          "AND",
          "OR",
          "LIKE",
          "IS DISTINCT FROM",
          "^",
          "&",
          "|",
          "#",
          "<<",
          ">>",
          "->",
          "->>",
          "@>",
          "~");
  private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%");
  private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
  private static final List<String> NUMBER_FUNCTIONS =
      List.of("abs", "sign", "ceil", "floor", "round", "trunc", "sqrt", "exp", "ln", "-", "+");
  private static final List<String> TEXT_FUNCTIONS =
      List.of("upper", "lower", "length", "btrim", "reverse", "md5", "initcap", "octet_length");

  private final Random random;

  ExpressionGenerator(long seed) {
    random = new Random(seed);
  }

  String next() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2, 3 -> value(pick(TYPES)) + " " + pick(OPERATORS) + " " + value(pick(TYPES));
      case 4 -> "CAST(" + value(pick(TYPES)) + " AS " + pick(TYPES) + ")";
      case 5 -> number(2);
      case 6 -> text(2);
      default -> condition(2);
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String value(String type) {
    if (random.nextInt(12) == 0) {
      return "CAST(NULL AS " + type + ")";
    }
    String text = pick(VALUES.get(type));
    if (random.nextInt(12) == 0) {
      return "'" + text + "'";
    }
    boolean bare = type.equals("int4") && text.matches("\\d+");
    return bare ? text : "CAST('" + text + "' AS " + type + ")";
  }

  private String number(int depth) {
    if (depth == 0) {
      return value(pick(NUMBERS));
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> "(" + number(depth - 1) + " " + pick(ARITHMETIC) + " " + number(depth - 1) + ")";
      case 2 -> pick(NUMBER_FUNCTIONS) + "(" + number(depth - 1) + ")";
      case 3 ->
          "CASE WHEN "
              + condition(depth - 1)
              + " THEN "
              + number(depth - 1)
              + " ELSE "
              + number(depth - 1)
              + " END";
      case 4 -> "coalesce(" + number(depth - 1) + ", " + number(depth - 1) + ")";
      default -> "CAST(" + number(depth - 1) + " AS " + pick(NUMBERS) + ")";
    };
  }

  private String text(int depth) {
    if (depth == 0) {
      return value(pick(List.of("text", "varchar", "char(3)")));
    }
    return switch (random.nextInt(5)) {
      case 0 -> "(" + text(depth - 1) + " || " + text(depth - 1) + ")";
      case 1 -> pick(TEXT_FUNCTIONS) + "(" + text(depth - 1) + ")";
      case 2 -> "substr(" + text(depth - 1) + ", " + (random.nextInt(5) - 1) + ", 2)";
      case 3 -> "CAST(" + value(pick(TYPES)) + " AS text)";
      default -> "replace(" + text(depth - 1) + ", 'a', " + text(depth - 1) + ")";
    };
  }

  private String condition(int depth) {
    if (depth == 0) {
      return value("boolean");
    }
    return switch (random.nextInt(6)) {
      case 0 ->
          "(" + condition(depth - 1) + pick(List.of(" AND ", " OR ")) + condition(depth - 1) + ")";
      case 1 -> "NOT " + condition(depth - 1);
      case 2 -> "(" + number(depth - 1) + " " + pick(COMPARISONS) + " " + number(depth - 1) + ")";
      case 3 -> "(" + text(depth - 1) + " " + pick(COMPARISONS) + " " + text(depth - 1) + ")";
      case 4 ->
          "(" + condition(depth - 1) + pick(List.of(" IS NULL", " IS TRUE", " IS NOT FALSE")) + ")";
      default ->
          "("
              + number(depth - 1)
              + " IN ("
              + number(0)
              + ", "
              + number(0)
              + (random.nextInt(3) == 0 ? ", NULL" : "")
              + "))";
    };
  }
}
