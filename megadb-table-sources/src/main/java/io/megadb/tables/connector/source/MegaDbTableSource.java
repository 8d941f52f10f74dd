package io.megadb.tables.connector.source;

import io.megadb.function.FunctionRegistry;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;

/**
 * A table as Flink's planner reads it. Columns, conditions that mean the same here, and a limit are
 * pushed into the scan; the rest stays with Flink. Confined to the planner's thread.
 */
public final class MegaDbTableSource
    implements ScanTableSource,
        SupportsProjectionPushDown,
        SupportsFilterPushDown,
        SupportsLimitPushDown {
  private final String databaseId;
  private final TableDefinition table;
  private final FunctionRegistry functions;
  private int[] projection;
  private List<Expression> filters = List.of();
  private long limit = -1;

  /**
   * @param functions for finding the operators of conditions
   */
  public MegaDbTableSource(String databaseId, TableDefinition table, FunctionRegistry functions) {
    this.databaseId = databaseId;
    this.table = table;
    this.functions = functions;
    this.projection = IntStream.range(0, table.columns().size()).toArray();
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    return SourceProvider.of(
        new SnapshotSource(
            databaseId,
            new ScanBuilder(table, projection).build(filters, limit),
            projection.length));
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    int[] before = projection;
    projection = new int[projectedFields.length];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = before[projectedFields[i][0]];
    }
  }

  @Override
  public Result applyFilters(List<ResolvedExpression> conditions) {
    FilterTranslation translation = new FilterTranslation(table, functions);
    List<ResolvedExpression> accepted = new ArrayList<>();
    List<ResolvedExpression> remaining = new ArrayList<>();
    List<Expression> translated = new ArrayList<>();
    for (ResolvedExpression condition : conditions) {
      Optional<Expression> ours = translation.translate(condition);
      (ours.isPresent() ? accepted : remaining).add(condition);
      ours.ifPresent(translated::add);
    }
    filters = List.copyOf(translated);
    return Result.of(accepted, remaining);
  }

  @Override
  public void applyLimit(long rows) {
    limit = rows;
  }

  @Override
  public DynamicTableSource copy() {
    MegaDbTableSource copy = new MegaDbTableSource(databaseId, table, functions);
    copy.projection = projection;
    copy.filters = filters;
    copy.limit = limit;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "MegaDB table " + table.reference() + " (" + table.accessMethod() + ")";
  }
}
