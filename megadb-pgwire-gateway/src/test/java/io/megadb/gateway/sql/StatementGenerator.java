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
    COMMON_TABLE,
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
  private final ChangeGenerator changes;
  private int next;

  StatementGenerator(long seed) {
    queries = new QueryGenerator(new Random(seed));
    changes = new ChangeGenerator(queries);
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
      items.append(comma).append('(').append(id).append(", ").append(fields("itnd")).append(')');
      bill.append(comma).append('(').append(fields("iintb")).append(')');
      hot.append(comma).append('(').append(id).append(", ").append(fields("it")).append(')');
    }
    return List.of(
        "TRUNCATE items",
        "TRUNCATE bill",
        "TRUNCATE hot",
        items.toString(),
        bill.toString(),
        hot.toString());
  }

  /** Literals of these types. */
  private String fields(String types) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < types.length(); i++) {
      list.append(i == 0 ? "" : ", ").append(queries.literal(types.charAt(i)));
    }
    return list.toString();
  }

  Sample next() {
    Construct construct = Construct.values()[next++ % Construct.values().length];
    return construct.compareTo(Construct.INSERT) < 0 ? query(construct) : changes.sample(construct);
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
          case COMMON_TABLE -> commonTable(scope, where);
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
                + " LEFT JOIN LATERAL "
                + "(SELECT count(*), max("
                + queries.value('i', inner, 1)
                + ") FROM "
                + inner.from()
                + " WHERE "
                + queries.column('i', inner)
                + " <= "
                + queries.column('i', outer)
                + ") l ON "
                + queries.condition(outer, 1);
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

  /** Groups in WITH, read by joins, derived tables and a subquery. */
  private String commonTable(Scope scope, String where) {
    String with =
        "WITH w AS (SELECT "
            + queries.value('i', scope, 1)
            + " AS c0, "
            + queries.value('t', scope, 1)
            + " AS c1, max("
            + queries.value('i', scope, 1)
            + ") AS c2 FROM "
            + scope.from()
            + where
            + " GROUP BY 1, 2) ";
    queries.setItem(
        new Scope(
            "w",
            List.of(
                new QueryGenerator.Column("c0", 'i'),
                new QueryGenerator.Column("c1", 't'),
                new QueryGenerator.Column("c2", 'i'))));
    Scope reads =
        queries.join(queries.from(1), queries.pick(List.of("JOIN", "LEFT JOIN")), queries.from(1));
    String form = queries.pick(List.of("IN", "NOT IN", "EXISTS", "NOT EXISTS", "ANY", "scalar"));
    String select =
        "SELECT "
            + queries.values(reads, 3)
            + " FROM "
            + reads.from()
            + " WHERE "
            + queries.condition(reads, 1);
    String sql = with + subquery(select, reads, form);
    queries.setItem(null);
    return sql;
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
}
