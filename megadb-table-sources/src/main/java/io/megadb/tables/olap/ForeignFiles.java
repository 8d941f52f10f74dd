package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.olap.parquet.ForeignSchema;
import io.megadb.tables.olap.type.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.mapping.MappedField;
import org.apache.iceberg.mapping.MappedFields;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/**
 * Parquet files that others wrote as part of an olap table: WITH (files = '…'). They stay where
 * they are and must not change. Their columns are found by name, since field ids in them, if any,
 * are somebody else's. Stateless.
 */
final class ForeignFiles {
  static final String OPTION = "files";

  /**
   * Property of the Iceberg table: by which names files that others wrote have the fields, as JSON
   * of a name mapping. Iceberg's own mapping, which other engines use, forgets a name that another
   * column takes later.
   */
  static final String NAMES = "megadb.file-names";

  /** More are most likely not what was meant. */
  private static final int MAX_FILES = 100_000;

  private static final String GLOB_CHARACTERS = "*?[{";

  private ForeignFiles() {}

  /**
   * The files that a new table names, with what their footers say.
   *
   * @param allowed the directory that they must lie below; null if the server may read none
   */
  static List<DataFile> of(TableDefinition table, TableMetadata metadata, Path allowed) {
    String pattern = table.options().get(OPTION);
    if (!metadata.spec().isUnpartitioned()) {
      throw MegaDbException.notSupported("partition_by together with files")
          .withHint("Create a table without files and copy the rows: INSERT INTO … SELECT.");
    }
    if (!table.checks().isEmpty()) {
      throw MegaDbException.notSupported("CHECK constraints together with files")
          .withHint("Create a table without files and copy the rows: INSERT INTO … SELECT.");
    }
    List<DataFile> files = new ArrayList<>();
    try {
      for (Path path : matching(pattern, allowed)) {
        files.add(file(path, table, metadata));
      }
    } catch (IOException failure) {
      throw new MegaDbException(
          SqlState.IO_ERROR,
          "could not read the files \"" + pattern + "\": " + failure.getMessage(),
          failure);
    }
    if (files.isEmpty()) {
      throw new MegaDbException(SqlState.UNDEFINED_FILE, "no file matches \"" + pattern + "\"");
    }
    return files;
  }

  private static MegaDbException refused(String pattern) {
    return new MegaDbException(
            SqlState.INSUFFICIENT_PRIVILEGE,
            "must not read files on the server: \"" + pattern + "\"")
        .withHint("Start the server with --copy-directory and name files below it.");
  }

  private static List<Path> matching(String pattern, Path allowed) throws IOException {
    if (allowed == null) {
      throw refused(pattern);
    }
    Path directory = allowed.toRealPath();
    try {
      int glob = firstGlob(pattern);
      int cut = pattern.lastIndexOf('/', glob);
      Path start = directory.resolve(glob == pattern.length() ? pattern : prefix(pattern, cut));
      Path real = Files.exists(start) ? start.toRealPath() : start.normalize();
      if (!real.startsWith(directory)) {
        throw refused(pattern);
      }
      boolean named = glob == pattern.length();
      String rest = named ? "**.parquet" : pattern.substring(cut + 1);
      if (named && Files.isRegularFile(real)) {
        return List.of(real);
      }
      PathMatcher matcher = real.getFileSystem().getPathMatcher("glob:" + rest);
      return walk(real, matcher, directory, pattern);
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "invalid value for parameter \"" + OPTION + "\": \"" + pattern + "\"");
    }
  }

  private static String prefix(String pattern, int cut) {
    return cut < 0 ? "" : cut == 0 ? "/" : pattern.substring(0, cut);
  }

  private static int firstGlob(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (GLOB_CHARACTERS.indexOf(pattern.charAt(i)) >= 0) {
        return i;
      }
    }
    return pattern.length();
  }

  private static List<Path> walk(Path start, PathMatcher matcher, Path directory, String pattern)
      throws IOException {
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(start)) {
      for (Path path : (Iterable<Path>) all.sorted()::iterator) {
        if (Files.isRegularFile(path) && matcher.matches(start.relativize(path))) {
          Path real = path.toRealPath();
          if (!real.startsWith(directory)) {
            throw refused(pattern);
          }
          found.add(real);
          if (found.size() > MAX_FILES) {
            throw new MegaDbException(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "more than " + MAX_FILES + " files match \"" + pattern + "\"");
          }
        }
      }
    }
    return found;
  }

  private static DataFile file(Path path, TableDefinition table, TableMetadata metadata)
      throws IOException {
    ParquetMetadata footer = footer(path);
    int[] ids = FieldIds.of(table, metadata);
    String[] names = new String[ids.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = table.columns().get(i).name();
    }
    MessageType schema = ForeignSchema.withIds(footer.getFileMetaData().getSchema(), ids, names);
    check(path, table, ids, schema, metadata.schema());
    Metrics metrics =
        ParquetUtil.footerMetrics(
            ForeignSchema.withSchema(footer, schema), Stream.of(), MetricsConfig.getDefault());
    checkNotNull(path, table, ids, metrics);
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath(path.toString())
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(Files.size(path))
        .withMetrics(withoutFloats(metrics, metadata.schema()))
        .withSplitOffsets(ParquetUtil.getSplitOffsets(footer))
        .build();
  }

  private static ParquetMetadata footer(Path path) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(path),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      return reader.getFooter();
    } catch (RuntimeException damaged) {
      throw new MegaDbException(
          SqlState.DATA_CORRUPTED,
          "file \"" + path + "\" is not a readable Parquet file: " + damaged.getMessage(),
          damaged);
    }
  }

  /** Each column must be in the file, with a type that is the column's or becomes it unchanged. */
  private static void check(
      Path path, TableDefinition table, int[] ids, MessageType file, Schema declared) {
    Set<String> present = new HashSet<>();
    file.getFields().forEach(field -> present.add(field.getName()));
    for (ColumnDefinition column : table.columns()) {
      if (!present.contains(column.name())) {
        throw new MegaDbException(
            SqlState.UNDEFINED_COLUMN,
            "file \"" + path + "\" has no column \"" + column.name() + "\"");
      }
    }
    for (int i = 0; i < ids.length; i++) {
      ColumnDefinition column = table.columns().get(i);
      Type wanted = declared.findType(ids[i]);
      Type stored = stored(file, ids[i]);
      if (stored == null || !fits(stored, wanted)) {
        org.apache.iceberg.shaded.org.apache.parquet.schema.Type field =
            file.getType(column.name());
        throw new MegaDbException(
                SqlState.DATATYPE_MISMATCH,
                "column \""
                    + column.name()
                    + "\" is of type "
                    + column.type()
                    + " but in file \""
                    + path
                    + "\" it is "
                    + (stored == null ? field.toString() : stored.toString()))
            .withHint(
                "Declare the column with a type that has room for the file's, such as bigint for"
                    + " long or numeric(p,s) for decimal(p, s).");
      }
    }
  }

  /** The planner relies on NOT NULL, so files must not have nulls there, and must say so. */
  private static void checkNotNull(Path path, TableDefinition table, int[] ids, Metrics metrics) {
    for (int i = 0; i < ids.length; i++) {
      ColumnDefinition column = table.columns().get(i);
      Long nulls = metrics.nullValueCounts().get(ids[i]);
      if (column.notNull() && (nulls == null ? metrics.recordCount() > 0 : nulls > 0)) {
        throw new MegaDbException(
                SqlState.NOT_NULL_VIOLATION,
                "file \""
                    + path
                    + "\" "
                    + (nulls == null ? "does not tell whether it" : "")
                    + " has null values in column \""
                    + column.name()
                    + "\"")
            .withHint("Declare the column without NOT NULL.");
      }
    }
  }

  /** The type of a field as Iceberg reads it; null if it reads none such. */
  private static Type stored(MessageType file, int id) {
    for (org.apache.iceberg.shaded.org.apache.parquet.schema.Type field : file.getFields()) {
      if (field.getId().intValue() == id) {
        try {
          return ParquetSchemaUtil.convert(new MessageType(file.getName(), field)).findType(id);
        } catch (UnsupportedOperationException | IllegalArgumentException unknown) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean fits(Type stored, Type wanted) {
    if (stored.isListType() && wanted.isListType()) {
      return fits(stored.asListType().elementType(), wanted.asListType().elementType());
    }
    if (!wanted.isPrimitiveType() || !stored.isPrimitiveType()) {
      return false;
    }
    // INT96 and files of engines that know one timestamp only say that it is in UTC.
    boolean timestamps =
        stored.typeId() == Type.TypeID.TIMESTAMP && wanted.typeId() == Type.TypeID.TIMESTAMP;
    // Iceberg takes a UUID of a file for its bytes until it is told otherwise.
    boolean uuid =
        wanted.typeId() == Type.TypeID.UUID && stored.equals(Types.FixedType.ofLength(16));
    return timestamps
        || uuid
        || stored.equals(wanted)
        || TypeUtil.isPromotionAllowed(stored, wanted.asPrimitiveType());
  }

  /** Without bounds of floats: NaN, which PostgreSQL sorts last, is in no writer's bounds. */
  private static Metrics withoutFloats(Metrics metrics, Schema schema) {
    Map<Integer, java.nio.ByteBuffer> lower = new HashMap<>(metrics.lowerBounds());
    Map<Integer, java.nio.ByteBuffer> upper = new HashMap<>(metrics.upperBounds());
    for (Types.NestedField field : schema.columns()) {
      if (Storage.isFloat(field.type())) {
        lower.remove(field.fieldId());
        upper.remove(field.fieldId());
      }
    }
    return new Metrics(
        metrics.recordCount(),
        metrics.columnSizes(),
        metrics.valueCounts(),
        metrics.nullValueCounts(),
        null,
        lower,
        upper);
  }

  /**
   * By which name foreign files have each field, whatever it is called now; null for files that the
   * table wrote itself.
   *
   * @param path of a data file
   */
  static String[] names(String path, int[] fieldIds, TableMetadata metadata) {
    String mapping = metadata.property(NAMES, null);
    if (mapping == null || path.startsWith(metadata.location() + "/")) {
      return null;
    }
    MappedFields known = NameMappingParser.fromJson(mapping).asMappedFields();
    String[] names = new String[fieldIds.length];
    for (int i = 0; i < names.length; i++) {
      MappedField field = known.field(fieldIds[i]);
      names[i] = field == null ? null : field.names().iterator().next();
    }
    return names;
  }
}
