package io.megadb.tables.olap.parquet.write;

import io.megadb.type.PgType;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/**
 * What a file holds.
 *
 * @param schema columns without nesting
 * @param types of the columns
 * @param order in which runs of rows come, as far as readers that compare stored values see it;
 *     empty for none
 * @param properties that the footer keeps
 */
public record FileSchema(
    MessageType schema,
    List<PgType> types,
    List<SortedColumn> order,
    Map<String, String> properties) {

  /**
   * A column of the order.
   *
   * @param column its number
   */
  public record SortedColumn(int column, boolean descending, boolean nullsFirst) {}
}
