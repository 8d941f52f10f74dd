package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.PlanningContext;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.relation.PgRexBuilder;
import io.megadb.planner.relation.PlannerSession;
import io.megadb.type.PgType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The analysis of one statement: what all its parts share. The entry points are {@link #queries}
 * and, for statements that are not queries, the classes {@code …Analyzer}. Confined to one thread.
 */
public final class Analysis {
  /** Views within views, and subqueries in subqueries, beyond this are refused. */
  private static final int MAX_DEPTH = 200;

  private final ParsedStatement statement;
  private final PlanningContext context;
  private final PlannerSession session = new PlannerSession();
  private final Parameters parameters;
  private final Coercion coercion;
  private final Literals literals;
  private final OpenConstants openConstants;
  private final Folding folding;
  private final FunctionResolver functions;
  private final TypeNameResolver typeNames;
  private final RelationResolver relations;
  private final Switches switches;
  private final ExpressionAnalyzer expressions;
  private final QueryAnalyzer queries;
  private final WithItems withItems;
  private final Deque<String> views = new ArrayDeque<>();
  private final List<ColumnUse> uses = new ArrayList<>();
  private int depth;

  public Analysis(ParsedStatement statement, PlanningContext context) {
    this(statement, context, OpenConstants.none());
  }

  /**
   * @param openConstants those constants whose values the plan must not depend on
   */
  public Analysis(ParsedStatement statement, PlanningContext context, OpenConstants openConstants) {
    this.statement = statement;
    this.context = context;
    this.openConstants = openConstants;
    parameters = new Parameters(this, context.declaredParameterTypes());
    typeNames = new TypeNameResolver(this);
    coercion = new Coercion(this);
    literals = new Literals(context.evaluation());
    folding = new Folding(session, context);
    functions = new FunctionResolver(this);
    relations = new RelationResolver(this);
    switches = new Switches(this);
    expressions = new ExpressionAnalyzer(this);
    queries = new QueryAnalyzer(this);
    withItems = new WithItems(this);
  }

  public PlanningContext context() {
    return context;
  }

  public PlannerSession session() {
    return session;
  }

  public Parameters parameters() {
    return parameters;
  }

  public QueryAnalyzer queries() {
    return queries;
  }

  /**
   * The type that a type's name means.
   *
   * @throws MegaDbException 42704 if there is none
   */
  public PgType type(SqlDataTypeSpec name) {
    return typeNames.resolve(name);
  }

  PgRexBuilder rex() {
    return session.rex();
  }

  Coercion coercion() {
    return coercion;
  }

  Literals literals() {
    return literals;
  }

  OpenConstants openConstants() {
    return openConstants;
  }

  Folding folding() {
    return folding;
  }

  FunctionResolver functions() {
    return functions;
  }

  TypeNameResolver typeNames() {
    return typeNames;
  }

  Switches switches() {
    return switches;
  }

  RelationResolver relations() {
    return relations;
  }

  ExpressionAnalyzer expressions() {
    return expressions;
  }

  /** The plan depends on nothing of this session that may change. */
  public boolean cacheable() {
    return !literals.sessionDependent();
  }

  WithItems withItems() {
    return withItems;
  }

  RelDataType rel(PgType type, boolean nullable) {
    return session.types().of(type, nullable);
  }

  /** Code points from 1, or 0; positions inside a view's text are unknown to the client. */
  int position(SqlParserPos pos) {
    return views.isEmpty() ? statement.position(pos) : MegaDbException.NO_POSITION;
  }

  MegaDbException error(SqlState state, String message, SqlParserPos pos) {
    return new MegaDbException(state, message).withPosition(position(pos));
  }

  MegaDbException error(SqlState state, String message, SqlNode node) {
    return error(state, message, node == null ? null : node.getParserPosition());
  }

  MegaDbException notSupported(String construct, SqlNode node) {
    return MegaDbException.notSupported(construct)
        .withPosition(position(node == null ? null : node.getParserPosition()));
  }

  /** Analyses the text of a view; its own positions do not reach the client. */
  <T> T inView(String name, java.util.function.Supplier<T> body) {
    if (views.contains(name)) {
      throw new MegaDbException(
          SqlState.INVALID_OBJECT_DEFINITION,
          "infinite recursion detected in rules for relation \"" + name + "\"");
    }
    views.push(name);
    try {
      return body.get();
    } finally {
      views.pop();
    }
  }

  /**
   * A column of a table or view that the statement itself names, by name, by star or by USING; not
   * what the views name that it reads.
   */
  record ColumnUse(int tableOid, int attnum) {}

  void use(ScopeColumn column) {
    if (views.isEmpty() && column.tableOid() != 0) {
      uses.add(new ColumnUse(column.tableOid(), column.attnum()));
    }
  }

  /** The columns named so far, in the order of analysis. */
  List<ColumnUse> uses() {
    return uses;
  }

  /** Counts nested queries, so that a hostile statement cannot exhaust the stack. */
  <T> T nested(java.util.function.Supplier<T> body) {
    if (++depth > MAX_DEPTH) {
      throw new MegaDbException(
              SqlState.STATEMENT_TOO_COMPLEX, "queries are nested more than " + MAX_DEPTH + " deep")
          .withHint("Simplify the statement.");
    }
    try {
      return body.get();
    } finally {
      depth--;
    }
  }
}
