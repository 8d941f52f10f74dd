package io.megadb.gateway.sql;

import io.megadb.gateway.sql.QueryGenerator.Column;
import io.megadb.gateway.sql.QueryGenerator.Scope;
import io.megadb.gateway.sql.StatementGenerator.Construct;
import io.megadb.gateway.sql.StatementGenerator.Sample;
import java.util.List;
import java.util.Map;

/** Random statements that change one of the tables of {@link StatementGenerator}. */
final class ChangeGenerator {
  private static final Map<String, List<Column>> COLUMNS =
      Map.of(
          "items",
          List.of(
              new Column("items.id", 'i'),
              new Column("items.grp", 'i'),
              new Column("items.name", 't'),
              new Column("items.made", 'd')),
          "bill",
          List.of(
              new Column("bill.id", 'i'),
              new Column("bill.cost", 'n'),
              new Column("bill.note", 't')),
          "hot",
          List.of(
              new Column("hot.id", 'i'), new Column("hot.item", 'i'), new Column("hot.word", 't')));

  private static final Map<String, String> TEXTS =
      Map.of("items", "name", "bill", "note", "hot", "word");

  private final QueryGenerator queries;

  ChangeGenerator(QueryGenerator queries) {
    this.queries = queries;
  }

  Sample sample(Construct construct) {
    boolean keyed = construct.name().startsWith("ON_CONFLICT");
    String table = queries.pick(keyed ? List.of("items", "hot") : QueryGenerator.TABLES);
    Scope self = new Scope(table, COLUMNS.get(table));
    String text = TEXTS.get(table);
    String number = table.equals("items") ? "grp" : "item";
    String where = " WHERE " + queries.condition(self, 1);
    String insert =
        "INSERT INTO "
            + table
            + " (id, "
            + number
            + ", "
            + text
            + ") VALUES "
            + row()
            + ", "
            + row();
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
