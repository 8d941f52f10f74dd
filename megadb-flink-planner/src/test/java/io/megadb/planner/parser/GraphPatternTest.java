package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.megadb.error.MegaDbException;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphElement;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.ast.PathPattern;
import io.megadb.planner.ast.PathPattern.Direction;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.ast.PathPattern.Mode;
import io.megadb.planner.ast.PathPattern.Quantifier;
import io.megadb.planner.ast.PathPattern.Selector;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;

/** Trees of SQL/PGQ and where its errors stand. */
class GraphPatternTest {
  private static final String BEFORE = "SELECT * FROM GRAPH_TABLE (g MATCH ";
  private static final String AFTER = " COLUMNS (a.x))";

  private static PathPattern path(String pattern) {
    SqlSelect select = (SqlSelect) PgParser.parse(BEFORE + pattern + AFTER).get(0).node();
    return ((GraphTable) select.getFrom()).patterns().get(0);
  }

  private static Element edge(String arrow) {
    return path("(a)" + arrow + "(b)").elements().get(1);
  }

  @Test
  void arrowsSayTheirDirection() {
    for (String arrow : new String[] {"-[e]->", "-[]->", "->", "-[e IS k WHERE e.x > 1]->"}) {
      assertThat(edge(arrow).direction()).as(arrow).isEqualTo(Direction.RIGHT);
    }
    for (String arrow : new String[] {"<-[e]-", "<-[:k|l]-", "<-"}) {
      assertThat(edge(arrow).direction()).as(arrow).isEqualTo(Direction.LEFT);
    }
    for (String arrow : new String[] {"-[e]-", "<-[e]->", "-", "<->"}) {
      assertThat(edge(arrow).direction()).as(arrow).isEqualTo(Direction.ANY);
    }
  }

  @Test
  void quantifiersFollowEveryArrow() {
    for (String arrow :
        new String[] {"-[e]->", "<-[e]-", "-[e]-", "<-[e]->", "->", "<-", "-", "<->"}) {
      assertThat(edge(arrow).quantifier()).as(arrow).isNull();
      assertThat(edge(arrow + "*").quantifier()).as(arrow).isEqualTo(new Quantifier(0, -1));
      assertThat(edge(arrow + "+").quantifier()).as(arrow).isEqualTo(new Quantifier(1, -1));
      assertThat(edge(arrow + "?").quantifier()).as(arrow).isEqualTo(new Quantifier(0, 1));
      assertThat(edge(arrow + "{2}").quantifier()).as(arrow).isEqualTo(new Quantifier(2, 2));
      assertThat(edge(arrow + "{1,3}").quantifier()).as(arrow).isEqualTo(new Quantifier(1, 3));
      assertThat(edge(arrow + "{2,}").quantifier()).as(arrow).isEqualTo(new Quantifier(2, -1));
      assertThat(edge(arrow + "{,4}").quantifier()).as(arrow).isEqualTo(new Quantifier(0, 4));
    }
  }

  @Test
  void selectorsAndModesStandBeforeThePattern() {
    assertThat(path("p = ALL SHORTEST TRAIL PATHS (a)"))
        .returns(Selector.ALL_SHORTEST, PathPattern::selector)
        .returns(Mode.TRAIL, PathPattern::mode)
        .returns("p", p -> p.variable().getSimple());
    assertThat(path("SHORTEST 3 GROUPS (a)"))
        .returns(Selector.SHORTEST_GROUPS, PathPattern::selector)
        .returns(3L, PathPattern::count);
    assertThat(path("ANY 2 ACYCLIC (a)")).returns(2L, PathPattern::count);
    assertThat(path("SIMPLE (a)")).returns(Mode.SIMPLE, PathPattern::mode);
  }

  @Test
  void wordsOfGraphsAreNamesElsewhere() {
    for (String word :
        new String[] {"graph_table", "vertex", "edge", "trail", "shortest", "property", "path"}) {
      assertThat(PgParser.parse("SELECT " + word + "." + word + " FROM " + word + " " + word))
          .hasSize(1);
    }
  }

  @Test
  void partsStandBetweenVertices() {
    PathPattern alone = path("((a)-[e]->(b) WHERE a.x < b.x){1,3}");
    assertThat(alone.elements()).hasSize(3);
    assertThat(alone.elements().get(1).quantifier()).isEqualTo(new Quantifier(1, 3));
    assertThat(alone.elements().get(1).part().elements()).hasSize(3);
    assertThat(alone.elements().get(1).part().where()).isNotNull();
    assertThat(alone.written()).hasSize(5);
    assertThat(path("(x)((a)->(b)<-(c))*").elements()).hasSize(3);
    assertThat(path("(x)((a)->(b))+(y)->(z)").elements()).hasSize(5);
    assertThat(path("((a)->(b)){2}((c)->(d))?").elements()).hasSize(5);
    assertThat(path("(x)->((a)->(b)){2}-[f]-(y)").elements()).hasSize(7);
    assertThat(path("(x)->((a)->(b)){2}->(y)").elements().get(2).isEdge()).isFalse();
  }

  @Test
  void rowsNameTheirIterators() {
    String sql = "SELECT * FROM GRAPH_TABLE (g MATCH (a)->*(b) ONE ROW PER %s COLUMNS (v.x))";
    assertThat(rows(sql.formatted("MATCH"))).isNull();
    assertThat(rows(sql.formatted("VERTEX (v)")).steps()).isFalse();
    assertThat(rows(sql.formatted("STEP (v, e, w)")).steps()).isTrue();
    error(sql.formatted("EDGE (e)"), 58, "at or near \"EDGE\"");
    error(sql.formatted("STEP (v, e)"), 68, "at or near \")\"");
  }

  private static GraphTable.Rows rows(String sql) {
    return ((GraphTable) ((SqlSelect) PgParser.parse(sql).get(0).node()).getFrom()).rows();
  }

  private static void error(String sql, int position, String message) {
    MegaDbException error = catchThrowableOfType(MegaDbException.class, () -> PgParser.parse(sql));
    assertThat((Object) error).as(sql).isNotNull();
    assertThat(error.getMessage()).as(sql).contains(message);
    assertThat(error.position()).as(sql).isEqualTo(position);
  }

  @Test
  void errorsStandAtTheFirstTokenThatDoesNotFit() {
    error(BEFORE + "(a)-[e->(b)" + AFTER, 42, "at or near \"->\"");
    error(BEFORE + "(a)-[e]->" + AFTER, 46, "at or near \"COLUMNS\"");
    error(BEFORE + "(a)-[e]->{3,2}(b)" + AFTER, 48, "less than its lower bound");
    error(BEFORE + "(a)-[e]->{1001}(b)" + AFTER, 46, "limit of 1000");
    error(BEFORE + "(a)-[e]->{}(b)" + AFTER, 46, "at or near \"}\"");
    error(BEFORE + "(a IS)" + AFTER, 41, "at or near \")\"");
    error(BEFORE + "((a)->(b))" + AFTER, 36, "path patterns in parentheses");
    error(BEFORE + "((a)-[e]->{2}(b)){2}" + AFTER, 40, "quantifiers in path patterns in");
    error(BEFORE + "(((a)->(b)){2}->(c)){2}" + AFTER, 37, "in each other");
    error(BEFORE + "(TRAIL (a)->(b)){2}" + AFTER, 36, "names, selectors and modes");
    error(BEFORE + "(p = (a)->(b)){2}" + AFTER, 36, "names, selectors and modes");
    error(BEFORE + "(ANY (a)->(b)){2}" + AFTER, 36, "names, selectors and modes");
    error(BEFORE + "((a)){2}" + AFTER, 36, "must have an edge");
    error(BEFORE + "(a)(b)" + AFTER, 39, "at or near \"(\"");
    error(BEFORE + "(a IS x & y)" + AFTER, 44, "label expressions");
    error("SELECT * FROM GRAPH_TABLE (g MATCH (a))", 39, "at or near \")\"");
    error("CREATE PROPERTY GRAPH g VERTEX TABLES ()", 40, "at or near \")\"");
    error("CREATE PROPERTY GRAPH g EDGE TABLES (e)", 25, "at or near \"EDGE\"");
  }

  @Test
  void definitionsKeepWhatWasWritten() {
    CreatePropertyGraph graph =
        (CreatePropertyGraph)
            ((CommandNode)
                    PgParser.parse(
                            "CREATE OR REPLACE PROPERTY GRAPH s.g VERTEX TABLES (t AS v KEY (a, b)"
                                + " DEFAULT LABEL NO PROPERTIES LABEL l PROPERTIES (a + 1 AS x, b),"
                                + " w PROPERTIES ALL COLUMNS EXCEPT (c)) EDGE TABLES (e SOURCE KEY"
                                + " (p, q) REFERENCES v (a, b) DESTINATION w)")
                        .get(0)
                        .node())
                .command();
    assertThat(graph.orReplace()).isTrue();
    GraphElement v = graph.vertices().get(0);
    assertThat(v.name()).isEqualTo("v");
    assertThat(v.labels()).hasSize(2);
    assertThat(v.labels().get(0).name()).isNull();
    assertThat(v.labels().get(1).properties().get(0).text()).isEqualTo("a + 1");
    assertThat(graph.vertices().get(1).labels().get(0).except()).hasSize(1);
    assertThat(graph.edges().get(0).source().columns()).hasSize(2);
    assertThat(graph.edges().get(0).destination().columns()).isNull();
  }
}
