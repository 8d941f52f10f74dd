package io.megadb.tables.statistics;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableAnalysis;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableAnalyzer;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * ANALYZE of one table: counts and distinct values over all rows, distributions of a sample. For
 * one thread.
 */
public final class SampledTable implements TableAnalyzer {
  private final TableDefinition table;
  private final Function<TableDefinition, TableStatistics> tier;
  private final InstantSource clock;
  private final Consumer<TableAnalysis> keeper;
  private final Map<Integer, ColumnStatistics> found = new HashMap<>();
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private final List<ColumnSketch> sketches = new ArrayList<>();
  private long[] hashes = {};
  private RowSample sample;
  private long rows;
  private long tableRows;

  /**
   * @param tier what the table's tier knows, for its size
   * @param known of an earlier ANALYZE; null for none
   * @param keeper takes what was found
   */
  public SampledTable(
      TableDefinition table,
      Function<TableDefinition, TableStatistics> tier,
      TableAnalysis known,
      InstantSource clock,
      Consumer<TableAnalysis> keeper) {
    this.table = table;
    this.tier = tier;
    this.clock = clock;
    this.keeper = keeper;
    if (known != null) {
      found.putAll(known.columns());
    }
  }

  @Override
  public void columns(List<Integer> ordinals) {
    finish();
    rows = 0;
    for (int ordinal : ordinals) {
      columns.add(table.columns().get(ordinal));
      sketches.add(new ColumnSketch());
    }
    List<PgType> types = columns.stream().map(ColumnDefinition::type).toList();
    sample = types.isEmpty() ? null : new RowSample(types, table.oid());
  }

  @Override
  public void add(Batch batch) {
    if (hashes.length < batch.size()) {
      hashes = new long[batch.size()];
    }
    for (int i = 0; i < columns.size(); i++) {
      sketches.get(i).add(batch.column(i), columns.get(i).type(), hashes);
    }
    if (sample != null) {
      sample.add(batch);
    }
    rows += batch.size();
  }

  @Override
  public long rows() {
    return rows;
  }

  private void finish() {
    for (int i = 0; i < columns.size(); i++) {
      found.put(columns.get(i).attnum(), statistics(i));
    }
    tableRows = Math.max(tableRows, rows);
    columns.clear();
    sketches.clear();
    sample = null;
  }

  private ColumnStatistics statistics(int column) {
    return Distributions.of(
        sample.take(column),
        columns.get(column).type(),
        sketches.get(column),
        rows <= RowSample.ROWS);
  }

  @Override
  public void store() {
    finish();
    keeper.accept(
        new TableAnalysis(
            table.oid(), tableRows, tier.apply(table).bytes(), clock.millis(), found));
  }
}
