package io.megadb.planner.relation;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import org.apache.calcite.plan.RelOptAbstractTable;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.util.ImmutableBitSet;

/** A table of the catalog with its statistics, as the logical plan scans it. */
public final class PgTable extends RelOptAbstractTable {
  /** Name of the hidden column that identifies a row for UPDATE and DELETE. */
  public static final String ROW_IDENTITY = "(row identity)";

  private final TableDefinition definition;
  private final TableStatistics statistics;
  private final boolean rowIdentity;

  private PgTable(
      TableDefinition definition,
      TableStatistics statistics,
      boolean rowIdentity,
      org.apache.calcite.rel.type.RelDataType rowType) {
    super(null, definition.schema() + "." + definition.name(), rowType);
    this.definition = definition;
    this.statistics = statistics;
    this.rowIdentity = rowIdentity;
  }

  /**
   * @param rowIdentity adds a last column that identifies the row
   */
  public static PgTable of(
      TableDefinition definition,
      TableStatistics statistics,
      boolean rowIdentity,
      PgTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    for (ColumnDefinition column : definition.columns()) {
      row.add(column.name(), types.of(column.type(), !column.notNull()));
    }
    if (rowIdentity) {
      row.add(ROW_IDENTITY, types.of(PgType.of(PgTypes.BYTEA), false));
    }
    return new PgTable(definition, statistics, rowIdentity, row.build());
  }

  public TableDefinition definition() {
    return definition;
  }

  public TableStatistics statistics() {
    return statistics;
  }

  public boolean rowIdentity() {
    return rowIdentity;
  }

  @Override
  public List<String> getQualifiedName() {
    return List.of(definition.schema(), definition.name());
  }

  @Override
  public double getRowCount() {
    return Math.max(1, statistics.rows());
  }

  @Override
  public boolean isKey(ImmutableBitSet columns) {
    return definition.primaryKey() != null
        && columns.contains(ImmutableBitSet.of(definition.primaryKey().columns()));
  }

  @Override
  public List<ImmutableBitSet> getKeys() {
    return definition.primaryKey() == null
        ? List.of()
        : List.of(ImmutableBitSet.of(definition.primaryKey().columns()));
  }
}
