package io.megadb.tables.olap.parquet;

import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * A column with at most one value a row. A page is loaded when the first row of it is wanted; where
 * few rows are, only their values are taken out.
 *
 * @param <T> what values are collected in: an array, or arrays
 */
abstract class PagedCursor<T> extends ColumnCursor {
  /** A larger dictionary has about as many entries as there are rows: nobody asks it first. */
  private static final int MAX_ENTRIES = 1 << 16;

  private final ParquetFile file;
  private final ColumnPath path;
  private final ColumnPages pages;

  /** Those of the range at hand, the oldest first. */
  private final ArrayDeque<DataPage> current = new ArrayDeque<>();

  private boolean dictionaryRead;
  private int dictionarySize;
  private FlatVector dictionary;
  private int[] numbers = new int[0];
  private int[] codes = new int[0];

  PagedCursor(ParquetFile file, PageDecompressor decompressor, ColumnPath path, boolean nullable) {
    this.file = file;
    this.path = path;
    this.pages = new ColumnPages(file, decompressor, nullable);
  }

  /** An empty collection. */
  abstract T target(int rows);

  /** Prepares a page that has just been loaded. */
  abstract void prepare(DataPage page);

  /** Appends values of a page without a dictionary. */
  abstract void copy(DataPage page, int from, int count, T target, int at);

  /**
   * Appends values of a page without a dictionary.
   *
   * @param numbers of the values, ascending
   */
  abstract void gather(DataPage page, int[] numbers, int count, T target, int at);

  /** Appends values of the dictionary. */
  abstract void look(int[] codes, int count, T target, int at);

  /**
   * Moves the last values apart, to where the bits from {@code at} on say that there are values.
   */
  abstract void spread(T target, int at, int rows, int values, long[] validity);

  abstract FlatVector finish(T target, int rows, long[] validity);

  /** Takes the dictionary's values over for {@link #look}; answers them, or null. */
  abstract FlatVector dictionary(byte[] bytes, int length, int count);

  /** Whether vectors that have a dictionary keep it. */
  abstract boolean staysCoded();

  /** Whether filters can ask the dictionary. */
  boolean canBeCoded() {
    return true;
  }

  @Override
  void open(int rowGroup) throws IOException {
    BlockMetaData block = file.footer().metadata().getBlocks().get(rowGroup);
    current.forEach(pages::release);
    current.clear();
    dictionaryRead = false;
    dictionary = null;
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      if (chunk.getPath().equals(path)) {
        pages.open(chunk, block.getRowCount());
        return;
      }
    }
    throw new IndexOutOfBoundsException("a row group lacks column " + path.toDotString());
  }

  /** Finds the pages of a range; answers whether all have codes. */
  private boolean find(long from, int rows) throws IOException {
    while (!current.isEmpty() && current.peek().firstRow + current.peek().rows <= from) {
      pages.release(current.poll());
    }
    long end = from + rows;
    DataPage last = current.peekLast();
    for (long row = last == null ? from : last.firstRow + last.rows; row < end; ) {
      DataPage page = pages.page(row);
      current.add(page);
      row = page.firstRow + page.rows;
    }
    boolean coded = true;
    for (DataPage page : current) {
      coded &= page.coded();
    }
    return coded;
  }

  private void load(DataPage page) throws IOException {
    if (page.loaded()) {
      return;
    }
    pages.load(page);
    if (!page.coded()) {
      prepare(page);
      return;
    }
    if (!dictionaryRead) {
      dictionaryRead = true;
      ColumnPages.DictionaryBytes bytes = pages.dictionary();
      dictionarySize = bytes == null ? -1 : bytes.count();
      dictionary = bytes == null ? null : dictionary(bytes.bytes(), bytes.length(), bytes.count());
    }
    if (dictionarySize < 0) {
      throw new IndexOutOfBoundsException("column " + path.toDotString() + " has no dictionary");
    }
  }

  @Override
  Vector read(long from, int rows) throws IOException {
    return find(from, rows) && staysCoded() ? coded(from, rows) : values(from, rows);
  }

  @Override
  Vector encoded(long from, int rows) throws IOException {
    boolean coded = find(from, rows) && canBeCoded();
    if (coded) {
      load(current.element());
    }
    return coded && (staysCoded() || dictionarySize <= MAX_ENTRIES)
        ? coded(from, rows)
        : values(from, rows);
  }

  private Vector values(long from, int rows) throws IOException {
    T target = target(rows);
    long[] validity = null;
    int at = 0;
    for (DataPage page : current) {
      load(page);
      int first = (int) (from + at - page.firstRow);
      int count = Math.min(page.rows - first, rows - at);
      int start = page.rank(first);
      int values = page.rank(first + count) - start;
      if (page.coded()) {
        readCodes(page, start, values, scratch(values), 0);
        look(codes, values, target, at);
      } else {
        copy(page, start, values, target, at);
      }
      if (values < count) {
        validity = marked(validity, page, first, count, at, rows);
        spread(target, at, count, values, validity);
      }
      at += count;
    }
    return finish(target, rows, validity);
  }

  private int[] scratch(int size) {
    if (codes.length < size) {
      codes = new int[size];
    }
    return codes;
  }

  private static long[] marked(
      long[] known, DataPage page, int first, int count, int at, int rows) {
    long[] validity = known == null ? Validity.allValid(rows) : known;
    for (int i = 0; i < count; i++) {
      if (page.ranks[first + i] == page.ranks[first + i + 1]) {
        Validity.setNull(validity, at + i);
      }
    }
    return validity;
  }

  private Vector coded(long from, int rows) throws IOException {
    int[] all = new int[rows];
    int at = 0;
    for (DataPage page : current) {
      load(page);
      int first = (int) (from + at - page.firstRow);
      int count = Math.min(page.rows - first, rows - at);
      int start = page.rank(first);
      int values = page.rank(first + count) - start;
      readCodes(page, start, values, all, at);
      for (int i = count - 1, value = values; values < count && i >= 0; i--) {
        boolean there = page.ranks[first + i] < page.ranks[first + i + 1];
        all[at + i] = there ? all[at + --value] : -1;
      }
      at += count;
    }
    return new DictionaryVector(rows, all, dictionary);
  }

  private void readCodes(DataPage page, int start, int values, int[] into, int at) {
    page.codes.seek(start);
    page.codes.read(into, at, values);
    check(page, into, at, values);
  }

  /** Codes too narrow to be wrong need no look. */
  private void check(DataPage page, int[] into, int at, int count) {
    int width = page.codes.width();
    if (width < 31 && 1 << width <= dictionarySize) {
      return;
    }
    int limit = dictionarySize - 1;
    int wrong = 0;
    for (int i = at; i < at + count; i++) {
      // The sign is set where the code is negative or too large.
      wrong |= limit - into[i] | into[i];
    }
    if (wrong < 0) {
      throw new IndexOutOfBoundsException(
          "a code of " + path.toDotString() + " is not in its dictionary");
    }
  }

  @Override
  Vector read(long from, int range, int[] selected, int count) throws IOException {
    boolean keepsCodes = find(from, range) && staysCoded();
    if (numbers.length < count) {
      numbers = new int[count];
    }
    T target = keepsCodes ? null : target(count);
    int[] all = keepsCodes ? new int[count] : null;
    long[] validity = null;
    int done = 0;
    Iterator<DataPage> there = current.iterator();
    while (done < count) {
      DataPage page = there.next();
      int shift = (int) (from - page.firstRow);
      int end = done;
      while (end < count && selected[end] + shift < page.rows) {
        end++;
      }
      if (end == done) {
        continue;
      }
      load(page);
      int rows = end - done;
      // Codes are found from where the range begins in the page.
      int start = page.coded() ? page.rank(Math.max(shift, 0)) : 0;
      int values = numbers(page, selected, done, end, shift, start);
      if (page.coded()) {
        int[] into = keepsCodes ? all : scratch(values);
        int at = keepsCodes ? done : 0;
        page.codes.seek(start);
        page.codes.gather(numbers, values, into, at);
        check(page, into, at, values);
        if (!keepsCodes) {
          look(codes, values, target, done);
        }
      } else {
        gather(page, numbers, values, target, done);
      }
      if (values < rows) {
        validity = validity == null ? Validity.allValid(count) : validity;
        for (int i = done; i < end; i++) {
          int row = selected[i] + shift;
          if (page.ranks[row] == page.ranks[row + 1]) {
            Validity.setNull(validity, i);
          }
        }
        if (keepsCodes) {
          spreadCodes(all, done, rows, values, validity);
        } else {
          spread(target, done, rows, values, validity);
        }
      }
      done = end;
    }
    return keepsCodes
        ? new DictionaryVector(count, all, dictionary == null ? none() : dictionary)
        : finish(target, count, validity);
  }

  /** Numbers the values of selected rows of a page; answers how many are not null. */
  private int numbers(DataPage page, int[] selected, int from, int to, int shift, int start) {
    int values = 0;
    if (page.ranks == null) {
      for (int i = from; i < to; i++) {
        numbers[values++] = selected[i] + shift - start;
      }
      return values;
    }
    for (int i = from; i < to; i++) {
      int row = selected[i] + shift;
      numbers[values] = page.ranks[row] - start;
      values += page.ranks[row + 1] - page.ranks[row];
    }
    return values;
  }

  private static void spreadCodes(int[] all, int at, int rows, int values, long[] validity) {
    for (int i = at + rows - 1, value = at + values; i >= at; i--) {
      all[i] = Validity.isValid(validity, i) ? all[--value] : -1;
    }
  }

  private FlatVector none() {
    return finish(target(0), 0, null);
  }

  @Override
  public void close() {
    pages.close();
    current.clear();
  }
}
