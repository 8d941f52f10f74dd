package io.megadb.tables;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.function.EvaluationContext;
import io.megadb.plan.CostVector;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.AccessMethod;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.Plugins;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.spi.TaskExtensions;
import io.megadb.tables.storage.StorageDatabaseFactory;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A database of all tiers without planner: statements are made by hand. */
public final class TestDatabase implements AutoCloseable {
  static final PlanProperties PROPERTIES = new PlanProperties(1, 1, CostVector.ZERO);
  public static final TaskExtensions TASKS =
      TaskExtensions.discover(TestDatabase.class.getClassLoader());

  public final Database database;

  public TestDatabase(Path directory) {
    this(directory, InstantSource.system(), Map.of());
  }

  public TestDatabase(Path directory, InstantSource clock, Map<String, String> options) {
    MegaDbExtensions extensions = Plugins.discover(TestDatabase.class.getClassLoader());
    List<AccessMethod> methods =
        extensions.accessMethods().stream().map(MegaDbExtensions.Injection::value).toList();
    database =
        new StorageDatabaseFactory(clock)
            .open(directory, options, methods, List.of(), TASKS.functions()::type);
  }

  public static ColumnDefinition column(String name, PgType type) {
    return new ColumnDefinition(0, name, type, false, null, null);
  }

  public static TableDefinition table(
      String name,
      String tier,
      Map<String, String> options,
      List<Integer> key,
      ColumnDefinition... columns) {
    return new TableDefinition(
        0,
        "public",
        name,
        RelationKind.TABLE,
        List.of(columns),
        key.isEmpty() ? null : new PrimaryKey(0, 0, name + "_pkey", key, !tier.equals("olap")),
        List.of(),
        tier,
        options,
        null,
        "megadb",
        null);
  }

  public TableDefinition create(TableDefinition table) {
    try (DatabaseTransaction transaction = begin()) {
      TableDefinition created = transaction.createTable(table);
      transaction.commit();
      return created;
    }
  }

  public DatabaseTransaction begin() {
    return database.begin(IsolationLevel.READ_COMMITTED, false);
  }

  public DatabaseTransaction begin(IsolationLevel level) {
    return database.begin(level, false);
  }

  public static ExecutionContext context(Object... parameters) {
    return new ExecutionContext(
        "test",
        EvaluationContext.constant(),
        Arrays.asList(parameters),
        TASKS,
        new MemoryBudget(1L << 32),
        new Cancellation(),
        new NodeMetrics(),
        Batch.MAX_ROWS);
  }

  /** Rows as a batch. */
  public static Batch batch(List<PgType> types, List<List<Object>> rows) {
    Vector[] columns = new Vector[types.size()];
    for (int i = 0; i < columns.length; i++) {
      VectorBuilder builder = VectorBuilder.of(types.get(i));
      for (List<Object> row : rows) {
        builder.append(row.get(i));
      }
      columns[i] = builder.build();
    }
    return new Batch(rows.size(), columns);
  }

  public static ModifyNode modify(
      TableDefinition table, ModifyNode.Kind kind, ModifyNode.Conflict conflict) {
    return new ModifyNode(
        PROPERTIES,
        new ValuesNode(PROPERTIES, List.of(), List.of()),
        table.reference(),
        kind,
        new ModifyNode.Recheck(null, List.of()),
        conflict,
        true,
        table.types(),
        List.of());
  }

  public static List<List<Object>> insert(
      DatabaseTransaction transaction, TableDefinition table, List<List<Object>> rows) {
    return insert(transaction, table, rows, null, null);
  }

  public static List<List<Object>> insert(
      DatabaseTransaction transaction,
      TableDefinition table,
      List<List<Object>> rows,
      ModifyNode.Conflict conflict,
      RowEvaluator evaluator) {
    return write(
        transaction,
        modify(table, ModifyNode.Kind.INSERT, conflict),
        batch(table.types(), rows),
        evaluator);
  }

  public static List<List<Object>> write(
      DatabaseTransaction transaction, ModifyNode node, Batch rows, RowEvaluator evaluator) {
    try (StatementSnapshot snapshot = transaction.startStatement();
        TableWriter writer = transaction.writer(node, snapshot, evaluator)) {
      List<List<Object>> written = rows(writer.write(rows));
      writer.finish();
      return written;
    }
  }

  public void insert(TableDefinition table, List<List<Object>> rows) {
    try (DatabaseTransaction transaction = begin()) {
      insert(transaction, table, rows);
      transaction.commit();
    }
  }

  public static TableScan scan(
      TableDefinition table, List<Expression> filters, List<Expression> key, boolean identity) {
    List<ScanColumn> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      columns.add(new ScanColumn(i, column.name(), column.type()));
    }
    return new TableScan(PROPERTIES, table.reference(), columns, filters, key, -1, identity);
  }

  /** All rows that a new statement of a transaction sees. */
  public static List<List<Object>> read(DatabaseTransaction transaction, TableDefinition table) {
    try (StatementSnapshot snapshot = transaction.startStatement()) {
      return read(transaction, snapshot, scan(table, List.of(), List.of(), false));
    }
  }

  public static List<List<Object>> read(
      DatabaseTransaction transaction,
      StatementSnapshot snapshot,
      TableScan scan,
      Object... parameters) {
    ExecutionContext context = context(parameters);
    SplitPlan plan = transaction.splits(scan, snapshot, context, 3);
    List<List<Object>> rows = new ArrayList<>();
    for (Split split : plan.splits()) {
      try (BatchReader reader =
          TASKS.reader(scan.table().accessMethod()).open(scan, split, context)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          rows.addAll(rows(batch));
        }
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    }
    return rows;
  }

  /** All committed rows. */
  public List<List<Object>> read(TableDefinition table) {
    try (DatabaseTransaction transaction = begin()) {
      return read(transaction, table);
    }
  }

  public static List<List<Object>> rows(Batch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      List<Object> row = new ArrayList<>();
      for (int column = 0; column < batch.columnCount(); column++) {
        row.add(Values.get(batch.column(column), i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Identities of the rows whose first column has this value, in a statement of its own. */
  public static List<Bytes> identities(
      DatabaseTransaction transaction,
      StatementSnapshot snapshot,
      TableDefinition table,
      Object first) {
    return read(transaction, snapshot, scan(table, List.of(), List.of(), true)).stream()
        .filter(row -> row.get(0).equals(first))
        .map(row -> (Bytes) row.get(row.size() - 1))
        .toList();
  }

  /** UPDATE of the rows whose first column has this value. */
  public static int update(
      DatabaseTransaction transaction, TableDefinition table, Object first, List<Object> values) {
    return change(transaction, table, first, values, null);
  }

  public static int delete(DatabaseTransaction transaction, TableDefinition table, Object first) {
    return change(transaction, table, first, null, null);
  }

  public static int change(
      DatabaseTransaction transaction,
      TableDefinition table,
      Object first,
      List<Object> values,
      RowEvaluator evaluator) {
    try (StatementSnapshot snapshot = transaction.startStatement()) {
      List<List<Object>> rows = new ArrayList<>();
      for (Bytes identity : identities(transaction, snapshot, table, first)) {
        List<Object> row = new ArrayList<>(List.of(identity));
        if (values != null) {
          row.addAll(values);
        }
        rows.add(row);
      }
      List<PgType> types = new ArrayList<>(List.of(PgType.of(io.megadb.type.PgTypes.BYTEA)));
      if (values != null) {
        types.addAll(table.types());
      }
      ModifyNode.Kind kind = values == null ? ModifyNode.Kind.DELETE : ModifyNode.Kind.UPDATE;
      try (TableWriter writer =
          transaction.writer(modify(table, kind, null), snapshot, evaluator)) {
        int count = rows.isEmpty() ? 0 : writer.write(batch(types, rows)).size();
        writer.finish();
        return count;
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
