package io.megadb.operator.key;

import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;

/**
 * Numbers of single long keys in an array over the keys' range. Keys of tables are numbered densely
 * more often than not, and then this takes one access to memory a row and no hash.
 */
final class RangeNumbers {
  /**
   * Values of the range for each key that is worth it: four bytes each, so that the array takes no
   * more than slots and hashes would.
   */
  private static final int MAX_SPREAD = 8;

  /** A range that is always worth it: 32 KiB stay in the first-level cache. */
  private static final int SMALL_RANGE = 1 << 13;

  private static final int MAX_RANGE = 1 << 30;

  /** Number plus 1 by key minus base; 0 where no key is. */
  private int[] numbers;

  private long base;

  /** Null's number plus 1, or 0. */
  private int nullNumber;

  private RangeNumbers(long base, int length) {
    this.base = base;
    this.numbers = new int[length];
  }

  /**
   * An array for all keys there are, or null if their range is too wide.
   *
   * @param coming keys about to be inserted; the array has room for them
   * @param held keys by number that it has from the start, or null
   */
  static RangeNumbers of(LongVector coming, int rows, LongVector held, int heldRows) {
    Range range = new Range();
    range.add(coming, rows);
    if (held != null) {
      range.add(held, heldRows);
    }
    if (range.isEmpty()) {
      range.addValue(0);
    }
    if (range.wider((long) rows + heldRows)) {
      return null;
    }
    RangeNumbers made = new RangeNumbers(range.min, (int) range.length());
    if (held != null) {
      made.fill(held, heldRows);
    }
    return made;
  }

  private void fill(LongVector keys, int rows) {
    long[] values = keys.values();
    for (int i = 0; i < rows; i++) {
      if (keys.isNull(i)) {
        nullNumber = i + 1;
      } else {
        numbers[(int) (values[i] - base)] = i + 1;
      }
    }
  }

  long bytes() {
    return 4L * numbers.length;
  }

  /** How many bytes {@link #include} would take more. */
  long growth(LongVector keys, int rows) {
    Range range = new Range();
    range.add(keys, rows);
    if (range.isEmpty() || inside(range)) {
      return 0;
    }
    range.addValue(base);
    range.addValue(base + numbers.length - 1);
    long length = range.length();
    return length < 0 || length > MAX_RANGE ? 0 : 4 * (length - numbers.length);
  }

  private boolean inside(Range range) {
    return range.min >= base && Long.compareUnsigned(range.max - base, numbers.length) < 0;
  }

  /**
   * Makes room for keys.
   *
   * @param held number of keys there are
   * @return false if the range would be too wide; then nothing has changed
   */
  boolean include(LongVector keys, int rows, int held) {
    Range range = new Range();
    range.add(keys, rows);
    if (range.isEmpty() || inside(range)) {
      return true;
    }
    range.addValue(base);
    range.addValue(base + numbers.length - 1);
    if (range.wider((long) rows + held)) {
      return false;
    }
    // Half as much again in the direction of growth: ascending keys would copy at each batch.
    long room = Math.min(range.length() / 2, MAX_RANGE - range.length());
    boolean down = range.min < base;
    long newBase = down && range.min >= Long.MIN_VALUE + room ? range.min - room : range.min;
    long end = range.max - newBase + 1 + (down ? 0 : room);
    int[] wider = new int[(int) Math.min(end, MAX_RANGE)];
    System.arraycopy(numbers, 0, wider, (int) (base - newBase), numbers.length);
    numbers = wider;
    base = newBase;
    return true;
  }

  /**
   * Numbers rows; keys not seen before are added.
   *
   * @param size number of keys there are
   * @param result receives the numbers
   * @param inserted receives the rows whose keys are new
   * @return number of keys there are now
   */
  int insert(LongVector keys, int rows, int size, int[] result, int[] inserted) {
    long[] validity = keys.validity();
    if (validity != null) {
      return insertWithNulls(keys.values(), validity, rows, size, result, inserted);
    }
    long[] values = keys.values();
    int first = size;
    int next = size;
    for (int i = 0; i < rows; i++) {
      int at = (int) (values[i] - base);
      int number = numbers[at];
      if (number == 0) {
        inserted[next - first] = i;
        number = ++next;
        numbers[at] = number;
      }
      result[i] = number - 1;
    }
    return next;
  }

  private int insertWithNulls(
      long[] values, long[] validity, int rows, int size, int[] result, int[] inserted) {
    int next = size;
    for (int i = 0; i < rows; i++) {
      boolean valid = Validity.isValid(validity, i);
      int at = valid ? (int) (values[i] - base) : 0;
      int number = valid ? numbers[at] : nullNumber;
      if (number == 0) {
        inserted[next - size] = i;
        number = ++next;
        if (valid) {
          numbers[at] = number;
        } else {
          nullNumber = number;
        }
      }
      result[i] = number - 1;
    }
    return next;
  }

  /** The number of each row's key, or -1. */
  void find(LongVector keys, int rows, int[] result) {
    long[] values = keys.values();
    int length = numbers.length;
    for (int i = 0; i < rows; i++) {
      long at = values[i] - base;
      result[i] = at >= 0 && at < length ? numbers[(int) at] - 1 : -1;
    }
    if (keys.validity() != null) {
      for (int i = 0; i < rows; i++) {
        if (keys.isNull(i)) {
          result[i] = nullNumber - 1;
        }
      }
    }
  }

  /** The least and the greatest of some keys. */
  private static final class Range {
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    void add(LongVector keys, int rows) {
      long[] values = keys.values();
      if (keys.validity() != null) {
        for (int i = 0; i < rows; i++) {
          if (!keys.isNull(i)) {
            addValue(values[i]);
          }
        }
        return;
      }
      long least = min;
      long greatest = max;
      for (int i = 0; i < rows; i++) {
        least = Math.min(least, values[i]);
        greatest = Math.max(greatest, values[i]);
      }
      min = least;
      max = greatest;
    }

    void addValue(long value) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }

    boolean isEmpty() {
      return min > max;
    }

    /** Number of values; negative if that is no long. */
    long length() {
      long length = max - min + 1;
      return length <= 0 ? -1 : length;
    }

    /** Whether the range is too wide for so many keys. */
    boolean wider(long keys) {
      long length = length();
      return length < 0 || length > Math.min(MAX_RANGE, Math.max(SMALL_RANGE, MAX_SPREAD * keys));
    }
  }
}
