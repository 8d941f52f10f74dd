package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.olap.parquet.write.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;

/** What WITH (…) says of an olap table: how its rows are divided and ordered, and its files. */
final class OlapOptions {
  private static final Set<String> NAMES =
      Set.of("partition_by", "sort_by", "compression", "row_group_rows", ForeignFiles.OPTION);

  /** Fewer rows would make a file mostly headers; more would need too much memory to write. */
  private static final int MIN_GROUP_ROWS = 1_000;

  private static final int MAX_GROUP_ROWS = 10_000_000;

  /** transform(column), transform(column, n) or column. */
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(?:([a-z]+)\\s*\\(\\s*([^,()]+?)\\s*(?:,\\s*([0-9]{1,9})\\s*)?\\)|([^,()]+?))\\s*");

  private OlapOptions() {}

  static void check(TableDefinition table) {
    for (String name : table.options().keySet()) {
      if (!NAMES.contains(name)) {
        throw invalid("unrecognized parameter \"" + name + "\"")
            .withHint(
                "Tables of the tier olap have partition_by, sort_by, compression, row_group_rows"
                    + " and files.");
      }
    }
  }

  /** Iceberg's properties for compression and row_group_rows. */
  static Map<String, String> layout(Map<String, String> options) {
    return FileLayout.properties(compression(options), groupRows(options));
  }

  private static Compression compression(Map<String, String> options) {
    String text = options.getOrDefault("compression", "auto").strip();
    for (Compression compression : Compression.values()) {
      if (compression.name().equalsIgnoreCase(text)) {
        return compression;
      }
    }
    throw invalid("invalid value for parameter \"compression\": \"" + text + "\"")
        .withHint("There are auto, none, lz4, zstd, snappy and gzip.");
  }

  private static Integer groupRows(Map<String, String> options) {
    String text = options.get("row_group_rows");
    if (text == null) {
      return null;
    }
    if (!text.strip().matches("[0-9]{1,9}")
        || Integer.parseInt(text.strip()) < MIN_GROUP_ROWS
        || Integer.parseInt(text.strip()) > MAX_GROUP_ROWS) {
      throw invalid("invalid value for parameter \"row_group_rows\": \"" + text + "\"")
          .withHint("It is a number from " + MIN_GROUP_ROWS + " to " + MAX_GROUP_ROWS + ".");
    }
    return Integer.valueOf(text.strip());
  }

  static PartitionSpec partitions(Map<String, String> options, Schema schema) {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    try {
      for (Matcher term : terms(options, "partition_by")) {
        add(spec, term, schema);
      }
      return spec.build();
    } catch (IllegalArgumentException | org.apache.iceberg.exceptions.ValidationException e) {
      throw invalid("invalid value for parameter \"partition_by\": " + e.getMessage());
    }
  }

  private static void add(PartitionSpec.Builder spec, Matcher term, Schema schema) {
    if (term.group(1) == null) {
      spec.identity(column(term.group(4), schema));
      return;
    }
    String column = column(term.group(2), schema);
    int number = term.group(3) == null ? -1 : Integer.parseInt(term.group(3));
    boolean numbered = term.group(1).equals("bucket") || term.group(1).equals("truncate");
    if (numbered != number > 0) {
      throw new IllegalArgumentException(
          term.group(1) + (numbered ? " needs" : " takes no") + " number");
    }
    switch (term.group(1)) {
      case "year" -> spec.year(column);
      case "month" -> spec.month(column);
      case "day" -> spec.day(column);
      case "hour" -> spec.hour(column);
      case "bucket" -> spec.bucket(column, number);
      case "truncate" -> spec.truncate(column, number);
      default ->
          throw new IllegalArgumentException(
              "unknown transform "
                  + term.group(1)
                  + "; there are year, month, day, hour, bucket and truncate");
    }
  }

  static SortOrder order(Map<String, String> options, Schema schema) {
    SortOrder.Builder order = SortOrder.builderFor(schema);
    for (Matcher term : terms(options, "sort_by")) {
      if (term.group(4) == null) {
        throw invalid("invalid value for parameter \"sort_by\": \"" + term.group() + "\"")
            .withHint("Name columns, optionally with asc or desc.");
      }
      String[] words = term.group(4).strip().split("\\s+");
      String column = column(words[0], schema);
      String direction = words.length == 1 ? "asc" : words[1].toLowerCase(Locale.ROOT);
      if (words.length > 2 || !direction.equals("asc") && !direction.equals("desc")) {
        throw invalid("invalid value for parameter \"sort_by\": \"" + term.group() + "\"")
            .withHint("Name columns, optionally with asc or desc.");
      }
      if (direction.equals("asc")) {
        order.asc(column, org.apache.iceberg.NullOrder.NULLS_LAST);
      } else {
        order.desc(column, org.apache.iceberg.NullOrder.NULLS_FIRST);
      }
    }
    return order.build();
  }

  private static String column(String name, Schema schema) {
    String bare = name.strip().replaceAll("^\"(.*)\"$", "$1");
    if (schema.findField(bare) == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_COLUMN, "column \"" + bare + "\" named in WITH does not exist");
    }
    return bare;
  }

  private static List<Matcher> terms(Map<String, String> options, String option) {
    String text = options.getOrDefault(option, "");
    List<Matcher> terms = new ArrayList<>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ',' : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth <= 0 && !text.isBlank()) {
        Matcher term = TERM.matcher(text.substring(start, i));
        if (!term.matches()) {
          throw invalid("invalid value for parameter \"" + option + "\": \"" + text + "\"")
              .withHint("List columns or transforms, such as month(day), bucket(id, 16), region.");
        }
        terms.add(term);
        start = i + 1;
      }
    }
    return terms;
  }

  private static MegaDbException invalid(String message) {
    return new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
