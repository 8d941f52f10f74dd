package io.megadb.gateway.sql;

import io.megadb.gateway.sql.QueryGenerator.Scope;
import java.util.List;
import java.util.Random;

/**
 * Random statements, one construct after the other, over three small tables: {@code items} of the
 * OLTP tier, {@code bill} of the OLAP tier and {@code hot} of the MEMORY tier.
 */
final class StatementGenerator {
  /**
   * A statement.
   *
   * @param ordered whether its rows come in an order of their own
   * @param changed the table it may have changed; null for a query
   */
  record Sample(Construct construct, String sql, boolean ordered, String changed) {}

  enum Construct {
    SELECT_WHERE,
    INNER_JOIN,
    LEFT_JOIN,
    RIGHT_JOIN,
    FULL_JOIN,
    CROSS_JOIN,
    DERIVED_TABLE,
    CTE,
    IN_SUBQUERY,
    NOT_IN_SUBQUERY,
    EXISTS,
    NOT_EXISTS,
    ANY,
    ALL,
    SCALAR_SUBQUERY,
    SCALAR_IN_LIST,
    LATERAL,
    GROUP_BY,
    HAVING,
    AGGREGATE_ALL,
    GROUPING_SETS,
    ROLLUP,
    CUBE,
    DISTINCT,
    DISTINCT_ON,
    ORDER_BY_LIMIT,
    UNION,
    UNION_ALL,
    INTERSECT,
    EXCEPT,
    VALUES,
    WINDOW,
    RECURSIVE,
    SERIES,
    INSERT,
    INSERT_SELECT,
    INSERT_RETURNING,
    ON_CONFLICT_DO_NOTHING,
    ON_CONFLICT_DO_UPDATE,
    UPDATE,
    UPDATE_FROM,
    UPDATE_RETURNING,
    DELETE,
    DELETE_USING,
    DELETE_RETURNING,
    TRUNCATE,
    SAVEPOINT,
    ROLLBACK
  }

  private final QueryGenerator queries;
  private int next;

  StatementGenerator(long seed) {
    queries = new QueryGenerator(new Random(seed));
  }

  /** A table as CREATE TABLE has it; MegaDB takes the tier besides. */
  static List<String> definitions(boolean tiers) {
    return List.of(
        "CREATE TABLE items (id int PRIMARY KEY, grp int, name text, amount numeric(10,2), made"
            + " date)"
            + (tiers ? " USING oltp" : ""),
        "CREATE TABLE bill (id int, item int, cost numeric, note text, paid boolean)"
            + (tiers ? " USING olap" : ""),
        "CREATE TABLE hot (id int PRIMARY KEY, item int, word text)"
            + (tiers ? " USING memory" : ""));
  }

  /** Fills a table anew, and bounds what earlier statements have made of it. */
  List<String> refill() {
    StringBuilder items = new StringBuilder("INSERT INTO items VALUES ");
    StringBuilder bill = new StringBuilder("INSERT INTO bill VALUES ");
    StringBuilder hot = new StringBuilder("INSERT INTO hot VALUES ");
    for (int id = 1; id <= 20; id++) {
      String comma = id == 1 ? "" : ", ";
      items.append(comma).append('(').append(id).append(", ").append(fields("intd")).append(')');
      bill.append(comma).append('(').append(fields("iintb")).append(')');
      hot.append(comma).append('(').append(id).append(", ").append(fields("it")).append(')');
    }
    String sums = items.toString().replace("'::text", "'");
    return List.of(
        "TRUNCATE items", "TRUNCATE bill", "TRUNCATE hot", sums, bill.toString(), hot.toString());
  }

  /** Literals for columns: in items the name stands before the amount. */
  private String fields(String types) {
    String order = types.equals("intd") ? "itnd" : types;
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < order.length(); i++) {
      list.append(i == 0 ? "" : ", ").append(queries.literal(order.charAt(i)));
    }
    return list.toString();
  }

  Sample next() {
    Construct construct = Construct.values()[next++ % Construct.values().length];
    return construct.compareTo(Construct.INSERT) < 0 ? query(construct) : change(construct);
  }

  private static Sample unordered(Construct construct, String sql) {
    return new Sample(construct, sql, false, null);
  }

  private Sample query(Construct construct) {
    Scope scope = queries.from(2);
    String where = " WHERE " + queries.condition(scope, 2);
    String select = "SELECT " + queries.values(scope, 3) + " FROM " + scope.from() + where;
    String keys = queries.value('i', scope, 1) + ", " + queries.value('t', scope, 1);
    String two = queries.column('i', scope) + ", " + queries.column('t', scope);
    String sql =
        switch (construct) {
          case SELECT_WHERE, DERIVED_TABLE -> select;
          case INNER_JOIN -> join("JOIN");
          case LEFT_JOIN -> join("LEFT JOIN");
          case RIGHT_JOIN -> join("RIGHT JOIN");
          case FULL_JOIN -> join("FULL JOIN");
          case CROSS_JOIN -> join("CROSS JOIN");
          case CTE ->
              "WITH w AS (SELECT "
                  + queries.column('i', scope)
                  + " AS k, "
                  + queries.value('t', scope, 1)
                  + " AS v FROM "
                  + scope.from()
                  + where
                  + ") SELECT a.k, b.v FROM w a "
                  + queries.pick(List.of("JOIN", "LEFT JOIN"))
                  + " w b ON a.k = b.k";
          case IN_SUBQUERY -> subquery(select, scope, "IN");
          case NOT_IN_SUBQUERY -> subquery(select, scope, "NOT IN");
          case EXISTS -> subquery(select, scope, "EXISTS");
          case NOT_EXISTS -> subquery(select, scope, "NOT EXISTS");
          case ANY -> subquery(select, scope, "ANY");
          case ALL -> subquery(select, scope, "ALL");
          case SCALAR_SUBQUERY -> subquery(select, scope, "scalar");
          case SCALAR_IN_LIST -> {
            Scope inner = queries.table();
            yield "SELECT "
                + queries.column('i', scope)
                + ", (SELECT "
                + queries.aggregate(inner)
                + " FROM "
                + inner.from()
                + " WHERE "
                + queries.column('i', inner)
                + " = "
                + queries.column('i', scope)
                + ") FROM "
                + scope.from()
                + where;
          }
          case LATERAL -> {
            Scope outer = queries.table();
            Scope inner = queries.table();
            yield "SELECT "
                + queries.column('i', outer)
                + ", l.* FROM "
                + outer.from()
                + queries.pick(List.of(" CROSS JOIN LATERAL ", " LEFT JOIN LATERAL "))
                    .replace("LEFT", "LEFT")
                + "(SELECT count(*), max("
                + queries.value('i', inner, 1)
                + ") FROM "
                + inner.from()
                + " WHERE "
                + queries.column('i', inner)
                + " <= "
                + queries.column('i', outer)
                + ") l";
          }
          case GROUP_BY ->
              "SELECT "
                  + keys
                  + ", "
                  + queries.aggregate(scope)
                  + ", "
                  + queries.aggregate(scope)
                  + " FROM "
                  + scope.from()
                  + where
                  + " GROUP BY 1, 2";
          case HAVING ->
              "SELECT "
                  + two
                  + ", "
                  + queries.aggregate(scope)
                  + " FROM "
                  + scope.from()
                  + " GROUP BY "
                  + two
                  + " HAVING count(*) > "
                  + queries.number(3);
          case AGGREGATE_ALL ->
              "SELECT "
                  + queries.aggregate(scope)
                  + ", "
                  + queries.aggregate(scope)
                  + ", "
                  + queries.aggregate(scope)
                  + " FROM "
                  + scope.from()
                  + where;
          case GROUPING_SETS -> grouped(scope, two, "GROUPING SETS ((" + two + "), ())");
          case ROLLUP -> grouped(scope, two, "ROLLUP (" + two + ")");
          case CUBE -> grouped(scope, two, "CUBE (" + two + ")");
          case DISTINCT -> select.replaceFirst("SELECT", "SELECT DISTINCT");
          case DISTINCT_ON ->
              "SELECT DISTINCT ON (1) " + keys + " FROM " + scope.from() + where + " ORDER BY 1, 2";
          case ORDER_BY_LIMIT ->
              select
                  + " ORDER BY 1 DESC, 2 NULLS FIRST, 3 LIMIT "
                  + queries.number(12)
                  + (queries.number(2) == 0 ? " OFFSET " + queries.number(6) : "");
          case UNION, INTERSECT, EXCEPT -> both(construct.name());
          case UNION_ALL -> both("UNION ALL");
          case VALUES ->
              "SELECT * FROM (VALUES ("
                  + fields("itn")
                  + "), ("
                  + fields("itn")
                  + ")) v (a, b, c) WHERE a IS NOT NULL";
          case WINDOW ->
              "SELECT "
                  + queries.window(scope)
                  + ", "
                  + queries.window(scope)
                  + " FROM "
                  + scope.from()
                  + where;
          case RECURSIVE ->
              "WITH RECURSIVE r (n, m) AS (SELECT "
                  + queries.number(3)
                  + ", 1 UNION ALL SELECT n + "
                  + (1 + queries.number(3))
                  + ", m * 2 FROM r WHERE n < "
                  + queries.number(15)
                  + ") SELECT r.n, r.m, i.name FROM r LEFT JOIN items i ON i.id = r.n";
          case SERIES ->
              "SELECT g, "
                  + queries.value('i', scope, 1)
                  + " FROM generate_series(1, "
                  + queries.number(9)
                  + ") g JOIN "
                  + scope.from()
                  + " ON g = "
                  + queries.column('i', scope);
          default -> throw new IllegalArgumentException(construct.toString());
        };
    return new Sample(
        construct,
        sql,
        construct == Construct.ORDER_BY_LIMIT || construct == Construct.DISTINCT_ON,
        null);
  }

  private String join(String kind) {
    Scope scope = queries.join(queries.table(), kind, queries.table());
    return "SELECT "
        + queries.values(scope, 3)
        + " FROM "
        + scope.from()
        + " WHERE "
        + queries.condition(scope, 1);
  }

  private String subquery(String select, Scope scope, String form) {
    return select + " AND " + queries.subqueryCondition(scope, form);
  }

  private String grouped(Scope scope, String keys, String sets) {
    return "SELECT "
        + keys
        + ", "
        + queries.aggregate(scope)
        + " FROM "
        + scope.from()
        + " GROUP BY "
        + sets;
  }

  private String both(String operator) {
    Scope left = queries.from(1);
    Scope right = queries.from(1);
    return "SELECT "
        + queries.value('i', left, 1)
        + ", "
        + queries.value('t', left, 1)
        + " FROM "
        + left.from()
        + " "
        + operator
        + " SELECT "
        + queries.value('i', right, 1)
        + ", "
        + queries.value('t', right, 1)
        + " FROM "
        + right.from();
  }

  // --- changes ---

  private Sample change(Construct construct) {
    boolean keyed = construct.name().startsWith("ON_CONFLICT");
    String table = queries.pick(keyed ? List.of("items", "hot") : QueryGenerator.TABLES);
    Scope self =
        new Scope(
            table,
            switch (table) {
              case "items" ->
                  List.of(
                      new QueryGenerator.Column("items.id", 'i'),
                      new QueryGenerator.Column("items.grp", 'i'),
                      new QueryGenerator.Column("items.name", 't'),
                      new QueryGenerator.Column("items.made", 'd'));
              case "bill" ->
                  List.of(
                      new QueryGenerator.Column("bill.id", 'i'),
                      new QueryGenerator.Column("bill.cost", 'n'),
                      new QueryGenerator.Column("bill.note", 't'));
              default ->
                  List.of(
                      new QueryGenerator.Column("hot.id", 'i'),
                      new QueryGenerator.Column("hot.item", 'i'),
                      new QueryGenerator.Column("hot.word", 't'));
            });
    String text = table.equals("items") ? "name" : table.equals("bill") ? "note" : "word";
    String number = table.equals("items") ? "grp" : "item";
    String where = " WHERE " + queries.condition(self, 1);
    String insert =
        "INSERT INTO " + table + " (id, " + number + ", " + text + ") VALUES " + row() + ", " + row();
    String set =
        "UPDATE "
            + table
            + " SET "
            + text
            + " = "
            + queries.value('t', self, 1)
            + ", "
            + number
            + " = "
            + queries.value('i', self, 1);
    String returning = " RETURNING id, " + text + ", " + queries.value('i', self, 1);
    String sql =
        switch (construct) {
          case INSERT -> insert;
          case INSERT_SELECT -> {
            Scope from = queries.from(1);
            yield "INSERT INTO "
                + table
                + " (id, "
                + text
                + ") SELECT DISTINCT 100 + "
                + queries.value('i', from, 1)
                + ", "
                + queries.literal('t')
                + " FROM "
                + from.from()
                + " WHERE "
                + queries.column('i', from)
                + " IS NOT NULL";
          }
          case INSERT_RETURNING -> insert + returning;
          case ON_CONFLICT_DO_NOTHING ->
              insert + " ON CONFLICT " + queries.pick(List.of("", "(id) ")) + "DO NOTHING";
          case ON_CONFLICT_DO_UPDATE ->
              insert
                  + " ON CONFLICT (id) DO UPDATE SET "
                  + text
                  + " = excluded."
                  + text
                  + " || "
                  + table
                  + "."
                  + text
                  + (queries.number(2) == 0 ? where : "")
                  + (queries.number(2) == 0 ? " RETURNING *" : "");
          case UPDATE -> set + where;
          case UPDATE_FROM ->
              set + " FROM hot h WHERE h.id = " + table + ".id AND " + where.substring(7);
          case UPDATE_RETURNING -> set + where + returning;
          case DELETE -> "DELETE FROM " + table + where + " AND id % 3 = " + queries.number(3);
          case DELETE_USING ->
              "DELETE FROM "
                  + table
                  + " USING items i WHERE i.id = "
                  + table
                  + "."
                  + number
                  + " AND i.grp > "
                  + queries.number(15);
          case DELETE_RETURNING ->
              "DELETE FROM " + table + where + " AND id % 3 = " + queries.number(3) + returning;
          case TRUNCATE -> "TRUNCATE " + table;
          case SAVEPOINT ->
              "BEGIN; "
                  + set
                  + where
                  + "; SAVEPOINT s; DELETE FROM "
                  + table
                  + where
                  + "; ROLLBACK TO s; "
                  + insert
                  + "; COMMIT";
          case ROLLBACK -> "BEGIN; DELETE FROM " + table + where + "; " + insert + "; ROLLBACK";
          default -> throw new IllegalArgumentException(construct.toString());
        };
    return new Sample(construct, sql, false, table);
  }

  private String row() {
    int id = queries.number(40) == 0 ? -1 : 1 + queries.number(60);
    return "("
        + (id < 0 ? "NULL" : "" + id)
        + ", "
        + queries.literal('i')
        + ", "
        + queries.literal('t')
        + ")";
  }
}
