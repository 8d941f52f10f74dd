package io.megadb.tables.olap.parquet;

/**
 * Says that only rows with a value of a column within a range are wanted; null lies in none.
 *
 * @param column of those being read
 * @param least in the unit of the column's vectors; of decimals the unscaled value
 * @param greatest inclusive; below the least one if no row is wanted
 */
public record ValueRange(int column, long least, long greatest) {
  boolean excludes(long min, long max) {
    return max < least || min > greatest || least > greatest;
  }
}
