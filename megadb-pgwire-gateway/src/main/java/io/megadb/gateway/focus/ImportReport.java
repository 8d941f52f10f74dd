package io.megadb.gateway.focus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an export did not fit. Every misfit is counted; the first hundred are kept with their
 * place. Grows while rows are read; confined to the thread that reads.
 */
public final class ImportReport {
  /** Enough to see a pattern, little enough to print. */
  static final int MAX_MISFITS = 100;

  private static final int MAX_VALUE_CHARS = 100;

  /**
   * One value or row that did not fit.
   *
   * @param column column of the table; null when the row as a whole was left out
   * @param line where its row begins in the export, counted from 1
   * @param value as the export has it, cut to 100 characters; null for a row
   * @param reason what is wrong with it
   */
  public record Misfit(String column, long line, String value, String reason) {}

  private final List<Misfit> misfits = new ArrayList<>();
  private final Map<String, Long> misfitsByColumn = new LinkedHashMap<>();
  private long rows;
  private long rowsLeftOut;
  private int largestScale;

  /** Rows returned so far. */
  public long rows() {
    return rows;
  }

  /** Rows left out because they had more or fewer values than the export has columns. */
  public long rowsLeftOut() {
    return rowsLeftOut;
  }

  /** Number of values replaced by null, by column of the table; columns without any are absent. */
  public Map<String, Long> misfitsByColumn() {
    return Map.copyOf(misfitsByColumn);
  }

  /** The first misfits, in the order of the export. */
  public List<Misfit> misfits() {
    return List.copyOf(misfits);
  }

  /** Most digits after the point seen in a decimal; a table with fewer rounds when loading. */
  public int largestScale() {
    return largestScale;
  }

  /** Whether every row and value was taken over. */
  public boolean isClean() {
    return rowsLeftOut == 0 && misfitsByColumn.isEmpty();
  }

  void rowRead() {
    rows++;
  }

  void rowLeftOut(long line, String reason) {
    rowsLeftOut++;
    keep(new Misfit(null, line, null, reason));
  }

  void valueLeftOut(String column, long line, String value, String reason) {
    misfitsByColumn.merge(column, 1L, Long::sum);
    boolean tooLong = value.length() > MAX_VALUE_CHARS;
    keep(new Misfit(column, line, tooLong ? value.substring(0, MAX_VALUE_CHARS) : value, reason));
  }

  void scaleSeen(int scale) {
    largestScale = Math.max(largestScale, scale);
  }

  private void keep(Misfit misfit) {
    if (misfits.size() < MAX_MISFITS) {
      misfits.add(misfit);
    }
  }
}
