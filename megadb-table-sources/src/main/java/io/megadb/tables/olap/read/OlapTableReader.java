package io.megadb.tables.olap.read;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import io.megadb.spi.TableReader;
import io.megadb.tables.column.MissingValues;
import io.megadb.tables.olap.parquet.ParquetBatchReader;
import io.megadb.tables.olap.parquet.ParquetFiles;
import io.megadb.tables.olap.parquet.PositionDeletes;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.parquet.ParquetMetricsRowGroupFilter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Types;

/** Reads row groups of data files, leaving out those that filters exclude, and deleted rows. */
public final class OlapTableReader implements TableReader {
  /** Field ids of array elements, above all columns' own; used in no file. */
  private static final int ELEMENT_IDS = 1_000_000;

  private final ParquetFiles files = new ParquetFiles();

  @Override
  public String accessMethod() {
    return "olap";
  }

  @Override
  public BatchReader open(TableScan scan, Split split, ExecutionContext context) {
    OlapSplit part = (OlapSplit) split;
    List<PgType> types = scan.columns().stream().map(ScanColumn::type).toList();
    FlatVector[] missing = new FlatVector[types.size()];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = MissingValues.of(types.get(i), part.missing()[i]);
    }
    ReadCounts counts = new ReadCounts(context.metrics(), scan.properties().id());
    ParquetBatchReader reader =
        new ParquetBatchReader(
            files,
            ColumnCacheSetting.bytes(context.evaluation()),
            Path.of(part.path()),
            part.fieldIds(),
            part.names(),
            types,
            missing,
            rowGroups(scan, part, types, counts, context),
            context.batchRows());
    try {
      ScanRanges.of(scan.filters(), types, context).forEach(reader::narrow);
      PositionDeletes deletes =
          part.deleteFiles().length == 0
              ? null
              : PositionDeletes.read(files, List.of(part.deleteFiles()), part.named());
      return new OlapBatchReader(
          reader, deletes, part.fileNumber(), types.size(), scan.rowIdentity(), counts);
    } catch (RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  private static ParquetBatchReader.RowGroups rowGroups(
      TableScan scan,
      OlapSplit part,
      List<PgType> types,
      ReadCounts counts,
      ExecutionContext context) {
    return schema -> {
      ParquetMetricsRowGroupFilter metrics = metrics(scan, part, types, schema, context);
      return block -> {
        if (block.getStartingPos() < part.start() || block.getStartingPos() >= part.end()) {
          return false;
        }
        boolean read = metrics.shouldRead(schema, block);
        if (!read) {
          counts.rowGroupSkipped();
        }
        return read;
      };
    };
  }

  /** A filter by row groups' statistics; those of a file say nothing of columns it lacks. */
  private static ParquetMetricsRowGroupFilter metrics(
      TableScan scan,
      OlapSplit part,
      List<PgType> types,
      MessageType file,
      ExecutionContext context) {
    Set<Integer> present = new HashSet<>();
    for (org.apache.iceberg.shaded.org.apache.parquet.schema.Type column : file.getFields()) {
      if (column.getId() != null) {
        present.add(column.getId().intValue());
      }
    }
    List<String> names = new ArrayList<>();
    Map<Integer, Types.NestedField> fields = new LinkedHashMap<>();
    for (int i = 0; i < types.size(); i++) {
      int id = part.fieldIds()[i];
      boolean unordered =
          part.names() != null && Storage.isFloat(Storage.icebergType(types.get(i), id));
      if (!present.contains(id) || unordered) {
        names.add(null);
        continue;
      }
      names.add("c" + id);
      fields.put(
          id,
          Types.NestedField.optional(
              id, "c" + id, Storage.icebergType(types.get(i), ELEMENT_IDS + id)));
    }
    Expression filter = OlapFilters.of(scan.filters(), names, types, context);
    return new ParquetMetricsRowGroupFilter(new Schema(List.copyOf(fields.values())), filter);
  }
}
