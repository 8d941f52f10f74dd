package io.megadb.planner.relation;

import java.util.List;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Estimates of reads of shared plans, what is known of the plans, and those of all else. */
public final class SharedMetadata {
  static final RelMetadataProvider PROVIDER =
      ChainedRelMetadataProvider.of(
          List.of(
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new Distinct(), BuiltInMetadata.DistinctRowCount.Handler.class),
              ReflectiveRelMetadataProvider.reflectiveSource(
                  new Uniqueness(), BuiltInMetadata.ColumnUniqueness.Handler.class),
              PgMetadata.PROVIDER));

  private SharedMetadata() {}

  private static ImmutableBitSet ofPlan(SharedReadRel read, ImmutableBitSet columns) {
    ImmutableBitSet.Builder builder = ImmutableBitSet.builder();
    for (int column : columns) {
      builder.set(read.columns().get(column));
    }
    return builder.build();
  }

  /** Distinct values. */
  public static final class Distinct implements MetadataHandler<BuiltInMetadata.DistinctRowCount> {
    @Override
    public MetadataDef<BuiltInMetadata.DistinctRowCount> getDef() {
      return BuiltInMetadata.DistinctRowCount.DEF;
    }

    /** Of columns; a condition counts as none. */
    public Double getDistinctRowCount(
        SharedReadRel read, RelMetadataQuery query, ImmutableBitSet key, RexNode predicate) {
      return query.getDistinctRowCount(read.plan().best(), ofPlan(read, key), null);
    }
  }

  /** Keys. */
  public static final class Uniqueness
      implements MetadataHandler<BuiltInMetadata.ColumnUniqueness> {
    @Override
    public MetadataDef<BuiltInMetadata.ColumnUniqueness> getDef() {
      return BuiltInMetadata.ColumnUniqueness.DEF;
    }

    /** Whether no two rows have the same values in these columns. */
    public Boolean areColumnsUnique(
        SharedReadRel read, RelMetadataQuery query, ImmutableBitSet columns, boolean ignoreNulls) {
      return query.areColumnsUnique(read.plan().best(), ofPlan(read, columns), ignoreNulls);
    }
  }
}
