package io.megadb.gateway.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random queries over the tables of {@link StatementGenerator}, one construct each, composed of
 * random joins, derived tables and conditions. Their answers depend on no order of rows and hold no
 * floating point numbers.
 */
final class QueryGenerator {
  /** A column with the type of its values: i integer, n numeric, t text, d date, b boolean. */
  record Column(String name, char type) {}

  /** What a FROM clause offers. */
  record Scope(String from, List<Column> columns) {}

  static final List<String> TABLES = List.of("items", "bill", "hot");

  private static final List<List<Column>> COLUMNS =
      List.of(
          List.of(
              new Column("id", 'i'),
              new Column("grp", 'i'),
              new Column("name", 't'),
              new Column("amount", 'n'),
              new Column("made", 'd')),
          List.of(
              new Column("id", 'i'),
              new Column("item", 'i'),
              new Column("cost", 'n'),
              new Column("note", 't'),
              new Column("paid", 'b')),
          List.of(new Column("id", 'i'), new Column("item", 'i'), new Column("word", 't')));

  private static final List<String> WORDS = List.of("", "a", "b", "abc", "Abc", "äö", "b c", "zz");
  private static final List<String> JOINS =
      List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");

  private final Random random;
  private int aliases;

  /** A WITH item that FROM may name, with its columns' bare names; null for none. */
  private Scope item;

  QueryGenerator(Random random) {
    this.random = random;
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  // --- FROM ---

  /** From here on FROM names this WITH item about every other time; null for never. */
  void setItem(Scope newItem) {
    item = newItem;
  }

  Scope table() {
    if (item != null && chance(2)) {
      String alias = "w" + aliases++;
      return new Scope(
          item.from() + " " + alias,
          item.columns().stream().map(c -> new Column(alias + "." + c.name(), c.type())).toList());
    }
    int table = random.nextInt(TABLES.size());
    String alias = "t" + aliases++;
    return new Scope(
        TABLES.get(table) + " " + alias,
        COLUMNS.get(table).stream()
            .map(c -> new Column(alias + "." + c.name(), c.type()))
            .toList());
  }

  private Scope derived(int depth) {
    String alias = "q" + aliases++;
    List<Column> columns = new ArrayList<>();
    List<String> list = new ArrayList<>();
    Scope inner = from(depth - 1);
    for (int i = 0; i < 3; i++) {
      char type = i == 0 ? 'i' : pick(List.of('i', 'n', 't'));
      list.add(value(type, inner, 1) + " AS c" + i);
      columns.add(new Column(alias + ".c" + i, type));
    }
    return new Scope(
        "(SELECT "
            + String.join(", ", list)
            + " FROM "
            + inner.from()
            + " WHERE "
            + condition(inner, 1)
            + ") "
            + alias,
        columns);
  }

  Scope from(int depth) {
    Scope left = depth > 0 && chance(4) ? derived(depth) : table();
    return depth > 0 && chance(2) ? join(left, pick(JOINS), from(depth - 1)) : left;
  }

  /** FULL JOIN takes no condition but equality, as in PostgreSQL. */
  Scope join(Scope left, String kind, Scope right) {
    List<Column> both = new ArrayList<>(left.columns());
    both.addAll(right.columns());
    Scope scope = new Scope("", both);
    String on = column('i', left) + " = " + column('i', right);
    if (!kind.startsWith("FULL") && chance(3)) {
      on += " AND " + condition(scope, 1);
    }
    String from =
        kind.startsWith("CROSS")
            ? left.from() + " CROSS JOIN " + right.from()
            : left.from() + " " + kind + " " + right.from() + " ON " + on;
    return new Scope(from, both);
  }

  String column(char type, Scope scope) {
    List<Column> fitting = scope.columns().stream().filter(c -> c.type() == type).toList();
    return fitting.isEmpty() ? literal(type) : pick(fitting).name();
  }

  // --- values ---

  String literal(char type) {
    if (chance(12)) {
      return switch (type) {
        case 'i' -> "NULL::int";
        case 'n' -> "NULL::numeric";
        case 't' -> "NULL::text";
        case 'd' -> "NULL::date";
        default -> "NULL::boolean";
      };
    }
    return switch (type) {
      case 'i' -> "" + (random.nextInt(24) - 3);
      case 'n' -> (random.nextInt(2000) - 500) / 10 + "." + random.nextInt(100);
      case 't' -> "'" + pick(WORDS) + "'::text";
      case 'd' -> "DATE '2024-0" + (1 + random.nextInt(3)) + "-" + (10 + random.nextInt(19)) + "'";
      default -> pick(List.of("true", "false"));
    };
  }

  String value(char type, Scope scope, int depth) {
    if (depth == 0 || chance(3)) {
      return chance(4) ? literal(type) : column(type, scope);
    }
    Supplier<String> same = () -> value(type, scope, depth - 1);
    return switch (type) {
      case 'i' ->
          switch (random.nextInt(6)) {
            case 0 -> "(" + same.get() + pick(List.of(" + ", " - ")) + same.get() + ")";
            case 1 -> "coalesce(" + same.get() + ", " + literal('i') + ")";
            case 2 -> "length(" + value('t', scope, depth - 1) + ")";
            case 3 -> "abs(" + same.get() + ")";
            case 4 -> "nullif(" + same.get() + ", " + literal('i') + ")";
            default -> chosen(type, scope, depth);
          };
      case 'n' ->
          switch (random.nextInt(4)) {
            case 0 -> "(" + same.get() + pick(List.of(" + ", " - ", " * ")) + literal('i') + ")";
            case 1 -> "round(" + same.get() + ", 1)";
            case 2 -> "(" + value('i', scope, depth - 1) + ")::numeric";
            default -> chosen(type, scope, depth);
          };
      case 't' ->
          switch (random.nextInt(5)) {
            case 0 -> "(" + same.get() + " || " + same.get() + ")";
            case 1 -> pick(List.of("upper(", "lower(", "reverse(", "btrim(")) + same.get() + ")";
            case 2 -> "substr(" + same.get() + ", " + (1 + random.nextInt(3)) + ", 2)";
            case 3 -> "(" + value('i', scope, depth - 1) + ")::text";
            default -> chosen(type, scope, depth);
          };
      case 'd' -> "(" + same.get() + " + " + random.nextInt(40) + ")";
      default -> condition(scope, depth - 1);
    };
  }

  private String chosen(char type, Scope scope, int depth) {
    return "CASE WHEN "
        + condition(scope, depth - 1)
        + " THEN "
        + value(type, scope, depth - 1)
        + (chance(4) ? "" : " ELSE " + value(type, scope, depth - 1))
        + " END";
  }

  // --- conditions ---

  String condition(Scope scope, int depth) {
    char type = pick(List.of('i', 'i', 'n', 't', 'd'));
    if (depth == 0) {
      return column(type, scope) + pick(List.of(" = ", " <> ", " < ", " >= ")) + literal(type);
    }
    return switch (random.nextInt(10)) {
      case 0 -> "(" + condition(scope, depth - 1) + " AND " + condition(scope, depth - 1) + ")";
      case 1 -> "(" + condition(scope, depth - 1) + " OR " + condition(scope, depth - 1) + ")";
      case 2 -> "NOT (" + condition(scope, depth - 1) + ")";
      case 3 -> value(type, scope, 1) + pick(List.of(" IS NULL", " IS NOT NULL"));
      case 4 -> value('i', scope, 1) + " BETWEEN " + literal('i') + " AND " + literal('i');
      case 5 ->
          value(type, scope, 1)
              + pick(List.of(" IN (", " NOT IN ("))
              + literal(type)
              + ", "
              + literal(type)
              + ")";
      case 6 -> value('t', scope, 1) + pick(List.of(" LIKE ", " NOT LIKE ")) + "'%b%'";
      case 7 -> value(type, scope, 1) + " IS DISTINCT FROM " + value(type, scope, 1);
      default ->
          value(type, scope, 1)
              + pick(List.of(" = ", " <> ", " < ", " <= ", " > ", " >= "))
              + value(type, scope, 1);
    };
  }

  /** A condition with a subquery, which may look at the outer row. */
  String subqueryCondition(Scope outer, String form) {
    Scope inner = table();
    String of = inner.from() + " WHERE " + condition(inner, 1);
    String correlation = " AND " + column('i', inner) + " = " + column('i', outer);
    String ids = "(SELECT " + column('i', inner) + " FROM " + of;
    String maybe = chance(2) ? correlation : "";
    return switch (form) {
      case "IN", "NOT IN" -> column('i', outer) + " " + form + " " + ids + maybe + ")";
      case "EXISTS", "NOT EXISTS" -> form + " (SELECT 1 FROM " + of + correlation + ")";
      case "ANY", "ALL" ->
          column('i', outer) + pick(List.of(" = ", " < ", " <> ")) + form + " " + ids + maybe + ")";
      default ->
          value('i', outer, 1)
              + " >= (SELECT "
              + pick(List.of("max", "min", "count", "sum"))
              + "("
              + column('i', inner)
              + ") FROM "
              + of
              + maybe
              + ")";
    };
  }

  // --- select lists ---

  String values(Scope scope, int count) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(value(pick(List.of('i', 'i', 'n', 't', 'd', 'b')), scope, 2));
    }
    return String.join(", ", list);
  }

  String aggregate(Scope scope) {
    String filter = chance(5) ? " FILTER (WHERE " + condition(scope, 1) + ")" : "";
    String distinct = chance(4) ? "DISTINCT " : "";
    return switch (random.nextInt(9)) {
          case 0 -> "count(*)";
          case 1 -> "count(" + distinct + value(pick(List.of('i', 't')), scope, 1) + ")";
          case 2 -> "sum(" + distinct + value('i', scope, 1) + ")";
          case 3 -> "sum(" + value('n', scope, 1) + ")";
          case 4 -> "avg(" + distinct + value('i', scope, 1) + ")";
          case 5 -> "min(" + value(pick(List.of('i', 'n', 't', 'd')), scope, 1) + ")";
          case 6 -> "max(" + value(pick(List.of('i', 'n', 't', 'd')), scope, 1) + ")";
          case 7 -> pick(List.of("bool_and(", "bool_or(")) + condition(scope, 1) + ")";
          default -> ordered(scope);
        }
        + filter;
  }

  private String ordered(Scope scope) {
    String of = value('t', scope, 1);
    return chance(2)
        ? "string_agg(" + of + ", ',' ORDER BY " + of + ")"
        : "array_agg(" + of + " ORDER BY " + of + " DESC)";
  }

  /** A window function whose answer no tie can change. */
  String window(Scope scope) {
    String partition = chance(3) ? "" : "PARTITION BY " + value('i', scope, 1) + " ";
    String order = value(pick(List.of('i', 'n', 't')), scope, 1);
    String over =
        " OVER (" + partition + "ORDER BY " + order + pick(List.of("", " DESC", " NULLS FIRST"));
    String of = value('i', scope, 1);
    return switch (random.nextInt(4)) {
      case 0 -> pick(List.of("rank()", "dense_rank()")) + over + ")";
      case 1 -> "sum(" + of + ")" + over + ")";
      case 2 -> "count(*)" + over + " RANGE UNBOUNDED PRECEDING)";
      default -> pick(List.of("max(", "min(", "sum(")) + of + ") OVER (" + partition + ")";
    };
  }
}
