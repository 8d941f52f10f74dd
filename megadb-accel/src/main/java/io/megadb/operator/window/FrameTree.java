package io.megadb.operator.window;

import io.megadb.function.Accumulator;
import io.megadb.function.window.WindowRows;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Partial states of blocks of rows, of blocks of blocks and so on, from which any frame is put
 * together: its ends from single rows, its middle from the largest blocks that fit. Pieces are
 * merged from left to right, so that array_agg and string_agg keep the order of rows.
 *
 * @see <a href="https://www.vldb.org/pvldb/vol8/p1058-leis.pdf">Leis et al., Efficient Processing
 *     of Window Functions in Analytical SQL Queries, 2015</a>
 */
final class FrameTree {
  /** Children of a node: few enough rows at a frame's ends, few enough levels. */
  private static final int FANOUT = 16;

  /** Frames narrower than this are cheaper row by row. */
  private static final int MIN_WIDTH = 2 * FANOUT;

  /** Frames put together at a time. */
  private static final int CHUNK = 1024;

  private final FrameInput input;
  private final WindowRows rows;

  /** States by level; a state of the first level stands for {@link #FANOUT} rows. */
  private final List<Vector[]> levels = new ArrayList<>();

  private long chargedBytes;

  FrameTree(FrameInput input, WindowRows rows) {
    this.input = input;
    this.rows = rows;
    int widest = 0;
    for (int row = 0; row < rows.size(); row++) {
      widest = Math.max(widest, rows.frameEnds()[row] - rows.frameStarts()[row]);
    }
    build(widest);
  }

  private void build(int widest) {
    int children = rows.size();
    for (long width = widest; width >= MIN_WIDTH; width /= FANOUT) {
      int count = (children + FANOUT - 1) / FANOUT;
      Accumulator accumulator = input.accumulator(count);
      FramePieces pieces = new FramePieces(input, accumulator, below());
      for (int child = 0; child < children; child++) {
        pieces.add(child / FANOUT, child);
      }
      pieces.flush();
      Vector[] states = accumulator.state(0, count);
      for (Vector state : states) {
        input.account().add(state.bytes());
        chargedBytes += state.bytes();
      }
      levels.add(states);
      children = count;
    }
  }

  private Vector[] below() {
    return levels.isEmpty() ? null : levels.get(levels.size() - 1);
  }

  /** The results of all frames, by number. */
  FlatVector aggregate(DistinctFrames frames, PgType type) {
    VectorBuilder results = VectorBuilder.of(type, frames.count());
    for (int from = 0; from < frames.count(); from += CHUNK) {
      input.context().cancellation().check();
      int count = Math.min(CHUNK, frames.count() - from);
      Vector chunk = chunk(frames, from, count);
      for (int i = 0; i < count; i++) {
        results.appendFrom(chunk, i);
      }
    }
    input.account().release(chargedBytes);
    chargedBytes = 0;
    return results.build();
  }

  private Vector chunk(DistinctFrames frames, int from, int count) {
    Accumulator accumulator = input.accumulator(count);
    int[] parts = new int[2 * WindowRows.MAX_PARTS];
    int[] starts = new int[count];
    int[] ends = new int[count];
    for (int part = 0; part < WindowRows.MAX_PARTS; part++) {
      boolean any = false;
      for (int i = 0; i < count; i++) {
        boolean has = rows.frameParts(frames.row(from + i), parts) > part;
        starts[i] = has ? parts[2 * part] : 0;
        ends[i] = has ? parts[2 * part + 1] : 0;
        any |= has;
      }
      if (any) {
        merge(accumulator, 0, starts, ends);
      }
    }
    long bytes = accumulator.bytes();
    input.account().add(bytes);
    Vector result = accumulator.result(0, count);
    input.account().release(bytes);
    return result;
  }

  /**
   * Merges one run of nodes per frame into the frame's state.
   *
   * @param level 0 for rows, else the level of states plus 1
   */
  private void merge(Accumulator accumulator, int level, int[] starts, int[] ends) {
    FramePieces pieces =
        new FramePieces(input, accumulator, level == 0 ? null : levels.get(level - 1));
    int count = starts.length;
    int[] upperStarts = new int[count];
    int[] upperEnds = new int[count];
    boolean higher = false;
    for (int i = 0; i < count; i++) {
      boolean ascends = level < levels.size() && ends[i] - starts[i] >= MIN_WIDTH;
      int leftEnd = ends[i];
      if (ascends) {
        upperStarts[i] = (starts[i] + FANOUT - 1) / FANOUT;
        upperEnds[i] = ends[i] / FANOUT;
        leftEnd = upperStarts[i] * FANOUT;
        higher = true;
      }
      for (int child = starts[i]; child < leftEnd; child++) {
        pieces.add(i, child);
      }
    }
    pieces.flush();
    if (!higher) {
      return;
    }
    merge(accumulator, level + 1, upperStarts, upperEnds);
    for (int i = 0; i < count; i++) {
      if (upperEnds[i] > 0) {
        for (int child = upperEnds[i] * FANOUT; child < ends[i]; child++) {
          pieces.add(i, child);
        }
      }
    }
    pieces.flush();
  }
}
