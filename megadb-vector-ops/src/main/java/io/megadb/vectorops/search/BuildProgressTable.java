package io.megadb.vectorops.search;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.SystemTable;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The system table pg_stat_progress_create_index, with PostgreSQL 15's columns. Indexes are built
 * beside all sessions: pid is 0. What counts are the tuples; phases are pgvector's.
 */
final class BuildProgressTable implements SystemTable {
  /** Among the numbers that PostgreSQL leaves free for objects made by initdb. */
  private static final int OID = 13_910;

  private static final PgType INT4 = PgType.of(PgTypes.INT4);
  private static final PgType INT8 = PgType.of(PgTypes.INT8);
  private static final PgType OID_TYPE = PgType.of(PgTypes.OID);
  private static final PgType NAME = PgType.of(PgTypes.NAME);
  private static final PgType TEXT = PgType.of(PgTypes.TEXT);

  private static final List<String> NAMES =
      List.of(
          "pid",
          "datid",
          "datname",
          "relid",
          "index_relid",
          "command",
          "phase",
          "lockers_total",
          "lockers_done",
          "current_locker_pid",
          "blocks_total",
          "blocks_done",
          "tuples_total",
          "tuples_done",
          "partitions_total",
          "partitions_done");

  private static final List<PgType> TYPES =
      List.of(
          INT4, OID_TYPE, NAME, OID_TYPE, OID_TYPE, TEXT, TEXT, INT8, INT8, INT8, INT8, INT8, INT8,
          INT8, INT8, INT8);

  private final VectorIndexes indexes;

  BuildProgressTable(VectorIndexes indexes) {
    this.indexes = indexes;
  }

  @Override
  public TableDefinition definition() {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      columns.add(new ColumnDefinition(i + 1, NAMES.get(i), TYPES.get(i), false, null, null));
    }
    return new TableDefinition(
        OID,
        "pg_catalog",
        "pg_stat_progress_create_index",
        RelationKind.TABLE,
        columns,
        null,
        List.of(),
        "catalog",
        Map.of(),
        null,
        "megadb",
        null);
  }

  @Override
  public Iterator<Batch> rows(CatalogSnapshot catalog, EvaluationContext context) {
    BuildProgress build = indexes.building();
    if (build == null) {
      return List.<Batch>of().iterator();
    }
    List<Object> values =
        List.of(
            0L,
            0L,
            Bytes.utf8(context.database()),
            (long) build.table(),
            (long) build.index(),
            Bytes.utf8("CREATE INDEX CONCURRENTLY"),
            Bytes.utf8(build.done() == 0 ? "initializing" : "building index: loading tuples"),
            0L,
            0L,
            0L,
            0L,
            0L,
            Math.max(build.expected(), build.done()),
            build.done(),
            0L,
            0L);
    Vector[] columns = new Vector[values.size()];
    for (int i = 0; i < columns.length; i++) {
      VectorBuilder builder = VectorBuilder.of(TYPES.get(i));
      builder.append(values.get(i));
      columns[i] = builder.build();
    }
    return List.of(new Batch(1, columns)).iterator();
  }
}
