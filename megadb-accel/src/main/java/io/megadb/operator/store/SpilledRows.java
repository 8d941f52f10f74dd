package io.megadb.operator.store;

import io.megadb.execution.spill.SpillFile;
import io.megadb.execution.spill.SpillReader;
import io.megadb.operator.Operator;
import io.megadb.vector.Batch;

/** Rows of an operator in a temporary file. Written first, then read. Confined to one thread. */
public final class SpilledRows implements AutoCloseable {
  private final OperatorSpill owner;
  private final SpillFile file;
  private boolean writing = true;
  private boolean closed;
  private long reported;

  SpilledRows(OperatorSpill owner, SpillFile file) {
    this.owner = owner;
    this.file = file;
    owner.account().add(SpillFile.BUFFER_BYTES);
  }

  /** Adds the rows of a batch, in pieces if it is large. */
  public void append(Batch batch) {
    int size = batch.size();
    long bytes = batch.bytes();
    int most = Batch.MAX_ROWS;
    if (bytes > owner.pieceBytes()) {
      most = (int) Math.max(1, Math.min(most, size * owner.pieceBytes() / bytes));
    }
    for (int from = 0; from < size; from += most) {
      file.append(batch.slice(from, Math.min(size, from + most)));
    }
    report();
  }

  /** Ends writing and gives the buffer's memory back. */
  public void finish() {
    if (writing) {
      writing = false;
      file.finish();
      report();
      owner.account().release(SpillFile.BUFFER_BYTES);
    }
  }

  private void report() {
    if (file.bytes() > reported) {
      owner.wrote(file.bytes() - reported);
      reported = file.bytes();
    }
  }

  public long rows() {
    return file.rows();
  }

  /** All rows from the beginning, once {@link #finish} was called; END while the file is open. */
  public Operator read() {
    return new Reader(file.read());
  }

  private static final class Reader implements Operator {
    private final SpillReader reader;
    private boolean ended;

    Reader(SpillReader reader) {
      this.reader = reader;
    }

    @Override
    public Batch next() {
      Batch batch = ended ? null : reader.next();
      ended = batch == null;
      return ended ? END : batch;
    }

    @Override
    public void close() {
      ended = true;
    }
  }

  /** Deletes the file. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (writing) {
      writing = false;
      owner.account().release(SpillFile.BUFFER_BYTES);
    }
    owner.closed(this);
    file.close();
  }
}
