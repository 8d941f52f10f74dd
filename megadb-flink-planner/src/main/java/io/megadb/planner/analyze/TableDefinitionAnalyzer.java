package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.Constraint;
import io.megadb.planner.ast.CreateTable;
import io.megadb.planner.ast.CreateTableAs;
import io.megadb.planner.ast.Option;
import io.megadb.planner.ast.Persistence;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.relation.PgTable;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.type.PgType;
import io.megadb.type.TypeCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** CREATE TABLE. */
public final class TableDefinitionAnalyzer {
  private static final String DEFAULT_METHOD = "oltp";

  private final Analysis analysis;

  public TableDefinitionAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  public CatalogChange.CreateTable create(CreateTable create) {
    refuse(create);
    String name = CallAnalyzer.simpleName(create.name());
    List<ColumnDefinition> columns = new ArrayList<>();
    List<Constraint> constraints = new ArrayList<>();
    List<List<Integer>> constraintColumns = new ArrayList<>();
    for (io.megadb.planner.ast.ColumnDefinition column : create.columns()) {
      columns.add(column(column, columns, constraints, constraintColumns));
    }
    for (Constraint constraint : create.constraints()) {
      constraints.add(constraint);
      constraintColumns.add(null);
    }
    String method = method(create.method());
    PrimaryKey key = null;
    List<CheckDefinition> checks = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      switch (constraint.kind()) {
        case PRIMARY_KEY -> {
          if (key != null) {
            throw multipleKeys(name, constraint);
          }
          key = primaryKey(name, method, constraint, constraintColumns.get(i), columns);
        }
        case CHECK -> checks.add(check(name, columns, constraint, checks));
        case UNIQUE -> throw notSupported("UNIQUE constraints", constraint);
        case FOREIGN_KEY -> throw notSupported("FOREIGN KEY constraints", constraint);
        default -> throw notSupported(constraint.kind().name(), constraint);
      }
    }
    if (key != null) {
      notNull(columns, key);
    }
    return new CatalogChange.CreateTable(
        table(create.name(), columns, key, checks, method, create.options()), create.ifNotExists());
  }

  /**
   * A table with one constraint more; columns of a primary key become NOT NULL.
   *
   * @throws MegaDbException 42710 if it has one of that name, 42P16 if it has a primary key
   */
  TableDefinition constrained(TableDefinition table, Constraint constraint) {
    String name = constraint.name() == null ? null : constraint.name().getSimple();
    PrimaryKey before = table.primaryKey();
    if (table.checks().stream().anyMatch(check -> check.name().equals(name))
        || before != null && before.name().equals(name)) {
      throw new MegaDbException(
          SqlState.DUPLICATE_OBJECT,
          "constraint \"" + name + "\" for relation \"" + table.name() + "\" already exists");
    }
    switch (constraint.kind()) {
      case PRIMARY_KEY -> {
        if (before != null) {
          throw multipleKeys(table.name(), constraint);
        }
        List<ColumnDefinition> columns = new ArrayList<>(table.columns());
        PrimaryKey key = primaryKey(table.name(), table.accessMethod(), constraint, null, columns);
        notNull(columns, key);
        return table.withColumns(columns, key, table.checks());
      }
      case CHECK -> {
        List<CheckDefinition> checks = new ArrayList<>(table.checks());
        checks.add(check(table.name(), table.columns(), constraint, table.checks()));
        return table.withConstraints(before, checks);
      }
      default ->
          throw notSupported(
              constraint.kind().name().replace('_', ' ') + " constraints", constraint);
    }
  }

  private static void notNull(List<ColumnDefinition> columns, PrimaryKey key) {
    for (int column : key.columns()) {
      columns.set(column, columns.get(column).withNotNull(true));
    }
  }

  private MegaDbException multipleKeys(String table, Constraint constraint) {
    return analysis.error(
        SqlState.INVALID_TABLE_DEFINITION,
        "multiple primary keys for table \"" + table + "\" are not allowed",
        constraint.pos());
  }

  /** The table that a query's columns make. */
  public CatalogChange.CreateTable createAs(CreateTableAs create, List<OutputColumn> query) {
    if (create.persistence() == Persistence.TEMPORARY) {
      throw analysis.notSupported("temporary tables", create.name());
    }
    if (create.columns() != null && create.columns().size() > query.size()) {
      throw new MegaDbException(SqlState.SYNTAX_ERROR, "too many column names were specified");
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (OutputColumn column : query) {
      int number = columns.size();
      boolean renamed = create.columns() != null && number < create.columns().size();
      String name = renamed ? create.columns().get(number).getSimple() : column.name();
      checkNew(name, columns, null);
      columns.add(new ColumnDefinition(number + 1, name, column.type(), false, null, null));
    }
    return new CatalogChange.CreateTable(
        table(create.name(), columns, null, List.of(), method(create.method()), create.options()),
        create.ifNotExists());
  }

  private TableDefinition table(
      SqlIdentifier id,
      List<ColumnDefinition> columns,
      PrimaryKey key,
      List<CheckDefinition> checks,
      String method,
      List<Option> options) {
    return new TableDefinition(
        0,
        analysis.relations().creationSchema(id),
        CallAnalyzer.simpleName(id),
        RelationKind.TABLE,
        columns,
        key,
        checks,
        method,
        options(options),
        null,
        analysis.context().evaluation().user(),
        null);
  }

  private MegaDbException notSupported(String what, Constraint constraint) {
    return MegaDbException.notSupported(what).withPosition(analysis.position(constraint.pos()));
  }

  private void refuse(CreateTable create) {
    String what =
        create.persistence() == Persistence.TEMPORARY
            ? "temporary tables"
            : !create.likes().isEmpty()
                ? "LIKE in CREATE TABLE"
                : !create.inherits().isEmpty()
                    ? "INHERITS"
                    : create.partitioning() ? "partitioned tables" : null;
    if (what != null) {
      throw analysis.notSupported(what, create.name());
    }
  }

  private void checkNew(String name, List<ColumnDefinition> columns, SqlNode place) {
    if (columns.stream().anyMatch(column -> column.name().equals(name))) {
      throw analysis.error(
          SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once", place);
    }
  }

  /**
   * A column of ADD COLUMN; it has no attnum yet.
   *
   * @throws MegaDbException 0A000 if it brings a constraint other than NOT NULL and DEFAULT
   */
  ColumnDefinition added(io.megadb.planner.ast.ColumnDefinition column) {
    analysis.typeNames().resolve(column.type());
    List<Constraint> constraints = new ArrayList<>();
    ColumnDefinition added =
        analysis.inView(
            "column " + column.name().getSimple(),
            () -> column(column, List.of(), constraints, new ArrayList<>()));
    for (Constraint constraint : constraints) {
      throw notSupported(
          "ADD COLUMN with " + constraint.kind().name().replace('_', ' '), constraint);
    }
    return added;
  }

  /**
   * The text of a column's new default, in which a literal has its type; errors have no position,
   * as PostgreSQL's.
   *
   * @param written the expression's own text
   * @throws MegaDbException 42804 if it does not fit the column
   */
  String defaultText(ColumnDefinition column, SqlNode expression, String written) {
    return analysis.inView(
        "column " + column.name(),
        () -> defaultText(column.name(), column.type(), expression, written));
  }

  private ColumnDefinition column(
      io.megadb.planner.ast.ColumnDefinition column,
      List<ColumnDefinition> before,
      List<Constraint> constraints,
      List<List<Integer>> constraintColumns) {
    String name = column.name().getSimple();
    checkNew(name, before, null);
    PgType type = analysis.typeNames().resolve(column.type());
    if (type.base().category() == TypeCategory.PSEUDO) {
      throw analysis.error(
          SqlState.INVALID_TABLE_DEFINITION,
          "column \"" + name + "\" has pseudo-type " + type,
          (SqlNode) null);
    }
    boolean notNull = false;
    String defaultSql = null;
    for (Constraint constraint : column.constraints()) {
      switch (constraint.kind()) {
        case NOT_NULL -> notNull = true;
        case NULL -> {}
        case DEFAULT -> {
          if (defaultSql != null) {
            throw analysis.error(
                SqlState.SYNTAX_ERROR,
                "multiple default values specified for column \"" + name + "\"",
                constraint.pos());
          }
          defaultSql =
              defaultText(name, type, constraint.expression(), constraint.expressionText());
        }
        case IDENTITY -> throw notSupported("identity columns", constraint);
        case GENERATED -> throw notSupported("generated columns", constraint);
        default -> {
          constraints.add(constraint);
          constraintColumns.add(List.of(before.size()));
        }
      }
    }
    return new ColumnDefinition(before.size() + 1, name, type, notNull, defaultSql, null);
  }

  /** Checks a default and gives its text, in which a literal has its type. */
  private String defaultText(String name, PgType type, SqlNode expression, String written) {
    Scope scope = new Scope(null, null);
    scope.startClause("DEFAULT expressions", false);
    Typed value = analysis.expressions().analyze(expression, scope);
    new ModificationAnalyzer(analysis)
        .refuseSubquery(value.rex(), "DEFAULT expression", expression);
    ColumnDefinition column = new ColumnDefinition(1, name, type, false, null, null);
    if (analysis
            .coercion()
            .tryCoerce(value, type, io.megadb.function.CastSignature.Context.ASSIGNMENT)
        == null) {
      throw analysis
          .error(
              SqlState.DATATYPE_MISMATCH,
              "column \""
                  + column.name()
                  + "\" is of type "
                  + type.withoutModifier()
                  + " but default expression is of type "
                  + value.type(),
              (SqlNode) null)
          .withHint("You will need to rewrite or cast the expression.");
    }
    return new ConstantText(analysis).of(value, type, written);
  }

  private String method(SqlIdentifier written) {
    String method =
        written == null
            ? analysis.context().evaluation().setting("default_table_access_method", DEFAULT_METHOD)
            : written.getSimple();
    TreeSet<String> known = new TreeSet<>();
    analysis.context().extensions().accessMethods().forEach(m -> known.add(m.value().name()));
    known.remove("catalog"); // for system tables alone
    if (!known.isEmpty() && !known.contains(method)) {
      throw analysis
          .error(
              SqlState.UNDEFINED_OBJECT, "access method \"" + method + "\" does not exist", written)
          .withHint("Access methods here: " + String.join(", ", known) + ".");
    }
    analysis.switches().checkAccessMethod(method, written);
    return method;
  }

  private PrimaryKey primaryKey(
      String table,
      String method,
      Constraint constraint,
      List<Integer> own,
      List<ColumnDefinition> columns) {
    if (method.equals("olap") && constraint.enforced()) {
      throw notSupported("enforced PRIMARY KEY on a table USING olap", constraint)
          .withHint("Write PRIMARY KEY … NOT ENFORCED, or use another access method.");
    }
    List<Integer> key = new ArrayList<>();
    if (own != null) {
      key.addAll(own);
    } else {
      for (SqlIdentifier id : constraint.columns()) {
        int index = index(columns, id.getSimple());
        if (index < 0) {
          throw analysis.error(
              SqlState.UNDEFINED_COLUMN,
              "column \"" + id.getSimple() + "\" named in key does not exist",
              constraint.pos());
        }
        if (key.contains(index)) {
          throw analysis.error(
              SqlState.DUPLICATE_COLUMN,
              "column \"" + id.getSimple() + "\" appears twice in primary key constraint",
              constraint.pos());
        }
        key.add(index);
      }
    }
    String name = constraint.name() == null ? table + "_pkey" : constraint.name().getSimple();
    return new PrimaryKey(0, 0, name, key, constraint.enforced());
  }

  private static int index(List<ColumnDefinition> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private CheckDefinition check(
      String table,
      List<ColumnDefinition> columns,
      Constraint constraint,
      List<CheckDefinition> before) {
    if (!constraint.enforced()) {
      throw notSupported("CHECK … NOT ENFORCED", constraint);
    }
    TableDefinition definition =
        new TableDefinition(
            0,
            "",
            table,
            RelationKind.TABLE,
            columns,
            null,
            List.of(),
            "",
            Map.of(),
            null,
            "",
            null);
    Scope scope = new Scope(null, null);
    PgTable row =
        PgTable.of(
            definition, new TableStatistics(1, 1, Map.of()), false, analysis.session().types());
    List<ScopeColumn> visible = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      visible.add(new ScopeColumn(columns.get(i).name(), i, columns.get(i).type(), 0, 0));
    }
    scope.setFrom(
        new FromItem(
            LogicalTableScan.create(analysis.session().cluster(), row, List.of()),
            List.of(new ScopeRelation(table, definition, true, visible)),
            visible));
    scope.startClause("check constraints", false);
    Typed condition =
        analysis
            .coercion()
            .bool(analysis.expressions().analyze(constraint.expression(), scope), "CHECK");
    new ModificationAnalyzer(analysis)
        .refuseSubquery(condition.rex(), "check constraint", constraint.expression());
    String name =
        constraint.name() != null
            ? constraint.name().getSimple()
            : ConstraintNames.check(table, condition.rex(), columns, before);
    return new CheckDefinition(0, name, constraint.expressionText());
  }

  private static Map<String, String> options(List<Option> options) {
    Map<String, String> values = new TreeMap<>();
    for (Option option : options) {
      SqlNode value = option.value();
      String text =
          value == null
              ? "true"
              : value instanceof SqlIdentifier id
                  ? id.toString()
                  : value instanceof SqlLiteral literal ? literal.toValue() : value.toString();
      values.put(option.name(), text);
    }
    return values;
  }
}
